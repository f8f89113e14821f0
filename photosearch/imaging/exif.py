"""Date, camera, place and shooting data from EXIF, with distrust: any value may be nonsense."""

from __future__ import annotations

import logging
import math
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from PIL import Image

from photosearch.imaging.decoded import Exif

_logger = logging.getLogger(__name__)

_MAKE, _MODEL, _ORIENTATION, _DATE_TIME = 0x010F, 0x0110, 0x0112, 0x0132
_EXIF_IFD, _GPS_IFD = 0x8769, 0x8825
_SUB_IFDS = (_EXIF_IFD, _GPS_IFD)
# Tag of a date, of its offset from UTC and of its fractions of a second; best first.
_DATES = ((0x9003, 0x9011, 0x9291), (0x9004, 0x9012, 0x9292), (_DATE_TIME, 0x9010, 0x9290))
_DATE = re.compile(r"(\d{4})\D(\d{1,2})\D(\d{1,2})\D+(\d{1,2})\D(\d{1,2})(?:\D(\d{1,2}))?")
_OFFSET = re.compile(r"([+-])(\d{2}):?(\d{2})")
_YEARS = range(1826, 2101)  # from the first photograph on
_COMPANY = re.compile(
    r"[,\s]+(corporation|corp|company|co|ltd|inc|gmbh|ag|optical|electric|electronics|imaging"
    r"|digital|camera|technologies|technology|products)\b\.?",
    re.IGNORECASE,
)

Tags = Mapping[int, Any]


def read_tags(image: Image.Image) -> dict[int, Any]:
    """Return the tags of a picture and of its EXIF part in one mapping, GPS under its own tag.

    Unreadable metadata gives what could be read: it never makes a good picture a bad one.
    """
    return tags_of(image.getexif)


def tags_of(load: Callable[[], Image.Exif]) -> dict[int, Any]:
    """Return the tags that ``load`` finds, as ``read_tags`` does."""
    tags: dict[int, Any] = {}
    try:
        exif = load()
        tags.update(exif)
        for pointer in _SUB_IFDS:
            part = dict(exif.get_ifd(pointer)) if pointer in exif else {}
            tags.update({pointer: part} if pointer == _GPS_IFD else part)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - malformed EXIF raises anything
        _logger.debug("unreadable EXIF: %s", error)
    return tags


def orientation_of(tags: Tags) -> int:
    """Return the EXIF orientation 1 to 8; 1 where it is absent or invalid."""
    value = tags.get(_ORIENTATION)
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def summary_of(tags: Tags) -> Exif:
    """Return date, camera and place."""
    taken_at, offset = _taken(tags)
    latitude, longitude = _place(tags.get(_GPS_IFD))
    camera = camera_name(text_of(tags.get(_MAKE)), text_of(tags.get(_MODEL)))
    return Exif(taken_at, offset, camera, latitude, longitude)


def camera_name(make: str, model: str) -> str:
    """Join make and model without saying the make twice.

    "NIKON CORPORATION" + "NIKON D90" gives "NIKON D90"; "Canon" + "EOS 5D", "Canon EOS 5D".
    """
    make = _COMPANY.sub("", make).strip(" ,.")
    if not make or not model:
        return make or model
    if model.casefold().startswith(make.split()[0].casefold()):
        return model
    return f"{make} {model}"


def parse_date(text: str) -> float | None:
    """Return an EXIF date as seconds since 1970, wall clock taken as UTC; ``None`` if impossible.

    Args:
        text: ``YYYY:MM:DD HH:MM:SS``; other separators and absent seconds are met and accepted.
    """
    match = _DATE.match(text.strip())
    if not match:
        return None
    year, month, day, hour, minute, second = (int(part or 0) for part in match.groups())
    if year not in _YEARS:
        return None
    try:
        return datetime(year, month, day, hour, minute, min(second, 59), tzinfo=UTC).timestamp()
    except ValueError:
        return None


def _taken(tags: Tags) -> tuple[float | None, int | None]:
    for date_tag, offset_tag, fraction_tag in _DATES:
        taken_at = parse_date(text_of(tags.get(date_tag)))
        if taken_at is not None:
            fraction = text_of(tags.get(fraction_tag))
            if re.fullmatch("[0-9]{1,9}", fraction):
                taken_at += float(f"0.{fraction}")
            return taken_at, _offset(text_of(tags.get(offset_tag)))
    return None, None


def _offset(text: str) -> int | None:
    match = _OFFSET.fullmatch(text)
    if not match:
        return None
    seconds = int(match[2]) * 3600 + int(match[3]) * 60
    if seconds > 14 * 3600:
        return None
    return -seconds if match[1] == "-" else seconds


def _place(gps: object) -> tuple[float | None, float | None]:
    if not isinstance(gps, Mapping):
        return None, None
    latitude = _degrees(gps.get(2), text_of(gps.get(1)), "NS", 90.0)
    longitude = _degrees(gps.get(4), text_of(gps.get(3)), "EW", 180.0)
    if latitude is None or longitude is None or (latitude == 0 and longitude == 0):
        return None, None
    return latitude, longitude


def _degrees(value: object, reference: str, signs: str, most: float) -> float | None:
    if reference[:1].upper() not in list(signs) or not isinstance(value, tuple):
        return None
    parts = [number_of(part) for part in value[:3]]
    if not parts or any(part is None or part < 0 for part in parts):
        return None
    degrees = sum((part or 0.0) / (1.0, 60.0, 3600.0)[at] for at, part in enumerate(parts))
    if degrees > most:
        return None
    return -degrees if reference[:1].upper() == signs[1] else degrees


def number_of(value: object) -> float | None:
    """Return a tag's number (rationals too), or ``None`` if it is none or not finite."""
    if isinstance(value, tuple):
        value = value[0] if value else None
    try:
        number = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError, ZeroDivisionError, OverflowError):
        return None
    return number if math.isfinite(number) else None


def text_of(value: object) -> str:
    """Return a tag's text without padding and control signs; empty if it is no text."""
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    if not isinstance(value, str):
        return ""
    visible = "".join(sign if sign.isprintable() else " " for sign in value.split("\0")[0])
    return " ".join(visible.split())[:500]
