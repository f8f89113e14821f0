"""Short changes of groups and of what was said, one after the other, beside an indexing run.

They need no turn with indexing (which may take hours), but must not overtake each other: a key that
adds a photo and the undo right after it have an order.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from photosearch.base.progress import Progress
from photosearch.gui.jobs import JobRunner

Outcome = TypeVar("Outcome")


class ChangeQueue(QObject):
    """Runs changes in their order.

    Signals:
        changed(): a change is done.
        failed(exception): a change could not be made.
    """

    changed = Signal()
    failed = Signal(object)

    def __init__(self, jobs: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._waiting: deque[Callable[[], None]] = deque()
        self._running = False

    def put(self, change: Callable[[Progress], Outcome], done: Callable[[Outcome], None]) -> None:
        """Make a change after those before it; ``done`` gets its outcome in the main thread."""

        def finished(outcome: Outcome) -> None:
            self._running = False
            done(outcome)
            self.changed.emit()
            self._go_on()

        self._waiting.append(lambda: self._start(change, finished))
        self._go_on()

    def _start(
        self, change: Callable[[Progress], Outcome], done: Callable[[Outcome], None]
    ) -> None:
        self._running = True
        self._jobs.read(change, done, self._on_failed)

    def _go_on(self) -> None:
        if self._waiting and not self._running:
            self._waiting.popleft()()

    def _on_failed(self, error: BaseException) -> None:
        self._running = False
        self.failed.emit(error)
        self._go_on()
