"""Read a photo's file once, whatever lies at its path, without ever waiting for it.

Large files are mapped instead of copied. A file that shrinks while it is mapped ends the worker
with a bus error, which its supervisor reports as a crash of that one file.
"""

from __future__ import annotations

import mmap
import os
import stat
import sys

from photosearch.imaging.failures import RefusedError

_MAPPED_FROM = 64 << 20
_INLINE_BYTES = 4096
_DATALESS = 0x40000000  # SF_DATALESS of macOS
_RECALL = 0x00001000 | 0x00040000 | 0x00400000  # OFFLINE, RECALL_ON_OPEN, RECALL_ON_DATA_ACCESS

_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_NONBLOCK", 0)  # a FIFO or a device must not hold the worker
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_BINARY", 0)
)

FileBytes = bytes | mmap.mmap


def read_file(path: bytes, max_bytes: int) -> FileBytes:
    """Return the bytes of a regular file; symbolic links are not followed.

    Raises:
        RefusedError: ``vanished``, ``unreadable``, ``empty``, ``placeholder``, ``too-large`` or
            ``changed-while-reading``.
    """
    try:
        descriptor = os.open(path, _FLAGS)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise RefusedError("vanished", "The file is no longer there.") from error
    except OSError as error:
        raise _unreadable(error) from error
    try:
        return _read(descriptor, max_bytes)
    except OSError as error:
        raise _unreadable(error) from error
    finally:
        os.close(descriptor)


def is_placeholder(status: os.stat_result) -> bool:
    """Tell whether a file's content lies in a cloud, so that reading it would download it.

    A file without blocks is one. File systems that keep small files in their inode report no
    blocks for those either, hence the lower bound.
    """
    if sys.platform == "darwin":
        return bool(status.st_flags & _DATALESS)
    if sys.platform == "win32":
        return bool(status.st_file_attributes & _RECALL)
    return status.st_blocks == 0 and status.st_size > _INLINE_BYTES


def _read(descriptor: int, max_bytes: int) -> FileBytes:
    before = os.fstat(descriptor)
    _check(before, max_bytes)
    if before.st_size >= _MAPPED_FROM:
        return mmap.mmap(descriptor, before.st_size, access=mmap.ACCESS_READ)
    data = _read_whole(descriptor, before.st_size)
    after = os.fstat(descriptor)
    if len(data) != before.st_size or after.st_mtime_ns != before.st_mtime_ns:
        raise RefusedError("changed-while-reading", "The file is being written to.")
    return data


def _check(status: os.stat_result, max_bytes: int) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise RefusedError("unreadable", "This is not a regular file.")
    if status.st_size == 0:
        raise RefusedError("empty", "The file is empty.")
    if is_placeholder(status):
        raise RefusedError("placeholder", "The file is in the cloud, not on this computer.")
    if status.st_size > max_bytes:
        megabytes = status.st_size >> 20
        raise RefusedError("too-large", f"The file is too large ({megabytes} MB).", bigger=True)


def _read_whole(descriptor: int, size: int) -> bytes:
    data = os.read(descriptor, size + 1)  # one more than announced shows a file that grows
    if len(data) >= size or not data:
        return data
    parts = [data]
    while data:
        data = os.read(descriptor, 1 << 20)
        parts.append(data)
    return b"".join(parts)


def _unreadable(error: OSError) -> RefusedError:
    return RefusedError("unreadable", f"The file can't be read ({error.strerror or error}).")
