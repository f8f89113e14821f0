"""Bringing the library up to date with its folders: scan, decode, encode, record, refresh."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from photosearch.base.blas import one_blas_thread
from photosearch.base.errors import ConfirmationNeeded
from photosearch.base.pace import Pace
from photosearch.base.paths import shown
from photosearch.base.progress import NO_PROGRESS, Progress
from photosearch.base.types import Ids, RootId
from photosearch.catalog.locations import within
from photosearch.catalog.roots import Root
from photosearch.encoder.card import read_card
from photosearch.imaging.decoded import DecodedPhoto, DecodeFailure
from photosearch.imaging.jobs import DecodeJob
from photosearch.imaging.pool import DecodePool
from photosearch.services.folders import add_folder, place_in_roots
from photosearch.services.gallery import ENCODER_DIR
from photosearch.services.library import Library
from photosearch.services.recording import BATCH, Recorder
from photosearch.services.refreshing import refresh
from photosearch.services.scanning import (
    Candidate,
    Gone,
    RootScan,
    locate,
    looks_like_disappearance,
    newly_missing,
    scan_root,
    still_there,
)
from photosearch.services.stacking import StackPlan, arrange_stacks, plan_stacks
from photosearch.services.walking import FoundFile

_POLL_S = 0.05
_BATCH_WAIT_S = 1.0
_REASONS = {
    "video": "a video; videos are not indexed",
    "link": "a symbolic link; links are not followed",
    "placeholder": "its content lies in a cloud; it is not downloaded",
    "special": "not a regular file",
}


@dataclass(frozen=True)
class FileNote:
    """A file that was skipped or failed, and why, for people."""

    path: bytes
    reason: str


@dataclass
class IndexReport:
    """What a run of indexing did; the counts are files.

    Attributes:
        indexed: New photos, and files whose content has changed.
        unchanged: As they were.
        copies: New files of a photo that the library knows.
        moved: Found again elsewhere.
        missing: Not found any more, by this run.
        skipped: Not photos that can be searched.
        failed: Could not be read.
        offline: Labels of roots whose drives are away.
        seconds: Wall clock.
    """

    indexed: int = 0
    unchanged: int = 0
    copies: int = 0
    moved: int = 0
    missing: int = 0
    skipped: list[FileNote] = field(default_factory=list)
    failed: list[FileNote] = field(default_factory=list)
    offline: list[str] = field(default_factory=list)
    seconds: float = 0.0


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
            arrange_stacks(library, scan, plans[scan.root.root_id])
        refresh(library, progress)
    report.seconds = time.monotonic() - started
    return report


def read_again(library: Library, photo_ids: Ids, progress: Progress = NO_PROGRESS) -> int:
    """Read known photos again, to make what was lost of them; returns how many could not be read.

    Args:
        library: Opened to write.
        photo_ids: (N,) int64.
        progress: Phase ``index``.
    """
    candidates: list[Candidate] = []
    for photo_id in photo_ids.tolist():
        for place in library.catalog.locations.of_photo(photo_id):
            if place.state == "online" and os.path.exists(place.path):
                stat = place.stat
                found = FoundFile(
                    place.relative_path, stat.size, stat.mtime_ns, stat.inode, stat.device
                )
                known = library.catalog.locations.at(place.root_id, place.relative_path)
                candidates.append(Candidate(place.root_id, place.path, found, known))
                break
    report = IndexReport()
    card = read_card(ENCODER_DIR)
    encoder_id = library.catalog.encoders.ensure(card.fingerprint, card.name, card.dim)
    run = _Run(library, Recorder(library, encoder_id, []), report, progress)
    run.read(candidates, [_as_it_is(root) for root in library.catalog.roots.list()])
    return len(photo_ids) - (len(candidates) - len(report.failed))


def _as_it_is(root: Root) -> RootScan:
    try:
        return RootScan(root, root.path, device=os.stat(root.path).st_dev)
    except OSError:
        return RootScan(root, None)


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
    )


def _not_found_by_content(library: Library, scans: list[RootScan], gone: list[Gone]) -> list[Gone]:
    """Leave out what lies elsewhere under another time: copied away without its times."""
    sizes = {place.row.stat.size for place in gone}
    arrivals: set[int] = set()
    for scan in scans:
        for candidate in scan.candidates:
            if candidate.known is None and candidate.found.size in sizes:
                file = library.catalog.files.by_sha256(_sha256(candidate.path))
                if file is not None:
                    arrivals.add(file.file_id)
    return [place for place in gone if place.row.file_id not in arrivals]


def _sha256(path: bytes) -> bytes:
    try:
        with open(path, "rb") as file:
            return hashlib.file_digest(file, "sha256").digest()
    except OSError:
        return b""


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
    report.unchanged += len(scan.unchanged) + len(scan.returned)
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
    card = read_card(ENCODER_DIR)  # the encoder itself is loaded when there is something to encode
    encoder_id = library.catalog.encoders.ensure(card.fingerprint, card.name, card.dim)
    lost = [gone for scan in scans for gone in scan.lost]
    recorder = Recorder(library, encoder_id, lost)
    run = _Run(library, recorder, report, progress)
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


class _Run:
    """One pass of candidates through workers, encoder and catalogue."""

    def __init__(
        self, library: Library, recorder: Recorder, report: IndexReport, progress: Progress
    ) -> None:
        self._library = library
        self._recorder = recorder
        self._report = report
        self._progress = progress
        self._batch: list[tuple[Candidate, DecodedPhoto | DecodeFailure]] = []
        self._batch_since = 0.0
        self._done = 0
        self.gone_roots: set[int] = set()

    def read(self, candidates: Sequence[Candidate], scans: Sequence[RootScan]) -> None:
        """Read every candidate; a root that goes away meanwhile is left for later."""
        if not candidates:
            return
        self._scans = {scan.root.root_id: scan for scan in scans}
        pace = Pace("index", len(candidates))
        self._progress.report(pace.step(0))
        workers = self._library.settings.decode_workers or os.cpu_count() or 1
        with one_blas_thread(), DecodePool(min(workers, len(candidates))) as pool:
            by_token = dict(enumerate(candidates))
            waiting = iter(list(enumerate(candidates)))
            open_jobs = self._feed(pool, waiting)
            _ = self._library.encoder  # is loaded while the workers start
            while open_jobs or len(pool) > 0:
                self._progress.checkpoint()
                open_jobs = open_jobs and self._feed(pool, waiting)
                for job, outcome in pool.results(_POLL_S):
                    self._take(by_token.pop(job.token), outcome)
                if self._due(last=not open_jobs and len(pool) == 0):
                    self._write()
                    self._progress.report(pace.step(self._done))
            self._write()
            self._progress.report(pace.step(self._done))

    def _feed(self, pool: DecodePool, waiting: Iterator[tuple[int, Candidate]]) -> bool:
        """Keep the workers busy; ``False`` once there is nothing left to give."""
        while len(pool) < pool.capacity:
            following = next(waiting, None)
            if following is None:
                return False
            token, candidate = following
            if candidate.root_id in self.gone_roots | self._library.released:
                self.gone_roots.add(candidate.root_id)
                self._done += 1
                continue
            pool.submit(DecodeJob(token=token, path=candidate.path))
        return True

    def _take(self, candidate: Candidate, outcome: object) -> None:
        self._done += 1
        if isinstance(outcome, DecodeFailure) and self._went_away(candidate.root_id):
            return
        if isinstance(outcome, DecodedPhoto):
            self._recorder.expect(outcome)
        if isinstance(outcome, (DecodedPhoto, DecodeFailure)):
            if not self._batch:
                self._batch_since = time.monotonic()
            self._batch.append((candidate, outcome))

    def _went_away(self, root_id: RootId) -> bool:
        """Say whether a failure is the drive's: then nothing of it counts as failed or missing."""
        if root_id in self.gone_roots:
            return True
        if root_id in self._library.released:
            self.gone_roots.add(root_id)
            return True
        scan = self._scans[root_id]
        if scan.path is not None and still_there(scan.path, scan.device):
            return False
        self.gone_roots.add(root_id)
        if locate(self._library.catalog, scan.root) is None:
            self._library.catalog.roots.set_state(root_id, "offline")
        self._report.offline.append(scan.root.label)
        return True

    def _due(self, *, last: bool) -> bool:
        waited = time.monotonic() - self._batch_since
        return len(self._batch) >= BATCH or bool(self._batch and (last or waited > _BATCH_WAIT_S))

    def _write(self) -> None:
        batch, self._batch = self._batch, []
        if not batch:
            return
        recorded = self._recorder.record(batch)
        for one in recorded:
            if one.outcome == "failed":
                self._report.failed.append(FileNote(one.path, one.reason))
            else:
                setattr(self._report, one.outcome, getattr(self._report, one.outcome) + 1)
        self._library.gallery.catch_up()
