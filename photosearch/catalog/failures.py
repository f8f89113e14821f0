"""Failure: a file that could not be read as a photo, and why; tried again once it has changed."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

from photosearch.base.types import RootId
from photosearch.catalog.database import Database
from photosearch.catalog.locations import FileStat, joined_path


@dataclass(frozen=True)
class FailureRow:
    """A file that failed.

    Attributes:
        root_id: The root that it lies in.
        relative_path: Within the root.
        path: Absolute.
        size: Bytes, when it failed.
        mtime_ns: Nanoseconds since 1970, when it failed.
        code: A stable word such as ``"damaged"``.
        reason: One sentence for people.
        attempts: How often this very content was tried.
        failed_at: POSIX seconds.
    """

    root_id: RootId
    relative_path: bytes
    path: bytes
    size: int
    mtime_ns: int
    code: str
    reason: str
    attempts: int
    failed_at: float


_QUERY = """SELECT f.root_id, f.relative_path, r.path, f.size, f.mtime_ns, f.code, f.reason,
    f.attempts, f.failed_at FROM failure f JOIN root r ON r.id = f.root_id"""


class Failures:
    """The files of a library that could not be read."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(
        self, root_id: RootId, relative_path: bytes, stat: FileStat, code: str, reason: str
    ) -> None:
        """Record a failure; the same content again counts an attempt more."""
        values = (root_id, relative_path, stat.size, stat.mtime_ns, code, reason, time.time())
        with self._database.transaction() as connection:
            connection.execute(
                """INSERT INTO failure (root_id, relative_path, size, mtime_ns, code, reason,
                     attempts, failed_at) VALUES (?, ?, ?, ?, ?, ?, 1, ?)
                   ON CONFLICT (root_id, relative_path) DO UPDATE SET
                     attempts = iif(size = excluded.size AND mtime_ns = excluded.mtime_ns,
                                    attempts + 1, 1),
                     size = excluded.size, mtime_ns = excluded.mtime_ns, code = excluded.code,
                     reason = excluded.reason, failed_at = excluded.failed_at""",
                values,
            )

    def all(self) -> list[FailureRow]:
        """Return every failure by root and path."""
        return self._rows("ORDER BY f.root_id, f.relative_path")

    def of_root(self, root_id: RootId) -> dict[bytes, FailureRow]:
        """Return the failures of a root by relative path."""
        rows = self._rows("WHERE f.root_id = ? ORDER BY f.relative_path", root_id)
        return {row.relative_path: row for row in rows}

    def counts(self) -> dict[RootId, int]:
        """Return how many files failed in each root; roots without any are left out."""
        with self._database.reading() as connection:
            rows = connection.execute("SELECT root_id, count(*) FROM failure GROUP BY root_id")
            return dict(rows.fetchall())

    def clear(self, root_id: RootId, relative_path: bytes) -> None:
        """Remove a failure: the file was read, or is gone."""
        with self._database.transaction() as connection:
            connection.execute(
                "DELETE FROM failure WHERE root_id = ? AND relative_path = ?",
                (root_id, relative_path),
            )

    def clear_code(self, code: str) -> None:
        """Remove the failures of a kind: what stood in the way of them has changed."""
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM failure WHERE code = ?", (code,))

    def _rows(self, condition: str, *parameters: int) -> list[FailureRow]:
        with self._database.reading() as connection:
            rows = connection.execute(f"{_QUERY} {condition}", parameters).fetchall()
        return [_failure(row) for row in rows]


def _failure(row: tuple[Any, ...]) -> FailureRow:
    root_id, relative_path, root, *rest = row
    return FailureRow(root_id, relative_path, joined_path(root, b"", relative_path), *rest)
