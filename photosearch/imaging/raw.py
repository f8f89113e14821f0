"""RAW photos through the optional ``rawpy``: the camera's own preview first, else half size."""

from __future__ import annotations

import io
from types import ModuleType
from typing import TYPE_CHECKING, Any

from PIL import Image

from photosearch.imaging.exif import orientation_of, read_tags, tags_of
from photosearch.imaging.failures import RefusedError
from photosearch.imaging.opening import OpenPicture, open_image
from photosearch.imaging.orientation import oriented_size
from photosearch.imaging.reading import FileBytes

if TYPE_CHECKING:
    from rawpy import RawPy

_SHORTEST_PREVIEW_PX = 256
_TIFF_STARTS = {b"II*\0", b"MM\0*"}
_TURN_OF_FLIP = {0: 1, 3: 3, 5: 8, 6: 6}  # LibRaw's "flip" as EXIF orientations


def open_raw(data: FileBytes) -> OpenPicture:
    """Open a RAW photo.

    Raises:
        RefusedError: ``needs-raw-extra``, ``unsupported`` for a camera that LibRaw doesn't know,
            ``damaged``.
    """
    try:
        import rawpy
    except ImportError as error:
        reason = "This is a RAW photo: install the raw extra (photosearch[raw]) to search it."
        raise RefusedError("needs-raw-extra", reason) from error
    try:
        with rawpy.imread(io.BytesIO(data)) as raw:
            return _opened(rawpy, raw, data)
    except rawpy.LibRawFileUnsupportedError as error:
        raise RefusedError("unsupported", "This RAW format is not known.") from error
    except rawpy.LibRawError as error:
        raise RefusedError("damaged", "The RAW photo can't be decoded.") from error


def _opened(rawpy: ModuleType, raw: RawPy, data: FileBytes) -> OpenPicture:
    tags = _tags(data)
    turn = _TURN_OF_FLIP.get(raw.sizes.flip, 1)
    image = _preview(rawpy, raw)
    if image is not None:
        preview_tags = read_tags(image)
        tags = {**preview_tags, **tags}
        turn = orientation_of(preview_tags) if orientation_of(preview_tags) != 1 else turn
    else:
        image = Image.fromarray(raw.postprocess(half_size=True, use_camera_wb=True, user_flip=0))
    width, height = oriented_size((raw.sizes.width, raw.sizes.height), turn)
    return OpenPicture(image, tags, "raw", width, height, turn, turn)


def _preview(rawpy: ModuleType, raw: RawPy) -> Image.Image | None:
    try:
        thumb = raw.extract_thumb()
    except (rawpy.LibRawNoThumbnailError, rawpy.LibRawUnsupportedThumbnailError):
        return None
    if thumb.format == rawpy.ThumbFormat.JPEG:
        image = open_image(bytes(thumb.data), "jpeg")
    elif thumb.format == rawpy.ThumbFormat.BITMAP:
        image = Image.fromarray(thumb.data)
    else:
        return None
    return image if min(image.size) >= _SHORTEST_PREVIEW_PX else None


def _tags(data: FileBytes) -> dict[int, Any]:
    if bytes(data[:4]) not in _TIFF_STARTS:
        return {}

    def load() -> Image.Exif:
        exif = Image.Exif()
        exif.load(bytes(data))
        return exif

    return tags_of(load)
