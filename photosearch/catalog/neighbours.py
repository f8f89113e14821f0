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
_VALUES = "scale, reach, ids, similarities, scores"


@dataclass(frozen=True)
class NeighbourBlock:
    """Neighbour lists by photo id, ascending.

    Attributes:
        ids: (N,) int64.
        neighbour_ids: (N, k) int64, nearest first; -1 pads rows that are shorter.
        similarities: (N, k) float32, higher is nearer; -inf pads.
        scores: (N, k) float32: what the metric makes of them; -inf pads.
        scales: (N,) float32: the local scale r.
        reaches: (N,) float32: how near a new photo must be to change the row.
    """

    ids: Ids
    neighbour_ids: npt.NDArray[np.int64]
    similarities: npt.NDArray[np.float32]
    scores: npt.NDArray[np.float32]
    scales: npt.NDArray[np.float32]
    reaches: npt.NDArray[np.float32]


class Neighbours:
    """Neighbour lists; a row that fails its checksum counts as not there."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def replace(self, metric_id: MetricId, rows: NeighbourBlock) -> None:
        """Store lists in the place of those that are there."""
        values = []
        scales, reaches = rows.scales.tolist(), rows.reaches.tolist()
        for place, photo_id in enumerate(plain(rows.ids)):
            row = (
                scales[place],
                reaches[place],
                rows.neighbour_ids[place].astype("<i8").tobytes(),
                rows.similarities[place].astype("<f4").tobytes(),
                rows.scores[place].astype("<f4").tobytes(),
            )
            values.append((metric_id, photo_id, _crc(*row), *row))
        with self._database.transaction() as connection:
            connection.executemany(
                f"""INSERT INTO neighbour (metric_id, photo_id, crc, {_VALUES})
                   VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (metric_id, photo_id) DO UPDATE SET
                   crc = excluded.crc, scale = excluded.scale, reach = excluded.reach,
                   ids = excluded.ids, similarities = excluded.similarities,
                   scores = excluded.scores""",
                values,
            )

    def get(self, metric_id: MetricId, photo_ids: IdSequence) -> NeighbourBlock:
        """Return the lists of photos, by id; those that have none are left out."""
        with self._database.reading() as connection:
            rows = connection.execute(
                f"""SELECT photo_id, crc, {_VALUES} FROM neighbour
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
                    f"""SELECT photo_id, crc, {_VALUES} FROM neighbour
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


def _crc(scale: float, reach: float, *blobs: bytes) -> int:
    crc = zlib.crc32(struct.pack("<ff", scale, reach))
    for blob in blobs:
        crc = zlib.crc32(blob, crc)
    return crc


def _sound(row: tuple[Any, ...]) -> bool:
    _, crc, scale, reach, ids, similarities, scores = row
    try:
        whole = len(ids) % 8 == 0 and len(ids) == 2 * len(similarities) == 2 * len(scores)
        return whole and _crc(scale, reach, ids, similarities, scores) == crc
    except (TypeError, struct.error, OverflowError):  # a flipped bit can change a column's type
        return False


def _block(found: list[tuple[Any, ...]]) -> NeighbourBlock:
    rows = [row for row in found if _sound(row)]
    width = max((len(row[4]) // 8 for row in rows), default=0)
    shape = (len(rows), width)
    nothing = np.full(width, -np.inf, "<f4").tobytes()
    ids = [_padded(row[4], np.full(width, -1, "<i8").tobytes()) for row in rows]
    similarities = [_padded(row[5], nothing) for row in rows]
    scores = [_padded(row[6], nothing) for row in rows]
    return NeighbourBlock(
        ids=ids_of(rows),
        neighbour_ids=np.frombuffer(b"".join(ids), "<i8").reshape(shape),
        similarities=np.frombuffer(b"".join(similarities), "<f4").reshape(shape),
        scores=np.frombuffer(b"".join(scores), "<f4").reshape(shape),
        scales=np.array([row[2] for row in rows], np.float32),
        reaches=np.array([row[3] for row in rows], np.float32),
    )


def _padded(blob: bytes, padding: bytes) -> bytes:
    return blob + padding[len(blob) :]
