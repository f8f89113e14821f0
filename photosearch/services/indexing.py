"""Bringing the library up to date with its folders: scan, decode, encode, record, refresh."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence

from photosearch.base.digest import file_digest
from photosearch.base.errors import ConfirmationNeeded
from photosearch.base.paths import shown
from photosearch.base.progress import NO_PROGRESS, Progress
from photosearch.base.types import RootId
from photosearch.catalog.locations import within
from photosearch.catalog.roots import Root
from photosearch.services.folders import add_folder, place_in_roots
from photosearch.services.index_report import FileNote, IndexReport
from photosearch.services.library import Library
from photosearch.services.model_folders import encoder_in_use
from photosearch.services.reading import PhotoReading
from photosearch.services.recording import Recorder
from photosearch.services.refreshing import refresh
from photosearch.services.scanning import (
    Gone,
    RootScan,
    locate,
    looks_like_disappearance,
    newly_missing,
    scan_root,
)
from photosearch.services.stacking import StackPlan, arrange_stacks, plan_stacks

_REASONS = {
    "video": "a video; videos are not indexed",
    "link": "a symbolic link; links are not followed",
    "placeholder": "its content lies in a cloud; it is not downloaded",
    "special": "not a regular file",
}


def index_folders(
    library: Library,
    folders: Sequence[bytes] = (),
    *,
    accept_missing: bool = False,
    progress: Progress = NO_PROGRESS,
) -> IndexReport:
    """Add folders that are new and bring them, or all, up to date.

    Returns when features, metric, neighbour rows and snapshot are consistent. What was recorded
    before a cancel or a crash stays, and the next run goes on from there.

    Args:
        library: Opened to write.
        folders: Absolute paths of roots or of folders in them; empty for every root.
        accept_missing: Go on although a large part of the photos is gone.
        progress: Phases ``scan``, ``index``, ``fit``, ``neighbours``, ``snapshot``.

    Raises:
        UserError: A folder is not there or can't be read; the disk is full.
        ConfirmationNeeded: So much is gone that it may be a drive; nothing was changed.
        Cancelled: By ``progress``.
    """
    started = time.monotonic()
    with library.writing:
        targets = _targets(library, folders)
        _take_up_again(library, targets, named=bool(folders))
        scans = [
            RootScan(root, None)
            if root.root_id in library.released
            else scan_root(library.catalog, root, below, progress)
            for root, below in targets
        ]
        _confirm_missing(library, scans, accept_missing=accept_missing)
        report = IndexReport()
        plans = {scan.root.root_id: plan_stacks(scan) for scan in scans}
        _note_states(library, scans, report)
        _note_followers(scans, plans, report)
        _read(library, scans, report, progress)
        for scan in scans:
            arrange_stacks(library, scan, plans[scan.root.root_id], report, progress)
        refresh(library, progress)
    report.seconds = time.monotonic() - started
    return report


def _targets(library: Library, folders: Sequence[bytes]) -> list[tuple[Root, bytes]]:
    """Return roots with the folder in each to look at, the wider one where two overlap."""
    if not folders:
        return [(root, b"") for root in library.catalog.roots.list()]
    targets: list[tuple[Root, bytes]] = []
    for folder in folders:
        held = place_in_roots(library, folder)
        if held is None or (held[1] and not os.path.isdir(folder)):
            held = add_folder(library, folder), b""
        targets.append(held)
        targets += [(root, b"") for root in _roots_below(library, folder)]
    wide = {root.root_id for root, below in targets if not below}
    kept = [(root, below) for root, below in targets if not below or root.root_id not in wide]
    return list({(root.root_id, below): (root, below) for root, below in kept}.values())


def _roots_below(library: Library, folder: bytes) -> list[Root]:
    real = os.path.realpath(folder)
    return [
        root for root in library.catalog.roots.list() if within(os.path.realpath(root.path), real)
    ]


def _take_up_again(library: Library, targets: list[tuple[Root, bytes]], *, named: bool) -> None:
    """Stop leaving released roots alone: those that were named, or whose drives were away."""
    for root, _ in targets:
        if named or locate(library.catalog, root) is None:
            library.released.discard(root.root_id)


def _confirm_missing(library: Library, scans: list[RootScan], *, accept_missing: bool) -> None:
    gone = newly_missing(scans)
    counts = library.catalog.locations.counts()
    n_known = sum(states.get("online", 0) for states in counts.values())
    if accept_missing or not looks_like_disappearance(scans, gone, n_known):
        return
    gone = _not_found_by_content(library, scans, gone)
    if not looks_like_disappearance(scans, gone, n_known):
        return
    roots = {scan.root.root_id: scan.path or scan.root.path for scan in scans}
    where = ", ".join(sorted({shown(roots[place.root_id]) for place in gone}))
    raise ConfirmationNeeded(
        "mass-disappearance",
        f"{len(gone):,} of {n_known:,} photos are no longer in {where}; nothing was changed",
        "If a drive is not plugged in, plug it in. If you removed them, add --accept-missing.",
        gone=f"{len(gone):,}",
        known=f"{n_known:,}",
        where=where,
    )


def _not_found_by_content(library: Library, scans: list[RootScan], gone: list[Gone]) -> list[Gone]:
    """Leave out what lies elsewhere under another time: copied away without its times."""
    sizes = {place.row.stat.size for place in gone}
    arrivals: set[int] = set()
    for scan in scans:
        for candidate in scan.candidates:
            if candidate.known is None and candidate.found.size in sizes:
                file = library.catalog.files.by_sha256(file_digest(candidate.path))
                if file is not None:
                    arrivals.add(file.file_id)
    return [place for place in gone if place.row.file_id not in arrivals]


def _note_states(library: Library, scans: list[RootScan], report: IndexReport) -> None:
    """Record which roots are there, and what the walk alone tells."""
    catalog = library.catalog
    with catalog.transaction():
        for scan in scans:
            root = scan.root
            if scan.path is None:
                catalog.roots.set_state(root.root_id, "offline")
                report.offline.append(root.label)
                continue
            if root.state == "offline":
                catalog.roots.set_state(root.root_id, "online")
            if root.path != scan.path:
                catalog.roots.set_path(root.root_id, scan.path)
            returned = [row.location_id for row in scan.returned]
            catalog.locations.set_state(returned, "online")
            catalog.locations.set_state([one.row.location_id for one in scan.excluded], "missing")
            _note_files(library, scan, report)


def _note_followers(
    scans: list[RootScan], plans: dict[RootId, list[StackPlan]], report: IndexReport
) -> None:
    for scan in scans:
        for plan in plans[scan.root.root_id]:
            shown_as = f"shown as {shown(os.path.basename(plan.leader))}"
            paths = [os.path.join(scan.path or b"", path) for path in plan.followers]
            report.skipped += [FileNote(path, shown_as) for path in paths]


def _note_files(library: Library, scan: RootScan, report: IndexReport) -> None:
    base = scan.path or b""
    report.unchanged += scan.unchanged + len(scan.returned)
    if not scan.below:
        kinds = [(kind, path) for path, kind in scan.walk.ignored]
        library.catalog.ignored.replace(scan.root.root_id, kinds)
    found = {one.path for one in scan.walk.photos}
    for path in library.catalog.failures.of_root(scan.root.root_id).keys() - found:
        if not scan.below or within(path, scan.below):
            library.catalog.failures.clear(scan.root.root_id, path)
    report.skipped += [
        FileNote(os.path.join(base, path), _REASONS[kind]) for path, kind in scan.walk.ignored
    ]
    report.failed += [
        FileNote(os.path.join(base, path), reason) for path, reason in scan.walk.problems
    ]
    report.failed += [FileNote(one.path, one.reason) for one in scan.failed]


def _read(library: Library, scans: list[RootScan], report: IndexReport, progress: Progress) -> None:
    lost = [gone for scan in scans for gone in scan.lost]
    recorder = Recorder(library, encoder_in_use(library.catalog), lost)
    run = PhotoReading(library, recorder, report, progress)
    run.read([candidate for scan in scans for candidate in scan.candidates], scans)
    left = [
        gone
        for gone in recorder.still_lost()
        if gone.row.state != "missing" and gone.root_id not in run.gone_roots
    ]
    with library.catalog.transaction():
        library.catalog.locations.set_state([gone.row.location_id for gone in left], "missing")
        for scan in scans:
            if scan.path is not None and scan.root.root_id not in run.gone_roots:
                library.catalog.roots.set_scanned(scan.root.root_id, time.time())
    report.missing += len(left)
