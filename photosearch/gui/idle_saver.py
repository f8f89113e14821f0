"""Saves a large index when nobody looks: nothing painted and nothing running for some seconds."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from photosearch.base.progress import Progress
from photosearch.gui.jobs import JobRunner
from photosearch.gui.photo_library import PhotoLibrary

_LOOK_MS = 5000
_QUIET_S = 10.0


class IdleSaver(QObject):
    """Waits for idle moments; ``note_paint`` tells it that somebody looks."""

    def __init__(
        self,
        library: PhotoLibrary,
        jobs: JobRunner,
        failed: Callable[[BaseException], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._library = library
        self._jobs = jobs
        self._failed = failed
        self._painted_at = time.monotonic()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._on_look)
        self._timer.start(_LOOK_MS)

    def note_paint(self) -> None:
        """Count the quiet time from now."""
        self._painted_at = time.monotonic()

    def close(self) -> None:
        """Wait no more."""
        self._timer.stop()

    def _on_look(self) -> None:
        quiet = time.monotonic() - self._painted_at >= _QUIET_S
        if quiet and not self._jobs.busy and self._library.unsaved:

            def work(progress: Progress) -> None:  # noqa: ARG001 - one write of a file
                self._library.save_unsaved()

            self._jobs.write(work, lambda _: None, self._failed)
