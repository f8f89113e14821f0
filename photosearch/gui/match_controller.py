"""Asks why a result matches: the newest wish wins, and what was told once is kept."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QImage

from photosearch.base.errors import Cancelled
from photosearch.base.progress import Progress
from photosearch.base.types import PhotoId
from photosearch.gui.bounded_cache import BoundedCache
from photosearch.gui.heat_image import glow_of, heated
from photosearch.gui.jobs import Job, JobRunner
from photosearch.gui.match_panel import PICTURE_PX
from photosearch.gui.photo_library import PhotoLibrary
from photosearch.gui.picture_image import image_of
from photosearch.gui.query_state import QueryState
from photosearch.gui.values import Explanation, PhotoExample

_KEPT = 64
_LARGEST_RATIO = 2


@dataclass(frozen=True)
class ShownMatch:
    """An explanation with its pictures painted.

    Attributes:
        explanation: Of the first example and the photo.
        images: Both, small, with their heat over them.
        glow: The photo's heat, to be laid over it where it is shown large.
    """

    explanation: Explanation
    images: tuple[QImage, QImage]
    glow: QImage


class MatchController(QObject):
    """Explains results of the present query, by its first example.

    Signals:
        explained(photo id, ShownMatch): the latest wish.
        failed(photo id, exception): it could not be met.
    """

    explained = Signal(int, object)
    failed = Signal(int, object)

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
        self._job: Job[ShownMatch] | None = None
        self._wanted: int | None = None
        self._kept: BoundedCache[int, ShownMatch] = BoundedCache(_KEPT)
        state.asked.connect(self.forget)

    def want(self, photo_id: int) -> None:
        """Explain a result; drop what was wanted before."""
        if photo_id == self._wanted and self._job is not None:
            return
        self.drop()
        if not self._state.active:
            return
        known = self._kept.get(photo_id)
        if known is not None:
            self.explained.emit(photo_id, known)
            return
        self._wanted = photo_id
        example = self._state.query().positives[0]

        def work(progress: Progress) -> ShownMatch:
            found = self._library.explain(example, PhotoExample(PhotoId(photo_id)), progress)
            size = QSize(PICTURE_PX, PICTURE_PX) * _LARGEST_RATIO
            images = [
                heated(image_of(glimpse), heat, size)
                for glimpse, heat in zip(found.glimpses, found.maps, strict=True)
            ]
            return ShownMatch(found, (images[0], images[1]), glow_of(found.maps[1].heat))

        def done(match: ShownMatch) -> None:
            self._job = None
            self._kept.put(photo_id, match)
            self.explained.emit(photo_id, match)

        def failed(error: BaseException) -> None:
            self._job = None
            if not isinstance(error, Cancelled):
                self.failed.emit(photo_id, error)

        self._job = self._jobs.read(work, done, failed)

    def drop(self) -> None:
        """Want nothing any more."""
        if self._job is not None:
            self._job.drop()
            self._job = None
        self._wanted = None

    def forget(self) -> None:
        """Forget what was explained: the query is another one."""
        self.drop()
        self._kept.clear()
