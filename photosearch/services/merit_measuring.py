"""Measuring what an older version did not: merits of files that were read before there were any.

Files that have not changed are never read again, so what is missing is measured where it is needed:
for the members of duplicate groups, from their files.
"""

from __future__ import annotations

import os
from collections.abc import Sequence

from photosearch.base.pace import Pace
from photosearch.base.progress import NO_PROGRESS, Progress
from photosearch.imaging.decoded import Decoded, DecodedPhoto
from photosearch.imaging.jobs import DecodeJob
from photosearch.imaging.pool import DecodePool
from photosearch.services.candidates import merits_of
from photosearch.services.duplicate_groups import DuplicateGroup
from photosearch.services.library import Library

_POLL_S = 0.05


def measure_merits(
    library: Library, groups: Sequence[DuplicateGroup], progress: Progress = NO_PROGRESS
) -> int:
    """Measure what is missing of the files of groups, and return how many were measured.

    A file that can't be read, or that has changed since it was indexed, is left as it is.

    Args:
        library: Opened to write.
        groups: Whose members are to be compared.
        progress: Phase ``decode``.
    """
    merits = merits_of(library.catalog, groups)
    paths = {copy.location_id: copy.path for group in groups for copy in group.copies()}
    missing = [
        paths[place]
        for place, one in merits.items()
        if one.tag_count is None or one.sharpness is None
    ]
    return _measure(library, missing, progress) if missing else 0


def _measure(library: Library, paths: Sequence[bytes], progress: Progress) -> int:
    workers = library.settings.decode_workers or os.cpu_count() or 1
    pace = Pace("decode", len(paths))
    waiting = list(reversed(paths))
    done = measured = 0
    with DecodePool(min(workers, len(paths)), library.limits(asked_for=True)) as pool:
        while waiting or len(pool) > 0:
            progress.checkpoint()
            while waiting and len(pool) < pool.capacity:
                pool.submit(DecodeJob(done, waiting.pop()))
            found = [outcome for _job, outcome in pool.results(_POLL_S)]
            measured += _keep(library, found)
            done += len(found)
            progress.report(pace.step(done))
    return measured


def _keep(library: Library, found: Sequence[Decoded]) -> int:
    kept = 0
    catalog = library.catalog
    with catalog.transaction():
        for photo in found:
            file = (
                catalog.files.by_sha256(photo.sha256) if isinstance(photo, DecodedPhoto) else None
            )
            if isinstance(photo, DecodedPhoto) and file is not None:
                catalog.merits.complete_photo(file.photo_id, photo.sharpness, photo.colours)
                catalog.merits.complete_file(file.file_id, photo.jpeg_quality, photo.tag_count)
                kept += 1
    return kept
