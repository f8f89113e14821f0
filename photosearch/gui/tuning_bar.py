"""What the status bar shows of learning: phase, time left, a way to stop it."""

from __future__ import annotations

import time

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QToolButton, QWidget

from photosearch.base.progress import Step
from photosearch.gui.icons import icon
from photosearch.gui.wording import duration

_FIRST_ESTIMATE_S = 2.0


class TuningBar(QWidget):
    """Shows learning, and switching to another metric; hidden while neither goes on.

    Signals:
        cancelled(): stop it.
    """

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._phase = ""
        self._since = 0.0
        self._label = QLabel(self)
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(120)
        self._bar.setAccessibleName(self.tr("Learning"))
        self._cancel = QToolButton(self)
        self._cancel.setProperty("kind", "flat")
        self._cancel.setToolTip(self.tr("Stop learning; everything stays as it is"))
        self._cancel.setAccessibleName(self.tr("Stop learning"))
        self._cancel.clicked.connect(self.cancelled)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 8, 0)
        layout.setSpacing(8)
        for part in (self._label, self._bar, self._cancel):
            layout.addWidget(part)
        self.refresh_icons()
        self.hide()

    @property
    def text(self) -> str:
        """Return what is said of the work."""
        return self._label.text()

    def begin(self, learning: bool) -> None:
        """Show that something goes on."""
        self._phase = ""
        text = self.tr("Learning from your groups…") if learning else self.tr("Working…")
        self._label.setText(text)
        self._bar.setRange(0, 0)
        self.show()

    def show_step(self, step: Step) -> None:
        """Show how far it is."""
        if step.phase != self._phase:
            self._phase, self._since = step.phase, time.monotonic()
        self._bar.setRange(0, step.total if step.done else 0)
        self._bar.setValue(step.done)
        text = self._words(step.phase)
        left = self._remaining_s(step)
        if left is not None:
            text += " · " + self.tr("{duration} left").format(duration=duration(left))
        self._label.setText(text)

    def refresh_icons(self) -> None:
        """Take the icons in the colours of the present palette."""
        self._cancel.setIcon(icon("stop"))

    def _remaining_s(self, step: Step) -> float | None:
        if step.remaining_s is not None:
            return step.remaining_s
        elapsed = time.monotonic() - self._since
        if not (step.done and step.total) or elapsed < _FIRST_ESTIMATE_S:
            return None
        return elapsed / step.done * (step.total - step.done)

    def _words(self, phase: str) -> str:
        return {
            "wait-indexing": self.tr("Learning waits until the new photos are in"),
            "wait-battery": self.tr("Learning waits: the computer runs on its battery"),
            "fit": self.tr("Learning what your groups have in common"),
            "train": self.tr("Training"),
            "evaluate": self.tr("Trying it on photos that it has not seen"),
            "project": self.tr("Looking at all photos anew"),
            "neighbours": self.tr("Comparing photos"),
            "snapshot": self.tr("Saving"),
        }.get(phase, self.tr("Working"))
