"""Forgetting photos: every trace of them leaves the library; the files themselves stay.

It can't be undone, since a trace that an undo could bring back would be one. So there is a preview,
and older backups are named: they still hold what was known when they were made.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from photosearch.base.errors import ConfirmationNeeded, UserError
from photosearch.base.paths import shown
from photosearch.base.types import Ids
from photosearch.catalog.backup import list_backups
from photosearch.catalog.filters import PhotoFilter
from photosearch.index import snapshot
from photosearch.services.folders import known_path
from photosearch.services.inside import forget_insides
from photosearch.services.library import Library
from photosearch.services.refreshing import drop_from_index


@dataclass(frozen=True)
class ForgetPreview:
    """What forgetting would delete.

    Attributes:
        photo_ids: (N,) int64.
        n_files: Files of these photos; they stay where they are.
        folders_indexed: Whether some lie in folders that would be indexed again.
        backups: Older backups, which still hold what was known when they were made.
    """

    photo_ids: Ids
    n_files: int
    folders_indexed: bool
    backups: tuple[Path, ...] = ()


def photos_of_paths(library: Library, paths: Sequence[bytes]) -> Ids:
    """Return the photos at paths, and in folders at paths: (N,) int64, ascending.

    Raises:
        UserError: The library knows nothing at one of the paths.
    """
    paths = [known_path(library, path) for path in paths]
    at = library.catalog.locations.photos_at(paths)
    found = [np.array(sorted(at.values()), dtype=np.int64)]
    for path in paths:
        if path in at:
            continue
        inside = library.catalog.photos.matching(PhotoFilter(folders=(path,)))
        if not len(inside):
            text = f"the library knows no photo at {shown(path)}"
            raise UserError("unknown-photo", text, "Name a photo or folder that was indexed.")
        found.append(inside)
    return np.unique(np.concatenate(found))


def preview_forget(library: Library, photo_ids: Ids) -> ForgetPreview:
    """Say what forgetting these photos would delete; changes nothing."""
    details = library.catalog.photos.details(photo_ids)
    n_files = sum(len(one.paths) for one in details)
    backups = tuple(one.path for one in list_backups(library.directory))
    online = any(one.state == "online" for one in details)
    return ForgetPreview(photo_ids, n_files, online, backups)


def forget(library: Library, photo_ids: Ids, *, confirmed: bool) -> ForgetPreview:
    """Delete every trace of photos: rows, features, thumbnails, index entries, undo steps.

    Raises:
        ConfirmationNeeded: The person has not said yes; nothing was changed.
    """
    preview = preview_forget(library, photo_ids)
    if not confirmed:
        text = f"this forgets {len(photo_ids):,} photos for good; their files stay"
        raise ConfirmationNeeded("forget", text, "Say --yes to do it.")
    with library.writing:
        library.thumbnails.delete(photo_ids)
        with library.catalog.transaction(durable=True):
            library.catalog.photos.forget(photo_ids)
            library.catalog.journal.forget(photo_ids)
            library.catalog.deeds.forget(photo_ids)
        _drop_from_files(library, photo_ids)
        forget_insides(library)
        library.catalog.checkpoint()
    return preview


def _drop_from_files(library: Library, photo_ids: Ids) -> None:
    """Write the index without the photos' vectors, and remove the snapshots that hold them."""
    index = library.gallery.index
    index.remove(photo_ids)
    index.rebuild()  # a graph only marks what is removed
    drop_from_index(library, photo_ids)
    catalog = library.catalog
    current = catalog.snapshots.current(library.gallery.in_use.metric_id)
    for row in catalog.snapshots.list():
        if current is None or row.snapshot_id != current.snapshot_id:
            catalog.snapshots.remove(row.snapshot_id)
    kept = [] if current is None else [current.file_name]
    snapshot.prune(library.directory / "index", kept)
    library.gallery.neighbours.save(library.directory, afresh=True)
