"""The catalogue of a library: opens the file, and hands out one small repository a noun."""

from __future__ import annotations

import os
import sqlite3
import time
import uuid
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import Self

from photosearch.base.errors import UserError
from photosearch.base.paths import shown
from photosearch.catalog.arrays import one_int
from photosearch.catalog.backup import CATALOG_NAME, Backup, list_backups, write_backup
from photosearch.catalog.constraints import Constraints
from photosearch.catalog.database import Database, connect, prepare_writer
from photosearch.catalog.deeds import Deeds
from photosearch.catalog.duplicates import Duplicates
from photosearch.catalog.encoders import Encoders
from photosearch.catalog.facts import Facts
from photosearch.catalog.failures import Failures
from photosearch.catalog.features import Features
from photosearch.catalog.files import Files
from photosearch.catalog.filesystem import refuse_network
from photosearch.catalog.groups import Groups
from photosearch.catalog.ignored import Ignored
from photosearch.catalog.journal import Journal
from photosearch.catalog.labels import Labels
from photosearch.catalog.locations import Locations
from photosearch.catalog.merits import Merits
from photosearch.catalog.metrics import Metrics
from photosearch.catalog.migrations import STEPS, migrate, refuse_newer, version_of
from photosearch.catalog.neighbours import Neighbours
from photosearch.catalog.photos import Photos
from photosearch.catalog.places import Places
from photosearch.catalog.regions import Regions
from photosearch.catalog.roots import Roots
from photosearch.catalog.schema import APPLICATION_ID
from photosearch.catalog.snapshots import Snapshots
from photosearch.catalog.sqlite_errors import DamagedDatabaseError, meaning
from photosearch.catalog.stacks import Stacks


class Catalog:
    """Everything that a library knows; see ``schema.py`` for what is truth and what derived."""

    def __init__(self, directory: Path, database: Database) -> None:
        """Wrap an open database; use ``Catalog.open``."""
        self.directory = directory
        self._database = database
        self.facts = Facts(database)
        self.roots = Roots(database)
        self.locations = Locations(database)
        self.places = Places(database)
        self.files = Files(database)
        self.photos = Photos(database)
        self.merits = Merits(database)
        self.regions = Regions(database)
        self.encoders = Encoders(database)
        self.features = Features(database)
        self.metrics = Metrics(database)
        self.neighbours = Neighbours(database)
        self.snapshots = Snapshots(database)
        self.failures = Failures(database)
        self.ignored = Ignored(database)
        self.stacks = Stacks(database)
        self.groups = Groups(database)
        self.labels = Labels(database)
        self.constraints = Constraints(database)
        self.duplicates = Duplicates(database)
        self.deeds = Deeds(database)
        self.journal = Journal(database)

    def __enter__(self) -> Self:
        """Use the catalogue in a block that closes it."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the catalogue."""
        self.close()

    @classmethod
    def open(cls, directory: Path, *, writable: bool) -> Catalog:
        """Open the catalogue of a library; a writer creates or migrates it first.

        Args:
            directory: The library's folder; a writer makes it.
            writable: Only for the holder of the library's lock.

        Raises:
            UserError: ``no-library`` (a reader, and there is none), ``newer-library``,
                ``older-library`` (a reader, and it has to be migrated), ``damaged-catalogue``,
                ``network-library``, ``disk-full``, ``unusable-library``.
        """
        path = directory / CATALOG_NAME
        refuse_network(directory)
        try:
            if writable:
                _make_dir(directory)
            _look(directory, path, writable=writable)
            if writable:
                _prepare(directory, path)
            catalog = cls(directory, Database(path, writable=writable))
        except sqlite3.Error as error:
            raise _told(meaning(error, path), directory) from error
        except DamagedDatabaseError as error:
            raise _told(error, directory) from error
        return catalog

    @property
    def writable(self) -> bool:
        """Whether this catalogue can be changed."""
        return self._database.writable

    @property
    def path(self) -> Path:
        """The catalogue's file."""
        return self._database.path

    def transaction(self, *, durable: bool = False) -> AbstractContextManager[sqlite3.Connection]:
        """Change all or nothing (``Database.transaction``); ``durable`` for what a person did."""
        return self._database.transaction(durable=durable)

    def quick_check(self) -> list[str]:
        """Return what SQLite finds wrong, indexes left out; empty when sound."""
        return self._check("PRAGMA quick_check(100)")

    def integrity_check(self) -> list[str]:
        """Return what SQLite finds wrong, indexes and links included; empty when sound."""
        found = self._check("PRAGMA integrity_check(100)")
        with self._database.reading() as connection:
            broken = connection.execute("PRAGMA foreign_key_check").fetchall()
        return [*found, *(f"broken link from {row[0]} to {row[2]}" for row in broken)]

    def checkpoint(self) -> None:
        """Move everything from the write-ahead log into the file (after ``forget``)."""
        self._database.checkpoint()

    def backup(self) -> Backup:
        """Write a checked copy to ``backups/`` and keep the seven newest.

        Raises:
            UserError: The disk is full, the catalogue damaged, or opened for reading only.
        """
        if not self.writable:
            raise UserError("read-only-library", f"{self.path} was opened for reading only.")
        with self._database.exclusive() as connection:
            return write_backup(connection, self.directory)

    def close(self) -> None:
        """Close every connection, from any thread; running queries end with ``Cancelled``."""
        self._database.close()

    def _check(self, pragma: str) -> list[str]:
        try:
            with self._database.reading() as connection:
                found = [str(row[0]) for row in connection.execute(pragma)]
        except DamagedDatabaseError as error:
            return [error.message]
        return [] if found == ["ok"] else found


def _make_dir(directory: Path) -> None:
    try:
        directory.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(
            "unusable-library",
            f"{shown(os.fsencode(directory))} can't be made: {error.strerror}.",
            "Choose another folder with --library.",
            path=shown(os.fsencode(directory)),
        ) from error


def _look(directory: Path, path: Path, *, writable: bool) -> None:
    """Refuse, before anything is written, what must not or can't be opened."""
    if not path.exists() or path.stat().st_size == 0:
        if list_backups(directory):  # a library that lost its catalogue is no new one
            raise DamagedDatabaseError(path)
        if not writable:
            raise UserError(
                "no-library",
                f"{shown(os.fsencode(directory))} holds no photosearch library.",
                "Index a folder first: `photosearch index FOLDER`.",
                path=shown(os.fsencode(directory)),
            )
        return
    connection = connect(path, writable=False)
    try:
        refuse_newer(connection, path)
        version = version_of(connection)
        foreign = one_int(connection.execute("PRAGMA application_id")) != APPLICATION_ID
        holds = one_int(connection.execute("SELECT count(*) FROM sqlite_master"))
    finally:
        connection.close()
    if holds and (foreign or version == 0):
        raise DamagedDatabaseError(path)
    if not writable and version < len(STEPS):
        raise UserError(
            "older-library",
            f"{shown(os.fsencode(path))} was made by an older photosearch.",
            "Open it once in the window, or run `photosearch index`, to bring it up to date.",
            path=shown(os.fsencode(path)),
        )


def _prepare(directory: Path, path: Path) -> None:
    connection = connect(path, writable=True)
    try:
        prepare_writer(connection)
        if migrate(connection, lambda: write_backup(connection, directory)) == 0:
            connection.execute(
                "INSERT INTO fact VALUES ('uuid', json_quote(?)), ('created', json_quote(?))",
                (uuid.uuid4().hex, time.time()),
            )
    finally:
        connection.close()


def _told(error: Exception, directory: Path) -> Exception:
    """Name the newest backup in the message about a damaged catalogue."""
    if not isinstance(error, DamagedDatabaseError):
        return error
    backups = list_backups(directory)
    if backups:
        hint = f"Run `photosearch restore`; the newest backup is {backups[0].path.name}."
    else:
        hint = "There is no backup for `photosearch restore`; index into a new library (--library)."
    return DamagedDatabaseError(directory / CATALOG_NAME, hint)
