"""Reading photos: through the decode workers and the encoder into the catalogue, batch by batch."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence

from photosearch.base.pace import Pace
from photosearch.base.progress import NO_PROGRESS, Progress
from photosearch.base.types import EncoderId, Ids, RootId
from photosearch.catalog.roots import Root
from photosearch.imaging.decoded import DecodedPhoto, DecodeFailure
from photosearch.imaging.jobs import DecodeJob
from photosearch.imaging.pool import DecodePool
from photosearch.services.encoding import PhotoEncoding
from photosearch.services.index_report import FileNote, IndexReport
from photosearch.services.library import Library
from photosearch.services.recording import BATCH, Recorder
from photosearch.services.scanning import Candidate, RootScan, locate, still_there
from photosearch.services.walking import FoundFile

_POLL_S = 0.05
_BATCH_WAIT_S = 1.0


class PhotoReading:
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
        limits = self._library.limits(asked_for=False)
        with (
            PhotoEncoding(self._library, self._recorder.encoder_id) as self._encoding,
            DecodePool(min(workers, len(candidates)), limits) as pool,
        ):
            by_token = dict(enumerate(candidates))
            waiting = iter(list(enumerate(candidates)))
            open_jobs = self._feed(pool, waiting)
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
            pool.submit(
                DecodeJob(token=token, path=candidate.path, pixels_px=self._encoding.pixels_px)
            )
        return True

    def _take(self, candidate: Candidate, outcome: object) -> None:
        self._done += 1
        if isinstance(outcome, DecodeFailure) and self._went_away(candidate.root_id):
            return
        if isinstance(outcome, DecodeFailure) and outcome.code == "vanished":
            return  # since the scan; the next one says whether it is missing or lies elsewhere
        if isinstance(outcome, DecodedPhoto):
            self._encoding.add(outcome)
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
        recorded = self._recorder.record(batch, self._encoding.take())
        for one in recorded:
            if one.outcome == "failed":
                self._report.failed.append(FileNote(one.path, one.reason))
            else:
                setattr(self._report, one.outcome, getattr(self._report, one.outcome) + 1)
        self._library.gallery.catch_up()


def read_again(
    library: Library, photo_ids: Ids, encoder_id: EncoderId, progress: Progress = NO_PROGRESS
) -> int:
    """Read known photos again, to make what was lost of them; returns how many could not be read.

    Args:
        library: Opened to write.
        photo_ids: (N,) int64.
        encoder_id: Whose features are made where they are missing.
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
    recorder = Recorder(library, encoder_id, [])
    run = PhotoReading(library, recorder, report, progress)
    run.read(candidates, [_as_it_is(root) for root in library.catalog.roots.list()])
    return len(photo_ids) - (len(candidates) - len(report.failed))


def _as_it_is(root: Root) -> RootScan:
    try:
        return RootScan(root, root.path, device=os.stat(root.path).st_dev)
    except OSError:
        return RootScan(root, None)
