"""Group: photos that a person calls alike, under a name. Which photos: ``labels``."""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from photosearch.base.types import GroupId
from photosearch.catalog.arrays import LISTED, IdSequence, listed, plain
from photosearch.catalog.database import Database


@dataclass(frozen=True, slots=True)
class Group:
    """A group by itself.

    Attributes:
        group_id: Its id, never reused.
        name: As the person wrote it; no other group has it, whatever the case.
        created_at: POSIX seconds.
    """

    group_id: GroupId
    name: str
    created_at: float


@dataclass(frozen=True, slots=True)
class GroupCount:
    """How many photos a group has.

    Attributes:
        group: The group.
        n_photos: Photos that are shown, on drives that are away too.
        n_hidden: Photos that lie nowhere now (deleted, edited in place) or only behind another one.
    """

    group: Group
    n_photos: int
    n_hidden: int


def group_key(name: str) -> str:
    """Return what two names share that differ in case or in how their accents are coded."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


class Groups:
    """The groups of a library."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add_many(self, names: Sequence[str]) -> list[Group]:
        """Make groups, and return these and those that are there already, in the names' order."""
        now = time.time()
        with self._database.transaction() as connection:
            connection.executemany(
                """INSERT INTO photo_group (name, name_key, created_at) VALUES (?, ?, ?)
                   ON CONFLICT (name_key) DO NOTHING""",
                [(name, group_key(name), now) for name in names],
            )
            found = self.by_names(names)
        return [found[group_key(name)] for name in names]

    def restore(self, groups: Sequence[Group]) -> None:
        """Bring groups back under the ids that they had; their names must be free."""
        with self._database.transaction() as connection:
            connection.executemany(
                "INSERT INTO photo_group (id, name, name_key, created_at) VALUES (?, ?, ?, ?)",
                [(one.group_id, one.name, group_key(one.name), one.created_at) for one in groups],
            )

    def rename(self, group_id: GroupId, name: str) -> None:
        """Give a group a name that no other one has."""
        with self._database.transaction() as connection:
            connection.execute(
                "UPDATE photo_group SET name = ?, name_key = ? WHERE id = ?",
                (name, group_key(name), group_id),
            )

    def remove(self, group_ids: IdSequence) -> None:
        """Remove groups with their labels; the photos stay."""
        with self._database.transaction() as connection:
            connection.executemany(
                "DELETE FROM photo_group WHERE id = ?", [(item,) for item in plain(group_ids)]
            )

    def by_names(self, names: Sequence[str]) -> dict[str, Group]:
        """Return the groups of these names by ``group_key``; unknown names are left out."""
        keys = {group_key(name) for name in names}
        return {key: one for key, one in self._by_key().items() if key in keys}

    def by_name(self, name: str) -> Group | None:
        """Return the group of a name, whatever its case."""
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT id, name, created_at FROM photo_group WHERE name_key = ?",
                (group_key(name),),
            ).fetchone()
        return None if row is None else Group(*row)

    def get(self, group_ids: IdSequence) -> dict[GroupId, Group]:
        """Return groups by id; unknown ones are left out."""
        with self._database.reading() as connection:
            rows = connection.execute(
                f"SELECT id, name, created_at FROM photo_group WHERE id IN {LISTED}",
                (listed(group_ids),),
            ).fetchall()
        return {row[0]: Group(*row) for row in rows}

    def all(self) -> list[Group]:
        """Return every group in the order of its name."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT id, name, created_at FROM photo_group ORDER BY name_key"
            ).fetchall()
        return [Group(*row) for row in rows]

    def counts(self) -> list[GroupCount]:
        """Return every group with its number of photos, in the order of its name."""
        with self._database.reading() as connection:
            rows = connection.execute(
                """SELECT g.id, g.name, g.created_at, count(t.photo_id), count(l.photo_id)
                   FROM photo_group g LEFT JOIN label l ON l.group_id = g.id
                   LEFT JOIN tile t ON t.photo_id = l.photo_id
                   GROUP BY g.id ORDER BY g.name_key"""
            ).fetchall()
        return [GroupCount(Group(*row[:3]), row[3], row[4] - row[3]) for row in rows]

    def _by_key(self) -> dict[str, Group]:
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT name_key, id, name, created_at FROM photo_group"
            ).fetchall()
        return {row[0]: Group(*row[1:]) for row in rows}
