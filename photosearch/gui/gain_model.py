"""The groups of a tuning with what each gained, as rows of a table; the worst first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from photosearch.gui.tuning_texts import points
from photosearch.gui.wording import number

NAME, PHOTOS, BARS, CHANGE = range(4)
GAIN_ROLE = int(Qt.ItemDataRole.UserRole)

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class GainModel(QAbstractTableModel):
    """Name, photos, before and after as bars, change in points."""

    def __init__(self, gains: Sequence[dict[str, Any]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._gains = sorted(gains, key=lambda gain: gain["after"] - gain["before"])

    def rowCount(self, parent: _Index = _ROOT) -> int:
        """Return how many groups there are."""
        return 0 if parent.isValid() else len(self._gains)

    def columnCount(self, parent: _Index = _ROOT) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else 4

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a cell shows."""
        gain, column = self._gains[index.row()], index.column()
        if role == GAIN_ROLE:
            return gain
        if role == Qt.ItemDataRole.TextAlignmentRole and column in (PHOTOS, CHANGE):
            return _RIGHT
        if role == Qt.ItemDataRole.DisplayRole and column != BARS:
            return self._text(gain, column)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return self._text(gain, column)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return the heading of a column, and that headings of figures stand to the right."""
        if role == Qt.ItemDataRole.TextAlignmentRole and section in (PHOTOS, CHANGE):
            return _RIGHT
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return [
            self.tr("Group"),
            self.tr("Photos"),
            self.tr("Before and after, out of 100"),
            self.tr("Change"),
        ][section]

    def _text(self, gain: dict[str, Any], column: int) -> str:
        before, after = gain["before"], gain["after"]
        return {
            NAME: str(gain["group"]),
            PHOTOS: number(int(gain["photos"])),
            BARS: f"{points(before)} → {points(after)}",
            CHANGE: points(after - before, signed=True),
        }[column]
