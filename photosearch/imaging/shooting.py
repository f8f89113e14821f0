"""How a photo was taken, as short texts for the preview panel."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from photosearch.imaging.exif import Tags, number_of, text_of

_Format = Callable[[Any], str]


def shooting_details(tags: Tags) -> tuple[tuple[str, str], ...]:
    """Return (key, text) of what the tags say, in ``DETAIL_KEYS``' order, nothing for the rest."""
    found = ((key, write(tags.get(tag))) for key, tag, write in _DETAILS)
    return tuple((key, text) for key, text in found if text)


def _exposure(value: object) -> str:
    seconds = number_of(value)
    if seconds is None or seconds <= 0:
        return ""
    return f"{seconds:g} s" if seconds >= 0.3 else f"1/{1 / seconds:.0f} s"


def _aperture(value: object) -> str:
    number = number_of(value)
    return f"f/{number:.3g}" if number and number > 0 else ""


def _millimetres(value: object) -> str:
    number = number_of(value)
    return f"{number:.4g} mm" if number and number > 0 else ""


def _whole(value: object) -> str:
    number = number_of(value)
    return f"{number:.0f}" if number and number > 0 else ""


def _compensation(value: object) -> str:
    number = number_of(value)
    return f"{number:+.2g} EV" if number else ""


def _flash(value: object) -> str:
    return ("fired" if value & 1 else "off") if isinstance(value, int) else ""


_DETAILS: tuple[tuple[str, int, _Format], ...] = (
    ("exposure", 0x829A, _exposure),
    ("aperture", 0x829D, _aperture),
    ("iso", 0x8827, _whole),
    ("compensation", 0x9204, _compensation),
    ("focal_length", 0x920A, _millimetres),
    ("focal_length_35mm", 0xA405, _millimetres),
    ("flash", 0x9209, _flash),
    ("lens", 0xA434, text_of),
    ("description", 0x010E, text_of),
    ("artist", 0x013B, text_of),
    ("copyright", 0x8298, text_of),
    ("software", 0x0131, text_of),
)

DETAIL_KEYS = tuple(key for key, _tag, _write in _DETAILS)
"""Stable words for translation; ``flash`` is ``"fired"`` or ``"off"``."""
