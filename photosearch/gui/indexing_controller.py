"""Indexing as the window runs it: one run at a time, wishes meanwhile are remembered.

A run may take hours, and holds the library's long-write lock. A short write that needs no such lock
(adding a folder) is done beside it and followed by another run; one that does (removing a folder,
undo) ends the run, which the next one takes up where it was.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from photosearch.base.errors import Cancelled
from photosearch.base.progress import Progress, Step
from photosearch.gui.jobs import Job, JobRunner
from photosearch.gui.photo_library import PhotoLibrary
from photosearch.gui.values import IndexReport


class IndexingController(QObject):
    """Starts, pauses and cancels indexing, and puts other writes in between.

    Signals:
        started(): a run began.
        stepped(Step): how far it is.
        ended(IndexReport or None): a run ended; None when it was cancelled.
        failed(exception): a run or a write failed.
        written(outcome): another write is done.
    """

    started = Signal()
    stepped = Signal(object)
    ended = Signal(object)
    failed = Signal(object)
    written = Signal(object)

    def __init__(
        self, library: PhotoLibrary, jobs: JobRunner, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._library = library
        self._jobs = jobs
        self._job: Job[IndexReport] | None = None
        self._again: set[bytes] | None = None
        self._accept_missing = False
        jobs.step_reported.connect(self._on_step)

    @property
    def running(self) -> bool:
        """Whether a run goes on."""
        return self._job is not None

    @property
    def paused(self) -> bool:
        """Whether the run waits."""
        return self._job is not None and self._job.control.paused

    def start(self, folders: tuple[bytes, ...] = (), accept_missing: bool = False) -> None:
        """Index folders (none: all), now or after the run that goes on."""
        if self._job is not None:
            self._remember(folders)
            return

        def work(progress: Progress) -> IndexReport:
            return self._library.index(folders, accept_missing, progress)

        self._job = self._jobs.write(work, self._on_done, self._on_failed)
        self.started.emit()

    def toggle_pause(self) -> None:
        """Pause the run, or let it go on."""
        if self._job is None:
            return
        if self._job.control.paused:
            self._job.control.resume()
        else:
            self._job.control.pause()

    def cancel(self) -> None:
        """End the run; what it has done stays."""
        self._again = None
        if self._job is not None:
            self._job.cancel()

    def write_beside(self, change: Callable[[], object], index_after: bool = False) -> None:
        """Make a short change at once, beside a run that goes on."""
        self._jobs.read(*self._short(change, index_after))

    def write_between(self, change: Callable[[], object], index_after: bool = False) -> None:
        """Make a change between runs: a run that goes on ends, and is taken up again after it."""
        if self._job is not None:
            self._remember(())
            self._job.cancel()
        self._jobs.write(*self._short(change, index_after))

    def _short(
        self, change: Callable[[], object], index_after: bool
    ) -> tuple[
        Callable[[Progress], object], Callable[[object], None], Callable[[BaseException], None]
    ]:
        def work(progress: Progress) -> object:  # noqa: ARG001 - too short to be cancelled
            return change()

        def done(outcome: object) -> None:
            self.written.emit(outcome)
            if index_after:
                self.start()

        return work, done, self.failed.emit

    def close(self) -> None:
        """Start nothing more."""
        self._again = None

    def _remember(self, folders: tuple[bytes, ...]) -> None:
        everything = not folders or self._again == set()
        self._again = set() if everything else (self._again or set()) | set(folders)

    def _on_step(self, job: Job[IndexReport], step: Step) -> None:
        if job is self._job:
            self.stepped.emit(step)

    def _on_done(self, report: IndexReport) -> None:
        self._job = None
        self.ended.emit(report)
        self._go_on()

    def _on_failed(self, error: BaseException) -> None:
        self._job = None
        self.ended.emit(None)
        if not isinstance(error, Cancelled):
            self.failed.emit(error)
        self._go_on()

    def _go_on(self) -> None:
        if self._again is not None:
            folders, self._again = tuple(self._again), None
            self.start(folders)
