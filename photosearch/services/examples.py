"""What a person searches with: a photo of the library, a file, a picture, or a part of one."""

from __future__ import annotations

import itertools
import os
import threading
from dataclasses import dataclass, replace

import numpy as np

from photosearch.base.errors import UserError
from photosearch.base.paths import shown
from photosearch.base.progress import NO_PROGRESS, Progress
from photosearch.base.types import Box, PhotoId, Vectors
from photosearch.encoder.quantisation import dequantise, quantise
from photosearch.imaging.decoded import DecodedQuery, DecodeFailure
from photosearch.imaging.jobs import DecodeJob
from photosearch.metric.parts import split
from photosearch.services.gallery import Gallery
from photosearch.services.library import Library
from photosearch.services.waiting import decode_now

_tokens = itertools.count(1)
_asking = threading.Lock()

NO_PHOTO = DecodeFailure("not-an-image", "it is no photo")


@dataclass(frozen=True)
class PhotoExample:
    """A photo of the library, or a part of it."""

    photo_id: PhotoId
    box: Box | None = None


@dataclass(frozen=True)
class FileExample:
    """A file, in the library or not, or a part of it; ``path`` is absolute."""

    path: bytes
    box: Box | None = None


@dataclass(frozen=True)
class PictureExample:
    """An encoded picture (clipboard, browser), or a part of it; ``name`` is for people."""

    data: bytes
    name: str = ""
    box: Box | None = None


Example = PhotoExample | FileExample | PictureExample


@dataclass(frozen=True, eq=False)
class Meaning:
    """An example as the metric sees it.

    Attributes:
        vector: (d,) float32 of unit length: whole, for the order.
        head: (i,) float32 of unit length: what the index is asked with.
        photo_id: The photo of the library that the example is, or is a part of; else ``None``.
    """

    vector: Vectors
    head: Vectors
    photo_id: PhotoId | None


def understand(
    library: Library, gallery: Gallery, example: Example, progress: Progress = NO_PROGRESS
) -> Meaning:
    """Return an example's vectors under a gallery's metric, and the photo that it is.

    Raises:
        UserError: It can't be read, is no picture, or its drive is away.
    """
    if isinstance(example, FileExample):
        known = unchanged_photo(library, example.path)
        if known is not None:
            example = PhotoExample(known, example.box)
    if isinstance(example, PhotoExample) and example.box is None:
        own = np.array([example.photo_id], dtype=np.int64)
        _, vectors = gallery.whole_vectors(own)
        if len(vectors) and example.photo_id in gallery.index:
            return Meaning(vectors[0], gallery.index.get(own)[0], example.photo_id)
    encoder = library.encoder(gallery.in_use.encoder_id)
    decoded, photo_id = example_pixels(library, example, encoder.pictures.size_px, progress)
    features = encoder.encode(decoded.pixels[None])
    parts = split(gallery.metric, dequantise(*quantise(features)))
    return Meaning(parts.whole()[0], parts.heads[0], photo_id)


def example_pixels(
    library: Library, example: Example, size_px: int, progress: Progress = NO_PROGRESS
) -> tuple[DecodedQuery, PhotoId | None]:
    """Return an example's pixels for an encoder, and the photo of the library that it is.

    Errors as of ``understand``.
    """
    job = replace(_job(library, example), kind="query", pixels_px=size_px)
    decoded = _decode(library, job, progress)
    if isinstance(example, PhotoExample):
        return decoded, example.photo_id
    return decoded, library.catalog.photos.by_key(decoded.image_key)


def unchanged_photo(library: Library, path: bytes) -> PhotoId | None:
    """Return the photo at a path if its file is as it was indexed."""
    found = library.catalog.locations.photos_at([path]).get(path)
    if found is None:
        return None
    try:
        info = os.stat(path)
    except OSError:
        return found
    for location in library.catalog.locations.of_photo(found):
        stat = location.stat
        if location.path == path and (stat.size, stat.mtime_ns) == (info.st_size, info.st_mtime_ns):
            return found
    return None


def _job(library: Library, example: Example) -> DecodeJob:
    token = next(_tokens)
    if isinstance(example, PictureExample):
        return DecodeJob(token=token, data=example.data, box=example.box)
    if isinstance(example, FileExample):
        # Indexing never follows a link; a person who names one means what it leads to.
        return DecodeJob(token=token, path=os.path.realpath(example.path), box=example.box)
    return DecodeJob(token=token, path=online_path(library, example.photo_id), box=example.box)


def online_path(library: Library, photo_id: PhotoId) -> bytes:
    """Return where a photo can be read now.

    Raises:
        UserError: Its drive is away, or its files are gone.
    """
    locations = library.catalog.locations.of_photo(photo_id)
    for location in locations:
        if location.state == "online" and os.path.exists(location.path):
            return location.path
    name = shown(os.path.basename(locations[0].path)) if locations else ""
    said = name or "the photo"
    if any(location.state == "offline" for location in locations):
        root = library.catalog.roots.get(locations[0].root_id)
        drive = root.volume.label or root.label if root is not None else ""
        text = f"{said} lies on {drive or 'a drive'}, which is not plugged in"
        hint = "Plug it in and try again."
        raise UserError("offline-photo", text, hint, name=name, drive=drive)
    text = f"{said} is no longer there"
    raise UserError("missing-photo", text, "Index its folder again.", name=name)


def _decode(library: Library, job: DecodeJob, progress: Progress) -> DecodedQuery:
    with _asking:  # one question at a time: the pool's results have one taker
        return _usable(job, decode_now(library.query_pool, job, progress))


def _usable(job: DecodeJob, outcome: object) -> DecodedQuery:
    if isinstance(outcome, DecodedQuery):
        return outcome
    failure = outcome if isinstance(outcome, DecodeFailure) else NO_PHOTO
    name = shown(job.path) if job.path is not None else ""
    text = f"{name or 'the picture'} can't be searched with: {failure.reason}"
    hint = "Choose a JPEG, PNG, HEIC or another picture."
    raise UserError("bad-query", text, hint, name=name, failure=failure.code)
