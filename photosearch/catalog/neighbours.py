"""Neighbours: what a metric derives of a photo from its surroundings. Derived.

A search reads some 1,500 of these rows, so they are parsed as one array, not row by row: all rows
of a metric have lists of one length and vectors of one length.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from photosearch.base.types import Ids, MetricId
from photosearch.catalog.arrays import LISTED, IdSequence, ids_of, listed, plain
from photosearch.catalog.database import Database

_BLOCK_ROWS = 8192
_COUNT_CHANGE = "UPDATE metric SET stamp = stamp + 1 WHERE id = ?"  # deletions: by a trigger
_VALUES = "scale, reach, k, lists, vector"


@dataclass(frozen=True)
class NeighbourBlock:
    """Neighbour lists by photo id, ascending.

    Attributes:
        ids: (N,) int64.
        neighbour_ids: (N, k) int64, best first; -1 where there is none.
        similarities: (N, k) float32, higher is nearer; -inf where there is none.
        scores: (N, k) float32: what the metric makes of them; -inf where there is none.
        scales: (N,) float32: the local scale r.
        reaches: (N,) float32: how near a new photo must be to change the row.
        vectors: (N, d) int8: the photo's own vector, up to its length.
    """

    ids: Ids
    neighbour_ids: npt.NDArray[np.int64]
    similarities: npt.NDArray[np.float32]
    scores: npt.NDArray[np.float32]
    scales: npt.NDArray[np.float32]
    reaches: npt.NDArray[np.float32]
    vectors: npt.NDArray[np.int8]


@dataclass(frozen=True)
class VectorBlock:
    """Photos' own vectors by photo id, ascending (see ``NeighbourBlock``)."""

    ids: Ids
    vectors: npt.NDArray[np.int8]


class Neighbours:
    """Neighbour lists; a row that fails its checksum counts as not there."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def replace(self, metric_id: MetricId, rows: NeighbourBlock) -> None:
        """Store lists in the place of those that are there."""
        lists = _joined_lists(rows)
        k = rows.neighbour_ids.shape[1]
        values = []
        numbers = zip(rows.scales.tolist(), rows.reaches.tolist(), strict=True)
        for place, (scale, reach) in enumerate(numbers):
            row = (scale, reach, k, lists[place].tobytes(), rows.vectors[place].tobytes())
            values.append((metric_id, int(rows.ids[place]), _crc(*row), *row))
        with self._database.transaction() as connection:
            connection.executemany(
                f"""INSERT INTO neighbour (metric_id, photo_id, crc, {_VALUES})
                   VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (metric_id, photo_id)
                   DO UPDATE SET crc = excluded.crc, scale = excluded.scale,
                   reach = excluded.reach, k = excluded.k, lists = excluded.lists,
                   vector = excluded.vector""",
                values,
            )
            connection.execute(_COUNT_CHANGE, (metric_id,))

    def get(self, metric_id: MetricId, photo_ids: IdSequence) -> NeighbourBlock:
        """Return the lists of photos, by id; those that have none are left out."""
        with self._database.reading() as connection:
            rows = connection.execute(
                f"""SELECT photo_id, crc, {_VALUES} FROM neighbour
                    WHERE metric_id = ? AND photo_id IN {LISTED} ORDER BY photo_id""",
                (metric_id, listed(photo_ids)),
            ).fetchall()
        return _block(rows)

    def vectors(self, metric_id: MetricId, photo_ids: IdSequence) -> VectorBlock:
        """Return photos' own vectors, by id; those that have no row are left out."""
        with self._database.reading() as connection:
            rows = connection.execute(
                f"""SELECT photo_id, vector FROM neighbour
                    WHERE metric_id = ? AND photo_id IN {LISTED} ORDER BY photo_id""",
                (metric_id, listed(photo_ids)),
            ).fetchall()
        return VectorBlock(ids_of(rows), _matrix([row[1] for row in rows]).view(np.int8))

    def blocks(
        self, metric_id: MetricId, block_rows: int = _BLOCK_ROWS
    ) -> Iterator[NeighbourBlock]:
        """Yield all lists of a metric by photo id."""
        last = -1
        while True:
            with self._database.reading() as connection:
                rows = connection.execute(
                    f"""SELECT photo_id, crc, {_VALUES} FROM neighbour
                       WHERE metric_id = ? AND photo_id > ? ORDER BY photo_id LIMIT ?""",
                    (metric_id, last, block_rows),
                ).fetchall()
            if not rows:
                return
            last = rows[-1][0]
            yield _block(rows)

    def ids(self, metric_id: MetricId) -> Ids:
        """Return the photos that have a list: (N,) int64, ascending."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT photo_id FROM neighbour WHERE metric_id = ? ORDER BY photo_id", (metric_id,)
            ).fetchall()
        return ids_of(rows)

    def stamp(self, metric_id: MetricId) -> int:
        """Return a number that is another one after every change of a metric's lists."""
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT stamp FROM metric WHERE id = ?", (metric_id,)
            ).fetchone()
        return 0 if row is None else int(row[0])

    def count(self, metric_id: MetricId) -> int:
        """Return how many photos have a list."""
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT count(*) FROM neighbour WHERE metric_id = ?", (metric_id,)
            ).fetchone()
        return int(row[0])

    def any(self, metric_id: MetricId) -> bool:
        """Say whether any photo has a list; counting them takes 6 ms at 100,000."""
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT EXISTS (SELECT 1 FROM neighbour WHERE metric_id = ?)", (metric_id,)
            ).fetchone()
        return bool(row[0])

    def delete(self, metric_id: MetricId, photo_ids: IdSequence | None = None) -> None:
        """Remove the lists of photos, or all of a metric."""
        with self._database.transaction() as connection:
            if photo_ids is None:
                connection.execute("DELETE FROM neighbour WHERE metric_id = ?", (metric_id,))
                return
            connection.executemany(
                "DELETE FROM neighbour WHERE metric_id = ? AND photo_id = ?",
                [(metric_id, photo_id) for photo_id in plain(photo_ids)],
            )


def _crc(scale: float, reach: float, k: int, lists: bytes, vector: bytes) -> int:
    numbers = struct.pack("<ffi", scale, reach, k)
    return zlib.crc32(vector, zlib.crc32(lists, zlib.crc32(numbers)))


def _sound(row: tuple[Any, ...]) -> bool:
    try:
        return bool(len(row[5]) == 16 * row[4] and _crc(*row[2:]) == row[1])
    except (TypeError, struct.error, OverflowError):  # a flipped bit can change a column's type
        return False


def _joined_lists(rows: NeighbourBlock) -> npt.NDArray[np.uint8]:
    """Return (N, 16 k) bytes: ids, similarities and scores of each row."""
    parts = [
        rows.neighbour_ids.astype("<i8"),
        rows.similarities.astype("<f4"),
        rows.scores.astype("<f4"),
    ]
    return np.concatenate([np.ascontiguousarray(part).view(np.uint8) for part in parts], axis=1)


def _block(found: list[tuple[Any, ...]]) -> NeighbourBlock:
    rows = [row for row in found if _sound(row)]
    k = rows[0][4] if rows else 0
    lists = _matrix([row[5] for row in rows])
    numbers = np.array([row[2:4] for row in rows], np.float32).reshape(-1, 2)
    return NeighbourBlock(
        ids=ids_of(rows),
        neighbour_ids=lists[:, : 8 * k].copy().view("<i8"),
        similarities=lists[:, 8 * k : 12 * k].copy().view("<f4"),
        scores=lists[:, 12 * k :].copy().view("<f4"),
        scales=numbers[:, 0],
        reaches=numbers[:, 1],
        vectors=_matrix([row[6] for row in rows]).view(np.int8),
    )


def _matrix(blobs: list[bytes]) -> npt.NDArray[np.uint8]:
    """Return blobs of one length as rows (N, length)."""
    width = len(blobs[0]) if blobs else 0
    return np.frombuffer(b"".join(blobs), np.uint8).reshape(len(blobs), width)
