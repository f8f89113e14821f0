"""Small pictures and names of examples, for the chips of the query bar."""

from __future__ import annotations

import logging

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage

from photosearch.base.progress import Progress
from photosearch.base.types import Box
from photosearch.gui.bounded_cache import BoundedCache
from photosearch.gui.jobs import JobRunner
from photosearch.gui.photo_library import PhotoLibrary
from photosearch.gui.picture_image import image_of
from photosearch.gui.values import Example, FileExample, PhotoExample
from photosearch.gui.wording import file_name

_logger = logging.getLogger(__name__)
_EDGE_PX = 160


class ExamplePictures(QObject):
    """Loads examples' pictures in jobs.

    Signals:
        arrived(example, QImage): a picture is there.
    """

    arrived = Signal(object, object)

    def __init__(
        self, library: PhotoLibrary, jobs: JobRunner, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._library = library
        self._jobs = jobs
        self._known: BoundedCache[Example, QImage] = BoundedCache(64)

    def name(self, example: Example) -> str:
        """Return what to call an example."""
        if isinstance(example, PhotoExample):
            details = self._library.details([example.photo_id])
            return file_name(details[0].path) if details else self.tr("photo")
        if isinstance(example, FileExample):
            return file_name(example.path)
        return example.name or self.tr("pasted picture")

    def want(self, example: Example, after_ms: int = 0) -> None:
        """Bring an example's picture by ``arrived``; what needs decoding, after a pause."""
        known = self._known.get(example)
        if known is not None:
            self.arrived.emit(example, known)
            return

        if isinstance(example, PhotoExample):
            self._load_in_job(example)
        else:
            QTimer.singleShot(after_ms, self, lambda: self._load_in_job(example))

    def _load_in_job(self, example: Example) -> None:
        def work(progress: Progress) -> QImage:  # noqa: ARG001 - too short to be cancelled
            return self._load(example)

        def done(image: QImage) -> None:
            self._known.put(example, image)
            self.arrived.emit(example, image)

        def failed(error: BaseException) -> None:
            # The search itself says what is wrong with the example.
            _logger.info("no picture for a chip: %s", error)

        self._jobs.read(work, done, failed)

    def _load(self, example: Example) -> QImage:
        if isinstance(example, PhotoExample):
            jpeg = self._library.thumbnails([example.photo_id]).get(int(example.photo_id))
            image = QImage.fromData(jpeg) if jpeg else QImage()
            return cropped(image, example.box)
        return cropped(image_of(self._library.picture(example, _EDGE_PX)), example.box)


def cropped(image: QImage, box: Box | None) -> QImage:
    """Return a part of an image, or the whole."""
    if box is None or image.isNull():
        return image
    width, height = image.width(), image.height()
    return image.copy(
        round(box.x * width),
        round(box.y * height),
        max(1, round(box.width * width)),
        max(1, round(box.height * height)),
    )
