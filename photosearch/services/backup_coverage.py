"""Which photos lie in a backup folder too, and which folder looks like the backup of another.

A photo is covered when a backup folder holds its picture, whatever its file says beside it; the
same bytes are counted apart. Folders on drives that are away count as they were seen last. A RAW
file that is shown through its JPEG is not read, and so not counted.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from photosearch.base.paths import as_text
from photosearch.base.types import PhotoId, RootId
from photosearch.catalog.roots import Root
from photosearch.services.library import Library

BACKUP_SHARE = 0.8
BACKUP_LEAST = 20


@dataclass(frozen=True)
class Uncovered:
    """A photo that no backup folder holds.

    Attributes:
        photo_id: The photo.
        path: Where it lies, absolute.
    """

    photo_id: PhotoId
    path: bytes


@dataclass(frozen=True)
class Coverage:
    """How far the backup folders cover the photos.

    Attributes:
        n_backups: Folders whose role is backup; without one, nothing is covered.
        n_photos: Photos that lie in other folders.
        n_covered: Of these, those whose picture a backup holds.
        n_same_bytes: Of these, those of which a backup holds a file of the same bytes.
        uncovered: The others, by path.
    """

    n_backups: int
    n_photos: int
    n_covered: int
    n_same_bytes: int
    uncovered: tuple[Uncovered, ...]


@dataclass(frozen=True)
class LikelyBackup:
    """A folder most of which lies in another folder too.

    Attributes:
        root: What may be a backup: of two that hold each other, the one that was added later.
        of: What it may be a backup of.
        n_files: Files in it.
        n_shared: Of these, those whose bytes lie in the other folder too.
    """

    root: Root
    of: Root
    n_files: int
    n_shared: int


def backup_coverage(library: Library) -> Coverage:
    """Compare what lies in backup folders with everything else."""
    roots = library.catalog.roots.list()
    backups = {root.root_id for root in roots if root.role == "backup"}
    locations = library.catalog.locations
    own: dict[PhotoId, set[int]] = {}
    held_photos: set[PhotoId] = set()
    held_files: set[int] = set()
    for root in roots:
        for photo_id, file_id in locations.contents_of(root.root_id):
            if root.root_id in backups:
                held_photos.add(photo_id)
                held_files.add(file_id)
            else:
                own.setdefault(photo_id, set()).add(file_id)
    left = sorted(own.keys() - held_photos)
    paths = library.catalog.locations.path_of_photos(left)
    uncovered = sorted((paths[photo], photo) for photo in left if photo in paths)
    return Coverage(
        n_backups=len(backups),
        n_photos=len(own),
        n_covered=len(own) - len(left),
        n_same_bytes=sum(not files.isdisjoint(held_files) for files in own.values()),
        uncovered=tuple(Uncovered(photo, path) for path, photo in uncovered),
    )


def likely_backups(library: Library) -> list[LikelyBackup]:
    """Return the folders of role photos most of whose files lie in another one of that role.

    A folder of which the person has said that it is none (``decline_backup``) is left out.
    """
    roots = [root for root in library.catalog.roots.list() if root.role == "photos"]
    refused = set(_declined(library))
    files = {root.root_id: _files(library, root.root_id) for root in roots}
    found: dict[RootId, LikelyBackup] = {}
    for place, root in enumerate(roots):
        own = files[root.root_id]
        if len(own) < BACKUP_LEAST or root.root_id in refused:
            continue
        for other_place, other in enumerate(roots):
            if other is root or other.root_id in found:
                continue
            shared = len(own & files[other.root_id])
            mutual = shared >= BACKUP_SHARE * len(files[other.root_id])
            if mutual and other_place > place and other.root_id not in refused:
                continue  # each holds the other: the one that was added later is asked about
            best = found.get(root.root_id)
            if shared >= BACKUP_SHARE * len(own) and (best is None or shared > best.n_shared):
                found[root.root_id] = LikelyBackup(root, other, len(own), shared)
    return list(found.values())


def decline_backup(library: Library, root_id: RootId) -> None:
    """Remember that a folder is no backup, so that nobody is asked again."""
    with library.catalog.transaction(durable=True):
        declined = sorted({*_declined(library), root_id})
        library.catalog.facts.put(_DECLINED, declined)


_DECLINED = "no-backups"


def _declined(library: Library) -> list[RootId]:
    stored = library.catalog.facts.get(_DECLINED)
    return [RootId(int(one)) for one in stored] if isinstance(stored, list) else []


def _files(library: Library, root_id: RootId) -> set[int]:
    return {file_id for _, file_id in library.catalog.locations.contents_of(root_id)}


def coverage_document(coverage: Coverage) -> dict[str, Any]:
    """Return the coverage as JSON."""
    return {
        "backups": coverage.n_backups,
        "photos": coverage.n_photos,
        "covered": coverage.n_covered,
        "same_bytes": coverage.n_same_bytes,
        "uncovered": [as_text(one.path) for one in coverage.uncovered],
    }


def likely_documents(found: Iterable[LikelyBackup]) -> list[dict[str, Any]]:
    """Return folders that look like backups as JSON."""
    return [
        {
            "path": as_text(one.root.path),
            "of": as_text(one.of.path),
            "files": one.n_files,
            "shared": one.n_shared,
        }
        for one in found
    ]
