"""Backups of the catalogue: whole, checked copies, seven of them, in ``backups/``.

``VACUUM INTO`` copies a live database as of one moment (copying the file of one loses what lies in
its log). A copy takes its final name only after it was checked and synced.

A restored catalogue would number the next photo as the one that was lost with the damaged file was
numbered, and thumbnails and exports of that one still lie about. So ``restore`` moves all counters
on: ids are never used twice, not even across a restore.
"""

from __future__ import annotations

import logging
import os
import shutil
import sqlite3
import time
from dataclasses import dataclass
from pathlib import Path

from photosearch.base.atomic import sync_dir
from photosearch.base.errors import UserError
from photosearch.base.paths import shown
from photosearch.catalog.database import connect
from photosearch.catalog.migrations import refuse_newer
from photosearch.catalog.sorting import name_key
from photosearch.catalog.sqlite_errors import meaning

_logger = logging.getLogger(__name__)

CATALOG_NAME = "catalog.db"
KEPT_BACKUPS = 7
_ID_STRIDE = 10_000_000  # more than anyone adds between two backups
_SIDE_FILES = ("", "-wal", "-shm")


@dataclass(frozen=True)
class Backup:
    """A checked copy; ``made_at`` in POSIX seconds, ``size`` in bytes."""

    path: Path
    made_at: float
    size: int


def backup_dir(library_dir: Path) -> Path:
    """Return the folder of a library's backups."""
    return library_dir / "backups"


def list_backups(library_dir: Path) -> list[Backup]:
    """Return the backups of a library, newest first."""
    found = sorted(backup_dir(library_dir).glob("catalog-*.db"), key=_age, reverse=True)
    stats = [(path, path.stat()) for path in found]
    return [Backup(path, stat.st_mtime, stat.st_size) for path, stat in stats]


def write_backup(connection: sqlite3.Connection, library_dir: Path) -> Backup:
    """Copy the database of a connection, check the copy, and drop the oldest beyond seven.

    Args:
        connection: A writer outside a transaction.
        library_dir: The library's folder.

    Raises:
        sqlite3.Error: The disk is full or the database damaged; no copy is left behind.
        UserError: The copy fails its check.
    """
    directory = backup_dir(library_dir)
    directory.mkdir(exist_ok=True)
    temporary = directory / ".unfinished.tmp"
    temporary.unlink(missing_ok=True)
    try:
        connection.execute("VACUUM INTO ?", (temporary.absolute().as_uri(),))
        photos = connection.execute("SELECT count(*) FROM photo").fetchone()[0]
        _check(temporary, photos)
        _sync(temporary)
        path = _free_name(directory)
        os.replace(temporary, path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    sync_dir(directory)
    others = [backup.path for backup in list_backups(library_dir) if backup.path != path]
    for old in others[KEPT_BACKUPS - 1 :]:  # never the new one, even after the clock was set back
        old.unlink(missing_ok=True)
    _logger.info("backup written")
    return Backup(path, path.stat().st_mtime, path.stat().st_size)


def restore_backup(library_dir: Path, source: Path | None = None) -> Path | None:
    """Put a backup in the catalogue's place and return where the old file was set aside.

    The caller holds the library's lock, and nothing has the catalogue open.

    Args:
        library_dir: The library's folder.
        source: A backup; the newest by default.

    Raises:
        UserError: There is no backup (``no-backup``), it is damaged (``damaged-backup``) or made by
            a newer program; nothing was changed.
        OSError: The disk is full or can't be written; the old file is in its place or set aside.
    """
    backups = list_backups(library_dir)
    if source is None and not backups:
        raise UserError(
            "no-backup",
            f"{shown(os.fsencode(library_dir))} has no backup.",
            "Index your folders into a new library with --library.",
        )
    chosen = source or backups[0].path
    catalog = library_dir / CATALOG_NAME
    temporary = library_dir / f".{CATALOG_NAME}.restoring.tmp"
    try:
        shutil.copyfile(chosen, temporary)
        _check(temporary)
        _skip_ids(temporary)
        _sync(temporary)
        aside = _set_aside(library_dir)
        os.replace(temporary, catalog)
    finally:
        for ending in _SIDE_FILES:
            Path(f"{temporary}{ending}").unlink(missing_ok=True)
    sync_dir(library_dir)
    return aside


def _check(path: Path, photos: int | None = None) -> None:
    try:
        connection = connect(path, writable=False)
        try:
            refuse_newer(connection, path)
            answers = connection.execute("PRAGMA integrity_check(1)").fetchall()
            count = connection.execute("SELECT count(*) FROM photo").fetchone()[0]
        finally:
            connection.close()
    except sqlite3.Error as error:
        raise _damaged(path) from error
    if answers != [("ok",)] or photos not in {None, count}:
        raise _damaged(path)


def _damaged(path: Path) -> UserError:
    return UserError(
        "damaged-backup",
        f"The backup {shown(os.fsencode(path))} is damaged.",
        "Choose an older one: `photosearch restore --list`.",
        path=shown(os.fsencode(path)),
    )


def _skip_ids(path: Path) -> None:
    try:
        connection = connect(path, writable=True)
        try:
            connection.execute(
                """INSERT INTO sqlite_sequence SELECT name, 0 FROM sqlite_master
                   WHERE type = 'table' AND sql LIKE '%AUTOINCREMENT%'
                   AND name NOT IN (SELECT name FROM sqlite_sequence)"""
            )
            connection.execute("UPDATE sqlite_sequence SET seq = seq + ?", (_ID_STRIDE,))
        finally:
            connection.close()
    except sqlite3.Error as error:
        raise meaning(error, path) from error


def _set_aside(library_dir: Path) -> Path | None:
    """Rename the catalogue with its log, which belongs to it and to no other."""
    catalog = library_dir / CATALOG_NAME
    stamp = time.strftime("%Y%m%d-%H%M%S")
    aside = library_dir / f"catalog-set-aside-{stamp}.db"
    number = 1
    while aside.exists():
        number += 1
        aside = library_dir / f"catalog-set-aside-{stamp}-{number}.db"
    moved = False
    for ending in reversed(_SIDE_FILES):
        part = Path(f"{catalog}{ending}")
        if part.exists():
            os.replace(part, f"{aside}{ending}")
            moved = True
    return aside if moved else None


def _age(path: Path) -> bytes:
    return name_key(os.fsencode(path.stem))  # "-10" of one second after its "-9"


def _free_name(directory: Path) -> Path:
    stamp = time.strftime("%Y%m%d-%H%M%S")
    path = directory / f"catalog-{stamp}.db"
    number = 1
    while path.exists():
        number += 1
        path = directory / f"catalog-{stamp}-{number}.db"
    return path


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
