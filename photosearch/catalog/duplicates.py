"""What is known of pairs that may be duplicates: looks at them, and a person's answers."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from photosearch.base.types import Ids, LocationId, PhotoId, RootId
from photosearch.catalog.arrays import (
    LISTED,
    IdSequence,
    column_of,
    column_pairs,
    ids_of,
    listed,
)
from photosearch.catalog.constraints import Pair
from photosearch.catalog.database import Database
from photosearch.catalog.locations import PLACES, joined_path

Pairs = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class DuplicateAnswer:
    """What a person said of two photos.

    Attributes:
        pair: As ``catalog.constraints.pair_of`` returns it.
        duplicates: Whether they are.
        said_at: POSIX seconds.
    """

    pair: Pair
    duplicates: bool
    said_at: float


@dataclass(frozen=True, eq=False)
class Looks:
    """Second looks that are there.

    Attributes:
        pairs: (P, 2) int64 photo ids, the lower first, ascending.
        numbers: (P, F) float32.
    """

    pairs: Pairs
    numbers: npt.NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class ComparedPhotos:
    """Photos that are shown and have a file outside of backup folders, by id.

    Attributes:
        ids: (N,) int64.
        hashes: (N, 8) uint64.
        greys: (N, 1024) uint8.
        sizes: (N, 2) int64.
        taken_at: Seconds of each; ``None`` where unknown.
        cameras: Of each; empty where unknown.
    """

    ids: Ids
    hashes: npt.NDArray[np.uint64]
    greys: npt.NDArray[np.uint8]
    sizes: npt.NDArray[np.int64]
    taken_at: list[float | None]
    cameras: list[str]


@dataclass(frozen=True, slots=True)
class CopyRow:
    """A file that stands for its stack, outside of backup folders, online."""

    location_id: LocationId
    photo_id: PhotoId
    root_id: RootId
    path: bytes
    size: int
    is_reference: bool
    device: int
    inode: int


class Duplicates:
    """Photos to compare, looks at pairs, and answers."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def photos(self) -> ComparedPhotos:
        """Return what pairs are first compared by."""
        with self._database.reading() as connection:
            rows = connection.execute(
                """SELECT t.photo_id, p.width, p.height, f.taken_at, f.camera,
                          s.perceptual_hashes, s.grey
                   FROM tile t JOIN photo p ON p.id = t.photo_id
                   JOIN signature s ON s.photo_id = t.photo_id
                   JOIN location l ON l.id = t.location_id JOIN file f ON f.id = l.file_id
                   WHERE EXISTS (SELECT 1 FROM location o JOIN root r ON r.id = o.root_id
                     WHERE o.photo_id = t.photo_id AND o.state = 'online' AND r.role <> 'backup')
                   ORDER BY t.photo_id"""
            ).fetchall()
        hashes = np.frombuffer(b"".join(row[5] for row in rows), "<u8").astype(np.uint64)
        greys = np.frombuffer(b"".join(row[6] for row in rows), np.uint8)
        return ComparedPhotos(
            ids=ids_of(rows),
            hashes=hashes.reshape(-1, 8),
            greys=greys.reshape(-1, 1024),
            sizes=np.array([row[1:3] for row in rows], dtype=np.int64).reshape(-1, 2),
            taken_at=[row[3] for row in rows],
            cameras=[row[4] for row in rows],
        )

    def copies(self, photo_ids: IdSequence) -> list[CopyRow]:
        """Return the files of photos, by photo and then by place."""
        with self._database.reading() as connection:
            rows = connection.execute(
                f"""SELECT l.id, l.photo_id, l.root_id, r.path, d.path, l.name, l.size,
                           r.role = 'reference', l.device, l.inode
                    FROM {PLACES} WHERE l.photo_id IN {LISTED} AND l.leads = 1
                    AND l.state = 'online' AND r.state = 'online' AND r.role <> 'backup'
                    ORDER BY l.photo_id, l.id""",
                (listed(photo_ids),),
            ).fetchall()
        return [
            CopyRow(
                row[0], row[1], row[2], joined_path(*row[3:6]), row[6], bool(row[7]), *row[8:10]
            )
            for row in rows
        ]

    def copied(self) -> Ids:
        """Return the photos that have several files outside of backup folders, ascending."""
        with self._database.reading() as connection:
            return column_of(
                connection,
                """SELECT l.photo_id FROM location l JOIN root r ON r.id = l.root_id
                   WHERE l.photo_id IS NOT NULL AND l.leads = 1 AND l.state = 'online'
                   AND r.state = 'online' AND r.role <> 'backup'
                   GROUP BY l.photo_id HAVING count(*) > 1 ORDER BY l.photo_id""",
            )

    def looks(self, version: int, n_numbers: int) -> Looks:
        """Return every second look of a version; rows of another length are left out."""
        with self._database.reading() as connection:
            rows = connection.execute(
                """SELECT first_id, second_id, numbers FROM second_look
                   WHERE version = ? AND length(numbers) = ? ORDER BY first_id, second_id""",
                (version, 4 * n_numbers),
            ).fetchall()
        numbers = np.frombuffer(b"".join(row[2] for row in rows), "<f4")
        return Looks(column_pairs(rows), numbers.reshape(len(rows), n_numbers).astype(np.float32))

    def put_looks(self, looks: Looks, version: int) -> None:
        """Store second looks in the place of those that are there."""
        numbers = looks.numbers.astype("<f4")
        rows = [
            (first, second, version, numbers[place].tobytes())
            for place, (first, second) in enumerate(looks.pairs.tolist())
        ]
        with self._database.transaction() as connection:
            connection.executemany("INSERT OR REPLACE INTO second_look VALUES (?, ?, ?, ?)", rows)

    def compared(self) -> dict[Pair, bool]:
        """Return the pairs that were compared pixel by pixel, and whether they are the same."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT first_id, second_id, same FROM pixel_comparison"
            ).fetchall()
        return {(first, second): bool(same) for first, second, same in rows}

    def put_compared(self, found: Iterable[tuple[Pair, bool]]) -> None:
        """Store comparisons."""
        with self._database.transaction() as connection:
            connection.executemany(
                "INSERT OR REPLACE INTO pixel_comparison VALUES (?, ?, ?)",
                [(*pair, int(same)) for pair, same in found],
            )

    def answers(self) -> list[DuplicateAnswer]:
        """Return what a person said, by pair."""
        with self._database.reading() as connection:
            rows = connection.execute(
                """SELECT first_id, second_id, duplicates, said_at FROM duplicate_answer
                   ORDER BY first_id, second_id"""
            ).fetchall()
        return [DuplicateAnswer((row[0], row[1]), bool(row[2]), row[3]) for row in rows]

    def put_answers(self, answers: Sequence[DuplicateAnswer]) -> None:
        """Store answers in the place of those about the same pairs."""
        with self._database.transaction() as connection:
            connection.executemany(
                "INSERT OR REPLACE INTO duplicate_answer VALUES (?, ?, ?, ?)",
                [(*one.pair, int(one.duplicates), one.said_at) for one in answers],
            )

    def remove_answers(self, pairs: Iterable[Pair]) -> None:
        """Remove what was said of pairs."""
        with self._database.transaction() as connection:
            connection.executemany(
                "DELETE FROM duplicate_answer WHERE first_id = ? AND second_id = ?", list(pairs)
            )


def answer(pair: tuple[PhotoId, PhotoId], *, duplicates: bool) -> DuplicateAnswer:
    """Return an answer that is given now."""
    return DuplicateAnswer(pair, duplicates, time.time())
