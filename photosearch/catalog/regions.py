"""Region: a part of a photo that has a feature of its own."""

from __future__ import annotations

from dataclasses import dataclass

from photosearch.base.types import Box, PhotoId
from photosearch.catalog.database import Database


@dataclass(frozen=True)
class Region:
    """A part of a photo; ``region_id`` is 1 or more (0 is the whole photo)."""

    region_id: int
    photo_id: PhotoId
    box: Box


class Regions:
    """The parts of photos that are known by themselves."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, photo_id: PhotoId, box: Box) -> int:
        """Add a part and return its id; the same box again has the same id."""
        values = (photo_id, box.x, box.y, box.width, box.height)
        with self._database.transaction() as connection:
            connection.execute(
                """INSERT OR IGNORE INTO region (photo_id, x, y, width, height)
                   VALUES (?, ?, ?, ?, ?)""",
                values,
            )
            row = connection.execute(
                """SELECT id FROM region
                   WHERE photo_id = ? AND x = ? AND y = ? AND width = ? AND height = ?""",
                values,
            ).fetchone()
        return int(row[0])

    def of_photo(self, photo_id: PhotoId) -> list[Region]:
        """Return the parts of a photo in the order of being added."""
        with self._database.reading() as connection:
            rows = connection.execute(
                """SELECT id, photo_id, x, y, width, height FROM region WHERE photo_id = ?
                   ORDER BY id""",
                (photo_id,),
            ).fetchall()
        return [Region(row[0], row[1], Box(*row[2:])) for row in rows]

    def remove(self, region_id: int) -> None:
        """Remove a part with its features."""
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM region WHERE id = ?", (region_id,))
