"""Keys that put names as people expect: ``IMG_9`` before ``img_10``."""

from __future__ import annotations

import re

_DIGITS = re.compile(rb"\d+")


def name_key(name: bytes) -> bytes:
    """Return bytes whose order is that of names, without case and with numbers by value.

    A run of digits becomes ``0`` + its number of digits without leading zeros + the digits, so that
    longer numbers come later. Names that differ only in case or leading zeros share a key.
    """
    folded = name.decode("utf-8", "surrogateescape").casefold()
    return _DIGITS.sub(_number, folded.encode("utf-8", "surrogateescape"))


def path_key(path: bytes) -> bytes:
    """Return bytes whose order is that of folders: a folder, what is in it, its next sibling."""
    return b"\x00".join(name_key(part) for part in path.split(b"/"))


def _number(match: re.Match[bytes]) -> bytes:
    digits = match.group().lstrip(b"0")
    return b"0" + bytes([min(len(digits), 255)]) + digits
