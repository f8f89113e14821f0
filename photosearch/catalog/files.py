"""File: bytes of one sha256, wherever they lie; what its EXIF says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from photosearch.base.types import FileId, PhotoId
from photosearch.catalog.database import Database


@dataclass(frozen=True)
class NewFile:
    """A file's content, read.

    Attributes:
        sha256: 32 bytes.
        photo_id: The photo that these bytes show.
        size: Bytes.
        format: Such as ``"jpeg"``.
        orientation: EXIF, 1 to 8.
        taken_at: POSIX seconds of the local wall clock taken as UTC; ``None`` where not known.
        taken_offset_s: Offset of the local clock from UTC.
        camera: Make and model; may be empty.
        latitude: Degrees.
        longitude: Degrees.
        jpeg_quality: 1 to 100, estimated; ``None`` for other formats, or where ``tag_count`` is.
        tag_count: How many EXIF tags it has; ``None`` where it was not measured.
    """

    sha256: bytes
    photo_id: PhotoId
    size: int
    format: str
    orientation: int = 1
    taken_at: float | None = None
    taken_offset_s: int | None = None
    camera: str = ""
    latitude: float | None = None
    longitude: float | None = None
    jpeg_quality: int | None = None
    tag_count: int | None = None


@dataclass(frozen=True, kw_only=True)
class FileRow(NewFile):
    """A file's content as the catalogue knows it."""

    file_id: FileId


_COLUMNS = """sha256, photo_id, size, format, orientation, taken_at, taken_offset_s, camera,
    latitude, longitude, jpeg_quality, tag_count"""


class Files:
    """Contents of files; many may show one photo."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, new: NewFile) -> FileId:
        """Add a file's content; one that is there already keeps its row."""
        values = (
            new.sha256, new.photo_id, new.size, new.format, new.orientation, new.taken_at,
            new.taken_offset_s, new.camera, new.latitude, new.longitude, new.jpeg_quality,
            new.tag_count,
        )  # fmt: skip
        with self._database.transaction() as connection:
            connection.execute(
                f"""INSERT INTO file ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    ON CONFLICT (sha256) DO NOTHING""",
                values,
            )
            row = connection.execute(
                "SELECT id FROM file WHERE sha256 = ?", (new.sha256,)
            ).fetchone()
        return FileId(row[0])

    def get(self, file_id: FileId) -> FileRow | None:
        """Return a file; ``None`` where there is none of this id."""
        return self._one("id", file_id)

    def by_sha256(self, sha256: bytes) -> FileRow | None:
        """Return the file of this content; ``None`` where it is new."""
        return self._one("sha256", sha256)

    def of_photos(self, photo_ids: Sequence[int]) -> list[FileRow]:
        """Return the files that show these photos, by photo and id."""
        rows: list[FileRow] = []
        with self._database.reading() as connection:
            for photo_id in photo_ids:
                found = connection.execute(
                    f"SELECT {_COLUMNS}, id FROM file WHERE photo_id = ? ORDER BY id", (photo_id,)
                )
                rows += [_file(row) for row in found]
        return rows

    def prune(self) -> int:
        """Remove contents that lie nowhere any more, and return how many."""
        with self._database.transaction() as connection:
            return connection.execute(
                """DELETE FROM file WHERE NOT EXISTS
                   (SELECT 1 FROM location WHERE location.file_id = file.id)"""
            ).rowcount

    def _one(self, column: str, value: int | bytes) -> FileRow | None:
        with self._database.reading() as connection:
            row = connection.execute(
                f"SELECT {_COLUMNS}, id FROM file WHERE {column} = ?", (value,)
            ).fetchone()
        return None if row is None else _file(row)


def _file(row: tuple[Any, ...]) -> FileRow:
    return FileRow(*row[:-1], file_id=row[-1])
