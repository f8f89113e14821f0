"""Where groups come from: a folder of folders, a table, or names of files with a pattern."""

from __future__ import annotations

import os
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QWidget,
)

_FIRST_PATTERN = "{group}_*"


@dataclass(frozen=True)
class GroupSource:
    """What to import from: an absolute path, and a pattern where names of files tell the group."""

    path: bytes
    pattern: str | None


class GroupSourceForm(QWidget):
    """Three kinds of source, a path, a pattern.

    Signals:
        changed(): something else is chosen.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.folders = QRadioButton(self.tr("&Folders: each sub-folder is a group"), self)
        self.table = QRadioButton(self.tr("A &table (CSV) with the columns file and group"), self)
        self.names = QRadioButton(
            self.tr("&Names of files: the group is a part of each name"), self
        )
        self._kinds = QButtonGroup(self)
        for kind in (self.folders, self.table, self.names):
            self._kinds.addButton(kind)
        self.folders.setChecked(True)
        self.path = QLineEdit(self)
        self.path.setAccessibleName(self.tr("Folder or table"))
        self._choose = QPushButton(self.tr("&Choose…"), self)
        self.pattern = QLineEdit(_FIRST_PATTERN, self)
        self._pattern_label = QLabel(self.tr("&Pattern"), self)
        self._pattern_label.setBuddy(self.pattern)
        self._pattern_hint = QLabel(
            self.tr("SKU123_02.jpg belongs to the group SKU123 with {pattern}").format(
                pattern=_FIRST_PATTERN
            ),
            self,
        )
        self._pattern_hint.setProperty("kind", "muted")
        self._lay_out()
        self._kinds.buttonToggled.connect(self._on_kind)
        self._choose.clicked.connect(self._on_choose)
        self.path.textChanged.connect(self.changed)
        self.pattern.textChanged.connect(self.changed)
        self._on_kind()

    def source(self) -> GroupSource | None:
        """Return what is chosen; ``None`` while something is missing."""
        path = os.path.expanduser(self.path.text().strip())
        by_names = self.names.isChecked()
        if not os.path.isabs(path) or (by_names and not self.pattern.text().strip()):
            return None
        return GroupSource(os.fsencode(path), self.pattern.text() if by_names else None)

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setColumnStretch(1, 1)
        for row, kind in enumerate((self.folders, self.table, self.names)):
            grid.addWidget(kind, row, 0, 1, 3)
        where = QLabel(self.tr("F&rom"), self)
        where.setBuddy(self.path)
        grid.addWidget(where, 3, 0)
        grid.addWidget(self.path, 3, 1)
        grid.addWidget(self._choose, 3, 2)
        grid.addWidget(self._pattern_label, 4, 0)
        grid.addWidget(self.pattern, 4, 1)
        grid.addWidget(self._pattern_hint, 5, 1)

    def _on_kind(self) -> None:
        for part in (self._pattern_label, self.pattern, self._pattern_hint):
            part.setVisible(self.names.isChecked())
        self.changed.emit()

    def _on_choose(self) -> None:
        start = self.path.text() or os.path.expanduser("~")
        if self.table.isChecked():
            title, kinds = self.tr("Choose a table"), self.tr("Tables (*.csv *.tsv *.txt)")
            path, _ = QFileDialog.getOpenFileName(self, title, start, kinds)
        else:
            path = QFileDialog.getExistingDirectory(self, self.tr("Choose a folder"), start)
        if path:
            self.path.setText(path)
