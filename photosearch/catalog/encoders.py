"""Encoder: what turned pixels into a feature. Features of two encoders never meet."""

from __future__ import annotations

import time
from dataclasses import dataclass

from photosearch.base.types import EncoderId
from photosearch.catalog.database import Database


@dataclass(frozen=True)
class EncoderRow:
    """An encoder: its fingerprint covers weights and preprocessing; ``dim`` numbers a feature."""

    encoder_id: EncoderId
    fingerprint: str
    name: str
    dim: int
    added_at: float


class Encoders:
    """The encoders that a library has met."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def ensure(self, fingerprint: str, name: str, dim: int) -> EncoderId:
        """Return the id of an encoder, adding it where it is new."""
        with self._database.transaction() as connection:
            connection.execute(
                """INSERT INTO encoder (fingerprint, name, dim, added_at) VALUES (?, ?, ?, ?)
                   ON CONFLICT (fingerprint) DO NOTHING""",
                (fingerprint, name, dim, time.time()),
            )
            row = connection.execute(
                "SELECT id FROM encoder WHERE fingerprint = ?", (fingerprint,)
            ).fetchone()
        return EncoderId(row[0])

    def get(self, encoder_id: EncoderId) -> EncoderRow | None:
        """Return an encoder; ``None`` where there is none of this id."""
        return next((row for row in self.list() if row.encoder_id == encoder_id), None)

    def by_fingerprint(self, fingerprint: str) -> EncoderRow | None:
        """Return an encoder; ``None`` where the library has not met it."""
        found = [row for row in self.list() if row.fingerprint == fingerprint]
        return found[0] if found else None

    def list(self) -> list[EncoderRow]:
        """Return every encoder in the order of being added."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT id, fingerprint, name, dim, added_at FROM encoder ORDER BY id"
            ).fetchall()
        return [EncoderRow(*row) for row in rows]

    def remove(self, encoder_id: EncoderId) -> None:
        """Remove an encoder with its features and metrics."""
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM encoder WHERE id = ?", (encoder_id,))
