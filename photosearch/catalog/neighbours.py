"""Neighbours: for a photo and a metric, the nearest photos and the local scale. Derived."""

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


@dataclass(frozen=True)
class NeighbourBlock:
    """Neighbour lists by photo id, ascending.

    Attributes:
        ids: (N,) int64.
        neighbour_ids: (N, k) int64, nearest first; -1 pads rows that are shorter.
        similarities: (N, k) float32, higher is nearer; -inf pads.
        scales: (N,) float32: the local scale r.
    """

    ids: Ids
    neighbour_ids: npt.NDArray[np.int64]
    similarities: npt.NDArray[np.float32]
    scales: npt.NDArray[np.float32]


class Neighbours:
    """Neighbour lists; a row that fails its checksum counts as not there."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def replace(self, metric_id: MetricId, rows: NeighbourBlock) -> None:
        """Store lists in the place of those that are there."""
        values = []
        scales = rows.scales.tolist()
        for place, photo_id in enumerate(plain(rows.ids)):
            ids = rows.neighbour_ids[place].astype("<i8").tobytes()
            similarities = rows.similarities[place].astype("<f4").tobytes()
            crc = _crc(ids, similarities, scales[place])
            values.append((metric_id, photo_id, scales[place], crc, ids, similarities))
        with self._database.transaction() as connection:
            connection.executemany(
                """INSERT INTO neighbour (metric_id, photo_id, scale, crc, ids, similarities)
                   VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (metric_id, photo_id) DO UPDATE SET
                   scale = excluded.scale, crc = excluded.crc, ids = excluded.ids,
                   similarities = excluded.similarities""",
                values,
            )

    def get(self, metric_id: MetricId, photo_ids: IdSequence) -> NeighbourBlock:
        """Return the lists of photos, by id; those that have none are left out."""
        with self._database.reading() as connection:
            rows = connection.execute(
                f"""SELECT photo_id, scale, crc, ids, similarities FROM neighbour
                    WHERE metric_id = ? AND photo_id IN {LISTED} ORDER BY photo_id""",
                (metric_id, listed(photo_ids)),
            ).fetchall()
        return _block(rows)

    def blocks(
        self, metric_id: MetricId, block_rows: int = _BLOCK_ROWS
    ) -> Iterator[NeighbourBlock]:
        """Yield all lists of a metric by photo id."""
        last = -1
        while True:
            with self._database.reading() as connection:
                rows = connection.execute(
                    """SELECT photo_id, scale, crc, ids, similarities FROM neighbour
                       WHERE metric_id = ? AND photo_id > ? ORDER BY photo_id LIMIT ?""",
                    (metric_id, last, block_rows),
                ).fetchall()
            if not rows:
                return
            last = rows[-1][0]
            yield _block(rows)

    def scales(self, metric_id: MetricId) -> tuple[Ids, npt.NDArray[np.float32]]:
        """Return the local scales of all photos: ids (N,) int64 ascending, scales (N,) float32."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT photo_id, scale FROM neighbour WHERE metric_id = ? ORDER BY photo_id",
                (metric_id,),
            ).fetchall()
        return ids_of(rows), np.array([row[1] for row in rows], np.float32)

    def count(self, metric_id: MetricId) -> int:
        """Return how many photos have a list."""
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT count(*) FROM neighbour WHERE metric_id = ?", (metric_id,)
            ).fetchone()
        return int(row[0])

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


def _crc(ids: bytes, similarities: bytes, scale: float) -> int:
    return zlib.crc32(struct.pack("<f", scale), zlib.crc32(similarities, zlib.crc32(ids)))


def _sound(row: tuple[Any, ...]) -> bool:
    _, scale, crc, ids, similarities = row
    try:
        whole = len(ids) % 8 == 0 and len(ids) == 2 * len(similarities)
        return whole and _crc(ids, similarities, scale) == crc
    except (TypeError, struct.error, OverflowError):  # a flipped bit can change a column's type
        return False


def _block(found: list[tuple[Any, ...]]) -> NeighbourBlock:
    rows = [row for row in found if _sound(row)]
    width = max((len(row[3]) // 8 for row in rows), default=0)
    no_ids, none_alike = (
        np.full(width, -1, "<i8").tobytes(),
        np.full(width, -np.inf, "<f4").tobytes(),
    )
    ids = b"".join(row[3] + no_ids[len(row[3]) :] for row in rows)
    similarities = b"".join(row[4] + none_alike[len(row[4]) :] for row in rows)
    return NeighbourBlock(
        ids_of(rows),
        np.frombuffer(ids, "<i8").reshape(len(rows), width),
        np.frombuffer(similarities, "<f4").reshape(len(rows), width),
        np.array([row[1] for row in rows], np.float32),
    )
