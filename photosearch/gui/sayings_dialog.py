"""What was said of photos: read again, and taken back."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from photosearch.gui.dialog_buttons import close_buttons
from photosearch.gui.icons import icon
from photosearch.gui.saying_model import SayingModel


class SayingsDialog(QDialog):
    """A table of what was said.

    Signals:
        take_back_wanted(ids): the person takes these back.
    """

    take_back_wanted = Signal(object)

    def __init__(self, model: SayingModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("What was said of photos"))
        self.resize(900, 480)
        self._model = model
        self._table = self._make_table()
        intro = QLabel(self)
        intro.setProperty("kind", "muted")
        intro.setWordWrap(True)
        intro.setText(
            self.tr("Select two photos and press E or U, or three and press C, to say something.")
            if not model.rowCount()
            else self.tr("Of what is contradictory, take back what is wrong.")
        )
        intro.setVisible(model.contradictory or not model.rowCount())
        self._take_back = QPushButton(icon("undo"), "\u2009" + self.tr("&Take back"), self)
        self._take_back.clicked.connect(self.take_back)
        row = QHBoxLayout()
        row.addWidget(self._take_back)
        row.addStretch(1)
        row.addWidget(close_buttons(self))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(12)
        layout.addWidget(intro)
        layout.addWidget(self._table, 1)
        layout.addLayout(row)
        self._table.selectionModel().selectionChanged.connect(self._on_selection)
        if model.rowCount():
            self._table.selectRow(0)
        self._on_selection()

    def take_back(self) -> None:
        """Take the selected rows back."""
        rows = {index.row() for index in self._table.selectionModel().selectedRows()}
        if rows:
            self.take_back_wanted.emit([self._model.constraint_id(row) for row in sorted(rows)])
            self._model.take_rows(rows)
            self._on_selection()

    def _make_table(self) -> QTableView:
        table = QTableView(self)
        table.setModel(self._model)
        table.setAccessibleName(self.tr("What was said of photos"))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.verticalHeader().hide()
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.setWordWrap(False)
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setStretchLastSection(True)
        table.setColumnWidth(0, 420)
        table.setColumnWidth(1, 190)
        return table

    def _on_selection(self) -> None:
        self._take_back.setEnabled(self._table.selectionModel().hasSelection())
