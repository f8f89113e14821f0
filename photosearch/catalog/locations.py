"""Location: where a file lies, or lay.

A location keeps its id when its file moves. It is stored as online, missing or trashed; ``offline``
is what an online one is called while its root is offline.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from photosearch.base.types import FileId, LocationId, PhotoId, RootId
from photosearch.catalog.arrays import LISTED, IdSequence, listed, plain, signed, unsigned
from photosearch.catalog.database import Database
from photosearch.catalog.sorting import name_key, path_key

StoredState = Literal["online", "missing", "trashed"]
LocationState = Literal["online", "offline", "missing", "trashed"]


@dataclass(frozen=True, slots=True)
class FileStat:
    """What a scan compares first.

    Attributes:
        size: Bytes.
        mtime_ns: Nanoseconds since 1970.
        inode: Holds within one mount only.
        device: ``st_dev``; holds within one mount only.
    """

    size: int
    mtime_ns: int
    inode: int = 0
    device: int = 0


@dataclass(frozen=True, slots=True)
class LocationRow:
    """A location as a scan needs it.

    Attributes:
        location_id: Its id.
        file_id: ``None`` until the file was read.
        photo_id: The photo of the file.
        stat: As it was when the file was read last.
        state: ``"online"``, ``"offline"``, ``"missing"`` or ``"trashed"``.
    """

    location_id: LocationId
    file_id: FileId | None
    photo_id: PhotoId | None
    stat: FileStat
    state: LocationState


@dataclass(frozen=True)
class Location:
    """A location as people see it.

    Attributes:
        location_id: Its id.
        root_id: The root that it lies in.
        relative_path: Within the root.
        path: Absolute, with the root where it was found last.
        file_id: ``None`` until the file was read.
        photo_id: The photo of the file.
        stat: As it was when the file was read last.
        state: ``"online"``, ``"offline"``, ``"missing"`` or ``"trashed"``.
    """

    location_id: LocationId
    root_id: RootId
    relative_path: bytes
    path: bytes
    file_id: FileId | None
    photo_id: PhotoId | None
    stat: FileStat
    state: LocationState


@dataclass(frozen=True)
class NewLocation:
    """A file that was found at a place: ``file_id`` is ``None`` until it was read."""

    relative_path: bytes
    stat: FileStat
    file_id: FileId | None = None


# A location of an offline root is offline, unless it was missing or trashed before.
STATE = "CASE WHEN l.state = 'online' AND r.state = 'offline' THEN 'offline' ELSE l.state END"
_RANK = "CASE r.role WHEN 'photos' THEN 0 WHEN 'reference' THEN 1 ELSE 2 END"
# What stands for a photo: online before offline before missing before trashed.
BEST_FIRST = f"""CASE {STATE} WHEN 'online' THEN 0 WHEN 'offline' THEN 1 WHEN 'missing' THEN 2
    ELSE 3 END, {_RANK}, l.id"""
PLACES = "location l JOIN folder d ON d.id = l.folder_id JOIN root r ON r.id = l.root_id"
_ROW = f"l.id, l.file_id, l.photo_id, l.size, l.mtime_ns, l.inode, l.device, {STATE}"
_FULL = f"{_ROW}, l.root_id, r.path, d.path, l.name"


class Locations:
    """Where files lie."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(
        self, root_id: RootId, relative_path: bytes, stat: FileStat, file_id: FileId | None = None
    ) -> LocationId:
        """Record a file at a place, online; what was recorded there before is replaced."""
        self.add_many(root_id, [NewLocation(relative_path, stat, file_id)])
        found = self.at(root_id, relative_path)
        assert found is not None
        return found.location_id

    def add_many(self, root_id: RootId, new: Sequence[NewLocation]) -> None:
        """Record many files at their places, online."""
        with self._database.transaction() as connection:
            folders = {folder for folder, _ in (_split(item.relative_path) for item in new)}
            connection.executemany(
                "INSERT OR IGNORE INTO folder (root_id, path, sort_key) VALUES (?, ?, ?)",
                [(root_id, folder, path_key(folder)) for folder in sorted(folders)],
            )
            connection.executemany(
                """INSERT INTO location (root_id, folder_id, name, name_key, size, mtime_ns, inode,
                     device, file_id, photo_id)
                   VALUES (?1, (SELECT id FROM folder WHERE root_id = ?1 AND path = ?2), ?3, ?4, ?5,
                     ?6, ?7, ?8, ?9, (SELECT photo_id FROM file WHERE id = ?9))
                   ON CONFLICT (folder_id, name) DO UPDATE SET size = excluded.size,
                     mtime_ns = excluded.mtime_ns, inode = excluded.inode, device = excluded.device,
                     file_id = excluded.file_id, photo_id = excluded.photo_id, state = 'online'""",
                [(root_id, *_columns(item)) for item in new],
            )

    def at(self, root_id: RootId, relative_path: bytes) -> LocationRow | None:
        """Return what is recorded at a place."""
        folder, name = _split(relative_path)
        with self._database.reading() as connection:
            row = connection.execute(
                f"SELECT {_ROW} FROM {PLACES} WHERE d.root_id = ? AND d.path = ? AND l.name = ?",
                (root_id, folder, name),
            ).fetchone()
        return None if row is None else _row(row)

    def of_folder(self, root_id: RootId, folder: bytes) -> dict[bytes, LocationRow]:
        """Return what is recorded directly in a folder of a root, by name."""
        with self._database.reading() as connection:
            rows = connection.execute(
                f"SELECT l.name, {_ROW} FROM {PLACES} WHERE d.root_id = ? AND d.path = ?",
                (root_id, folder),
            ).fetchall()
        return {row[0]: _row(row[1:]) for row in rows}

    def folders_of(self, root_id: RootId) -> list[bytes]:
        """Return the folders of a root that hold something, relative to it, in their order."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT path FROM folder WHERE root_id = ? ORDER BY sort_key, path", (root_id,)
            ).fetchall()
        return [row[0] for row in rows]

    def of_root(self, root_id: RootId) -> dict[bytes, LocationRow]:
        """Return all of a root by relative path (about 0.5 KB each; ``of_folder`` takes less)."""
        with self._database.reading() as connection:
            rows = connection.execute(
                f"SELECT d.path, l.name, {_ROW} FROM {PLACES} WHERE l.root_id = ?", (root_id,)
            )
            return {_joined(row[0], row[1]): _row(row[2:]) for row in rows}

    def contents_of(self, root_id: RootId) -> list[tuple[PhotoId, FileId]]:
        """Return the photo and the content of each file that was read in a root, also offline."""
        with self._database.reading() as connection:
            return connection.execute(
                """SELECT photo_id, file_id FROM location
                   WHERE root_id = ? AND state = 'online' AND file_id IS NOT NULL""",
                (root_id,),
            ).fetchall()

    def get(self, ids: IdSequence) -> list[Location]:
        """Return locations by id."""
        return self._full(f"l.id IN {LISTED} ORDER BY l.id", listed(ids))

    def of_photo(self, photo_id: PhotoId) -> list[Location]:
        """Return where a photo lies or lay, best first."""
        return self._full(f"l.photo_id = ? ORDER BY {BEST_FIRST}", photo_id)

    def of_file(self, file_id: FileId) -> list[Location]:
        """Return where a file's content lies or lay, best first."""
        return self._full(f"l.file_id = ? ORDER BY {BEST_FIRST}", file_id)

    def of_state(self, root_id: RootId, state: StoredState) -> list[Location]:
        """Return the locations of a root that are stored with a state."""
        return self._full("l.root_id = ? AND l.state = ? ORDER BY l.id", root_id, state)

    def unread(self, root_id: RootId, limit: int = 8192) -> list[Location]:
        """Return online locations whose file was not read yet."""
        condition = "l.root_id = ? AND l.state = 'online' AND l.file_id IS NULL"
        return self._full(f"{condition} ORDER BY l.id LIMIT ?", root_id, limit)

    def path_of_photos(self, photo_ids: IdSequence) -> dict[PhotoId, bytes]:
        """Return the best absolute path of each photo; photos that lie nowhere are left out."""
        paths: dict[PhotoId, bytes] = {}
        for location in self._full(
            f"l.photo_id IN {LISTED} ORDER BY {BEST_FIRST}", listed(photo_ids)
        ):
            if location.photo_id is not None and location.state in {"online", "offline"}:
                paths.setdefault(location.photo_id, location.path)
        return paths

    def photos_at(self, paths: Sequence[bytes]) -> dict[bytes, PhotoId]:
        """Return the photos that are recorded, online or offline, at absolute paths."""
        with self._database.reading() as connection:
            roots = connection.execute("SELECT id, path FROM root").fetchall()
        found: dict[bytes, PhotoId] = {}
        for path in paths:
            for root_id, root_path in roots:
                relative = within(path, root_path)
                row = self.at(root_id, relative) if relative else None
                if row is not None and row.photo_id and row.state in {"online", "offline"}:
                    found[path] = row.photo_id
        return found

    def set_state(self, ids: IdSequence, state: StoredState) -> None:
        """Mark locations; whole roots go offline by ``Roots.set_state``."""
        with self._database.transaction() as connection:
            connection.executemany(
                "UPDATE location SET state = ? WHERE id = ?", [(state, item) for item in plain(ids)]
            )

    def set_stat(self, location_id: LocationId, stat: FileStat) -> None:
        """Record that a file is as before under another time, inode or device."""
        with self._database.transaction() as connection:
            connection.execute(
                "UPDATE location SET size = ?, mtime_ns = ?, inode = ?, device = ? WHERE id = ?",
                (*_stat_columns(stat), location_id),
            )

    def set_file(self, location_id: LocationId, file_id: FileId | None) -> None:
        """Record the content of a location."""
        with self._database.transaction() as connection:
            connection.execute(
                """UPDATE location SET file_id = ?1,
                   photo_id = (SELECT photo_id FROM file WHERE id = ?1) WHERE id = ?2""",
                (file_id, location_id),
            )

    def move(
        self, location_id: LocationId, root_id: RootId, relative_path: bytes, stat: FileStat
    ) -> None:
        """Record that a file now lies elsewhere, online; what was recorded there is dropped."""
        folder, name = _split(relative_path)
        with self._database.transaction() as connection:
            connection.execute(  # first: it may take the folder's row along
                """DELETE FROM location WHERE name = ? AND id <> ? AND folder_id =
                   (SELECT id FROM folder WHERE root_id = ? AND path = ?)""",
                (name, location_id, root_id, folder),
            )
            connection.execute(
                "INSERT OR IGNORE INTO folder (root_id, path, sort_key) VALUES (?, ?, ?)",
                (root_id, folder, path_key(folder)),
            )
            folder_id = connection.execute(
                "SELECT id FROM folder WHERE root_id = ? AND path = ?", (root_id, folder)
            ).fetchone()[0]
            connection.execute(
                """UPDATE location SET root_id = ?, folder_id = ?, name = ?, name_key = ?, size = ?,
                   mtime_ns = ?, inode = ?, device = ?, state = 'online', stack_id = NULL, leads = 1
                   WHERE id = ?""",
                (root_id, folder_id, name, name_key(name), *_stat_columns(stat), location_id),
            )

    def remove(self, ids: IdSequence) -> None:
        """Drop locations; their photos stay known."""
        with self._database.transaction() as connection:
            connection.executemany(
                "DELETE FROM location WHERE id = ?", [(item,) for item in plain(ids)]
            )

    def counts(self) -> dict[RootId, dict[LocationState, int]]:
        """Return how many locations each root has in each state."""
        counts: dict[RootId, dict[LocationState, int]] = {}
        with self._database.reading() as connection:
            rows = connection.execute(
                f"""SELECT l.root_id, {STATE}, n FROM (SELECT root_id, state, count(*) AS n
                    FROM location GROUP BY root_id, state) l JOIN root r ON r.id = l.root_id"""
            ).fetchall()
        for root_id, state, number in rows:
            counts.setdefault(root_id, {})[state] = number
        return counts

    def _full(self, condition: str, *parameters: int | str) -> list[Location]:
        with self._database.reading() as connection:
            rows = connection.execute(
                f"SELECT {_FULL} FROM {PLACES} WHERE {condition}", parameters
            ).fetchall()
        return [_location(row) for row in rows]


def within(path: bytes, root: bytes) -> bytes | None:
    """Return a path relative to a root, empty for the root itself; ``None`` outside it."""
    if path == root:
        return b""
    start = root if root.endswith(b"/") else root + b"/"
    return path[len(start) :] if path.startswith(start) else None


def joined_path(root: bytes, folder: bytes, name: bytes) -> bytes:
    """Return the absolute path of a location."""
    return os.path.join(root, folder, name)


def _split(relative_path: bytes) -> tuple[bytes, bytes]:
    folder, _, name = relative_path.rpartition(b"/")
    return folder, name


def _joined(folder: bytes, name: bytes) -> bytes:
    return folder + b"/" + name if folder else name


def _stat_columns(stat: FileStat) -> tuple[int, int, int, int]:
    return stat.size, stat.mtime_ns, signed(stat.inode), signed(stat.device)


def _columns(item: NewLocation) -> tuple[Any, ...]:
    folder, name = _split(item.relative_path)
    return folder, name, name_key(name), *_stat_columns(item.stat), item.file_id


def _stat(row: Sequence[Any]) -> FileStat:
    size, mtime_ns, inode, device = row
    return FileStat(size, mtime_ns, unsigned(inode), unsigned(device))


def _row(row: Sequence[Any]) -> LocationRow:
    return LocationRow(row[0], row[1], row[2], _stat(row[3:7]), row[7])


def _location(row: Sequence[Any]) -> Location:
    location_id, file_id, photo_id, *stat, state, root_id, root, folder, name = row
    return Location(
        location_id, root_id, _joined(folder, name), joined_path(root, folder, name), file_id,
        photo_id, _stat(stat), state,
    )  # fmt: skip
