"""Deed: files that go to the trash together, because another file stays.

Its step is written before and after what it does to the disk, so that after a crash the disk and
its step tell together what is left to do:

``intent`` (nothing or something was moved) → ``moved`` → ``verified`` (what stays was read again)
→ ``done`` → ``returning`` (something or all of it may be back) → ``undone``.
"""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from photosearch.base.types import FileId, LocationId, PhotoId, RootId
from photosearch.catalog.arrays import IdSequence, plain
from photosearch.catalog.database import Database

DeedStep = Literal["intent", "moved", "verified", "done", "returning", "undone"]
DeedKind = Literal["trash", "aside", "system"]


@dataclass(frozen=True, slots=True)
class DeedFile:
    """One file of a deed.

    Attributes:
        location_id: Its place in the catalogue; ``None`` for a sidecar.
        file_id: Its content; ``None`` where it was never read.
        relative_path: Within the deed's root.
        size: Bytes, when it was moved.
        mtime_ns: Nanoseconds since 1970, when it was moved.
        place: Absolute path in the trash; empty where only the system knows it.
    """

    location_id: LocationId | None
    file_id: FileId | None
    relative_path: bytes
    size: int
    mtime_ns: int
    place: bytes


@dataclass(frozen=True, slots=True)
class NewDeed:
    """What is about to be done.

    Attributes:
        disposal_id: The bulk that it belongs to.
        kind: ``"trash"``, ``"aside"`` (a folder on the same drive) or ``"system"`` (a trash whose
            places are known afterwards only).
        photo_id: Of the file that was named.
        stem: Of its stack; empty where it is in none.
        root_id: That its files lie in.
        root_path: Absolute.
        keeper_root: Absolute path of the root of the file that stays.
        keeper_path: Of the file that stays, within that root.
        keeper_sha256: 32 bytes.
        files: The one that was named first, then the rest of its stack.
    """

    disposal_id: int
    kind: DeedKind
    photo_id: PhotoId | None
    stem: bytes
    root_id: RootId
    root_path: bytes
    keeper_root: bytes
    keeper_path: bytes
    keeper_sha256: bytes
    files: tuple[DeedFile, ...]

    @property
    def path(self) -> bytes:
        """Where the file that was named lay."""
        return os.path.join(self.root_path, self.files[0].relative_path)

    @property
    def size(self) -> int:
        """Bytes of all its files."""
        return sum(file.size for file in self.files)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed(NewDeed):
    """A deed as the catalogue knows it.

    Attributes:
        deed_id: Its id; a later one has a higher one.
        step: How far it is.
        at: POSIX seconds of its intent.
    """

    deed_id: int
    step: DeedStep
    at: float


@dataclass(frozen=True, slots=True)
class DisposalRow:
    """A bulk of deeds that is undone as one.

    Attributes:
        disposal_id: Its id.
        at: POSIX seconds.
        summary: One line for people.
        journal_id: Its undo step; ``None`` before the first deed was done.
    """

    disposal_id: int
    at: float
    summary: str
    journal_id: int | None


_COLUMNS = """disposal_id, kind, photo_id, stem, root_id, root_path, keeper_root, keeper_path,
    keeper_sha256, id, step, at"""


class Deeds:
    """What was moved to the trash, and how far."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add_disposal(self, summary: str) -> int:
        """Begin a bulk and return its id."""
        with self._database.transaction() as connection:
            cursor = connection.execute(
                "INSERT INTO disposal (at, summary) VALUES (?, ?)", (time.time(), summary)
            )
        return cursor.lastrowid or 0

    def disposal(self, disposal_id: int) -> DisposalRow | None:
        """Return a bulk; ``None`` where it was forgotten."""
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT id, at, summary, journal_id FROM disposal WHERE id = ?", (disposal_id,)
            ).fetchone()
        return None if row is None else DisposalRow(*row)

    def set_journal(self, disposal_id: int, journal_id: int) -> None:
        """Record the undo step of a bulk."""
        with self._database.transaction() as connection:
            connection.execute(
                "UPDATE disposal SET journal_id = ? WHERE id = ?", (journal_id, disposal_id)
            )

    def add(self, new: NewDeed) -> int:
        """Write an intent and return its id."""
        values = (
            new.disposal_id, new.kind, new.photo_id, new.stem, new.root_id, new.root_path,
            new.keeper_root, new.keeper_path, new.keeper_sha256, "intent", time.time(),
        )  # fmt: skip
        with self._database.transaction() as connection:
            cursor = connection.execute(
                """INSERT INTO deed (disposal_id, kind, photo_id, stem, root_id, root_path,
                   keeper_root, keeper_path, keeper_sha256, step, at)
                   VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                values,
            )
            deed_id = cursor.lastrowid or 0
            connection.executemany(
                "INSERT INTO deed_file VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                [
                    (deed_id, position, file.location_id, file.file_id, file.relative_path,
                     file.size, file.mtime_ns, file.place)
                    for position, file in enumerate(new.files)
                ],
            )  # fmt: skip
        return deed_id

    def set_step(self, deed_id: int, step: DeedStep) -> None:
        """Record how far a deed is."""
        with self._database.transaction() as connection:
            connection.execute("UPDATE deed SET step = ? WHERE id = ?", (step, deed_id))

    def set_place(self, deed_id: int, position: int, place: bytes) -> None:
        """Record where the system has put a file."""
        with self._database.transaction() as connection:
            connection.execute(
                "UPDATE deed_file SET place = ? WHERE deed_id = ? AND position = ?",
                (place, deed_id, position),
            )

    def get(self, deed_id: int) -> Deed | None:
        """Return a deed; ``None`` where it was forgotten."""
        return next(iter(self._list("id = ?", deed_id)), None)

    def of_disposal(self, disposal_id: int) -> list[Deed]:
        """Return the deeds of a bulk, oldest first."""
        return self._list("disposal_id = ? ORDER BY id", disposal_id)

    def is_undone(self, disposal_id: int) -> bool:
        """Say whether nothing of a bulk is left to bring back."""
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT 1 FROM deed WHERE disposal_id = ? AND step <> 'undone' LIMIT 1",
                (disposal_id,),
            ).fetchone()
        return row is None

    def of_step(self, step: DeedStep) -> list[Deed]:
        """Return the deeds that have come so far, oldest first."""
        return self._list("step = ? ORDER BY id", step)

    def half_done(self) -> list[Deed]:
        """Return the deeds that something has interrupted, oldest first."""
        return self._list("step NOT IN ('done', 'undone') ORDER BY id")

    def forget(self, photo_ids: IdSequence) -> None:
        """Drop every deed about photos; their files stay where they are."""
        with self._database.transaction() as connection:
            connection.executemany(
                "DELETE FROM deed WHERE photo_id = ?", [(item,) for item in plain(photo_ids)]
            )

    def _list(self, condition: str, *parameters: int | str) -> list[Deed]:
        with self._database.reading() as connection:
            rows = connection.execute(
                f"SELECT {_COLUMNS} FROM deed WHERE {condition}", parameters
            ).fetchall()
            files: dict[int, list[DeedFile]] = {row[9]: [] for row in rows}
            for deed_id, *file in connection.execute(
                f"""SELECT deed_id, location_id, file_id, relative_path, size, mtime_ns, place
                    FROM deed_file WHERE deed_id IN (SELECT id FROM deed WHERE {condition})
                    ORDER BY deed_id, position""",
                parameters,
            ):
                files[deed_id].append(DeedFile(*file))
        return [_deed(row, files[row[9]]) for row in rows]


def _deed(row: Sequence[Any], files: Sequence[DeedFile]) -> Deed:
    (disposal_id, kind, photo_id, stem, root_id, root_path, *keeper, deed_id, step, at) = row
    keeper_root, keeper_path, keeper_sha256 = keeper
    return Deed(
        disposal_id=disposal_id,
        kind=kind,
        photo_id=photo_id,
        stem=stem,
        root_id=root_id,
        root_path=root_path,
        keeper_root=keeper_root,
        keeper_path=keeper_path,
        keeper_sha256=keeper_sha256,
        files=tuple(files),
        deed_id=deed_id,
        step=step,
        at=at,
    )
