"""Runs searches: a short pause after the last change, a new query supersedes the old one."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from photosearch.base.errors import Cancelled
from photosearch.base.progress import Progress
from photosearch.gui.jobs import Job, JobRunner
from photosearch.gui.photo_library import PhotoLibrary
from photosearch.gui.photo_model import Mark
from photosearch.gui.query_state import QueryState
from photosearch.gui.values import SearchAnswer, SearchResult
from photosearch.gui.wording import number, translate

_REFINE_PAUSE_MS = 30


class SearchController(QObject):
    """Turns a query state into answers.

    Signals:
        started(): a search runs.
        answered(SearchAnswer): the latest query's answer.
        failed(exception): the latest query could not be answered.
    """

    started = Signal()
    answered = Signal(object)
    failed = Signal(object)

    def __init__(
        self,
        library: PhotoLibrary,
        state: QueryState,
        jobs: JobRunner,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._library = library
        self._state = state
        self._jobs = jobs
        self._job: Job[SearchAnswer] | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self.search_now)
        state.asked.connect(self.search_now)
        state.refined.connect(self._on_refined)

    def search_now(self) -> None:
        """Search for the present state; drop the search before."""
        self._pause.stop()
        if self._job is not None:
            self._job.drop()
            self._job = None
        if not self._state.active:
            return
        query = self._state.query()

        def work(progress: Progress) -> SearchAnswer:
            return self._library.search(query, progress)

        self.started.emit()
        self._job = self._jobs.read(work, self._on_answer, self._on_failed)

    def close(self) -> None:
        """Search no more."""
        self._pause.stop()
        if self._job is not None:
            self._job.drop()

    def _on_refined(self) -> None:
        if self._state.active:
            self._pause.start(_REFINE_PAUSE_MS)

    def _on_answer(self, answer: SearchAnswer) -> None:
        self._job = None
        self.answered.emit(answer)

    def _on_failed(self, error: BaseException) -> None:
        self._job = None
        if not isinstance(error, Cancelled):
            self.failed.emit(error)


def marks_of(answer: SearchAnswer) -> dict[int, Mark]:
    """Return what the grid shows beside each photo of an answer."""
    best = max((each.score for each in answer.results), default=1.0)
    spoken = translate("TilePainter", "likeness {score}")
    marks = {int(each.photo_id): _mark(each, best, spoken) for each in answer.results}
    for photo_id in answer.same:
        marks[int(photo_id)] = Mark(1.0, _same_text(), same=True)
    return marks


def _mark(result: SearchResult, best: float, spoken: str) -> Mark:
    if result.probability is not None:
        return Mark(result.probability, number(round(result.probability * 100)) + " %")
    share = result.score / best if best > 0 else 0.0
    # An uncalibrated score has no scale that a person could read: a bar against the best result.
    return Mark(min(max(share, 0.0), 1.0), "", spoken=spoken.format(score=f"{result.score:.2f}"))


def _same_text() -> str:
    return translate("TilePainter", "this photo")
