"""The files that were not moved to the trash, each with the reason."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from photosearch.base.errors import UserError
from photosearch.base.paths import shown
from photosearch.gui.dialog_buttons import close_buttons
from photosearch.gui.review_values import RefusedFile
from photosearch.gui.service_texts import error_text

_SHOWN_AT_MOST = 2000


class RefusedDialog(QDialog):
    """A table of files and reasons."""

    def __init__(self, refused: Sequence[RefusedFile], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Not moved to the trash"))
        self.resize(760, 420)
        intro = QLabel(self.tr("These files are where they were; nothing happened to them."), self)
        intro.setProperty("kind", "muted")
        rows = refused[:_SHOWN_AT_MOST]
        self.table = QTableWidget(len(rows), 2, self)
        self.table.setHorizontalHeaderLabels([self.tr("Reason"), self.tr("File")])
        self.table.setAccessibleName(self.windowTitle())
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        self.table.setColumnWidth(0, 320)
        self.table.horizontalHeader().setStretchLastSection(True)
        for row, one in enumerate(rows):
            path = shown(one.path)
            text = error_text(UserError(one.code, one.reason, path=path))
            for column, words in enumerate((text.message, path)):
                item = QTableWidgetItem(words)
                item.setToolTip(words)
                self.table.setItem(row, column, item)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.addWidget(intro)
        layout.addWidget(self.table)
        layout.addWidget(close_buttons(self))
