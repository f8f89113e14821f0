"""The identity of a picture: what stays when another program edits the metadata.

The key is the sha256 of the compressed image data and the orientation it is shown in:

- JPEG: every segment but APPn and COM, and the scans, up to the end-of-image marker. Of APP14
  ("Adobe") its transform byte counts, for it decides how the scans become colours. What follows
  the marker (second pictures, maker's trailers) does not.
- PNG: IHDR, PLTE, tRNS and the IDAT stream. WebP: VP8, VP8L, ALPH and ANMF chunks.
- Everything else, and whatever does not parse: the whole file.

An ICC profile is colour metadata and does not count: assigning one changes how the picture is
shown, not which picture it is; its labels, albums and decisions stay.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from photosearch.imaging.reading import FileBytes

_NEXT_MARKER = re.compile(rb"\xff[\x01-\xcf\xd8-\xfe]")  # neither stuffing, restart nor fill
_SOS, _EOI, _APP14, _COM = 0xDA, 0xD9, 0xEE, 0xFE
_APPS = range(0xE0, 0xF0)
_BARE = frozenset({0x01, *range(0xD0, 0xD9)})
_PNG_CHUNKS = frozenset({b"IHDR", b"PLTE", b"tRNS"})
_WEBP_CHUNKS = frozenset({b"VP8 ", b"VP8L", b"ALPH", b"ANMF"})


def image_key(data: FileBytes, photo_format: str, orientation: int) -> bytes:
    """Return the 32-byte key of a picture.

    Args:
        data: The whole file.
        photo_format: By content, such as ``"jpeg"``.
        orientation: EXIF 1 to 8, as applied.
    """
    split = {"jpeg": _jpeg_parts, "png": _png_parts, "webp": _webp_parts}.get(photo_format)
    digest = hashlib.sha256(photo_format.encode() + bytes([0, orientation]))
    if split is None:
        digest.update(data)
        return digest.digest()
    view = memoryview(data)
    whole = digest.copy()
    try:
        for part in split(data, view):
            digest.update(part)
    except (IndexError, ValueError):
        whole.update(view)
        return whole.digest()
    return digest.digest()


Parts = Iterator[memoryview | bytes]


def _jpeg_parts(data: FileBytes, view: memoryview) -> Parts:
    at = 2
    while True:
        while view[at] == 0xFF:
            at += 1
        code = view[at]
        if view[at - 1] != 0xFF:
            raise ValueError("no marker where one belongs")
        at += 1
        if code == _EOI:
            return
        if code in _BARE:
            continue
        end = at + int.from_bytes(view[at : at + 2], "big")
        if end < at + 2:
            raise ValueError("a segment without a length")
        yield from _jpeg_segment(code, view[at:end])
        at = end
        if code == _SOS:
            found = _NEXT_MARKER.search(data, at)
            end = found.start() if found else len(view)
            yield view[at:end]
            if not found:
                return
            at = end


def _jpeg_segment(code: int, segment: memoryview) -> Parts:
    if code == _APP14 and bytes(segment[2:7]) == b"Adobe" and len(segment) >= 14:
        yield bytes([code, segment[13]])
    elif code not in _APPS and code != _COM:
        yield bytes([code])
        yield segment


def _png_parts(_data: FileBytes, view: memoryview) -> Parts:
    at = 8
    while at + 8 <= len(view):
        size = int.from_bytes(view[at : at + 4], "big")
        kind = bytes(view[at + 4 : at + 8])
        body = view[at + 8 : at + 8 + size]
        if kind in _PNG_CHUNKS:
            yield kind
            yield body
        elif kind == b"IDAT":
            yield body
        elif kind == b"IEND":
            return
        at += 12 + size
    raise ValueError("no end chunk")


def _webp_parts(_data: FileBytes, view: memoryview) -> Parts:
    at = 12
    found = False
    while at + 8 <= len(view):
        kind = bytes(view[at : at + 4])
        size = int.from_bytes(view[at + 4 : at + 8], "little")
        if kind in _WEBP_CHUNKS:
            found = True
            yield kind
            yield view[at + 8 : at + 8 + size]
        at += 8 + size + size % 2
    if not found:
        raise ValueError("no image chunk")
