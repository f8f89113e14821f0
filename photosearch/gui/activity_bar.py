"""The right end of the status bar: what runs, how fast, how long yet; pause, cancel, problems."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QToolButton, QWidget

from photosearch.base.progress import Step
from photosearch.gui.icons import icon
from photosearch.gui.wording import duration, number


class ActivityBar(QWidget):
    """Shows indexing; hidden while nothing runs and there is no problem.

    Signals:
        pause_toggled(): pause or go on.
        cancelled(): end the run.
        problems_wanted(): show the files that could not be indexed.
    """

    pause_toggled = Signal()
    cancelled = Signal()
    problems_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._paused = False
        self._label = QLabel(self)
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(160)
        self._bar.setAccessibleName(self.tr("Indexing"))
        self._pause = self._button()
        self._pause.clicked.connect(self.pause_toggled)
        self._cancel = self._button()
        self._cancel.setToolTip(self.tr("Stop indexing"))
        self._cancel.setAccessibleName(self.tr("Stop indexing"))
        self._cancel.clicked.connect(self.cancelled)
        self._problems = QPushButton(self)
        self._problems.setProperty("kind", "link")
        self._problems.clicked.connect(self.problems_wanted)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 8, 0)
        layout.setSpacing(8)
        for part in (self._problems, self._label, self._bar, self._pause, self._cancel):
            layout.addWidget(part)
        self.set_problems(0)
        self.set_running(False)
        self.refresh_icons()

    @property
    def text(self) -> str:
        """Return what is said of the work."""
        return self._label.text()

    def set_running(self, running: bool, paused: bool = False) -> None:
        """Show or hide the progress."""
        self._paused = paused
        for part in (self._label, self._bar, self._pause, self._cancel):
            part.setVisible(running)
        if running and not paused:
            self._label.setText(self.tr("Looking at your photos…"))
            self._bar.setRange(0, 0)
        if paused:
            self._label.setText(self.tr("Paused"))
        self.refresh_icons()

    def show_step(self, step: Step) -> None:
        """Show how far the work is."""
        if self._paused:
            return
        self._bar.setRange(0, step.total)
        self._bar.setValue(step.done)
        parts = [self._phase(step.phase)]
        if step.total:
            counts = self.tr("{done} of {total}")
            parts.append(counts.format(done=number(step.done), total=number(step.total)))
        elif step.done:
            parts.append(number(step.done))
        if step.rate >= 0.1 and step.phase == "index":
            rate = number(round(step.rate)) if step.rate >= 10 else f"{step.rate:.1f}"
            parts.append(self.tr("{rate} photos/s").format(rate=rate))
        if step.remaining_s is not None and step.remaining_s > 2:
            left = self.tr("{duration} left")
            parts.append(left.format(duration=duration(step.remaining_s)))
        self._label.setText(" · ".join(parts))

    def set_problems(self, n_problems: int) -> None:
        """Show how many files could not be indexed."""
        self._problems.setText("\u2009" + self.tr("%n file(s) with problems", "", n_problems))
        self._problems.setVisible(n_problems > 0)

    def refresh_icons(self) -> None:
        """Take the icons in the colours of the present palette."""
        self._pause.setIcon(icon("play" if self._paused else "pause"))
        words = self.tr("Go on with indexing") if self._paused else self.tr("Pause indexing")
        self._pause.setToolTip(words)
        self._pause.setAccessibleName(words)
        self._cancel.setIcon(icon("stop"))
        self._problems.setIcon(icon("warning"))

    def _button(self) -> QToolButton:
        button = QToolButton(self)
        button.setProperty("kind", "flat")
        return button

    def _phase(self, phase: str) -> str:
        return {
            "scan": self.tr("Searching folders"),
            "index": self.tr("Looking at photos"),
            "fit": self.tr("Learning what looks alike"),
            "neighbours": self.tr("Comparing photos"),
            "snapshot": self.tr("Saving"),
        }.get(phase, self.tr("Working"))
