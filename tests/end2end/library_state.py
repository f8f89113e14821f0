"""A library as it lies on the disk, looked at without the program's own opening of it."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from photosearch.services.checking import check_library
from photosearch.services.library import open_library


def query(library: Path, sql: str) -> list[tuple[object, ...]]:
    """Ask a copy of the catalogue, so that the original's journal stays for the program to find."""
    with tempfile.TemporaryDirectory() as folder:
        for part in ("catalog.db", "catalog.db-wal"):
            if (library / part).exists():
                shutil.copy(library / part, folder)
        with closing(sqlite3.connect(Path(folder) / "catalog.db")) as connection:
            return connection.execute(sql).fetchall()


def assert_sound(library: Path) -> None:
    """Fail if the catalogue is damaged, or if a photo is there in part only.

    A photo is recorded with its file, its place and its feature, or not at all.
    """
    if not (library / "catalog.db").exists():
        return
    assert query(library, "PRAGMA integrity_check") == [("ok",)]
    assert query(library, "PRAGMA foreign_key_check") == []
    if not query(library, "SELECT 1 FROM sqlite_master WHERE name = 'photo'"):
        return  # ended before the tables were there
    for table in ("signature", "file", "feature"):
        sql = f"SELECT id FROM photo EXCEPT SELECT photo_id FROM {table}"
        assert query(library, sql) == [], f"photos without {table}"
    placeless = query(library, "SELECT id FROM file EXCEPT SELECT file_id FROM location")
    assert placeless == [], "files without a place"


def n_photos(library: Path) -> int:
    """Return how many photos are recorded; 0 where there is no catalogue yet."""
    try:
        return int(str(query(library, "SELECT count(*) FROM photo")[0][0]))
    except sqlite3.OperationalError:
        return 0


def assert_healthy(library: Path, photos: int) -> None:
    """Fail unless the doctor finds everything right and all photos can be searched."""
    opened = open_library(library, writable=True)
    try:
        report = check_library(opened, repair=False)
        assert report["ok"], report["checks"]
        assert len(opened.gallery.index) == photos
        assert opened.catalog.photos.count() == photos
    finally:
        opened.close()
