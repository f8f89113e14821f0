"""Feature: what an encoder says of a photo or of a part of it, 8 bits a number.

SQLite's own checks see no flipped bit in a BLOB, so every row carries a CRC32 over its codes and
scale; a row that fails it is reported and left out.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from photosearch.base.types import EncoderId, Ids
from photosearch.catalog.arrays import LISTED, IdSequence, column_of, ids_of, listed, plain
from photosearch.catalog.database import Database

WHOLE_PHOTO = 0
BLOCK_ROWS = 8192


@dataclass(frozen=True)
class FeatureBlock:
    """Features by photo id, ascending.

    Attributes:
        ids: (N,) int64.
        codes: (N, D) uint8, read-only.
        scales: (N,) float32.
        damaged: (M,) int64: photos whose row fails its checksum; not among ``ids``.
    """

    ids: Ids
    codes: npt.NDArray[np.uint8]
    scales: npt.NDArray[np.float32]
    damaged: Ids


class Features:
    """What encoders say of photos."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(
        self,
        photo_ids: IdSequence,
        encoder_id: EncoderId,
        codes: npt.NDArray[np.uint8],
        scales: npt.NDArray[np.float32],
        region_id: int = WHOLE_PHOTO,
    ) -> None:
        """Store features in the place of those that are there.

        Args:
            photo_ids: (N,).
            encoder_id: What made them.
            codes: (N, D) uint8.
            scales: (N,) float32.
            region_id: 0 for the whole photo.
        """
        rows = []
        for photo_id, row, scale in zip(plain(photo_ids), codes, scales.tolist(), strict=True):
            blob = row.tobytes()
            rows.append((photo_id, region_id, encoder_id, scale, _crc(blob, scale), blob))
        with self._database.transaction() as connection:
            connection.executemany(
                """INSERT INTO feature (photo_id, region_id, encoder_id, scale, crc, codes)
                   VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (encoder_id, region_id, photo_id)
                   DO UPDATE SET scale = excluded.scale, crc = excluded.crc,
                     codes = excluded.codes""",
                rows,
            )

    def get(
        self, photo_ids: IdSequence, encoder_id: EncoderId, region_id: int = WHOLE_PHOTO
    ) -> FeatureBlock:
        """Return the features of photos, by id; those that have none are left out."""
        with self._database.reading() as connection:
            rows = connection.execute(
                f"""SELECT photo_id, scale, crc, codes FROM feature WHERE encoder_id = ?
                    AND region_id = ? AND photo_id IN {LISTED} ORDER BY photo_id""",
                (encoder_id, region_id, listed(photo_ids)),
            ).fetchall()
        return _block(rows, self._dim(encoder_id))

    def blocks(self, encoder_id: EncoderId, block_rows: int = BLOCK_ROWS) -> Iterator[FeatureBlock]:
        """Yield the features of whole photos by id; no read transaction stays open in between."""
        dim = self._dim(encoder_id)
        last = -1
        while True:
            with self._database.reading() as connection:
                rows = connection.execute(
                    """SELECT photo_id, scale, crc, codes FROM feature WHERE encoder_id = ?
                       AND region_id = 0 AND photo_id > ? ORDER BY photo_id LIMIT ?""",
                    (encoder_id, last, block_rows),
                ).fetchall()
            if not rows:
                return
            last = rows[-1][0]
            yield _block(rows, dim)

    def ids(self, encoder_id: EncoderId) -> Ids:
        """Return the photos that have a feature: (N,) int64, ascending."""
        with self._database.reading() as connection:
            return column_of(
                connection,
                """SELECT photo_id FROM feature WHERE encoder_id = ? AND region_id = 0
                   ORDER BY photo_id""",
                (encoder_id,),
            )

    def missing(self, encoder_id: EncoderId) -> Ids:
        """Return the known photos that have no feature of an encoder: (N,) int64, ascending."""
        with self._database.reading() as connection:
            return column_of(
                connection,
                """SELECT id FROM photo p WHERE NOT EXISTS (SELECT 1 FROM feature
                   WHERE encoder_id = ? AND region_id = 0 AND photo_id = p.id) ORDER BY id""",
                (encoder_id,),
            )

    def count(self, encoder_id: EncoderId) -> int:
        """Return how many whole photos have a feature of an encoder."""
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT count(*) FROM feature WHERE encoder_id = ? AND region_id = 0", (encoder_id,)
            ).fetchone()
        return int(row[0])

    def damaged(self, encoder_id: EncoderId) -> Ids:
        """Check every row and return the photos whose row fails: (N,) int64."""
        return np.concatenate(
            [np.empty(0, np.int64), *(block.damaged for block in self.blocks(encoder_id))]
        )

    def remove(self, photo_ids: IdSequence, encoder_id: EncoderId) -> None:
        """Remove features of whole photos, so that they are ``missing``."""
        with self._database.transaction() as connection:
            connection.executemany(
                "DELETE FROM feature WHERE encoder_id = ? AND region_id = 0 AND photo_id = ?",
                [(encoder_id, photo_id) for photo_id in plain(photo_ids)],
            )

    def _dim(self, encoder_id: EncoderId) -> int:
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT dim FROM encoder WHERE id = ?", (encoder_id,)
            ).fetchone()
        return 0 if row is None else int(row[0])


def _crc(codes: bytes, scale: float) -> int:
    return zlib.crc32(struct.pack("<f", scale), zlib.crc32(codes))


def _sound(row: tuple[Any, ...], dim: int) -> bool:
    _, scale, crc, codes = row
    try:
        return len(codes) == dim and _crc(codes, scale) == crc
    except (TypeError, struct.error, OverflowError):  # a flipped bit can change a column's type
        return False


def _block(rows: list[tuple[Any, ...]], dim: int) -> FeatureBlock:
    sound = [row for row in rows if _sound(row, dim)]
    damaged = [row for row in rows if not _sound(row, dim)] if len(sound) < len(rows) else []
    codes = np.frombuffer(b"".join(row[3] for row in sound), np.uint8)
    scales = np.array([row[1] for row in sound], np.float32)
    return FeatureBlock(ids_of(sound), codes.reshape(len(sound), dim), scales, ids_of(damaged))
