"""Metric: what turns features into the vectors that are searched; its numbers lie in a file."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from photosearch.base.types import EncoderId, MetricId
from photosearch.catalog.database import Database


@dataclass(frozen=True)
class NewMetric:
    """A fitted metric.

    Attributes:
        encoder_id: The encoder whose features it takes.
        level: 0 without labels; 1 to 3 see ``services.tuning``.
        fingerprint: Over all its numbers.
        dim: Numbers of a vector.
        file_name: In the library's ``metrics/``.
        sha256: Of that file.
        n_photos: That it was fitted on; 0 for the shipped one.
        name: Given by a person; may be empty.
        card: JSON values: how it came to be and how it was judged.
    """

    encoder_id: EncoderId
    level: int
    fingerprint: str
    dim: int
    file_name: str
    sha256: bytes
    n_photos: int
    name: str = ""
    card: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class MetricRow(NewMetric):
    """A metric of the library; at most one is active."""

    metric_id: MetricId
    created_at: float
    active: bool


_COLUMNS = "encoder_id, level, fingerprint, dim, file_name, sha256, n_photos, name, card"


class Metrics:
    """The metrics of a library."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, new: NewMetric) -> MetricId:
        """Add a metric, not yet active."""
        values = (
            new.encoder_id, new.level, new.fingerprint, new.dim, new.file_name, new.sha256,
            new.n_photos, new.name, json.dumps(new.card), time.time(),
        )  # fmt: skip
        with self._database.transaction() as connection:
            cursor = connection.execute(
                f"""INSERT INTO metric ({_COLUMNS}, created_at)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                values,
            )
        return MetricId(cursor.lastrowid or 0)

    def active(self) -> MetricRow | None:
        """Return the metric in use; ``None`` before the first was activated."""
        return next((row for row in self.list() if row.active), None)

    def activate(self, metric_id: MetricId) -> None:
        """Put a metric in use."""
        with self._database.transaction() as connection:
            connection.execute("UPDATE metric SET active = NULL WHERE active = 1")
            connection.execute("UPDATE metric SET active = 1 WHERE id = ?", (metric_id,))

    def get(self, metric_id: MetricId) -> MetricRow | None:
        """Return a metric; ``None`` where there is none of this id."""
        return next((row for row in self.list() if row.metric_id == metric_id), None)

    def list(self) -> list[MetricRow]:
        """Return every metric, oldest first."""
        with self._database.reading() as connection:
            rows = connection.execute(
                f"SELECT {_COLUMNS}, id, created_at, active IS NOT NULL FROM metric ORDER BY id"
            ).fetchall()
        return [_row(row) for row in rows]

    def rename(self, metric_id: MetricId, name: str) -> None:
        """Give a metric another name."""
        with self._database.transaction() as connection:
            connection.execute("UPDATE metric SET name = ? WHERE id = ?", (name, metric_id))

    def remove(self, metric_id: MetricId) -> None:
        """Remove a metric with its neighbours and snapshots; its file is the caller's."""
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM metric WHERE id = ?", (metric_id,))


def _row(row: tuple[Any, ...]) -> MetricRow:
    (encoder_id, level, fingerprint, dim, file_name, sha256, n_photos, name, card) = row[:9]
    return MetricRow(
        encoder_id=encoder_id,
        level=level,
        fingerprint=fingerprint,
        dim=dim,
        file_name=file_name,
        sha256=sha256,
        n_photos=n_photos,
        name=name,
        card=json.loads(card),
        metric_id=row[9],
        created_at=row[10],
        active=bool(row[11]),
    )
