"""Held folder: a folder that was reached without following any symbolic link, and is kept open.

What is renamed relative to an open folder can't be redirected: whoever swaps a folder on the way
for a link swaps a name, not the folder that is held. Where the system can't open folders (Windows)
paths are used, and every part of them is looked at first.
"""

from __future__ import annotations

import ctypes
import errno
import os
import stat
from contextlib import suppress
from functools import cache
from io import BufferedReader
from types import TracebackType
from typing import Self

_HELD = os.open in os.supports_dir_fd and hasattr(os, "O_DIRECTORY") and hasattr(os, "O_NOFOLLOW")
_NO_REPLACE = 1
_NO_SUCH_CALL = frozenset({errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP})
_NO_LINKS = frozenset({errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EMLINK, errno.ENOSYS})


class HeldFolder:
    """A folder kept open; use ``hold_folder``.

    Attributes:
        path: Its absolute path, for messages and for systems that can't hold folders.
    """

    def __init__(self, path: bytes, descriptor: int | None) -> None:
        self.path = path
        self.descriptor = descriptor

    def __enter__(self) -> Self:
        """Use the folder in a block that lets go of it."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Let go of it."""
        self.close()

    def close(self) -> None:
        """Let go of it."""
        if self.descriptor is not None:
            os.close(self.descriptor)
            self.descriptor = None

    def stat(self, name: bytes) -> os.stat_result:
        """Return what lies at a name, a link as a link (``OSError``)."""
        return os.stat(self.named(name), dir_fd=self.descriptor, follow_symlinks=False)

    def own_stat(self) -> os.stat_result:
        """Return the folder itself (``OSError``)."""
        return os.stat(self.path if self.descriptor is None else self.descriptor)

    def open_file(self, name: bytes) -> BufferedReader:
        """Open a file to read, no link and nothing else than a file (``OSError``)."""
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
        flags |= getattr(os, "O_BINARY", 0)
        descriptor = os.open(self.named(name), flags, dir_fd=self.descriptor)
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            os.close(descriptor)
            raise OSError(errno.EINVAL, "this is no file")
        return os.fdopen(descriptor, "rb")

    def create(self, name: bytes, content: bytes) -> None:
        """Write a new file, which must not be there yet (``OSError``)."""
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
        descriptor = os.open(self.named(name), flags, 0o600, dir_fd=self.descriptor)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
        except BaseException:
            self.remove(name)
            raise

    def remove(self, name: bytes) -> None:
        """Remove one of the program's own files, if it is there."""
        with suppress(FileNotFoundError):
            os.unlink(self.named(name), dir_fd=self.descriptor)

    def named(self, name: bytes) -> bytes:
        """Return a name as calls with ``dir_fd`` want it."""
        return os.path.join(self.path, name) if self.descriptor is None else name


def hold_folder(base: bytes, relative: bytes = b"", *, create: bool = False) -> HeldFolder:
    """Open a folder below ``base`` without following a link on the way from there.

    Args:
        base: Absolute; links in it are the person's own and are followed.
        relative: Below it, with ``/`` between its parts.
        create: Make the folders that are not there, for this person alone.

    Raises:
        OSError: It is not there or can't be opened; ``ELOOP`` or ``ENOTDIR`` for a link.
    """
    parts = [part for part in relative.split(b"/") if part]
    if b".." in parts:
        raise OSError(errno.ELOOP, "a path must not lead upwards")
    if not _HELD:
        return _looked_at(base, parts, create=create)
    flags = os.O_RDONLY | os.O_DIRECTORY | getattr(os, "O_CLOEXEC", 0)
    descriptor = os.open(base, flags)
    try:
        for part in parts:
            if create:
                with suppress(FileExistsError):
                    os.mkdir(part, 0o700, dir_fd=descriptor)
            inner = os.open(part, flags | os.O_NOFOLLOW, dir_fd=descriptor)
            os.close(descriptor)
            descriptor = inner
    except BaseException:
        os.close(descriptor)
        raise
    return HeldFolder(os.path.join(base, *parts), descriptor)


def rename_new(folder: HeldFolder, name: bytes, target: HeldFolder, target_name: bytes) -> None:
    """Move a file to a name that nothing has, and never over anything.

    Raises:
        FileExistsError: Something lies there; nothing was changed.
        OSError: It can't be moved; ``EXDEV`` to another drive.
    """
    if folder.descriptor is None or target.descriptor is None:
        _rename_by_paths(folder.named(name), target.named(target_name))
        return
    call = _renameat2()
    if call is not None:
        done = call(folder.descriptor, name, target.descriptor, target_name, _NO_REPLACE)
        if done == 0:
            return
        code = ctypes.get_errno()
        if code not in _NO_SUCH_CALL:
            raise OSError(code, os.strerror(code), target.named(target_name))
    try:
        os.link(
            name,
            target_name,
            src_dir_fd=folder.descriptor,
            dst_dir_fd=target.descriptor,
            follow_symlinks=False,
        )
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        _rename_over_own(folder, name, target, target_name)
    else:
        os.unlink(name, dir_fd=folder.descriptor)


def _rename_by_paths(source: bytes, target: bytes) -> None:
    if os.name == "nt":
        os.rename(source, target)  # refuses what is there
        return
    os.link(source, target, follow_symlinks=False)
    os.unlink(source)


def _rename_over_own(
    folder: HeldFolder, name: bytes, target: HeldFolder, target_name: bytes
) -> None:
    """Take the name with an empty file first: for file systems with neither call."""
    target.create(target_name, b"")
    own = target.stat(target_name)
    try:
        now = target.stat(target_name)
        if now.st_size or (now.st_dev, now.st_ino) != (own.st_dev, own.st_ino):
            raise FileExistsError(errno.EEXIST, "somebody has put something there")
        os.rename(name, target_name, src_dir_fd=folder.descriptor, dst_dir_fd=target.descriptor)
    except OSError as error:
        if not isinstance(error, FileExistsError):
            target.remove(target_name)
        raise


@cache
def _renameat2() -> ctypes._NamedFuncPointer | None:
    """Return the kernel's rename that refuses to replace, where the C library has it."""
    try:
        call = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError, TypeError):
        return None
    call.argtypes = (
        ctypes.c_int,
        ctypes.c_char_p,
        ctypes.c_int,
        ctypes.c_char_p,
        ctypes.c_uint,
    )
    call.restype = ctypes.c_int
    return call


def _looked_at(base: bytes, parts: list[bytes], *, create: bool) -> HeldFolder:
    path = base
    for part in parts:
        path = os.path.join(path, part)
        if create:
            with suppress(FileExistsError):
                os.mkdir(path)
        found = os.lstat(path)
        reparse = getattr(found, "st_file_attributes", 0) & 0x400
        if reparse or not stat.S_ISDIR(found.st_mode):
            raise OSError(errno.ELOOP, "a link lies on the way")
    if not os.path.isdir(path):
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), path)
    return HeldFolder(path, None)
