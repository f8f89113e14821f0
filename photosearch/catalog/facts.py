"""Small facts about the library itself: its uuid, when it was made, the last scan."""

from __future__ import annotations

import json
from typing import Any

from photosearch.catalog.database import Database


class Facts:
    """Key and JSON value."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, key: str, default: Any = None) -> Any:  # noqa: ANN401 - any JSON value
        """Return a fact; ``default`` where it is not there."""
        with self._database.reading() as connection:
            row = connection.execute("SELECT value FROM fact WHERE key = ?", (key,)).fetchone()
        return default if row is None else json.loads(row[0])

    def put(self, key: str, value: Any) -> None:  # noqa: ANN401 - any JSON value
        """Store a fact; ``value`` is anything that JSON can hold."""
        with self._database.transaction() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO fact VALUES (?, ?)",
                (key, json.dumps(value)),
            )

    def remove(self, key: str) -> None:
        """Forget a fact."""
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM fact WHERE key = ?", (key,))

    def all(self) -> dict[str, Any]:
        """Return every fact."""
        with self._database.reading() as connection:
            rows = connection.execute("SELECT key, value FROM fact ORDER BY key").fetchall()
        return {key: json.loads(value) for key, value in rows}
