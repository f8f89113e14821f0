"""The one decode path: for the catalogue, the encoder, the thumbnail and the eye.

A photo is read once and decoded at the smallest DCT scale that leaves 256 pixels on the shorter
side. From then on everything comes from one small picture (the "view"): turned once, converted to
sRGB once. Huffman decoding is what remains, and that is the floor.
"""

from __future__ import annotations

import hashlib
import io
import math
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from PIL import Image

from photosearch.base.types import Box
from photosearch.imaging.colour import srgb
from photosearch.imaging.decoded import DecodedPhoto, DecodedPicture, DecodedQuery
from photosearch.imaging.exif import summary_of
from photosearch.imaging.failures import RefusedError
from photosearch.imaging.formats import extension
from photosearch.imaging.image_key import image_key
from photosearch.imaging.jobs import DecodeJob, WorkerLimits
from photosearch.imaging.merits import colours, jpeg_quality, sharpness, tag_count
from photosearch.imaging.opening import OpenPicture, check_pixels, open_picture
from photosearch.imaging.orientation import oriented, stored_box
from photosearch.imaging.perceptual import GREY_PX, perceptual_hashes
from photosearch.imaging.pixels import encoder_pixels, source_px
from photosearch.imaging.reading import FileBytes, read_file
from photosearch.imaging.shooting import shooting_details
from photosearch.imaging.shrinking import shrunk

THUMBNAIL_PX = 256
"""Shorter side of a thumbnail."""
_LONGEST_THUMBNAIL_PX = 2048  # of a panorama
_LONGEST_VIEW_PX = 8192
_THUMBNAIL_QUALITY = 80


@dataclass(frozen=True)
class _Goal:
    """How small a picture may become: at least this side, at most that one, in pixels."""

    shorter: int | None
    longer: int

    def scale(self, width: float, height: float) -> float:
        """Return the factor (at most 1) for a region of that size."""
        scale = 1.0 if self.shorter is None else self.shorter / min(width, height)
        return min(1.0, scale, self.longer / max(width, height))


def decode_photo(job: DecodeJob, limits: WorkerLimits) -> DecodedPhoto:
    """Decode a photo for the catalogue.

    Raises:
        RefusedError: The file can't or must not be decoded.
        Exception: Whatever a decoder raises for a damaged file.
    """
    data, picture = _opened(job, limits)
    large = _view(picture, job.box, _Goal(source_px(job.pixels_px), _LONGEST_VIEW_PX), limits)
    view = _small(large)
    small = view.convert("L")
    grey = np.asarray(small.resize((GREY_PX, GREY_PX), Image.Resampling.BOX))
    return DecodedPhoto(
        sha256=hashlib.sha256(data).digest(),
        image_key=image_key(data, picture.format, picture.orientation),
        size=len(data),
        format=picture.format,
        width=picture.width,
        height=picture.height,
        orientation=picture.orientation,
        exif=summary_of(picture.tags),
        perceptual_hashes=perceptual_hashes(grey),
        grey=grey.tobytes(),
        thumbnail=_thumbnail(view),
        pixels=encoder_pixels(large, job.pixels_px),
        colours=colours(view),
        sharpness=sharpness(np.asarray(small)),
        jpeg_quality=jpeg_quality(picture.image) if picture.format == "jpeg" else None,
        tag_count=tag_count(picture.tags),
    )


def decode_query(job: DecodeJob, limits: WorkerLimits) -> DecodedQuery:
    """Decode a photo as a query: somebody waits, so that it is hashed while it is decoded.

    Raises:
        RefusedError: The file can't or must not be decoded.
        Exception: Whatever a decoder raises for a damaged file.
    """
    data, picture = _opened(job, limits)
    with ThreadPoolExecutor(1, "hash") as other:
        key = other.submit(image_key, data, picture.format, picture.orientation)
        view = _view(picture, job.box, _Goal(source_px(job.pixels_px), _LONGEST_VIEW_PX), limits)
        return DecodedQuery(key.result(), encoder_pixels(view, job.pixels_px))


def decode_picture(job: DecodeJob, limits: WorkerLimits) -> DecodedPicture:
    """Decode a picture for the window, at most ``job.max_px`` on the longer side.

    Raises:
        RefusedError: The file can't or must not be decoded.
        Exception: Whatever a decoder raises for a damaged file.
    """
    data, picture = _opened(job, limits)
    view = _view(picture, job.box, _Goal(None, max(1, job.max_px)), limits)
    return DecodedPicture(
        width=view.width,
        height=view.height,
        rgb=view.tobytes(),
        full_width=picture.width,
        full_height=picture.height,
        size=len(data),
        format=picture.format,
        exif=summary_of(picture.tags),
        details=shooting_details(picture.tags),
    )


def _opened(job: DecodeJob, limits: WorkerLimits) -> tuple[FileBytes, OpenPicture]:
    data = read_file(job.path, limits.file_bytes) if job.path is not None else job.data
    if not data:
        raise RefusedError("empty", "There is no data.")
    return data, open_picture(data, limits, extension(job.path or b""))


def _view(picture: OpenPicture, box: Box | None, goal: _Goal, limits: WorkerLimits) -> Image.Image:
    """Return the picture, or its part, small, as shown, in sRGB."""
    image = picture.image
    part = stored_box(box or Box(0, 0, 1, 1), picture.turn)
    scale = goal.scale(image.width * part.width, image.height * part.height)
    size = _whole_size(image.width * part.width * scale, image.height * part.height * scale)
    image.draft(None, (math.ceil(image.width * scale), math.ceil(image.height * scale)))
    check_pixels(image, limits, picture.width * picture.height)
    image.load()
    profile = image.info.get("icc_profile")
    if box is not None:
        image = image.crop(_edges(part, image.size))
    size = min(size[0], image.width), min(size[1], image.height)
    view = oriented(shrunk(image, size), picture.turn)
    return srgb(view, profile if isinstance(profile, bytes) else None)


def _edges(part: Box, size: tuple[int, int]) -> tuple[int, int, int, int]:
    left, upper = math.floor(part.x * size[0]), math.floor(part.y * size[1])
    right = math.ceil((part.x + part.width) * size[0] - 1e-6)
    lower = math.ceil((part.y + part.height) * size[1] - 1e-6)
    return left, upper, min(size[0], max(right, left + 1)), min(size[1], max(lower, upper + 1))


def _whole_size(width: float, height: float) -> tuple[int, int]:
    return max(1, round(width)), max(1, round(height))


def _small(view: Image.Image) -> Image.Image:
    """Return the view that thumbnail and hashes come from, whatever the encoder wants."""
    scale = THUMBNAIL_PX / min(view.size)
    if scale >= 1:
        return view
    return shrunk(view, _whole_size(view.width * scale, view.height * scale))


def _thumbnail(view: Image.Image) -> bytes:
    scale = min(1.0, _LONGEST_THUMBNAIL_PX / max(view.size))
    if scale < 1:
        view = view.resize(_whole_size(view.width * scale, view.height * scale))
    stream = io.BytesIO()
    view.save(stream, "JPEG", quality=_THUMBNAIL_QUALITY)
    return stream.getvalue()
