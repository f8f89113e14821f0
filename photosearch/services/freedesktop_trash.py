"""The trash of Linux desktops, on byte paths: the trash specification 1.0 of freedesktop.org.

A file goes to the home trash if that lies on the same mount, else to ``.Trash/UID`` at the top of
its drive (where an administrator has made that, sticky and no link), else to ``.Trash-UID`` there.
Its ``.trashinfo`` is written first; files carry a random part in their name in the trash, so the
name that was planned is nobody else's, also after a crash. File managers show the name within the
``.trashinfo``, which is the file's own.
"""

from __future__ import annotations

import errno
import os
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import quote_from_bytes

from photosearch.catalog.deeds import DeedKind
from photosearch.catalog.locations import within
from photosearch.services.held_folder import HeldFolder, hold_folder, rename_new
from photosearch.services.trash import (
    FULL,
    emptied,
    no_trash,
    putting_refused,
    returning_refused,
    unused_name,
)
from photosearch.services.volumes import Mount, mount_of

_INFO = b".trashinfo"


class FreedesktopTrash:
    """Moves files to the trash that file managers show."""

    kind: DeedKind = "trash"

    def __init__(self, home_trash: bytes | None = None) -> None:
        """Use the person's home trash, or another folder in its place."""
        self._home = home_trash or _home_trash()

    def plan(self, folder: HeldFolder, name: bytes) -> bytes:
        """Return a free path in the trash of a folder's drive."""
        if not _can_write(folder):
            forbidden = OSError(errno.EACCES, os.strerror(errno.EACCES))
            raise putting_refused(forbidden, os.path.join(folder.path, name))
        trash = self._home if self._shares_mount(folder) else self._on_drive(folder, name)
        return os.path.join(trash, b"files", unused_name(name))

    def put(self, folder: HeldFolder, name: bytes, place: bytes) -> bytes:
        """Write the note, then move the file."""
        path = os.path.join(folder.path, name)
        trash = os.path.dirname(os.path.dirname(place))
        try:
            with _opened(trash, create=True) as (files, info):
                note = os.path.basename(place) + _INFO
                info.create(note, self._note(trash, path))
                try:
                    rename_new(folder, name, files, os.path.basename(place))
                except BaseException:
                    info.remove(note)
                    raise
        except OSError as error:
            raise putting_refused(error, path) from error
        return place

    def take_back(self, place: bytes, folder: HeldFolder, name: bytes) -> None:
        """Move the file back, then remove the note."""
        path = os.path.join(folder.path, name)
        try:
            with _opened(os.path.dirname(os.path.dirname(place))) as (files, info):
                files.stat(os.path.basename(place))
                rename_new(files, os.path.basename(place), folder, name)
                info.remove(os.path.basename(place) + _INFO)
        except FileNotFoundError as error:
            raise emptied(path) from error
        except OSError as error:
            raise returning_refused(error, path) from error

    def tidy(self, place: bytes) -> None:
        """Remove the note on a file that is not there."""
        with suppress(OSError), _opened(os.path.dirname(os.path.dirname(place))) as (files, info):
            try:
                files.stat(os.path.basename(place))
            except FileNotFoundError:
                info.remove(os.path.basename(place) + _INFO)

    def _shares_mount(self, folder: HeldFolder) -> bool:
        """Say whether a rename to the home trash stays on one mount: only then it is allowed."""
        above = self._home
        while not os.path.isdir(above):
            above = os.path.dirname(above)
        same_device = os.stat(above).st_dev == folder.own_stat().st_dev
        return same_device and _mount(above) == _mount(folder.path)

    def _on_drive(self, folder: HeldFolder, name: bytes) -> bytes:
        mount = _mount(folder.path)
        if mount is None or mount.point == b"/":
            raise no_trash(os.path.join(folder.path, name))
        user = str(os.getuid()).encode()
        shared = os.path.join(mount.point, b".Trash")
        for base, relative in ((shared, user), (mount.point, b".Trash-" + user)):
            if base == shared and not _is_sticky(shared):
                continue
            try:
                with hold_folder(base, relative, create=True) as trash:
                    if trash.own_stat().st_uid == os.getuid() and _can_write(trash):
                        return os.path.join(base, relative)
            except OSError as error:
                if error.errno in FULL:
                    raise putting_refused(error, os.path.join(folder.path, name)) from error
        raise no_trash(os.path.join(folder.path, name))

    def _note(self, trash: bytes, path: bytes) -> bytes:
        """Return a ``.trashinfo``: on a drive the path is relative to the drive's top."""
        top = os.path.dirname(trash)
        if os.path.basename(top) == b".Trash":
            top = os.path.dirname(top)
        real = os.path.join(os.path.realpath(os.path.dirname(path)), os.path.basename(path))
        inside = None if trash == self._home else within(real, os.path.realpath(top))
        quoted = quote_from_bytes(inside or real, safe="/")
        when = time.strftime("%Y-%m-%dT%H:%M:%S")
        return f"[Trash Info]\nPath={quoted}\nDeletionDate={when}\n".encode("ascii")


@contextmanager
def _opened(trash: bytes, *, create: bool = False) -> Iterator[tuple[HeldFolder, HeldFolder]]:
    """Open ``files`` and ``info`` of a trash."""
    if create:
        os.makedirs(trash, 0o700, exist_ok=True)
    with (
        hold_folder(trash, b"files", create=create) as files,
        hold_folder(trash, b"info", create=create) as info,
    ):
        yield files, info


def _home_trash() -> bytes:
    data = os.environb.get(b"XDG_DATA_HOME", b"")
    if not os.path.isabs(data):
        data = os.path.join(os.path.expanduser(b"~"), b".local", b"share")
    return os.path.join(data, b"Trash")


def _mount(path: bytes) -> Mount | None:
    return mount_of(os.path.realpath(path))


def _is_sticky(path: bytes) -> bool:
    try:
        mode = os.lstat(path).st_mode
    except OSError:
        return False
    return stat.S_ISDIR(mode) and bool(mode & stat.S_ISVTX)


def _can_write(folder: HeldFolder) -> bool:
    return os.access(folder.path, os.W_OK | os.X_OK)
