"""The button below the groups that lets photosearch learn from them, and why it can't yet."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from photosearch.gui.group_model import GroupModel
from photosearch.gui.values import worth_learning_from


class LearnButton(QWidget):
    """A button that knows from the groups whether there is something to learn.

    Signals:
        clicked(): the person wants to learn.
        readiness_changed(bool): whether there is enough to learn from.
    """

    clicked = Signal()
    readiness_changed = Signal(bool)

    def __init__(self, model: GroupModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._running = False
        self.button = QPushButton(self.tr("Learn from these groups…"), self)
        # The panel beside the grid must not get wider for the sake of a long word.
        self.button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.button.clicked.connect(self.clicked)
        self.reason = QLabel(self)
        self.reason.setProperty("kind", "muted")
        self.reason.setWordWrap(True)
        self.reason.setContentsMargins(6, 0, 6, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.button)
        layout.addWidget(self.reason)
        for changed in (model.modelReset, model.dataChanged):
            changed.connect(self._show)
        self._show()

    @property
    def ready(self) -> bool:
        """Whether there is enough to learn from, and nothing is being learned."""
        return self.button.isEnabled()

    def set_running(self, running: bool) -> None:
        """Take no clicks while something is being learned."""
        self._running = running
        self._show()

    def _show(self) -> None:
        sizes = [group.n_photos for group in self._model.groups]
        enough = worth_learning_from(sizes)
        reason = "" if enough else self.tr("Needs two groups of three or more photos.")
        if self._running:
            reason = self.tr("Learning…")
        self.reason.setText(reason)
        self.reason.setVisible(bool(reason) and bool(sizes))
        self.button.setEnabled(enough and not self._running)
        self.button.setToolTip(reason or self.tr("Search by what is alike to you (Ctrl+L)"))
        self.button.setAccessibleDescription(reason)
        self.readiness_changed.emit(self.ready)
