"""From bytes to a Pillow image of exactly the format that its first bytes announce.

Pillow is told the one format to try, so an EPS, PSD or any other file in disguise never reaches
its parser. ``quiet_decoders`` must have run: warnings of decompression bombs are errors.
"""

from __future__ import annotations

import functools
import io
import warnings
from dataclasses import dataclass
from typing import Any

from PIL import Image, UnidentifiedImageError

from photosearch.imaging.exif import orientation_of, read_tags
from photosearch.imaging.failures import RefusedError
from photosearch.imaging.formats import RAW_EXTENSIONS, SNIFFED_BYTES, foreign_kind, sniff
from photosearch.imaging.jobs import WorkerLimits
from photosearch.imaging.orientation import oriented_size
from photosearch.imaging.reading import FileBytes

_MEGAPIXEL = 1_000_000
_PILLOW_NAMES = {
    "jpeg": "JPEG",
    "png": "PNG",
    "webp": "WEBP",
    "avif": "AVIF",
    "tiff": "TIFF",
    "gif": "GIF",
    "bmp": "BMP",
    "heic": "HEIF",
}


@dataclass(frozen=True, eq=False)
class OpenPicture:
    """A picture whose header is read and whose pixels, mostly, are not.

    Attributes:
        image: Not loaded yet.
        tags: EXIF.
        format: By content.
        width: Of the whole photo as shown, which may be larger than ``image`` (RAW previews).
        height: As shown.
        orientation: EXIF 1 to 8, as the picture is to be shown.
        turn: The part of it that is still to be done after ``image`` is loaded.
    """

    image: Image.Image
    tags: dict[int, Any]
    format: str
    width: int
    height: int
    orientation: int
    turn: int


def quiet_decoders(max_pixels: int) -> None:
    """Make decoders single-threaded, silent, and strict about more than ``max_pixels``."""
    warnings.simplefilter("ignore")
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    Image.MAX_IMAGE_PIXELS = max_pixels


def open_picture(data: FileBytes, limits: WorkerLimits, extension: bytes = b"") -> OpenPicture:
    """Open a picture from the bytes of its file.

    Args:
        data: The whole file.
        limits: Checked before anything is decoded, except a JPEG's ``held_megapixels``: those
            depend on the scale it will be decoded at (``check_pixels`` again).
        extension: Of the file's name; only tells RAW from other TIFF.

    Raises:
        RefusedError: ``not-an-image``, ``unsupported`` or ``too-many-pixels``.
        Exception: Whatever a decoder raises for a damaged file.
    """
    photo_format = _format_of(bytes(data[:SNIFFED_BYTES]), extension)
    if photo_format == "raw":
        from photosearch.imaging.raw import open_raw

        return open_raw(data)
    image = open_image(data, photo_format)
    if photo_format != "jpeg":  # looking for a PNG's EXIF already decodes it
        check_pixels(image, limits, image.width * image.height)
    return _opened(image, photo_format)


def check_pixels(image: Image.Image, limits: WorkerLimits, whole: int) -> None:
    """Refuse a picture that is too large to be loaded now.

    Args:
        image: Not loaded, with the size that it would be loaded at.
        limits: Of this worker.
        whole: Pixels of the picture at full size.

    Raises:
        RefusedError: ``too-many-pixels``.
    """
    # A progressive JPEG keeps the coefficients of the whole picture while it is decoded.
    held = whole if image.info.get("progressive") else image.width * image.height
    too_many = whole > limits.max_megapixels * _MEGAPIXEL
    if too_many or held > limits.held_megapixels * _MEGAPIXEL:
        reason = f"The picture has too many pixels ({whole / _MEGAPIXEL:.0f} megapixels)."
        raise RefusedError("too-many-pixels", reason, bigger=not too_many)


def open_image(data: FileBytes, photo_format: str) -> Image.Image:
    """Return the unloaded Pillow image of a file of a known format.

    Raises:
        RefusedError: ``unsupported``, if this build lacks the decoder.
    """
    name = _PILLOW_NAMES[photo_format]
    if name not in _available():
        raise RefusedError("unsupported", f"This build can't read {name} pictures.")
    stream: Any = io.BytesIO(data) if isinstance(data, bytes) else data
    if name == "HEIF":
        _register_heif()
    if name == "AVIF":
        _bind_avif()
    try:
        return Image.open(stream, formats=[name])
    except UnidentifiedImageError as error:
        raise RefusedError("damaged", f"The {photo_format} picture's header is damaged.") from error


def _opened(image: Image.Image, photo_format: str) -> OpenPicture:
    tags = read_tags(image)
    orientation = orientation_of(tags)
    if photo_format == "tiff":  # Pillow's TIFF reader announces the size as shown and turns itself
        return OpenPicture(image, tags, photo_format, *image.size, orientation, 1)
    width, height = oriented_size(image.size, orientation)
    return OpenPicture(image, tags, photo_format, width, height, orientation, orientation)


def _format_of(head: bytes, extension: bytes) -> str:
    photo_format = sniff(head)
    if photo_format == "tiff" and extension in RAW_EXTENSIONS:
        return "raw"
    if photo_format is not None:
        return photo_format
    kind = foreign_kind(head)
    if kind is not None:
        raise RefusedError("unsupported", f"This is {kind}, which can't be searched.")
    raise RefusedError("not-an-image", "This is not a picture of a known kind.")


@functools.cache
def _available() -> frozenset[str]:
    # Naming a format that the build lacks makes Image.open raise KeyError for every file.
    Image.init()
    names = {name for name in _PILLOW_NAMES.values() if name in Image.OPEN}
    try:
        _register_heif()
    except ImportError:
        return frozenset(names)
    return frozenset(names | {"HEIF"})


@functools.cache
def _register_heif() -> None:
    import pi_heif

    pi_heif.register_heif_opener(thumbnails=False, decode_threads=1)


@functools.cache
def _bind_avif() -> None:
    from PIL import AvifImagePlugin

    AvifImagePlugin.DEFAULT_MAX_THREADS = 1  # each worker has one core
