"""Looks now and then whether learning is worth proposing; asks once, and no more after a no."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from photosearch.base.progress import Progress
from photosearch.gui.jobs import Job, JobRunner
from photosearch.gui.tuning_library import TuningLibrary
from photosearch.gui.values import TuningProposal

_PAUSE_MS = 4000


class TuningProposer(QObject):
    """Asks the library in a job, a while after groups or photos have changed.

    Signals:
        proposed(TuningProposal): learning may help.
        failed(exception): the library could not say.
    """

    proposed = Signal(object)
    failed = Signal(object)

    def __init__(
        self, tuning: TuningLibrary, jobs: JobRunner, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._tuning = tuning
        self._jobs = jobs
        self._job: Job[TuningProposal | None] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self.look)
        self._active = False

    @property
    def active(self) -> bool:
        """Whether it looks at all."""
        return self._active

    def set_active(self, active: bool) -> None:
        """Look from now on, or no more."""
        self._active = active
        if not active:
            self._timer.stop()

    def look_soon(self) -> None:
        """Look once nothing has changed for a while."""
        if self._active:
            self._timer.start()

    def look(self) -> None:
        """Look now."""
        if self._job is None:
            self._job = self._jobs.read(self._tuning.proposal, self._on_found, self._on_failed)

    def decline(self) -> None:
        """Remember that the person does not want to learn now."""

        def work(progress: Progress) -> None:  # noqa: ARG001 - one statement
            self._tuning.decline()

        self._jobs.read(work, lambda _: None, self.failed.emit)

    def _on_found(self, proposal: TuningProposal | None) -> None:
        self._job = None
        if proposal is not None and self._active:
            self.proposed.emit(proposal)

    def _on_failed(self, error: BaseException) -> None:
        self._job = None
        self.failed.emit(error)
