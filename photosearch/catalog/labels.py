"""Label: that a photo is in a group.

It belongs to the picture's content, so it outlives moves, renames and copies of its files. A photo
may be in several groups.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from photosearch.base.types import GroupId, Ids, PhotoId
from photosearch.catalog.arrays import LISTED, IdSequence, column_of, listed, one_int
from photosearch.catalog.database import Database

_SHOWN = "AND EXISTS (SELECT 1 FROM tile t WHERE t.photo_id = l.photo_id)"


class Label(NamedTuple):
    """A photo in a group."""

    group_id: GroupId
    photo_id: PhotoId


class Labels:
    """Which photos are in which groups."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, labels: Sequence[Label]) -> list[Label]:
        """Put photos into groups, and return the labels that were not there before.

        Labels of photos that are not known any more are left out.
        """
        wanted = list(dict.fromkeys(labels))
        with self._database.transaction() as connection:
            there = frozenset(self.of_groups([one.group_id for one in wanted]))
            known = frozenset(
                column_of(
                    connection,
                    f"SELECT id FROM photo WHERE id IN {LISTED}",
                    (listed([one.photo_id for one in wanted]),),
                ).tolist()
            )
            new = [one for one in wanted if one not in there and one.photo_id in known]
            connection.executemany("INSERT INTO label (group_id, photo_id) VALUES (?, ?)", new)
        return new

    def remove(self, labels: Sequence[Label]) -> list[Label]:
        """Take photos out of groups, and return the labels that were there."""
        with self._database.transaction() as connection:
            there = frozenset(self.of_groups([one.group_id for one in labels]))
            gone = [one for one in dict.fromkeys(labels) if one in there]
            connection.executemany("DELETE FROM label WHERE group_id = ? AND photo_id = ?", gone)
        return gone

    def of_groups(self, group_ids: IdSequence, *, shown: bool = False) -> list[Label]:
        """Return the labels of groups, by group and photo.

        Args:
            group_ids: The groups.
            shown: Only of photos that are shown.
        """
        return self._labels("group_id", group_ids, _SHOWN if shown else "")

    def of_photos(self, photo_ids: IdSequence) -> list[Label]:
        """Return the labels of photos, by group and photo."""
        return self._labels("photo_id", photo_ids, "")

    def arrays(self) -> tuple[Ids, Ids]:
        """Return (groups, photos), (N,) int64 each, of every label of a shown photo, by group."""
        with self._database.reading() as connection:
            rows = connection.execute(
                f"""SELECT l.group_id, l.photo_id FROM label l WHERE 1 {_SHOWN}
                    ORDER BY l.group_id, l.photo_id"""
            ).fetchall()
        both = np.array(rows, np.int64).reshape(-1, 2)
        return both[:, 0], both[:, 1]

    def count(self) -> int:
        """Return how many labels there are."""
        with self._database.reading() as connection:
            return one_int(connection.execute("SELECT count(*) FROM label"))

    def in_several(self) -> dict[PhotoId, list[GroupId]]:
        """Return the shown photos that are in several groups, with these."""
        with self._database.reading() as connection:
            rows = connection.execute(
                f"""SELECT l.photo_id, l.group_id FROM label l WHERE l.photo_id IN
                    (SELECT photo_id FROM label GROUP BY photo_id HAVING count(*) > 1) {_SHOWN}
                    ORDER BY l.photo_id, l.group_id"""
            ).fetchall()
        found: dict[PhotoId, list[GroupId]] = {}
        for photo_id, group_id in rows:
            found.setdefault(photo_id, []).append(group_id)
        return found

    def _labels(self, column: str, ids: IdSequence, condition: str) -> list[Label]:
        with self._database.reading() as connection:
            rows = connection.execute(
                f"""SELECT l.group_id, l.photo_id FROM label l WHERE l.{column} IN {LISTED}
                    {condition} ORDER BY l.group_id, l.photo_id""",
                (listed(ids),),
            ).fetchall()
        return [Label(*row) for row in rows]
