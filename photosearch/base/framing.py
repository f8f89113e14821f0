"""How parent and worker talk: frames of a JSON header and raw payloads. Nothing is unpickled.

Layout: two uint32, big-endian (length of the header, length of all payloads); the header, JSON with
the payloads' sizes under ``"sizes"``; the payloads. A worker whose decoder was taken over can send
wrong frames, but a wrong frame is only ever an error.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping, Sequence
from typing import IO, Any

_LENGTHS = struct.Struct(">II")
_LONGEST_HEADER = 1 << 20
LONGEST_PAYLOAD = 1 << 30

Header = dict[str, Any]
Payload = bytes | bytearray | memoryview


class FrameError(ValueError):
    """What came through the pipe is not a frame, or not the one expected."""


def write_frame(stream: IO[bytes], header: Mapping[str, Any], payloads: Sequence[Payload]) -> None:
    """Write a frame and flush it.

    Raises:
        FrameError: It is too long.
        OSError: The other end is closed.
    """
    sizes = [len(payload) for payload in payloads]
    text = json.dumps({**header, "sizes": sizes}).encode()
    if len(text) > _LONGEST_HEADER or sum(sizes) > LONGEST_PAYLOAD:
        raise FrameError("the frame is too long")
    stream.write(_LENGTHS.pack(len(text), sum(sizes)) + text)
    for payload in payloads:
        stream.write(payload)
    stream.flush()


def read_frame(stream: IO[bytes]) -> tuple[Header, list[bytes]]:
    """Read the next frame.

    Raises:
        EOFError: The other end closed before or within the frame.
        FrameError: This is not a frame.
    """
    header_size, payload_size = _LENGTHS.unpack(_exactly(stream, _LENGTHS.size))
    if header_size > _LONGEST_HEADER or payload_size > LONGEST_PAYLOAD:
        raise FrameError("the frame announces too much")
    try:
        header = json.loads(_exactly(stream, header_size))
    except (ValueError, RecursionError) as error:
        raise FrameError("the header is not JSON") from error
    sizes = header.pop("sizes", None) if isinstance(header, dict) else None
    if not isinstance(sizes, list) or not all(type(size) is int and size >= 0 for size in sizes):
        raise FrameError("there are no sizes")
    if sum(sizes) != payload_size:
        raise FrameError("the sizes don't add up")
    return header, [_exactly(stream, size) for size in sizes]


def _exactly(stream: IO[bytes], size: int) -> bytes:
    data = stream.read(size)
    if len(data) < size:
        raise EOFError("the other end closed the pipe")
    return data
