"""What an import would do, a row a group; names of photos are looked up only for rows in view."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from photosearch.gui.bounded_cache import BoundedCache
from photosearch.gui.values import ImportPlan, PhotoDetails, PlannedGroup
from photosearch.gui.wording import file_name, number

_Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()
_N_SAMPLES = 3
_KEPT_SAMPLES = 500
COUNT_COLUMN = 1


class GroupPlanModel(QAbstractTableModel):
    """The groups of an import for a table."""

    def __init__(
        self,
        details: Callable[[Sequence[int]], list[PhotoDetails]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._details = details
        self._groups: tuple[PlannedGroup, ...] = ()
        self._n_several: Counter[str] = Counter()
        self._samples: BoundedCache[int, str] = BoundedCache(_KEPT_SAMPLES)
        self._headers = [
            self.tr("Group"),
            self.tr("Photos"),
            self.tr("For example"),
            self.tr("Worth knowing"),
        ]

    def set_plan(self, plan: ImportPlan | None) -> None:
        """Show a plan, or none."""
        self.beginResetModel()
        self._groups = plan.groups if plan is not None else ()
        several = plan.several.values() if plan is not None else ()
        self._n_several = Counter(name for names in several for name in names)
        self._samples.clear()
        self.endResetModel()

    def rowCount(self, parent: _Index = _NO_PARENT) -> int:
        """Return how many groups there are."""
        return 0 if parent.isValid() else len(self._groups)

    def columnCount(self, parent: _Index = _NO_PARENT) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self._headers)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401 - as Qt declares it
        """Return a column's heading."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and section == COUNT_COLUMN:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return self._headers[section] if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - as Qt declares it
        """Return a cell's text, or how it is aligned."""
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == COUNT_COLUMN:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        group = self._groups[index.row()]
        texts: list[Callable[[], str]] = [
            lambda: group.name,
            lambda: number(len(group.photo_ids)),
            lambda: self._sample(index.row()),
            lambda: self._notes(group),
        ]
        return texts[index.column()]()

    def _sample(self, row: int) -> str:
        known = self._samples.get(row)
        if known is None:
            found = self._details(self._groups[row].photo_ids[:_N_SAMPLES])
            known = ", ".join(file_name(each.path) for each in found)
            self._samples.put(row, known)
        return known

    def _notes(self, group: PlannedGroup) -> str:
        notes = []
        if group.exists and group.n_already:
            notes.append(self.tr("there already with %n of these", "", group.n_already))
        elif group.exists:
            notes.append(self.tr("there already"))
        elif len(group.photo_ids) == 1:
            notes.append(self.tr("only one photo"))
        if self._n_several[group.name]:
            notes.append(self.tr("%n also in another group", "", self._n_several[group.name]))
        return ", ".join(notes)
