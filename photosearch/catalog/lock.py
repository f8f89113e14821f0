"""The kernel lock that lets one process write to a library.

The kernel frees it when its holder ends, however that ends: no stale lock is ever left. The file
stays, and names its last holder for the message.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Self

from photosearch.base.errors import LibraryInUseError
from photosearch.base.paths import shown

LOCK_NAME = "library.lock"
_LOCKED_BYTE = 1 << 20  # Windows locks keep others from reading: lock a byte beyond the number
_HOLDER_WAIT_S = 0.2


class LibraryLock:
    """At most one process holds it."""

    def __init__(self, directory: Path) -> None:
        """Name the lock of a library; nothing is opened yet."""
        self._directory = directory
        self._path = directory / LOCK_NAME
        self._descriptor: int | None = None

    def __enter__(self) -> Self:
        """Acquire the lock."""
        self.acquire()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Release the lock."""
        self.release()

    @property
    def held(self) -> bool:
        """Whether this object holds the lock."""
        return self._descriptor is not None

    def acquire(self) -> None:
        """Take the lock or say who has it; no-op while held.

        Raises:
            LibraryInUseError: Another process, or another object here, holds it.
            OSError: The folder can't be written.
        """
        if self._descriptor is not None:
            return
        descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | _EXTRA_FLAGS, 0o600)
        try:
            _lock(descriptor)
        except OSError:
            os.close(descriptor)
            raise self._in_use() from None
        os.ftruncate(descriptor, 0)
        os.write(descriptor, b"%d\n" % os.getpid())
        self._descriptor = descriptor

    def release(self) -> None:
        """Give the lock back; no-op when not held."""
        if self._descriptor is not None:
            os.ftruncate(self._descriptor, 0)
            os.close(self._descriptor)  # frees the lock
            self._descriptor = None

    def holder(self) -> int | None:
        """Return the PID that the lock's file names; ``None`` while it names none."""
        try:
            return int(self._path.read_bytes())
        except (OSError, ValueError):
            return None

    def _in_use(self) -> LibraryInUseError:
        deadline = time.monotonic() + _HOLDER_WAIT_S
        holder = self.holder()
        while holder is None and time.monotonic() < deadline:  # it is just writing its number
            time.sleep(0.01)
            holder = self.holder()
        by = f"process {holder}" if holder else "another process"
        return LibraryInUseError(
            f"The library {shown(os.fsencode(self._directory))} is in use by {by}.",
            "Close the other photosearch, or wait until it has finished.",
        )


if sys.platform == "win32":
    import msvcrt

    _EXTRA_FLAGS = os.O_NOINHERIT

    def _lock(descriptor: int) -> None:
        os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        os.lseek(descriptor, 0, os.SEEK_SET)

else:
    import fcntl

    _EXTRA_FLAGS = os.O_CLOEXEC

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
