"""Photo: one picture, whatever files show it. Its id is what everything a person says hangs on."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from photosearch.base.types import Ids, PhotoId, RootId
from photosearch.catalog.arrays import LISTED, IdSequence, column_of, ids_of, listed, one_int, plain
from photosearch.catalog.database import Database
from photosearch.catalog.details import PhotoDetails, details_of
from photosearch.catalog.filters import PhotoFilter, condition
from photosearch.catalog.locations import joined_path
from photosearch.catalog.schema import TILE_OF

Order = Literal["date", "name", "folder"]


@dataclass(frozen=True)
class NewPhoto:
    """A picture, decoded.

    Attributes:
        image_key: 32 bytes: sha256 of the image data without metadata, plus orientation.
        width: Pixels after orientation.
        height: Pixels after orientation.
        perceptual_hashes: 64 bytes: 8 x uint64 little-endian, of the eight orientations.
        grey: 1024 bytes: 32 x 32 uint8, row-major.
        replaces: The photo that an edit in place put this one in the place of.
        sharpness: As ``imaging.merits.sharpness``; ``None`` where it was not measured.
        colours: As ``imaging.merits.colours``; likewise.
    """

    image_key: bytes
    width: int
    height: int
    perceptual_hashes: bytes
    grey: bytes
    replaces: PhotoId | None = None
    sharpness: float | None = None
    colours: bytes | None = None


@dataclass(frozen=True)
class PhotoRow:
    """A photo by itself (see ``NewPhoto``); ``added_at`` in POSIX seconds."""

    photo_id: PhotoId
    image_key: bytes
    width: int
    height: int
    replaces: PhotoId | None
    added_at: float


@dataclass(frozen=True)
class Signatures:
    """What near-duplicates are found by.

    Attributes:
        ids: (N,) int64.
        perceptual_hashes: (N, 8) uint64.
        grey: (N, 1024) uint8.
    """

    ids: Ids
    perceptual_hashes: npt.NDArray[np.uint64]
    grey: npt.NDArray[np.uint8]


@dataclass(frozen=True)
class Changes:
    """Photos whose place in a vector index may have changed.

    Attributes:
        revision: Everything up to this is told.
        shown: (N,) int64: photos that are shown and may be new or have a new feature.
        gone: (M,) int64: photos that are shown no more, or forgotten.
    """

    revision: int
    shown: Ids
    gone: Ids


_COLUMNS = "id, image_key, width, height, replaces, added_at"
_ORDERS = {
    "date": "FROM tile t WHERE {where} ORDER BY t.taken_at {way}, t.photo_id {way}",
    "name": "FROM tile t WHERE {where} ORDER BY t.name_key {way}, t.photo_id {way}",
    # CROSS JOIN keeps the outer loop over folders, so that both come from an index, unsorted
    "folder": """FROM folder o CROSS JOIN tile t ON t.folder_id = o.id WHERE {where}
        ORDER BY o.root_id {way}, o.sort_key {way}, o.path {way}, t.name_key {way},
        t.photo_id {way}""",
}

_TILE = "(photo_id, location_id, folder_id, name_key, taken_at)"
_TRUTH = f"""SELECT photo_id, location_id, folder_id, name_key, taken_at FROM (
    SELECT *, row_number() OVER (PARTITION BY photo_id ORDER BY location_id) AS place
    FROM ({TILE_OF})) WHERE place = 1"""


class Photos:
    """The photos of a library."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, new: NewPhoto) -> PhotoId:
        """Add a photo; one that is there already keeps its row and id."""
        return self.add_many([new])[0]

    def add_many(self, new: Sequence[NewPhoto]) -> list[PhotoId]:
        """Add photos, and return the ids of these and of those that are there already."""
        ids: list[PhotoId] = []
        now = time.time()
        with self._database.transaction() as connection:
            for item in new:
                added = connection.execute(
                    """INSERT INTO photo (image_key, width, height, replaces, added_at,
                         sharpness, colours) VALUES (?, ?, ?, ?, ?, ?, ?)
                       ON CONFLICT (image_key) DO NOTHING RETURNING id""",
                    _columns(item, now),
                ).fetchone()
                if added is not None:
                    connection.execute(
                        "INSERT INTO signature VALUES (?, ?, ?)",
                        (added[0], item.perceptual_hashes, item.grey),
                    )
                else:
                    added = connection.execute(
                        "SELECT id FROM photo WHERE image_key = ?", (item.image_key,)
                    ).fetchone()
                ids.append(PhotoId(added[0]))
        return ids

    def by_key(self, image_key: bytes) -> PhotoId | None:
        """Return the photo of this image data."""
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT id FROM photo WHERE image_key = ?", (image_key,)
            ).fetchone()
        return None if row is None else PhotoId(row[0])

    def get(self, photo_id: PhotoId) -> PhotoRow | None:
        """Return a photo by itself."""
        with self._database.reading() as connection:
            row = connection.execute(
                f"SELECT {_COLUMNS} FROM photo WHERE id = ?", (photo_id,)
            ).fetchone()
        return None if row is None else PhotoRow(*row)

    def replaced_by(self, photo_id: PhotoId) -> list[PhotoId]:
        """Return the photos that edits in place put in the place of this one."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT id FROM photo WHERE replaces = ? ORDER BY id", (photo_id,)
            ).fetchall()
        return [row[0] for row in rows]

    def ids(
        self,
        order: Order = "date",
        *,
        descending: bool = False,
        photo_filter: PhotoFilter | None = None,
    ) -> Ids:
        """Return the photos that are shown, in order: (N,) int64."""
        with self._database.reading() as connection:
            where, parameters = condition(photo_filter or PhotoFilter(), connection)
            way = "DESC" if descending else "ASC"
            query = _ORDERS[order].format(where=where, way=way)
            return column_of(connection, f"SELECT t.photo_id {query}", parameters)

    def matching(self, photo_filter: PhotoFilter) -> Ids:
        """Return the photos that are shown and pass a filter: (N,) int64, ascending."""
        with self._database.reading() as connection:
            where, parameters = condition(photo_filter, connection)
            query = f"SELECT t.photo_id FROM tile t WHERE {where}"
            return np.sort(column_of(connection, query, parameters))

    def shown(self, photo_ids: IdSequence) -> Ids:
        """Return those of the photos that are shown, ascending."""
        with self._database.reading() as connection:
            return column_of(
                connection,
                f"SELECT photo_id FROM tile WHERE photo_id IN {LISTED} ORDER BY photo_id",
                (listed(photo_ids),),
            )

    def known_ids(self) -> Ids:
        """Return every photo, shown or not, ascending."""
        with self._database.reading() as connection:
            return column_of(connection, "SELECT id FROM photo ORDER BY id")

    def count(self) -> int:
        """Return how many photos are shown."""
        with self._database.reading() as connection:
            return one_int(connection.execute("SELECT count(*) FROM tile"))

    def dates(self) -> list[tuple[int, int, int]]:
        """Return (year, month, number of photos), oldest first."""
        with self._database.reading() as connection:
            times = column_of(connection, "SELECT CAST(taken_at AS INTEGER) FROM tile")
        months = times.astype("datetime64[s]").astype("datetime64[M]")
        found, counts = np.unique(months.astype(np.int64), return_counts=True)
        return [
            (1970 + month // 12, month % 12 + 1, number)
            for month, number in zip(found.tolist(), counts.tolist(), strict=True)
        ]

    def folders(self) -> list[tuple[RootId, bytes, int]]:
        """Return (root, absolute folder, number of photos directly in it) in the folders' order."""
        with self._database.reading() as connection:
            rows = connection.execute(
                """SELECT d.root_id, r.path, d.path, n FROM
                   (SELECT folder_id, count(*) AS n FROM tile GROUP BY folder_id)
                   JOIN folder d ON d.id = folder_id JOIN root r ON r.id = d.root_id
                   ORDER BY d.root_id, d.sort_key, d.path"""
            ).fetchall()
        return [
            (root_id, joined_path(root, path, b"").rstrip(b"/") or b"/", number)
            for root_id, root, path, number in rows
        ]

    def details(self, photo_ids: IdSequence) -> list[PhotoDetails]:
        """Return what is shown of photos, in their order; those that lie nowhere are left out."""
        return details_of(self._database, photo_ids)

    def sort_keys(self, photo_ids: IdSequence) -> npt.NDArray[np.bytes_]:
        """Return the image keys of photos as (N,) S32: an order that no history decides."""
        return np.ascontiguousarray(self.image_keys(photo_ids)).view("S32").ravel()

    def image_keys(self, photo_ids: IdSequence) -> npt.NDArray[np.uint8]:
        """Return the image keys of photos: (N, 32) uint8; zeros where there is no such photo."""
        with self._database.reading() as connection:
            rows = connection.execute(
                f"SELECT id, image_key FROM photo WHERE id IN {LISTED}", (listed(photo_ids),)
            )
            keys = dict(rows.fetchall())
        joined = b"".join(keys.get(item, bytes(32)) for item in plain(photo_ids))
        return np.frombuffer(joined, np.uint8).reshape(-1, 32)

    def signatures(self, photo_ids: IdSequence) -> Signatures:
        """Return what near-duplicates are found by; photos that are not known are left out."""
        with self._database.reading() as connection:
            rows = connection.execute(
                f"SELECT * FROM signature WHERE photo_id IN {LISTED} ORDER BY photo_id",
                (listed(photo_ids),),
            ).fetchall()
        hashes = np.frombuffer(b"".join(row[1] for row in rows), "<u8")
        grey = np.frombuffer(b"".join(row[2] for row in rows), np.uint8)
        return Signatures(
            ids_of(rows), hashes.astype(np.uint64).reshape(-1, 8), grey.reshape(-1, 1024)
        )

    def revision(self) -> int:
        """Return the number of the latest change; it only grows."""
        with self._database.reading() as connection:
            return one_int(connection.execute("SELECT coalesce(max(revision), 0) FROM change"))

    def changes(self, since: int) -> Changes:
        """Return the photos that changed after a revision, each once."""
        with self._database.reading() as connection:
            rows = connection.execute(
                """SELECT c.photo_id, t.photo_id IS NOT NULL, c.revision FROM change c
                   LEFT JOIN tile t ON t.photo_id = c.photo_id
                   WHERE c.revision > ? ORDER BY c.revision""",
                (since,),
            ).fetchall()
        return Changes(
            rows[-1][2] if rows else since,
            ids_of(row for row in rows if row[1]),
            ids_of(row for row in rows if not row[1]),
        )

    def forget(self, photo_ids: IdSequence) -> None:
        """Delete photos with their files, locations, features and neighbours.

        Thumbnails lie elsewhere (``ThumbnailStore.delete``).
        """
        with self._database.transaction() as connection:
            connection.executemany(
                "DELETE FROM photo WHERE id = ?", [(item,) for item in plain(photo_ids)]
            )

    def repair_tiles(self) -> int:
        """Compute again what is shown, and return how many photos were wrong."""
        with self._database.transaction() as connection:
            connection.execute(f"CREATE TEMP TABLE truth AS {_TRUTH}")
            removed = connection.execute(f"DELETE FROM tile WHERE {_TILE} NOT IN truth").rowcount
            added = connection.execute(
                "INSERT INTO tile SELECT * FROM truth WHERE photo_id NOT IN "
                "(SELECT photo_id FROM tile)"
            ).rowcount
            connection.execute("DROP TABLE temp.truth")
        return max(removed, added)


def _columns(new: NewPhoto, now: float) -> tuple[Any, ...]:
    size = new.width, new.height
    return new.image_key, *size, new.replaces, now, new.sharpness, new.colours
