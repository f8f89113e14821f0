"""Brings the pictures of two members: thumbnails, then pixels, then one laid over the other.

One decode runs at a time, the latest wish first; what was decoded is kept, so that going back and
forth between groups waits for nothing. The group that comes next is decoded ahead.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from photosearch.base.errors import Cancelled, UserError
from photosearch.base.progress import Progress
from photosearch.gui.bounded_cache import BoundedCache
from photosearch.gui.jobs import Job, JobRunner
from photosearch.gui.photo_library import PhotoLibrary
from photosearch.gui.picture_image import image_of, image_of_pixels, pixels_of
from photosearch.gui.review_values import Member
from photosearch.gui.values import FileExample

_logger = logging.getLogger(__name__)
_SCREEN_PX = 2048
_CACHE_BYTES = 320_000_000


@dataclass(frozen=True)
class LaidImages:
    """Two pictures of one size and what differs between them.

    Attributes:
        first: The picture of the anchor.
        second: The other one, laid over it.
        difference: Amplified.
        gain: How much.
        share: Of the pixels that differ visibly, 0 to 1.
        turned: Whether the second one had to be turned or mirrored.
        fits: Whether the two show the same at the same place.
    """

    first: QImage
    second: QImage
    difference: QImage
    gain: int
    share: float
    turned: bool
    fits: bool


class ComparePictures(QObject):
    """Decodes what is compared; late results are kept but not shown.

    Signals:
        arrived(path, QImage): pixels of a file.
        laid(first path, second path, LaidImages): two pictures, one over the other.
        unreadable(path, UserError): the file can't be shown; the thumbnail stays.
        failed(exception): something that is no message for people: a bug.
    """

    arrived = Signal(object, object)
    laid = Signal(object, object, object)
    unreadable = Signal(object, object)
    failed = Signal(object)

    def __init__(
        self, library: PhotoLibrary, jobs: JobRunner, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._library = library
        self._jobs = jobs
        self._images: BoundedCache[tuple[bytes, bool], QImage] = BoundedCache(_CACHE_BYTES)
        self._pairs: BoundedCache[tuple[bytes, bytes], LaidImages] = BoundedCache(_CACHE_BYTES // 4)
        self._wanted: list[tuple[bytes, bool]] = []
        self._pair: tuple[bytes, bytes] | None = None
        self._job: Job[QImage] | None = None
        self._laying: Job[LaidImages] | None = None

    def thumbnail(self, member: Member) -> QImage:
        """Return a member's small picture; a null image when there is none."""
        jpeg = self._library.thumbnails([member.photo_id]).get(int(member.photo_id))
        return QImage.fromData(jpeg) if jpeg else QImage()

    def image(self, path: bytes) -> QImage | None:
        """Return the best pixels of a file that are at hand."""
        return self._images.get((path, True)) or self._images.get((path, False))

    def want(self, paths: Sequence[bytes]) -> None:
        """Bring these files at screen size, the first ones first, instead of those before."""
        self._wanted = [(path, False) for path in paths if self.image(path) is None]
        self._go_on()

    def want_all_pixels(self, path: bytes) -> None:
        """Bring a file with all its pixels, before anything else."""
        if self._images.get((path, True)) is None:
            self._wanted = [each for each in self._wanted if each != (path, True)]
            self._wanted.insert(0, (path, True))
            self._go_on()

    def want_laid(self, first: bytes, second: bytes) -> None:
        """Lay one picture over the other, once both are there."""
        known = self._pairs.get((first, second))
        if known is not None:
            self.laid.emit(first, second, known)
            return
        self._pair = (first, second)
        self._lay()

    def close(self) -> None:
        """Bring nothing more."""
        self._wanted, self._pair = [], None
        for job in (self._job, self._laying):
            if job is not None:
                job.drop()
        self._job = self._laying = None

    def _go_on(self) -> None:
        if self._job is not None or not self._wanted:
            return
        path, full = self._wanted.pop(0)

        def work(progress: Progress) -> QImage:  # noqa: ARG001 - a decode is one step
            return image_of(self._library.picture(FileExample(path), 0 if full else _SCREEN_PX))

        def done(image: QImage) -> None:
            self._job = None
            self._images.put((path, full), image, image.sizeInBytes())
            self.arrived.emit(path, image)
            self._lay()
            self._go_on()

        def failed(error: BaseException) -> None:
            self._job = None
            if isinstance(error, UserError):
                self.unreadable.emit(path, error)
            elif not isinstance(error, Cancelled):
                self.failed.emit(error)
            self._go_on()

        self._job = self._jobs.read(work, done, failed)

    def _lay(self) -> None:
        if self._pair is None or self._laying is not None:
            return
        first, second = self._pair
        one, other = self._images.get((first, False)), self._images.get((second, False))
        if one is None or other is None:
            return
        self._pair = None

        def work(progress: Progress) -> LaidImages:  # noqa: ARG001 - a fraction of a second
            pair = self._library.duplicates.lay_over(pixels_of(one), pixels_of(other))
            return LaidImages(
                first=image_of_pixels(pair.first),
                second=image_of_pixels(pair.second),
                difference=image_of_pixels(pair.difference),
                gain=pair.gain,
                share=pair.share,
                turned=pair.turned,
                fits=pair.fits,
            )

        def done(pair: LaidImages) -> None:
            self._laying = None
            self._pairs.put((first, second), pair, 3 * pair.first.sizeInBytes())
            self.laid.emit(first, second, pair)
            self._lay()

        def failed(error: BaseException) -> None:
            self._laying = None
            if not isinstance(error, Cancelled):
                self.failed.emit(error)

        self._laying = self._jobs.read(work, done, failed)
