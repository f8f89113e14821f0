"""The files that a plan moves to the trash, for a table: which, why, and what stays."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from photosearch.base.paths import shown
from photosearch.gui.review_values import Plan, Removal
from photosearch.gui.review_words import reason_text
from photosearch.gui.wording import file_name, size

_FILE, _REASON, _KEEPER, _SIZE = range(4)

_Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()


class RemovalModel(QAbstractTableModel):
    """One row a file; its words are made when it is looked at."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._removals: list[Removal] = []

    def set_plan(self, plan: Plan | None) -> None:
        """Show the files of another plan."""
        self.beginResetModel()
        self._removals = list(plan.removals) if plan is not None else []
        self.endResetModel()

    def rowCount(self, parent: _Index = _NO_PARENT) -> int:
        """Return how many files go."""
        return 0 if parent.isValid() else len(self._removals)

    def columnCount(self, parent: _Index = _NO_PARENT) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else 4

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401 - as Qt declares it
        """Return the heading of a column."""
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (self.tr("Goes"), self.tr("Why"), self.tr("Stays"), self.tr("Size"))[section]

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - as Qt declares it
        """Return what is shown of a file."""
        if not index.isValid():
            return None
        one = self._removals[index.row()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return shown((one.keeper if index.column() == _KEEPER else one.copy).path)
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == _SIZE:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return {
            _FILE: lambda: _place(one.copy.path),
            _REASON: lambda: "; ".join(reason_text(each, goes=True) for each in one.reasons[:2]),
            _KEEPER: lambda: _place(one.keeper.path),
            _SIZE: lambda: size(one.copy.size),
        }[index.column()]()


def _place(path: bytes) -> str:
    return f"{file_name(path)}  ({file_name(path.rpartition(b'/')[0])})"
