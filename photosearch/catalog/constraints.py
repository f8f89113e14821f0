"""Constraint: what a person said of two photos, or of two pairs of photos.

It belongs to the pictures' content, as labels do. When a photo is edited in place, the new picture
is another one, of which nothing was said.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from photosearch.base.types import ConstraintId, PhotoId
from photosearch.catalog.arrays import LISTED, IdSequence, listed, plain
from photosearch.catalog.database import Database

Kind = Literal["same", "different", "closer"]
Source = Literal["said", "rejected-result", "rejected-duplicate"]
Pair: TypeAlias = tuple[PhotoId, PhotoId]


def pair_of(one: int, other: int) -> Pair:
    """Return two photos as a pair: it has no order, so the lower id comes first."""
    return PhotoId(min(one, other)), PhotoId(max(one, other))


@dataclass(frozen=True, slots=True)
class Saying:
    """What can be said of pairs.

    Attributes:
        kind: ``"same"`` or ``"different"`` (of ``pair``), or ``"closer"``: the photos of ``pair``
            are more alike than those of ``other``.
        pair: As ``pair_of`` returns it; two different photos.
        other: Another pair for ``"closer"``, else ``None``. A triplet (A is more like B than C) is
            A–B and A–C.
    """

    kind: Kind
    pair: Pair
    other: Pair | None = None

    @property
    def photos(self) -> tuple[PhotoId, ...]:
        """The photos that it is about: two or four, in the pairs' order."""
        return self.pair + (self.other or ())

    @property
    def triplet(self) -> tuple[PhotoId, PhotoId, PhotoId] | None:
        """A, B and C where A is more like B than C; ``None`` where that is not what is said."""
        shared = set(self.pair) & set(self.other or ())
        if self.other is None or not shared:
            return None
        anchor = shared.pop()
        near, far = (pair[1 - pair.index(anchor)] for pair in (self.pair, self.other))
        return anchor, near, far


@dataclass(frozen=True, slots=True)
class Constraint:
    """What a person said.

    Attributes:
        constraint_id: Its id, never reused.
        saying: What.
        source: ``"said"``, ``"rejected-result"`` (of a search) or ``"rejected-duplicate"``.
        said_at: POSIX seconds.
    """

    constraint_id: ConstraintId
    saying: Saying
    source: Source
    said_at: float


_COLUMNS = "id, kind, source, said_at, first_id, second_id, third_id, fourth_id"


class Constraints:
    """What a person said of pairs."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, saying: Saying, source: Source) -> Constraint:
        """Add what was said; it must not be there yet (``find``)."""
        now = time.time()
        with self._database.transaction() as connection:
            row = connection.execute(
                """INSERT INTO photo_constraint
                   (kind, source, said_at, first_id, second_id, third_id, fourth_id)
                   VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id""",
                (saying.kind, source, now, *_four(saying)),
            ).fetchone()
        return Constraint(ConstraintId(row[0]), saying, source, now)

    def restore(self, constraints: Sequence[Constraint]) -> None:
        """Bring constraints back under the ids that they had."""
        with self._database.transaction() as connection:
            connection.executemany(
                f"INSERT INTO photo_constraint ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                [_values(one) for one in constraints],
            )

    def remove(self, constraint_ids: IdSequence) -> None:
        """Remove constraints."""
        with self._database.transaction() as connection:
            connection.executemany(
                "DELETE FROM photo_constraint WHERE id = ?",
                [(item,) for item in plain(constraint_ids)],
            )

    def find(self, saying: Saying) -> Constraint | None:
        """Return the constraint that says just this."""
        found = self._where(
            "kind = ? AND first_id = ? AND second_id = ? AND third_id IS ? AND fourth_id IS ?",
            saying.kind,
            *_four(saying),
        )
        return found[0] if found else None

    def get(self, constraint_ids: IdSequence) -> list[Constraint]:
        """Return constraints by id, ascending; unknown ones are left out."""
        return self._where(f"id IN {LISTED}", listed(constraint_ids))

    def all(self) -> list[Constraint]:
        """Return every constraint in the order of being said."""
        return self._where("1")

    def _where(self, condition: str, *parameters: int | str | None) -> list[Constraint]:
        with self._database.reading() as connection:
            rows = connection.execute(
                f"SELECT {_COLUMNS} FROM photo_constraint WHERE {condition} ORDER BY id", parameters
            ).fetchall()
        return [_constraint(row) for row in rows]


def _four(saying: Saying) -> tuple[int, int, int | None, int | None]:
    third, fourth = saying.other or (None, None)
    return (*saying.pair, third, fourth)


def _values(one: Constraint) -> tuple[Any, ...]:
    return one.constraint_id, one.saying.kind, one.source, one.said_at, *_four(one.saying)


def _constraint(row: tuple[Any, ...]) -> Constraint:
    constraint_id, kind, source, said_at, first, second, third, fourth = row
    other = None if third is None else (third, fourth)
    return Constraint(constraint_id, Saying(kind, (first, second), other), source, said_at)
