"""What has changed in a root since the last look, decided by size and time of modification.

The rules that keep a library whole while drives come and go:

- A root whose drive is not mounted, or whose folder is gone, is offline. Its photos stay.
- A folder that can't be read says nothing about the files below it: they stay as they are.
- Moves are matched over all roots before anything counts as missing. If then nothing at all of a
  root is left, or more than a fifth and at least twenty files of the library are newly missing, the
  scan stops and asks: an emptied mount point looks just like that.

What the catalogue knows is read folder by folder: a row takes 0.4 KB, and most are only compared.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field

from photosearch.base.paths import shown
from photosearch.base.progress import NO_PROGRESS, Progress, Step
from photosearch.base.types import RootId
from photosearch.catalog.catalog import Catalog
from photosearch.catalog.failures import FailureRow
from photosearch.catalog.locations import LocationRow, within
from photosearch.catalog.roots import Root, Volume
from photosearch.services.volumes import find_place, mount_of, place_of
from photosearch.services.walking import (
    FoundFile,
    Walk,
    WalkRules,
    is_excluded,
    parents,
    walk_folder,
)

MISSING_SHARE = 0.2
MISSING_LEAST = 20
_PROBES = 50
_FAT_SLACK_NS = 2_000_000_000
_HOUR_NS = 3_600_000_000_000
_TRIED_AGAIN = frozenset({"unreadable", "vanished", "changed-while-reading", "placeholder"})
_TRIED_TWICE = frozenset({"timeout", "crashed", "out-of-memory"})


@dataclass(frozen=True)
class Candidate:
    """A file to be read.

    Attributes:
        root_id: Its root.
        path: Absolute.
        found: As the walk saw it.
        known: What the catalogue knows of this place; ``None`` for a new one.
    """

    root_id: RootId
    path: bytes
    found: FoundFile
    known: LocationRow | None


@dataclass(frozen=True)
class Gone:
    """A place where the catalogue knows a file and the scan found none.

    Attributes:
        root_id: Its root.
        path: Relative to the root.
        row: What the catalogue knows.
    """

    root_id: RootId
    path: bytes
    row: LocationRow


@dataclass
class RootScan:
    """What a scan of one root has found.

    Attributes:
        root: As it was before the scan.
        path: Where it is today; ``None`` while it is offline.
        below: The folder of it that was looked at; empty for all of it.
        device: ``st_dev`` of the root while it was looked at.
        candidates: New and changed files.
        unchanged: How many files are as they were.
        returned: Rows of missing and trashed files that are back, unchanged.
        lost: Places whose files are not where they were.
        excluded: Places that a pattern or ``.nomedia`` leaves out since the last scan.
        failed: Known failures of files that have not changed since.
        walk: The walk itself.
    """

    root: Root
    path: bytes | None
    below: bytes = b""
    device: int = 0
    candidates: list[Candidate] = field(default_factory=list)
    unchanged: int = 0
    returned: list[LocationRow] = field(default_factory=list)
    lost: list[Gone] = field(default_factory=list)
    excluded: list[Gone] = field(default_factory=list)
    failed: list[FailureRow] = field(default_factory=list)
    walk: Walk = field(default_factory=Walk)

    @property
    def emptied(self) -> bool:
        """Whether a root that held photos has none of them now."""
        if self.below:
            return False
        kept = self.unchanged or self.returned or any(one.known for one in self.candidates)
        return bool(self.lost) and not kept


def locate(catalog: Catalog, root: Root) -> bytes | None:
    """Return where a root is today, or ``None`` while its drive is away.

    A drive that is mounted elsewhere than last time is followed by its identity.
    """
    there = os.path.isdir(root.path)
    here = place_of(root.path) if there else None
    if here is not None and (here.volume, here.path_in_volume) == _identity(root):
        return root.path  # before looking elsewhere: a drive may be mounted twice
    moved_to = find_place(*_identity(root))
    if moved_to is not None and os.path.isdir(moved_to):
        return moved_to
    if here is not None and (here.volume == root.volume or _knows_files(catalog, root)):
        return root.path
    return None


def _identity(root: Root) -> tuple[Volume, bytes]:
    return root.volume, root.path_in_volume


def scan_root(
    catalog: Catalog, root: Root, below: bytes = b"", progress: Progress = NO_PROGRESS
) -> RootScan:
    """Compare a root, or one folder of it, with the catalogue; changes nothing.

    Args:
        catalog: Read only.
        root: The root.
        below: Relative folder; empty for the whole root.
        progress: Checked while walking.
    """
    path = locate(catalog, root)
    if path is None:
        return RootScan(root, None)
    rules = WalkRules(root.excludes, _not_ours(catalog, root, path))
    progress.report(Step("scan", 0, detail=shown(path)))
    try:
        device = os.stat(path).st_dev
        walk = walk_folder(path, below, rules, progress)
    except OSError:
        return RootScan(root, None)
    if not still_there(path, device):  # what the walk did not find, it could not find
        return RootScan(root, None)
    scan = RootScan(root, path, below, device=device, walk=walk)
    _compare(catalog, scan)
    return scan


def newly_missing(scans: list[RootScan]) -> list[Gone]:
    """Return the places that are gone and that no new file of the same size and time explains.

    Only what was online count: what was missing before is no news.
    """
    arrivals: dict[tuple[int, int], int] = {}
    for scan in scans:
        for candidate in scan.candidates:
            if candidate.known is None:
                key = (candidate.found.size, candidate.found.mtime_ns)
                arrivals[key] = arrivals.get(key, 0) + 1
    gone = []
    for scan in scans:
        for place in scan.lost:
            key = (place.row.stat.size, place.row.stat.mtime_ns)
            if arrivals.get(key, 0) > 0:
                arrivals[key] -= 1
            elif place.row.state in {"online", "offline"}:
                gone.append(place)
    return gone


def looks_like_disappearance(scans: list[RootScan], gone: list[Gone], n_known: int) -> bool:
    """Say whether so much is gone that a person should be asked before it counts as missing.

    Args:
        scans: Of every root that was looked at.
        gone: From ``newly_missing``.
        n_known: Online locations of the library before the scan.
    """
    if not gone:
        return False
    roots_hit = {place.root_id for place in gone}
    if any(scan.emptied and scan.root.root_id in roots_hit for scan in scans):
        return True
    return len(gone) >= MISSING_LEAST and len(gone) > MISSING_SHARE * n_known


def same_time(stored_ns: int, found_ns: int, *, coarse: bool) -> bool:
    """Say whether two modification times are the same on their file system.

    FAT keeps local time in steps of 2 s: the same file differs by whole hours after a change of
    time zone or summer time.
    """
    difference = abs(stored_ns - found_ns)
    if difference == 0 or not coarse:
        return difference == 0
    rest = difference % _HOUR_NS
    hours = round(difference / _HOUR_NS)
    return hours <= 26 and min(rest, _HOUR_NS - rest) <= _FAT_SLACK_NS


def still_there(path: bytes, device: int) -> bool:
    """Say whether a root is still the folder that was scanned, and not an empty mount point."""
    try:
        return os.stat(path).st_dev == device
    except OSError:
        return False


def _not_ours(catalog: Catalog, root: Root, path: bytes) -> frozenset[bytes]:
    """Return what lies in a root and belongs to others: roots in it, the library's own folder."""
    real = os.path.realpath(path)
    others = [other.path for other in catalog.roots.list() if other.root_id != root.root_id]
    places = [os.path.realpath(other) for other in [*others, os.fsencode(catalog.directory)]]
    return frozenset(inside for place in places if (inside := within(place, real)))


def _compare(catalog: Catalog, scan: RootScan) -> None:
    """Sort what the walk found and what the catalogue knows, one folder after the other."""
    root_id = scan.root.root_id
    failures = catalog.failures.of_root(root_id)
    mount = mount_of(os.path.realpath(scan.path or b""))
    coarse = mount is not None and mount.coarse_times
    in_folders: dict[bytes, list[FoundFile]] = {}
    for found in scan.walk.photos:
        in_folders.setdefault(os.path.dirname(found.path), []).append(found)
    inside = scan.below + b"/" if scan.below else b""
    missed = _Missed(scan)
    for folder in {*in_folders, *catalog.locations.folders_of(root_id)}:
        if not (folder + b"/").startswith(inside):
            continue
        known = catalog.locations.of_folder(root_id, folder)
        for found in in_folders.get(folder, ()):
            row = known.pop(os.path.basename(found.path), None)
            _sort_in(scan, found, row, failures.get(found.path), coarse=coarse)
        for name, row in known.items():
            missed.sort_in(os.path.join(folder, name), row)
    scan.candidates.sort(key=lambda candidate: candidate.found.path)
    for gone in (scan.lost, scan.excluded):
        gone.sort(key=lambda one: one.path)


def _sort_in(
    scan: RootScan,
    found: FoundFile,
    row: LocationRow | None,
    failure: FailureRow | None,
    *,
    coarse: bool,
) -> None:
    if row is not None and row.file_id is not None:
        same_size = row.stat.size == found.size
        if same_size and same_time(row.stat.mtime_ns, found.mtime_ns, coarse=coarse):
            if row.state in {"missing", "trashed"}:
                scan.returned.append(row)
            else:
                scan.unchanged += 1
            return
    if failure is not None and _still_fails(failure, found):
        scan.failed.append(failure)
        return
    full = os.path.join(scan.path or b"", found.path)
    scan.candidates.append(Candidate(scan.root.root_id, full, found, row))


def _still_fails(failure: FailureRow, found: FoundFile) -> bool:
    if (failure.size, failure.mtime_ns) != (found.size, found.mtime_ns):
        return False
    if failure.code in _TRIED_AGAIN:
        return False
    return not (failure.code in _TRIED_TWICE and failure.attempts < 2)


class _Missed:
    """Tells what became of places that the walk did not find."""

    def __init__(self, scan: RootScan) -> None:
        self._scan = scan
        self._ignored = {path for path, _ in scan.walk.ignored}  # e.g. its content went to a cloud
        self._unread = {path for path, _ in scan.walk.problems}
        self._unlisted = set(scan.walk.unlisted)

    def sort_in(self, path: bytes, row: LocationRow) -> None:
        scan = self._scan
        if path in self._ignored or row.state == "trashed":
            return
        if self._unread and any(parent in self._unread for parent in parents(path)):
            return
        left_out = any(
            parent in self._unlisted or is_excluded(parent, scan.root.excludes)
            for parent in parents(path)
        )
        (scan.excluded if left_out else scan.lost).append(Gone(scan.root.root_id, path, row))


def _knows_files(catalog: Catalog, root: Root) -> bool:
    """Say whether files that the catalogue knows lie at the root's last path, with their sizes."""
    folders = catalog.locations.folders_of(root.root_id)
    chosen = folders[:: max(1, len(folders) // _PROBES)]
    n_known = 0
    for folder in chosen:
        rows = list(catalog.locations.of_folder(root.root_id, folder).items())
        n_known += len(rows)
        for name, row in rows[:: max(1, len(rows) * len(chosen) // _PROBES)]:
            try:
                if os.lstat(os.path.join(root.path, folder, name)).st_size == row.stat.size:
                    return True
            except OSError:
                continue
    return not n_known
