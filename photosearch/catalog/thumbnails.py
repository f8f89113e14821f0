"""Thumbnails: JPEG by photo and size, in ``thumbs.db``. A cache that can be made again.

The small ones are never evicted: they stand in for originals on a drive that is away. Larger ones
share a quota; those that were looked at least recently go first. When each was looked at is noted
in memory and written with the next batch, so that looking costs no write.
"""

from __future__ import annotations

import logging
import os
import sqlite3
import threading
import time
from collections.abc import Mapping
from pathlib import Path

from photosearch.base.types import Ids
from photosearch.catalog.arrays import LISTED, NO_IDS, IdSequence, column_of, listed, one_int, plain
from photosearch.catalog.database import Database
from photosearch.catalog.sqlite_errors import DamagedDatabaseError

_logger = logging.getLogger(__name__)

THUMBNAILS_NAME = "thumbs.db"
SMALL_PX = 256
_VERSION = 1
_PAGE_SIZE = 8192
_SCHEMA = """
CREATE TABLE thumbnail (
  id INTEGER PRIMARY KEY,
  photo_id INTEGER NOT NULL,
  size_px INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  used_at REAL NOT NULL,
  jpeg BLOB NOT NULL,
  UNIQUE (size_px, photo_id)
)"""
_INDEX = f"CREATE INDEX thumbnail_use ON thumbnail (used_at, bytes) WHERE size_px <> {SMALL_PX}"


class ThumbnailStore:
    """JPEG by photo id and size class (``SMALL_PX`` or larger)."""

    def __init__(self, path: Path, *, writable: bool, quota_bytes: int = 2 << 30) -> None:
        """Open the store; a damaged file is set aside, and an empty one takes its place.

        Args:
            path: ``thumbs.db`` of a library.
            writable: Whether thumbnails can be added; only by the holder of the library.
            quota_bytes: For all but the small ones.

        Raises:
            UserError: The disk is full or the folder can't be written.
        """
        self._path = path
        self._writable = writable
        self._quota_bytes = quota_bytes
        self._guard = threading.Lock()
        self._looked_at: dict[tuple[int, int], float] = {}
        self._database = self._opened()

    def get_many(self, photo_ids: IdSequence, size_px: int = SMALL_PX) -> dict[int, bytes]:
        """Return the JPEGs that are there, by photo id."""
        database = self._database
        if database is None:
            return {}
        try:
            with database.reading() as connection:
                rows = connection.execute(
                    f"""SELECT photo_id, jpeg FROM thumbnail
                        WHERE size_px = ? AND photo_id IN {LISTED}""",
                    (size_px, listed(photo_ids)),
                ).fetchall()
        except DamagedDatabaseError:
            self._replace(database)
            return {}
        if size_px != SMALL_PX and self._writable:
            now = time.time()
            with self._guard:
                self._looked_at.update(((row[0], size_px), now) for row in rows)
        return dict(rows)

    def put_many(self, jpegs: Mapping[int, bytes], size_px: int = SMALL_PX) -> None:
        """Store JPEGs by photo id; beyond the quota the ones not looked at for longest go.

        Raises:
            UserError: The disk is full, or the store is read-only.
        """
        now = time.time()
        rows = [(item, size_px, len(jpeg), now, jpeg) for item, jpeg in jpegs.items()]
        with self._guard:
            looked_at, self._looked_at = self._looked_at, {}
        database = self._writer()
        try:
            self._store(database, rows, looked_at)
        except DamagedDatabaseError:
            self._replace(database)
            self._store(self._writer(), rows, {})

    def set_quota(self, quota_bytes: int) -> None:
        """Change the room for all but the small ones; the surplus goes now.

        Raises:
            UserError: The disk is full.
        """
        smaller = quota_bytes < self._quota_bytes
        self._quota_bytes = quota_bytes
        if smaller and self._writable:
            with self._writer().transaction() as connection:
                self._evict(connection)

    def delete(self, photo_ids: IdSequence) -> None:
        """Remove every size of photos."""
        with self._writer().transaction() as connection:
            sizes = [row[0] for row in connection.execute("SELECT DISTINCT size_px FROM thumbnail")]
            connection.executemany(
                "DELETE FROM thumbnail WHERE size_px = ? AND photo_id = ?",
                [(size, item) for size in sizes for item in plain(photo_ids)],
            )

    def ids(self, size_px: int = SMALL_PX) -> Ids:
        """Return the photos that have a thumbnail of a size: (N,) int64, ascending."""
        if self._database is None:
            return NO_IDS
        with self._database.reading() as connection:
            return column_of(
                connection,
                "SELECT photo_id FROM thumbnail WHERE size_px = ? ORDER BY photo_id",
                (size_px,),
            )

    def close(self) -> None:
        """Close the file, from any thread."""
        if self._database is not None:
            self._database.close()

    def _writer(self) -> Database:
        assert self._database is not None, "only a store opened for reading may have no file"
        return self._database

    def _store(
        self,
        database: Database,
        rows: list[tuple[int, int, int, float, bytes]],
        looked_at: Mapping[tuple[int, int], float],
    ) -> None:
        with database.transaction() as connection:
            connection.executemany(
                """INSERT INTO thumbnail (photo_id, size_px, bytes, used_at, jpeg)
                   VALUES (?, ?, ?, ?, ?) ON CONFLICT (size_px, photo_id) DO UPDATE SET
                   bytes = excluded.bytes, used_at = excluded.used_at, jpeg = excluded.jpeg""",
                rows,
            )
            connection.executemany(
                "UPDATE thumbnail SET used_at = ? WHERE photo_id = ? AND size_px = ?",
                [(at, *key) for key, at in looked_at.items()],
            )
            if any(row[1] != SMALL_PX for row in rows):
                self._evict(connection)

    def _evict(self, connection: sqlite3.Connection) -> None:
        large = f"FROM thumbnail WHERE size_px <> {SMALL_PX}"
        used = one_int(connection.execute(f"SELECT coalesce(sum(bytes), 0) {large}"))
        surplus = used - self._quota_bytes
        if surplus <= 0:
            return
        leaving = []
        for row_id, size in connection.execute(f"SELECT id, bytes {large} ORDER BY used_at, id"):
            leaving.append(row_id)
            surplus -= size
            if surplus <= 0:
                break
        connection.execute(f"DELETE FROM thumbnail WHERE id IN {LISTED}", (listed(leaving),))

    def _opened(self) -> Database | None:
        if not self._writable and not self._path.exists():
            return None
        try:
            return self._open()
        except DamagedDatabaseError:
            if not self._writable:
                return None
            self._set_aside()
            return self._open()

    def _open(self) -> Database:
        database = Database(self._path, writable=self._writable, page_size=_PAGE_SIZE)
        try:
            if self._writable:
                _prepare(database)
            else:
                with database.reading() as connection:
                    connection.execute("SELECT 1 FROM thumbnail LIMIT 1").fetchall()
        except BaseException as error:
            database.close()
            if isinstance(error, sqlite3.OperationalError):  # no such table or column
                raise DamagedDatabaseError(self._path) from error
            raise
        return database

    def _replace(self, damaged: Database) -> None:
        with self._guard:
            if self._database is not damaged:  # another thread was faster
                return
            damaged.close()
            if self._writable:
                self._set_aside()
            self._database = self._opened() if self._writable else None

    def _set_aside(self) -> None:
        _logger.warning("thumbs.db is damaged; it is set aside and made again")
        for ending in ("", "-wal", "-shm"):
            part = Path(f"{self._path}{ending}")
            if part.exists():
                os.replace(part, self._path.with_name(f"thumbs-damaged.db{ending}"))


def _prepare(database: Database) -> None:
    with database.transaction() as connection:
        version = one_int(connection.execute("PRAGMA user_version"))
        if version == _VERSION:
            connection.execute(
                "SELECT id, photo_id, size_px, bytes, used_at FROM thumbnail LIMIT 1"
            )
            return
        connection.execute("DROP TABLE IF EXISTS thumbnail")  # of another version: a cache
        connection.execute(_SCHEMA)
        connection.execute(_INDEX)
        connection.execute(f"PRAGMA user_version = {_VERSION}")
