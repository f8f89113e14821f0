"""Ignored: files that a scan saw and that are no photos, such as videos; counted and named."""

from __future__ import annotations

from collections.abc import Iterable

from photosearch.base.types import RootId
from photosearch.catalog.database import Database


class Ignored:
    """What a scan left out, by kind (``"video"``, ``"raw"``, ...)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def replace(self, root_id: RootId, found: Iterable[tuple[str, bytes]]) -> None:
        """Record (kind, relative path) of what a whole scan of a root left out."""
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM ignored WHERE root_id = ?", (root_id,))
            connection.executemany(
                "INSERT OR IGNORE INTO ignored (root_id, kind, relative_path) VALUES (?, ?, ?)",
                [(root_id, kind, relative_path) for kind, relative_path in found],
            )

    def counts(self, root_id: RootId) -> dict[str, int]:
        """Return how many files of each kind a root holds."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT kind, count(*) FROM ignored WHERE root_id = ? GROUP BY kind", (root_id,)
            )
            return dict(rows.fetchall())

    def names(self, root_id: RootId, kind: str, limit: int = 1000) -> list[bytes]:
        """Return the relative paths of a kind, in order."""
        with self._database.reading() as connection:
            rows = connection.execute(
                """SELECT relative_path FROM ignored WHERE root_id = ? AND kind = ?
                   ORDER BY relative_path LIMIT ?""",
                (root_id, kind, limit),
            ).fetchall()
        return [row[0] for row in rows]
