"""Work that the window does for another process: seen, paused and stopped here like its own."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal

from photosearch.base.progress import ProgressControl, Step
from photosearch.gui.activity_bar import ActivityBar


class HandedOver(QObject):
    """Shows a handed-over run in the activity bar.

    ``begin``, ``report`` and ``end`` may be called from any thread.

    Signals:
        ended(): a run is over; what the library holds may be different.
    """

    ended = Signal()
    _begun = Signal(object)
    _stepped = Signal(object)
    _ended = Signal()

    def __init__(self, activity: ActivityBar, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._activity = activity
        self._control: ProgressControl | None = None
        queued = Qt.ConnectionType.QueuedConnection
        self._begun.connect(self._on_begun, queued)
        self._stepped.connect(self._on_stepped, queued)
        self._ended.connect(self._on_ended, queued)
        activity.pause_toggled.connect(self._on_pause_toggled)
        activity.cancelled.connect(self._on_cancelled)

    def begin(self, control: ProgressControl) -> None:
        """Show a run; ``control`` pauses and ends it."""
        self._begun.emit(control)

    def report(self, step: Step) -> None:
        """Show how far it is."""
        self._stepped.emit(step)

    def end(self) -> None:
        """Show that it is over."""
        self._ended.emit()

    def _on_begun(self, control: ProgressControl) -> None:
        self._control = control
        self._activity.set_running(True)

    def _on_stepped(self, step: Step) -> None:
        if self._control is not None:
            self._activity.show_step(step)

    def _on_ended(self) -> None:
        self._control = None
        self._activity.set_running(False)
        self.ended.emit()

    def _on_pause_toggled(self) -> None:
        if self._control is None:
            return
        if self._control.paused:
            self._control.resume()
        else:
            self._control.pause()
        self._activity.set_running(True, self._control.paused)

    def _on_cancelled(self) -> None:
        if self._control is not None:
            self._control.cancel()
