"""Trash: where files are put that are not wanted, and from where they come back.

There are three: the freedesktop.org trash of Linux, a folder that is set aside on the same drive,
and the system's own on Windows and macOS, which the window brings along. None of them ever deletes.
"""

from __future__ import annotations

import errno
import os
import secrets
from typing import Protocol

from photosearch.base.errors import UserError
from photosearch.base.paths import shown
from photosearch.catalog.deeds import DeedKind
from photosearch.services.held_folder import HeldFolder, hold_folder, rename_new

FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_FORBIDDEN = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})
_NAME_BYTES = 200  # a name may have 255, and ".trashinfo" comes behind it


class TrashError(UserError):
    """A file can't be moved to the trash or back; it is where it was."""


class Trash(Protocol):
    """Somewhere to put files; each call moves one file or none."""

    kind: DeedKind

    def plan(self, folder: HeldFolder, name: bytes) -> bytes:
        """Return where a file will lie, a path that nothing has; empty where that shows later.

        Raises:
            TrashError: ``no-trash``: there is none for this folder.
        """

    def put(self, folder: HeldFolder, name: bytes, place: bytes) -> bytes:
        """Move a file to the place that was planned and return the place.

        Raises:
            TrashError: ``no-trash``, ``trash-full``, ``read-only``, ``gone``.
        """

    def take_back(self, place: bytes, folder: HeldFolder, name: bytes) -> None:
        """Move a file back to a name that nothing has.

        Raises:
            TrashError: ``place-taken``, ``trash-emptied``, ``drive-full``, ``read-only``.
        """

    def tidy(self, place: bytes) -> None:
        """Remove the trash's own notes on a file that no longer lies, or never lay, at a place."""


class NoTrash:
    """Moves nothing: the system's trash can only be used from the window here.

    What the window has moved there comes back all the same: its place is known.
    """

    kind: DeedKind = "system"

    def plan(self, folder: HeldFolder, name: bytes) -> bytes:  # noqa: ARG002 - as the protocol
        """Refuse."""
        text = "the trash of this system can be used from the window only"
        raise TrashError("no-trash", text, "Open the window and do it there.")

    def put(self, folder: HeldFolder, name: bytes, place: bytes) -> bytes:  # noqa: ARG002
        """Refuse."""
        return self.plan(folder, name)

    def take_back(self, place: bytes, folder: HeldFolder, name: bytes) -> None:
        """Move the file back."""
        rename_back(place, folder, name)

    def tidy(self, place: bytes) -> None:
        """Do nothing: it keeps no notes."""


def rename_back(place: bytes, folder: HeldFolder, name: bytes) -> None:
    """Move a file from a known place back to a name that nothing has.

    Raises:
        TrashError: As ``Trash.take_back``.
    """
    path = os.path.join(folder.path, name)
    try:
        with hold_folder(os.path.dirname(place)) as held:
            held.stat(os.path.basename(place))
            rename_new(held, os.path.basename(place), folder, name)
    except FileNotFoundError as error:
        raise emptied(path) from error
    except OSError as error:
        raise returning_refused(error, path) from error


def unused_name(name: bytes) -> bytes:
    """Return a name that nothing has: the file's own with a random part before its ending."""
    stem, ending = os.path.splitext(name)
    token = secrets.token_hex(6).encode()
    return stem[: _NAME_BYTES - len(ending[:40])] + b"." + token + ending[:40]


def putting_refused(error: OSError, path: bytes) -> TrashError:
    """Say why a file could not be moved to the trash."""
    name = shown(path)
    if error.errno in FULL:
        text = f"the trash of {name} is full"
        return TrashError("trash-full", text, "Free some space on its drive.", path=name)
    if error.errno == errno.EXDEV:
        return no_trash(path)
    if error.errno in _FORBIDDEN:
        text = f"{name} can't be moved: its folder can't be written"
        return TrashError("read-only", text, "Give yourself the right to write there.", path=name)
    if error.errno == errno.ENOENT:
        return TrashError("gone", f"{name} is not there any more", "Index the folder.", path=name)
    text = f"{name} can't be moved: {error.strerror}"
    return TrashError("not-moved", text, "It is where it was.", path=name)


def returning_refused(error: OSError, path: bytes) -> TrashError:
    """Say why a file could not be moved back."""
    name = shown(path)
    if isinstance(error, FileExistsError):
        text = f"something else lies at {name} now"
        return TrashError("place-taken", text, "Move that away, then try again.", path=name)
    if error.errno in FULL:
        text = f"the drive of {name} is full"
        return TrashError("drive-full", text, "Free some space on it.", path=name)
    if error.errno in _FORBIDDEN:
        text = f"{name} can't be put back: its folder can't be written"
        return TrashError("read-only", text, "Give yourself the right to write there.", path=name)
    text = f"{name} can't be put back: {error.strerror}"
    return TrashError("not-returned", text, "It is still in the trash.", path=name)


def emptied(path: bytes) -> TrashError:
    """Say that a file is in the trash no longer."""
    name = shown(path)
    text = f"{name} is in the trash no longer: it was emptied"
    return TrashError("trash-emptied", text, "A backup may have the file.", path=name)


def no_trash(path: bytes) -> TrashError:
    """Say that there is no trash for a file."""
    name = shown(path)
    text = f"there is no trash on the drive of {name}"
    hint = "It can be set aside in a folder on the same drive instead."
    return TrashError("no-trash", text, hint, path=name)
