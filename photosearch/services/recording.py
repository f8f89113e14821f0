"""Writing what the decode workers found into the catalogue, a batch in one transaction.

Everything hangs on content: bytes that are known are a copy or a move, image data that is known is
the same photo under other metadata, and only what is new on both counts becomes a new photo. So
what a person says of a photo survives moves, renames, copies and captions written by others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from photosearch.base.types import EncoderId, FileId, PhotoId
from photosearch.catalog.files import NewFile
from photosearch.catalog.locations import FileStat, LocationRow
from photosearch.catalog.photos import NewPhoto
from photosearch.imaging.decoded import DecodedPhoto, DecodeFailure
from photosearch.services.carrying import Carrier
from photosearch.services.encoding import EncodedPhotos
from photosearch.services.library import Library
from photosearch.services.scanning import Candidate, Gone

BATCH = 32


@dataclass(frozen=True)
class Recorded:
    """What became of one file.

    Attributes:
        path: Absolute.
        outcome: ``"indexed"``, ``"copies"``, ``"moved"``, ``"unchanged"`` (touched only) or
            ``"failed"``.
        reason: Of a failure, for people.
    """

    path: bytes
    outcome: str
    reason: str = ""


class Recorder:
    """Writes batches; remembers which lost places have been found again.

    Attributes:
        encoder_id: Whose features it writes.
    """

    def __init__(self, library: Library, encoder_id: EncoderId, lost: Sequence[Gone]) -> None:
        self._library = library
        self.encoder_id = encoder_id
        self._carrier = Carrier(library.catalog)
        self._lost_by_file: dict[FileId | None, list[Gone]] = {}
        # What has gone since the last scan is taken from the end, before what was missing already.
        for gone in sorted(lost, key=lambda one: one.row.state != "missing"):
            self._lost_by_file.setdefault(gone.row.file_id, []).append(gone)

    def still_lost(self) -> list[Gone]:
        """Return the places that no file has claimed."""
        return [gone for places in self._lost_by_file.values() for gone in places]

    def record(
        self,
        batch: Sequence[tuple[Candidate, DecodedPhoto | DecodeFailure]],
        encoded: EncodedPhotos,
    ) -> list[Recorded]:
        """Write a batch in one transaction.

        Args:
            batch: Files with what became of them.
            encoded: Features of the batch's photos, of each whose image has none yet.

        Raises:
            UserError: The disk is full or the catalogue damaged; nothing of the batch was written.
        """
        photos = [(one, photo) for one, photo in batch if isinstance(photo, DecodedPhoto)]
        results: list[Recorded] = []
        with self._library.catalog.transaction():
            photo_ids = {photo.image_key: self._photo(one, photo) for one, photo in photos}
            self._carry_labels(photos, photo_ids)
            fresh = np.array([photo_ids[key] for key in encoded.keys], dtype=np.int64)
            if len(fresh):
                self._library.catalog.features.put(
                    fresh, self.encoder_id, encoded.codes, encoded.scales
                )
            for candidate, outcome in batch:
                if isinstance(outcome, DecodedPhoto):
                    photo_id = photo_ids[outcome.image_key]
                    results.append(self._file(candidate, outcome, photo_id))
                else:
                    results.append(self._failure(candidate, outcome))
            self._library.thumbnails.put_many(
                {photo_ids[photo.image_key]: photo.thumbnail for _, photo in photos}
            )
        return results

    def _photo(self, candidate: Candidate, photo: DecodedPhoto) -> PhotoId:
        photos = self._library.catalog.photos
        known = photos.by_key(photo.image_key)
        if known is not None:
            self._library.catalog.merits.complete_photo(known, photo.sharpness, photo.colours)
            return known
        return photos.add(
            NewPhoto(
                photo.image_key,
                photo.width,
                photo.height,
                photo.perceptual_hashes,
                photo.grey,
                replaces=_replaced(candidate),
                sharpness=photo.sharpness,
                colours=photo.colours,
            )
        )

    def _carry_labels(
        self,
        photos: Sequence[tuple[Candidate, DecodedPhoto]],
        photo_ids: dict[bytes, PhotoId],
    ) -> None:
        """Keep the groups of photos that were edited in place.

        A known picture that was copied over another one is no edit of it.
        """
        replaced: dict[PhotoId, PhotoId] = {}
        for candidate, photo in photos:
            old, new = _replaced(candidate), photo_ids[photo.image_key]
            row = None if old in {None, new} else self._library.catalog.photos.get(new)
            if old is not None and row is not None and row.replaces == old:
                replaced[new] = old
        self._carrier.carry(replaced)

    def _file(self, candidate: Candidate, photo: DecodedPhoto, photo_id: PhotoId) -> Recorded:
        catalog = self._library.catalog
        file = catalog.files.by_sha256(photo.sha256)
        if file is None:
            file_id = catalog.files.add(_new_file(photo, photo_id))
        else:
            file_id = file.file_id
            catalog.merits.complete_file(file_id, photo.jpeg_quality, photo.tag_count)
        catalog.failures.clear(candidate.root_id, candidate.found.path)
        outcome = self._place(candidate, file_id, photo_id)
        return Recorded(candidate.path, outcome)

    def _place(self, candidate: Candidate, file_id: FileId, photo_id: PhotoId) -> str:
        locations = self._library.catalog.locations
        found, known, stat = candidate.found, candidate.known, _stat(candidate)
        if known is not None and known.file_id is not None:
            return self._change_in_place(known, file_id, stat)
        elsewhere = self._lost_by_file.get(file_id)
        if elsewhere:
            gone = elsewhere.pop()
            locations.move(gone.row.location_id, candidate.root_id, found.path, stat)
            return "moved"
        copied = any(one.state != "missing" for one in locations.of_photo(photo_id))
        locations.add(candidate.root_id, found.path, stat, file_id)
        return "copies" if copied else "indexed"

    def _change_in_place(
        self,
        known: LocationRow,
        file_id: FileId,
        stat: FileStat,
    ) -> str:
        catalog = self._library.catalog
        with catalog.transaction():
            catalog.locations.set_stat(known.location_id, stat)
            catalog.locations.set_state([known.location_id], "online")
            if known.file_id == file_id:
                return "unchanged"
            catalog.locations.set_file(known.location_id, file_id)
        return "indexed"

    def _failure(self, candidate: Candidate, failure: DecodeFailure) -> Recorded:
        self._library.catalog.failures.put(
            candidate.root_id,
            candidate.found.path,
            _stat(candidate),
            failure.code,
            failure.reason,
        )
        return Recorded(candidate.path, "failed", failure.reason)


def _replaced(candidate: Candidate) -> PhotoId | None:
    """Return the photo that was edited in place; one that had gone before was not."""
    known = candidate.known
    return known.photo_id if known is not None and known.state == "online" else None


def _stat(candidate: Candidate) -> FileStat:
    found = candidate.found
    return FileStat(found.size, found.mtime_ns, found.inode, found.device)


def _new_file(photo: DecodedPhoto, photo_id: PhotoId) -> NewFile:
    exif = photo.exif
    return NewFile(
        sha256=photo.sha256,
        photo_id=photo_id,
        size=photo.size,
        format=photo.format,
        orientation=photo.orientation,
        taken_at=exif.taken_at,
        taken_offset_s=exif.taken_offset_s,
        camera=exif.camera,
        latitude=exif.latitude,
        longitude=exif.longitude,
        jpeg_quality=photo.jpeg_quality,
        tag_count=photo.tag_count,
    )
