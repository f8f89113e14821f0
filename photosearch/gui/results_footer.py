"""The line below the results: where likeness ends, and a way past that point."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget


class ResultsFooter(QFrame):
    """Says that nothing more looks similar and how many less similar photos are hidden.

    Signals:
        toggled(shown): the person wants the less similar ones shown or hidden.
    """

    toggled = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("resultsFooter")
        self._showing = False
        self._label = QLabel(self)
        self._label.setProperty("kind", "muted")
        self._button = QPushButton(self)
        self._button.setAutoDefault(True)  # Enter presses it, too
        self._button.setProperty("kind", "link")
        self._button.clicked.connect(self._on_clicked)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 8, 16, 8)
        layout.addStretch(1)
        layout.addWidget(self._label)
        layout.addWidget(self._button)
        layout.addStretch(1)
        self.setVisible(False)

    def set_hidden_count(self, n_less_similar: int, showing: bool) -> None:
        """Show how many photos lie below the cut-off, and whether they are shown."""
        self._showing = showing
        self.setVisible(n_less_similar > 0)
        if showing:
            self._label.setText(self.tr("Less similar photos are shown, too."))
            self._button.setText(self.tr("Hide them"))
        else:
            self._label.setText(self.tr("Nothing more looks similar."))
            self._button.setText(self.tr("Show %n less similar photo(s)", "", n_less_similar))

    def _on_clicked(self) -> None:
        self.toggled.emit(not self._showing)
