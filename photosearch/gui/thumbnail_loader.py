"""Brings thumbnails from the library to the grid: what is visible first, the latest wish first.

Measured: ``QImage.fromData`` and ``QImage.scaled`` hold the interpreter (1 to 2 ms and 0.5 ms for
a 256 px thumbnail), and a frame that is being painted has to wait for it several times;
``QImageReader.read`` lets go of it. That is done in one plain thread, pixmaps on the main thread.
First in, first out made another viewer's visible thumbnails wait for tens of seconds; so every
wish replaces the one before, and a generation number drops what comes back too late.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QObject, Qt, Signal
from PySide6.QtGui import QImage, QImageReader, QPixmap

from photosearch.gui.bounded_cache import BoundedCache
from photosearch.gui.photo_library import PhotoLibrary
from photosearch.gui.values import PhotoDetails

_logger = logging.getLogger(__name__)

PIXMAP_LIMIT_BYTES = 150_000_000
_BATCH = 8


@dataclass(frozen=True)
class LoadedBatch:
    """What the worker brings back.

    Attributes:
        generation: Of the size that was asked for.
        images: Photo id to image; None where the library has no thumbnail.
        details: Of the same photos.
    """

    generation: int
    images: dict[int, QImage | None]
    details: list[PhotoDetails]


class ThumbnailLoader(QObject):
    """Loads thumbnails in a thread and keeps their pixmaps; lives in the main thread.

    Signals:
        loaded(list of photo ids, list of PhotoDetails): pixmaps or their absence are known now.
    """

    loaded = Signal(object, object)
    _arrived = Signal(object)

    def __init__(self, library: PhotoLibrary, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._pixmaps: BoundedCache[int, QPixmap] = BoundedCache(PIXMAP_LIMIT_BYTES)
        self._absent: set[int] = set()
        self._fresh: set[int] = set()
        self._edge_px = 0
        self._ratio = 1.0
        self._wake = threading.Condition()
        self._wanted: list[int] = []
        self._generation = 0
        self._closing = False
        self._arrived.connect(self._on_arrived, Qt.ConnectionType.QueuedConnection)
        self._thread = threading.Thread(
            target=self._serve, name="photosearch-thumbnails", daemon=True
        )
        self._thread.start()

    @property
    def edge_px(self) -> int:
        """Return the longer edge of a pixmap in logical pixels."""
        return self._edge_px

    def set_size(self, edge_px: int, ratio: float) -> None:
        """Choose the size of pixmaps; the ones of another size serve until replaced."""
        if (edge_px, ratio) == (self._edge_px, self._ratio):
            return
        with self._wake:
            self._edge_px, self._ratio = edge_px, ratio
            self._generation += 1
            self._wanted = []
        self._fresh.clear()

    def pixmap(self, photo_id: int) -> QPixmap | None:
        """Return a photo's pixmap if it is there."""
        return self._pixmaps.get(photo_id)

    def settled(self, photo_id: int) -> bool:
        """Tell whether nothing better is to come for a photo."""
        return photo_id in self._absent or (photo_id in self._fresh and photo_id in self._pixmaps)

    def want(self, ids: Sequence[int]) -> None:
        """Load these photos' thumbnails, the first ones first, instead of those wanted before."""
        wanted = [photo_id for photo_id in ids if not self.settled(photo_id)]
        with self._wake:
            self._wanted = wanted
            if wanted:
                self._wake.notify()

    def retry_absent(self) -> None:
        """Ask again for photos that had no thumbnail: indexing may have made it."""
        self._absent.clear()

    def close(self, timeout_s: float = 3.0) -> bool:
        """End the thread; False when it did not end in time."""
        with self._wake:
            self._closing = True
            self._wake.notify()
        self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def _serve(self) -> None:
        while True:
            with self._wake:
                self._wake.wait_for(lambda: self._wanted or self._closing)
                if self._closing:
                    return
                batch, self._wanted = self._wanted[:_BATCH], self._wanted[_BATCH:]
                generation, side_px = self._generation, round(self._edge_px * self._ratio)
            loaded = self._load(batch, generation, side_px)
            if not self._closing:
                self._arrived.emit(loaded)

    def _load(self, batch: list[int], generation: int, side_px: int) -> LoadedBatch:
        try:
            jpegs = self._library.thumbnails(batch)
            details = self._library.details(batch)
        except Exception:
            # A thumbnail is decoration: the grid shows a placeholder and the log says why.
            _logger.exception("thumbnails can't be read")
            jpegs, details = {}, []
        images = {photo_id: _image(jpegs.get(photo_id), side_px) for photo_id in batch}
        return LoadedBatch(generation, images, details)

    def _on_arrived(self, batch: LoadedBatch) -> None:
        if self._closing or batch.generation != self._generation:
            return
        for photo_id, image in batch.images.items():
            if image is None:
                self._absent.add(photo_id)
                continue
            pixmap = QPixmap.fromImage(image)
            pixmap.setDevicePixelRatio(self._ratio)
            self._pixmaps.put(photo_id, pixmap, 4 * image.width() * image.height())
            self._fresh.add(photo_id)
        self.loaded.emit(list(batch.images), batch.details)


def _image(jpeg: bytes | None, side_px: int) -> QImage | None:
    if not jpeg:
        return None
    buffer = QBuffer()
    buffer.setData(jpeg)
    reader = QImageReader(buffer, b"jpeg")
    size = reader.size()
    if max(size.width(), size.height()) > side_px:
        reader.setScaledSize(size.scaled(side_px, side_px, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    return None if image.isNull() else image  # damaged: doctor makes it anew
