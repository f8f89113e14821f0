"""Brings the pixels of the photo in view: thumbnail, then screen size, then all of them."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from photosearch.base.progress import Progress
from photosearch.base.types import PhotoId
from photosearch.gui.bounded_cache import BoundedCache
from photosearch.gui.jobs import Job, JobRunner
from photosearch.gui.photo_library import PhotoLibrary
from photosearch.gui.picture_image import image_of
from photosearch.gui.values import PhotoExample

_logger = logging.getLogger(__name__)
_SCREEN_PX = 2048
_ALL_PX = 0
_CACHE_BYTES = 160_000_000


@dataclass(frozen=True)
class _Loaded:
    image: QImage
    details: tuple[tuple[str, str], ...]


class ViewerPictures(QObject):
    """Decodes photos for the viewer, one wish at a time; late ones are dropped.

    Signals:
        arrived(photo id, QImage): better pixels than before.
        described(photo id, details): how it was taken, as (key, text).
        failed(photo id, exception): the file can't be shown; the thumbnail stays.
    """

    arrived = Signal(int, object)
    described = Signal(int, object)
    failed = Signal(int, object)

    def __init__(
        self, library: PhotoLibrary, jobs: JobRunner, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._library = library
        self._jobs = jobs
        self._running: Job[_Loaded] | None = None
        self._wanted: tuple[PhotoId, int] | None = None
        self._known: BoundedCache[tuple[PhotoId, int], _Loaded] = BoundedCache(_CACHE_BYTES)

    def want(self, photo_id: PhotoId, full: bool) -> None:
        """Bring a photo at screen size, or ``full`` with all its pixels."""
        wish = (photo_id, _ALL_PX if full else _SCREEN_PX)
        if wish == self._wanted and self._running is not None:
            return
        if self._running is not None:
            self._running.drop()
            self._running = None
        self._wanted = wish
        known = self._known.get(wish)
        if known is not None:
            self._show(photo_id, known)
            return
        if not full:
            self._show_thumbnail(photo_id)
        self._start(wish)

    def _show_thumbnail(self, photo_id: PhotoId) -> None:
        jpeg = self._library.thumbnails([photo_id]).get(int(photo_id))
        image = QImage.fromData(jpeg) if jpeg else QImage()
        if not image.isNull():
            self.arrived.emit(photo_id, image)

    def _show(self, photo_id: PhotoId, loaded: _Loaded) -> None:
        self.described.emit(photo_id, loaded.details)
        self.arrived.emit(photo_id, loaded.image)

    def _start(self, wish: tuple[PhotoId, int]) -> None:
        photo_id, max_px = wish

        def work(progress: Progress) -> _Loaded:  # noqa: ARG001 - a decode is one step
            picture = self._library.picture(PhotoExample(photo_id), max_px)
            return _Loaded(image_of(picture), picture.details)

        def done(loaded: _Loaded) -> None:
            self._running = None
            self._known.put(wish, loaded, loaded.image.sizeInBytes())
            self._show(photo_id, loaded)

        def failed(error: BaseException) -> None:
            self._running = None
            _logger.info("the photo can't be shown large: %s", error)
            self.failed.emit(photo_id, error)

        self._running = self._jobs.read(work, done, failed)
