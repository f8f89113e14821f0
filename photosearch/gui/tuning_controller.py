"""Tuning and switching metrics as the window runs them: one at a time, beside everything else.

A tuning takes no turn with indexing, which may take hours; it waits while indexing runs, and while
the computer runs on its battery, and says so.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal

from photosearch.base.errors import Cancelled
from photosearch.base.power import on_battery
from photosearch.base.progress import Progress, Step
from photosearch.base.types import MetricId
from photosearch.gui.jobs import Job, JobRunner
from photosearch.gui.tuning_library import TuningLibrary
from photosearch.gui.values import TuningReport, TuningRequest
from photosearch.services.yielding import YieldingProgress

Outcome = TypeVar("Outcome")


class TuningController(QObject):
    """Starts and ends tunings and switches.

    Signals:
        started(learning): one began; ``False`` for a change of what there is already.
        stepped(Step): how far it is.
        ended(): it is over, whatever came of it.
        tuned(TuningReport): a tuning came to this.
        switched(): searches use another metric now.
        cancelled(): the person ended it.
        failed(exception): it could not be done.
    """

    started = Signal(bool)
    stepped = Signal(object)
    ended = Signal()
    tuned = Signal(object)
    switched = Signal()
    cancelled = Signal()
    failed = Signal(object)

    def __init__(
        self,
        tuning: TuningLibrary,
        jobs: JobRunner,
        indexing_runs: Callable[[], bool],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._tuning = tuning
        self._jobs = jobs
        self._indexing_runs = indexing_runs
        self._job: Job[Any] | None = None
        self.on_battery: Callable[[], bool | None] = on_battery
        jobs.step_reported.connect(self._on_step)

    @property
    def running(self) -> bool:
        """Whether a tuning or a switch goes on."""
        return self._job is not None

    def start(self, request: TuningRequest) -> None:
        """Tune, unless something goes on."""

        def work(progress: Progress) -> TuningReport:
            yielding = YieldingProgress(progress, self._reason_to_wait)
            yielding.checkpoint()  # before the library's lock is asked for, which knows no cancel
            return self._tuning.tune(request, yielding)

        self._run(work, self._on_tuned, learning=True)

    def use(self, metric_id: MetricId) -> None:
        """Search with another metric from now on, unless something goes on."""
        self.change(
            lambda progress: self._tuning.use(metric_id, progress), lambda _: self.switched.emit()
        )

    def change(
        self, change: Callable[[Progress], Outcome], done: Callable[[Outcome], None]
    ) -> None:
        """Change what metrics there are once indexing lets go of the library's lock."""

        def work(progress: Progress) -> Outcome:
            YieldingProgress(progress, self._indexing).checkpoint()
            return change(progress)

        self._run(work, done)

    def cancel(self) -> None:
        """End what goes on; the metric in use stays."""
        if self._job is not None:
            self._job.cancel()

    def _run(
        self,
        work: Callable[[Progress], Outcome],
        done: Callable[[Outcome], None],
        *,
        learning: bool = False,
    ) -> None:
        if self._job is not None:
            return

        def finished(outcome: Outcome) -> None:
            self._job = None
            self.ended.emit()
            done(outcome)

        self._job = self._jobs.read(work, finished, self._on_failed)
        self.started.emit(learning)

    def _indexing(self) -> str:
        return "indexing" if self._indexing_runs() else ""

    def _reason_to_wait(self) -> str:
        return self._indexing() or ("battery" if self.on_battery() else "")

    def _on_step(self, job: Job[Any], step: Step) -> None:
        if job is self._job:
            self.stepped.emit(step)

    def _on_tuned(self, report: TuningReport) -> None:
        if report.metric != report.previous:
            self.switched.emit()
        self.tuned.emit(report)

    def _on_failed(self, error: BaseException) -> None:
        self._job = None
        self.ended.emit()
        if isinstance(error, Cancelled):
            self.cancelled.emit()
        else:
            self.failed.emit(error)
