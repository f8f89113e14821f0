"""Merits: what the catalogue knows of a file that helps to choose the one to keep."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from photosearch.base.types import FileId, LocationId, PhotoId, Pixels
from photosearch.catalog.arrays import LISTED, IdSequence, listed
from photosearch.catalog.database import Database
from photosearch.catalog.locations import PLACES, STATE, LocationState
from photosearch.catalog.roots import Role

_PARTS = 4
_HAS_PLACE = 10  # its column in the query, after the place and the stack


@dataclass(frozen=True, slots=True)
class Merit:
    """A file at its place, with what speaks for keeping it.

    Attributes:
        location_id: Its place.
        photo_id: The photo that it shows.
        role: Of its root.
        state: Whether it is there.
        size: Bytes.
        format: Such as ``"jpeg"``.
        width: Pixels after orientation.
        height: Pixels after orientation.
        modified_ns: When the file was written, nanoseconds since 1970.
        taken_at: As ``NewFile.taken_at``.
        camera: Make and model; may be empty.
        has_place: Whether it says where it was taken.
        jpeg_quality: 1 to 100; ``None`` for other formats, or where ``tag_count`` is.
        tag_count: EXIF tags; ``None`` where it was not measured.
        sharpness: Of the photo; ``None`` where it was not measured.
        replaces: The photo that this one is an edit in place of.
        n_groups: In how many labelled groups the photo is.
        companions: Other photos in its stack.
        sidecars: Extensions, in lower case, of the files without a picture in its stack.
    """

    location_id: LocationId
    photo_id: PhotoId
    role: Role
    state: LocationState
    size: int
    format: str
    width: int
    height: int
    modified_ns: int
    taken_at: float | None
    camera: str
    has_place: bool
    jpeg_quality: int | None
    tag_count: int | None
    sharpness: float | None
    replaces: PhotoId | None
    n_groups: int
    companions: frozenset[PhotoId] = frozenset()
    sidecars: frozenset[bytes] = frozenset()

    @property
    def pixels(self) -> int:
        """How many the picture has."""
        return self.width * self.height


class Merits:
    """What speaks for keeping files."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of_locations(self, location_ids: IdSequence) -> dict[LocationId, Merit]:
        """Return the merits of files that were read, by place; other places are left out."""
        with self._database.reading() as connection:
            rows = connection.execute(_QUERY, (listed(location_ids),)).fetchall()
            stacks = {row[0]: row[1] for row in rows if row[1] is not None}
            wanted = (listed(sorted(set(stacks.values()))),)
            photos = _sets(connection.execute(_STACKED_PHOTOS, wanted))
            sidecars = _sets(
                (stack, path.rpartition(b"/")[2].rpartition(b".")[2].lower())
                for stack, path in connection.execute(_STACKED_SIDECARS, wanted)
            )
        found: dict[LocationId, Merit] = {}
        for location_id, stack_id, *values in rows:
            values[_HAS_PLACE] = bool(values[_HAS_PLACE])
            merit = Merit(location_id, *values)
            if stack_id is not None:
                companions = photos.get(stack_id, frozenset()) - {merit.photo_id}
                beside = sidecars.get(stack_id, frozenset())
                merit = replace(merit, companions=companions, sidecars=beside)
            found[location_id] = merit
        return found

    def colours(self, photo_ids: IdSequence) -> dict[PhotoId, Pixels]:
        """Return the mean colours of photos' sixteen parts, (4, 4, 3) uint8, where measured."""
        with self._database.reading() as connection:
            rows = connection.execute(
                f"SELECT id, colours FROM photo WHERE colours IS NOT NULL AND id IN {LISTED}",
                (listed(photo_ids),),
            ).fetchall()
        shape = (_PARTS, _PARTS, 3)
        return {row[0]: np.frombuffer(row[1], np.uint8).reshape(shape) for row in rows}

    def shapes(self, photo_ids: IdSequence) -> dict[PhotoId, tuple[int, int, float | None]]:
        """Return the width, height and sharpness of photos."""
        with self._database.reading() as connection:
            rows = connection.execute(
                f"SELECT id, width, height, sharpness FROM photo WHERE id IN {LISTED}",
                (listed(photo_ids),),
            ).fetchall()
        return {row[0]: (row[1], row[2], row[3]) for row in rows}

    def complete_photo(self, photo_id: PhotoId, sharpness: float, colours: bytes) -> None:
        """Fill in what an older version did not measure of a photo."""
        with self._database.transaction() as connection:
            connection.execute(
                "UPDATE photo SET sharpness = ?, colours = ? WHERE id = ? AND sharpness IS NULL",
                (sharpness, colours, photo_id),
            )

    def complete_file(self, file_id: FileId, jpeg_quality: int | None, tag_count: int) -> None:
        """Fill in what an older version did not measure of a file."""
        with self._database.transaction() as connection:
            connection.execute(
                "UPDATE file SET jpeg_quality = ?, tag_count = ? "
                "WHERE id = ? AND tag_count IS NULL",
                (jpeg_quality, tag_count, file_id),
            )


_QUERY = f"""
SELECT l.id, l.stack_id, l.photo_id, r.role, {STATE}, f.size, f.format, p.width, p.height,
       l.mtime_ns, f.taken_at, f.camera, f.latitude IS NOT NULL, f.jpeg_quality, f.tag_count,
       p.sharpness, p.replaces, (SELECT count(*) FROM label WHERE photo_id = l.photo_id)
FROM {PLACES} JOIN file f ON f.id = l.file_id JOIN photo p ON p.id = l.photo_id
WHERE l.id IN {LISTED}
"""
_STACKED_PHOTOS = f"""SELECT stack_id, photo_id FROM location
    WHERE stack_id IN {LISTED} AND photo_id IS NOT NULL AND state = 'online'"""
_STACKED_SIDECARS = f"SELECT stack_id, relative_path FROM sidecar WHERE stack_id IN {LISTED}"


def _sets(rows: Iterable[tuple[int, Any]]) -> dict[int, frozenset[Any]]:
    found: dict[int, set[Any]] = {}
    for key, value in rows:
        found.setdefault(key, set()).add(value)
    return {key: frozenset(values) for key, values in found.items()}
