"""The files that could not be indexed: which, why, and where they are."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from photosearch.base.paths import shown
from photosearch.gui.dialog_buttons import close_buttons
from photosearch.gui.icons import icon
from photosearch.gui.service_texts import failure_text
from photosearch.gui.values import Problem

_PATH_ROLE = int(Qt.ItemDataRole.UserRole)
_SHOWN_AT_MOST = 5000


class ProblemsDialog(QDialog):
    """A table of files and reasons.

    Signals:
        place_wanted(path): show the file in the file manager.
    """

    place_wanted = Signal(object)

    def __init__(self, problems: Sequence[Problem], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Files with problems"))
        self.resize(760, 480)
        self._problems = list(problems)
        self._table = self._make_table()
        intro = QLabel(
            self.tr("These files were left out. They are tried again when they change."), self
        )
        intro.setProperty("kind", "muted")
        show = QPushButton(icon("folder"), "\u2009" + self.tr("Show in the file manager"), self)
        show.clicked.connect(self._on_show)
        copy = QPushButton(icon("copy"), "\u2009" + self.tr("Copy the list"), self)
        copy.clicked.connect(self.copy_list)
        row = QHBoxLayout()
        row.addWidget(show)
        row.addWidget(copy)
        row.addStretch(1)
        row.addWidget(close_buttons(self))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(12)
        layout.addWidget(intro)
        layout.addWidget(self._table, 1)
        layout.addLayout(row)

    def copy_list(self) -> None:
        """Put all files and reasons on the clipboard as lines of text."""
        lines = [f"{shown(each.path)}\t{_reason(each)}" for each in self._problems]
        QGuiApplication.clipboard().setText("\n".join(lines))

    def _make_table(self) -> QTableWidget:
        shown_problems = self._problems[:_SHOWN_AT_MOST]
        table = QTableWidget(len(shown_problems), 2, self)
        table.setHorizontalHeaderLabels([self.tr("File"), self.tr("Reason")])
        table.setAccessibleName(self.tr("Files with problems"))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.verticalHeader().hide()
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        table.setWordWrap(False)
        header = table.horizontalHeader()
        header.setStretchLastSection(True)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        table.setColumnWidth(0, 380)
        for row, problem in enumerate(shown_problems):
            name = QTableWidgetItem(shown(problem.path))
            name.setData(_PATH_ROLE, problem.path)
            name.setToolTip(shown(problem.path))
            reason = QTableWidgetItem(_reason(problem))
            reason.setToolTip(problem.reason)  # in the decoder's own words
            table.setItem(row, 0, name)
            table.setItem(row, 1, reason)
        if shown_problems:
            table.setCurrentCell(0, 0)
        return table

    def _on_show(self) -> None:
        item = self._table.item(self._table.currentRow(), 0)
        if item is not None:
            self.place_wanted.emit(item.data(_PATH_ROLE))


def _reason(problem: Problem) -> str:
    return failure_text(problem.code, problem.reason)
