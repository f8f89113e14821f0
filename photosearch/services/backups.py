"""Backups of the catalogue: everything that can't be computed again."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from contextlib import suppress
from pathlib import Path
from typing import Any

from photosearch.base.errors import ConfirmationNeeded, UserError
from photosearch.base.paths import shown
from photosearch.catalog import backup as catalogue_backup
from photosearch.catalog.lock import LibraryLock
from photosearch.services.disk import writing_library
from photosearch.services.library import Library


def make_backup(library: Library, target: bytes | None = None) -> dict[str, Any]:
    """Save the catalogue among the library's own backups, or to a file.

    Raises:
        UserError: The disk is full, or the file is there already or can't be written.
    """
    made = library.catalog.backup()
    if target is None:
        return {"path": os.fsdecode(made.path), "bytes": made.size}
    try:
        with open(made.path, "rb") as source, open(target, "xb") as copy:
            shutil.copyfileobj(source, copy)
    except FileExistsError as error:
        text = f"{shown(target)} is there already"
        raise UserError("file-exists", text, "Choose another name.") from error
    except OSError as error:
        with suppress(OSError):
            os.unlink(target)
        text = f"{shown(target)} can't be written: {error.strerror}"
        raise UserError("unwritable-file", text, "Choose another place.") from error
    return {"path": os.fsdecode(target), "bytes": made.size}


def list_backups(directory: Path) -> list[dict[str, Any]]:
    """Return the backups of a library, newest first: ``path``, ``when``, ``bytes``."""
    return [
        {
            "path": os.fsdecode(one.path),
            "when": dt.datetime.fromtimestamp(one.made_at)
            .astimezone()
            .isoformat(timespec="seconds"),
            "bytes": one.size,
        }
        for one in catalogue_backup.list_backups(directory)
    ]


def restore_backup(directory: Path, source: bytes | None, *, confirmed: bool) -> dict[str, Any]:
    """Go back to a backup; the present catalogue is set aside beside it.

    Raises:
        ConfirmationNeeded: The person has not said yes; nothing was changed.
        LibraryInUseError: The library is open: close it first.
        UserError: There is no backup, or it is damaged.
    """
    backups = catalogue_backup.list_backups(directory)
    chosen = Path(os.fsdecode(source)) if source is not None else None
    if chosen is None and backups:
        chosen = backups[0].path
    if chosen is None:
        text = f"there is no backup of the library {shown(str(directory))}"
        raise UserError("no-backup", text, "Name a file to restore.")
    if not chosen.is_file():
        raise UserError("no-backup", f"there is no file {shown(str(chosen))}", "Check the name.")
    if not confirmed:
        text = f"this replaces the catalogue by {shown(str(chosen))}"
        hint = "Say --yes to do it; the present catalogue is kept beside it."
        raise ConfirmationNeeded("restore", text, hint)
    with writing_library(directory):
        directory.mkdir(parents=True, exist_ok=True)
    with LibraryLock(directory):
        aside = catalogue_backup.restore_backup(directory, chosen)
    return {
        "restored": os.fsdecode(chosen),
        "set_aside": os.fsdecode(aside) if aside is not None else None,
    }
