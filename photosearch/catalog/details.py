"""What is shown of a photo, from all its files and locations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from photosearch.base.types import PhotoId, RootId
from photosearch.catalog.arrays import LISTED, IdSequence, listed, plain
from photosearch.catalog.database import Database
from photosearch.catalog.locations import BEST_FIRST, PLACES, STATE, LocationState, joined_path


@dataclass(frozen=True, slots=True)
class PhotoDetails:
    """A photo as people see it; what can differ between its files is that of the best location.

    Attributes:
        photo_id: The photo.
        path: Best absolute path: online before offline before missing before trashed.
        paths: All of them, best first; trashed ones only where there is no other.
        size: Bytes.
        format: Such as ``"jpeg"``.
        width: Pixels after orientation.
        height: Pixels after orientation.
        taken_at: POSIX seconds of the local clock taken as UTC; ``None`` where not known.
        camera: May be empty.
        latitude: Degrees.
        longitude: Degrees.
        state: Of the best location.
        root_id: Of the best location.
    """

    photo_id: PhotoId
    path: bytes
    paths: tuple[bytes, ...]
    size: int
    format: str
    width: int
    height: int
    taken_at: float | None
    camera: str
    latitude: float | None
    longitude: float | None
    state: LocationState
    root_id: RootId


_QUERY = f"""
SELECT p.id, f.size, f.format, p.width, p.height, f.taken_at, f.camera, f.latitude, f.longitude,
       {STATE}, l.root_id, r.path, d.path, l.name
FROM {PLACES} JOIN file f ON f.id = l.file_id JOIN photo p ON p.id = l.photo_id
WHERE l.photo_id IN {LISTED} ORDER BY {BEST_FIRST}
"""


def details_of(database: Database, photo_ids: IdSequence) -> list[PhotoDetails]:
    """Return what is shown of photos, in their order; those that lie nowhere are left out."""
    with database.reading() as connection:
        rows = connection.execute(_QUERY, (listed(photo_ids),)).fetchall()
    by_photo: dict[int, list[tuple[Any, ...]]] = {}
    for row in rows:
        by_photo.setdefault(row[0], []).append(row)
    return [_details(by_photo[item]) for item in plain(photo_ids) if item in by_photo]


def _details(rows: list[tuple[Any, ...]]) -> PhotoDetails:
    best = rows[0]
    kept = [row for row in rows if row[9] != "trashed"] or rows
    paths = tuple(joined_path(row[11], row[12], row[13]) for row in kept)
    return PhotoDetails(best[0], paths[0], paths, *best[1:11])
