"""What SQLite's errors mean to a person.

Codes: https://www.sqlite.org/rescode.html. Python hands the extended code over; its low byte is the
primary one.
"""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from photosearch.base.errors import Cancelled, LibraryInUseError, UserError
from photosearch.base.paths import shown

_RESTORE_HINT = "Close photosearch and run `photosearch restore`."

# The shared-memory file beside the database can't grow: the disk is full, or as good as.
_NO_ROOM = {sqlite3.SQLITE_IOERR_SHMSIZE, sqlite3.SQLITE_IOERR_SHMMAP}


class DamagedDatabaseError(UserError):
    """The file is no SQLite database, or its pages contradict each other."""

    def __init__(self, path: Path, hint: str = "") -> None:
        name = shown(os.fsencode(path))
        text = f"{name} is damaged and can't be read."
        super().__init__("damaged-catalogue", text, hint or _RESTORE_HINT, path=name)


def meaning(error: sqlite3.Error, path: Path) -> Exception:
    """Return what to raise for an error of SQLite; the error itself where it is a bug of ours."""
    extended = getattr(error, "sqlite_errorcode", None)
    if extended is None:
        return error
    primary = extended & 0xFF
    if extended in _NO_ROOM or primary == sqlite3.SQLITE_FULL:
        return UserError(
            "disk-full",
            f"The disk that holds {shown(os.fsencode(path))} is full; nothing was lost.",
            "Free some space, then go on: the work continues where it stopped.",
        )
    if primary in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}:
        return DamagedDatabaseError(path)
    if primary in {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM}:
        return UserError(
            "unusable-library",
            f"{shown(os.fsencode(path))} can't be opened or written.",
            "Check that the folder exists and belongs to you, or choose another with --library.",
            path=shown(os.fsencode(path)),
        )
    return _passing(error, primary, path)


def _passing(error: sqlite3.Error, primary: int, path: Path) -> Exception:
    if primary == sqlite3.SQLITE_BUSY:
        return LibraryInUseError(
            f"Another program is writing to {shown(os.fsencode(path))}.",
            "Wait until it has finished, or close it.",
        )
    if primary == sqlite3.SQLITE_IOERR:
        return UserError(
            "disk-error",
            f"{shown(os.fsencode(path))} could not be read or written.",
            "Check the disk; then run `photosearch doctor`.",
            path=shown(os.fsencode(path)),
        )
    if primary == sqlite3.SQLITE_INTERRUPT:
        return Cancelled("the library was closed")
    return error
