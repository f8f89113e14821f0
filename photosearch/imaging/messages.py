"""Jobs and answers as frames, checked field by field on arrival."""

from __future__ import annotations

import math
from dataclasses import asdict, fields
from typing import Any

import numpy as np

from photosearch.base.framing import FrameError, Header, Payload
from photosearch.base.types import Box, Pixels
from photosearch.imaging.decoded import (
    FAILURE_CODES,
    FORMATS,
    Decoded,
    DecodedPhoto,
    DecodedPicture,
    DecodedQuery,
    DecodeFailure,
    Exif,
)
from photosearch.imaging.failures import Refusal
from photosearch.imaging.jobs import DecodeJob, WorkerLimits
from photosearch.imaging.merits import COLOUR_BYTES
from photosearch.imaging.perceptual import GREY_PX
from photosearch.imaging.pixels import LARGEST_PX, SMALLEST_PX

Message = tuple[Header, list[Payload]]
_LONGEST_TEXT = 600


def pack_limits(limits: WorkerLimits) -> Message:
    """Return the first message to a worker."""
    return asdict(limits), []


def unpack_limits(header: Header) -> WorkerLimits:
    """Return the limits that a worker is started with (``FrameError`` if they are none)."""
    try:
        return WorkerLimits(**header)
    except TypeError as error:
        raise FrameError("these are not limits") from error


def pack_job(job: DecodeJob) -> Message:
    """Return a job as a message."""
    box = None if job.box is None else [job.box.x, job.box.y, job.box.width, job.box.height]
    source = job.path if job.path is not None else job.data
    header: Header = {"kind": job.kind, "box": box, "is_path": job.path is not None}
    header |= {"max_px": job.max_px, "pixels_px": job.pixels_px}
    return header, [source or b""]


def unpack_job(header: Header, payloads: list[bytes]) -> DecodeJob:
    """Return the job of a message (``FrameError`` if it is none)."""
    try:
        box = None if header["box"] is None else Box(*header["box"])
        path, data = (payloads[0], None) if header["is_path"] else (None, payloads[0])
        sizes = header["max_px"], header["pixels_px"]
        return DecodeJob(0, path, data, box, header["kind"], *sizes)
    except (KeyError, IndexError, TypeError, ValueError) as error:
        raise FrameError("this is not a job") from error


def pack_answer(answer: DecodedPhoto | DecodedQuery | DecodedPicture | Refusal) -> Message:
    """Return what came of a job as a message."""
    header: Header
    if isinstance(answer, Refusal):
        header = {"answer": "failure", **asdict(answer.failure), "bigger": answer.bigger}
        return header, []
    if isinstance(answer, DecodedQuery):
        header = {"answer": "query", "pixels_px": answer.pixels.shape[0]}
        return header, [answer.image_key, answer.pixels.tobytes()]
    header = {"exif": asdict(answer.exif), "size": answer.size, "format": answer.format}
    if isinstance(answer, DecodedPhoto):
        header |= {"answer": "photo", "orientation": answer.orientation}
        header |= {"pixels_px": answer.pixels.shape[0]}
        header |= {name: getattr(answer, name) for name in _PHOTO_NUMBERS}
        return header, [getattr(answer, name) for name in _PHOTO_PARTS] + [answer.pixels.tobytes()]
    header |= {"answer": "picture", "details": answer.details}
    header |= {name: getattr(answer, name) for name in _PICTURE_SIDES}
    return header, [answer.rgb]


_PHOTO_PARTS = ("sha256", "image_key", "perceptual_hashes", "grey", "thumbnail", "colours")
_PHOTO_NUMBERS = ("width", "height", "sharpness", "jpeg_quality", "tag_count")
_KEY_BYTES = 32
_PHOTO_SIZES = (32, _KEY_BYTES, 64, GREY_PX * GREY_PX, None, COLOUR_BYTES)
_PICTURE_SIDES = ("width", "height", "full_width", "full_height")


def unpack_answer(header: Header, payloads: list[bytes]) -> Decoded | Refusal:
    """Return the answer of a message.

    Raises:
        FrameError: It is none, or it does not add up.
    """
    kind = header.get("answer")
    try:
        if kind == "failure":
            return _refusal(header)
        if kind == "photo":
            return _photo(header, payloads)
        if kind == "query":
            return _query(header, payloads)
        if kind == "picture":
            return _picture(header, payloads)
    except (KeyError, IndexError, TypeError, ValueError) as error:
        raise FrameError("the answer does not add up") from error
    raise FrameError("this is not an answer")


def _refusal(header: Header) -> Refusal:
    _require(header["code"] in FAILURE_CODES)
    failure = DecodeFailure(header["code"], _text(header["reason"]))
    return Refusal(failure, header["bigger"] is True)


def _photo(header: Header, payloads: list[bytes]) -> DecodedPhoto:
    *parts, pixels = payloads
    for part, size in zip(parts, _PHOTO_SIZES, strict=True):
        _require(size in (None, len(part)))
    orientation = _whole(header["orientation"])
    _require(orientation <= 8 and header["format"] in FORMATS)
    quality, n_tags = header["jpeg_quality"], header["tag_count"]
    _require(quality is None or _whole(quality) <= 100)
    _require(type(n_tags) is int and n_tags >= 0)
    _require(_is_finite(header["sharpness"]) and header["sharpness"] >= 0)
    return DecodedPhoto(
        size=_whole(header["size"]),
        format=header["format"],
        width=_whole(header["width"]),
        height=_whole(header["height"]),
        orientation=orientation,
        exif=_exif(header["exif"]),
        pixels=_pixels(header, pixels),
        sharpness=header["sharpness"],
        jpeg_quality=quality,
        tag_count=n_tags,
        **dict(zip(_PHOTO_PARTS, parts, strict=True)),
    )


def _query(header: Header, payloads: list[bytes]) -> DecodedQuery:
    image_key, pixels = payloads
    _require(len(image_key) == _KEY_BYTES)
    return DecodedQuery(image_key, _pixels(header, pixels))


def _pixels(header: Header, pixels: bytes) -> Pixels:
    side = _whole(header["pixels_px"])
    _require(SMALLEST_PX <= side <= LARGEST_PX)
    return np.frombuffer(pixels, np.uint8).reshape(side, side, 3)


def _picture(header: Header, payloads: list[bytes]) -> DecodedPicture:
    (rgb,) = payloads
    width, height, full_width, full_height = (_whole(header[name]) for name in _PICTURE_SIDES)
    _require(len(rgb) == 3 * width * height and header["format"] in FORMATS)
    return DecodedPicture(
        width=width,
        height=height,
        rgb=rgb,
        full_width=full_width,
        full_height=full_height,
        size=_whole(header["size"]),
        format=header["format"],
        exif=_exif(header["exif"]),
        details=tuple((_text(key), _text(text)) for key, text in header["details"]),
    )


def _exif(values: dict[str, Any]) -> Exif:
    _require(set(values) == {field.name for field in fields(Exif)})
    numbers = [values[name] for name in ("taken_at", "taken_offset_s", "latitude", "longitude")]
    _require(all(number is None or _is_finite(number) for number in numbers))
    _text(values["camera"])
    return Exif(**values)


def _is_finite(value: object) -> bool:
    return type(value) in (int, float) and math.isfinite(value)  # type: ignore[arg-type]


def _whole(value: object) -> int:
    if type(value) is not int or value < 1:
        raise FrameError("a number is not one")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str) or len(value) > _LONGEST_TEXT:
        raise FrameError("a text is none")
    return value


def _require(condition: bool) -> None:
    if not condition:
        raise FrameError("a value is out of range")
