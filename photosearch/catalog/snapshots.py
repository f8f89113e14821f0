"""Snapshot: a saved vector index, known by the sha256 of its file. Derived."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from photosearch.base.types import MetricId
from photosearch.catalog.database import Database


@dataclass(frozen=True)
class NewSnapshot:
    """A file of the library's ``index/`` that was written, checked and synced.

    Attributes:
        metric_id: The metric whose vectors it holds.
        generation: Grows with every snapshot of the metric.
        file_name: In ``index/``.
        sha256: Of the file.
        size: Bytes.
        count: Vectors.
        dim: Numbers of a vector.
        distance: Such as ``"cosine"``.
        revision: The change (``Photos.changes``) up to which it is true.
        parameters: Whatever else the index needs to be loaded, as JSON.
    """

    metric_id: MetricId
    generation: int
    file_name: str
    sha256: bytes
    size: int
    count: int
    dim: int
    distance: str
    revision: int
    parameters: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class SnapshotRow(NewSnapshot):
    """A snapshot that the library knows."""

    snapshot_id: int
    created_at: float


_COLUMNS = "metric_id, generation, file_name, sha256, size, count, dim, distance, revision"


class Snapshots:
    """The saved indexes of a library."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, new: NewSnapshot) -> int:
        """Add a snapshot, which becomes the current one of its metric."""
        values = (
            new.metric_id, new.generation, new.file_name, new.sha256, new.size, new.count, new.dim,
            new.distance, new.revision, json.dumps(dict(new.parameters)), time.time(),
        )  # fmt: skip
        with self._database.transaction() as connection:
            cursor = connection.execute(
                f"""INSERT INTO snapshot ({_COLUMNS}, parameters, created_at)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                values,
            )
        return cursor.lastrowid or 0

    def current(self, metric_id: MetricId) -> SnapshotRow | None:
        """Return the snapshot of a metric with the highest generation."""
        own = [row for row in self.list() if row.metric_id == metric_id]
        return max(own, key=lambda row: row.generation, default=None)

    def list(self) -> list[SnapshotRow]:
        """Return every snapshot, oldest first."""
        with self._database.reading() as connection:
            rows = connection.execute(
                f"SELECT {_COLUMNS}, parameters, id, created_at FROM snapshot ORDER BY id"
            ).fetchall()
        return [_snapshot(row) for row in rows]

    def remove(self, snapshot_id: int) -> None:
        """Remove a snapshot's row; its file is the caller's."""
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM snapshot WHERE id = ?", (snapshot_id,))


def _snapshot(row: tuple[Any, ...]) -> SnapshotRow:
    metric_id, generation, file_name, sha256, size, *numbers = row
    count, dim, distance, revision, parameters, snapshot_id, created_at = numbers
    return SnapshotRow(
        metric_id, generation, file_name, sha256, size, count, dim, distance, revision,
        json.loads(parameters), snapshot_id=snapshot_id, created_at=created_at,
    )  # fmt: skip
