"""Place: which photo a path means, for many paths at once.

A file that is shown through the leader of its stack (the RAW beside its JPEG) means the leader's
photo: that is the one that people see and that is searched.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

from photosearch.base.types import PhotoId
from photosearch.catalog.database import Database
from photosearch.catalog.filters import in_folders
from photosearch.catalog.locations import joined_path, within

_MEANT = """coalesce(t.photo_id,
    (SELECT m.photo_id FROM location m WHERE m.stack_id = l.stack_id AND m.leads = 1),
    l.photo_id)"""
_KNOWN = "l.state = 'online' AND l.photo_id IS NOT NULL"


class Place(NamedTuple):
    """A photo at an absolute path."""

    path: bytes
    photo_id: PhotoId


class Places:
    """What lies where, online or on a drive that is away."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def at(self, paths: Iterable[bytes]) -> dict[bytes, PhotoId]:
        """Return the photos at absolute paths; where there is none, the path is left out."""
        found: dict[bytes, PhotoId] = {}
        with self._database.reading() as connection:
            folders = _Folders(connection)
            for path in paths:
                folder, name = os.path.split(path)
                for folder_id in folders.ids(folder):
                    row = connection.execute(
                        f"""SELECT {_MEANT} FROM location l
                            LEFT JOIN tile t ON t.photo_id = l.photo_id
                            WHERE l.folder_id = ? AND l.name = ? AND {_KNOWN}""",
                        (folder_id, name),
                    ).fetchone()
                    if row is not None:
                        found[path] = row[0]
        return found

    def inside(self, folder: bytes) -> list[Place]:
        """Return every place in or below an absolute folder, by path."""
        with self._database.reading() as connection:
            chosen, parameters = in_folders((folder,), connection)
            rows = connection.execute(
                f"""SELECT r.path, d.path, l.name, {_MEANT} FROM folder d
                    JOIN root r ON r.id = d.root_id JOIN location l ON l.folder_id = d.id
                    LEFT JOIN tile t ON t.photo_id = l.photo_id WHERE {_KNOWN} AND ({chosen})""",
                parameters,
            ).fetchall()
        return sorted(Place(joined_path(*row[:3]), row[3]) for row in rows)

    def named(self, names: Iterable[bytes]) -> dict[bytes, set[PhotoId]]:
        """Return the photos whose files have these names, in whatever folder: one pass over all."""
        found: dict[bytes, set[PhotoId]] = {name: set() for name in names}
        with self._database.reading() as connection:
            for name, photo_id in connection.execute(
                f"""SELECT l.name, {_MEANT} FROM location l
                    LEFT JOIN tile t ON t.photo_id = l.photo_id WHERE {_KNOWN}"""
            ):
                if name in found:
                    found[name].add(photo_id)
        return {name: photos for name, photos in found.items() if photos}


class _Folders:
    """The rows of absolute folders, each looked up once."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._roots = connection.execute("SELECT id, path FROM root").fetchall()
        self._ids: dict[bytes, list[int]] = {}

    def ids(self, folder: bytes) -> list[int]:
        """Return the rows of a folder: a root inside another one may share it."""
        if folder not in self._ids:
            self._ids[folder] = [
                row[0]
                for root_id, root in self._roots
                if (inside := within(folder, root)) is not None
                for row in self._connection.execute(
                    "SELECT id FROM folder WHERE root_id = ? AND path = ?", (root_id, inside)
                )
            ]
        return self._ids[folder]
