"""Watching the folders while the window is open: what changed is indexed at once."""

from __future__ import annotations

import logging

from PySide6.QtCore import QObject, Qt, Signal

from photosearch.base.progress import Progress
from photosearch.gui.jobs import JobRunner
from photosearch.gui.photo_library import PhotoLibrary, Watcher

_logger = logging.getLogger(__name__)


class Watching(QObject):
    """Starts and ends the watcher of a library.

    Signals:
        changed(folders): a tuple of byte paths to look at again.
    """

    changed = Signal(object)
    _told = Signal(object)

    def __init__(
        self, library: PhotoLibrary, jobs: JobRunner, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._library = library
        self._jobs = jobs
        self._watcher: Watcher | None = None
        self._wanted = False
        self._beginning = False
        self._told.connect(self._on_told, Qt.ConnectionType.QueuedConnection)

    def set_active(self, active: bool) -> None:
        """Start to watch, in a job (a deep folder takes a moment), or end it."""
        self._wanted = active
        if not active and not self._beginning:
            self._end()
        elif active and not self._beginning and self._watcher is None:
            self._begin()

    def close(self) -> None:
        """End watching; to be called when no job runs any more."""
        self._wanted = False
        self._end()

    def _begin(self) -> None:
        self._beginning = True

        def work(progress: Progress) -> Watcher:  # noqa: ARG001 - not to be left half done
            self._watcher = self._library.watch(self._told.emit)
            return self._watcher

        def done(_watcher: Watcher) -> None:
            self._beginning = False
            if not self._wanted:
                self._end()

        def failed(error: BaseException) -> None:
            self._beginning = False
            # Without it, new photos are found at the next start or by "Look for new photos".
            _logger.info("the folders are not watched: %s", error)

        self._jobs.read(work, done, failed)

    def _end(self) -> None:
        if self._watcher is not None:
            self._watcher.close()
            self._watcher = None

    def _on_told(self, folders: frozenset[bytes]) -> None:
        if self._wanted:
            self.changed.emit(tuple(folders))
