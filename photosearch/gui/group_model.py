"""The groups as a list: names, sizes, keys and what is odd; the filter is a search in the names.

Five thousand names are searched in a few milliseconds, so the model does it itself; a row costs
nothing until a view asks about it. It is a ``QStringListModel`` for its ``rowCount`` in C++: Qt
asks for it once a row whenever it lays a list out, and 5,000 calls into Python took 50 ms.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QStringListModel,
    Qt,
)

from photosearch.base.types import GroupId
from photosearch.gui.group_marks import mark_icon, mark_text
from photosearch.gui.values import GroupMark, GroupSummary
from photosearch.gui.wording import number

GROUP_ROLE = int(Qt.ItemDataRole.UserRole) + 1
KEY_ROLE = GROUP_ROLE + 1
ICON_ROLE = GROUP_ROLE + 2

_Index = QModelIndex | QPersistentModelIndex


class GroupModel(QStringListModel):
    """The groups whose names match a filter, for views."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: list[GroupSummary] = []
        self._shown: list[GroupSummary] = []
        self._keys: Mapping[GroupId, int] = {}
        self._marks: Mapping[GroupId, tuple[GroupMark, ...]] = {}
        self._filter = ""
        self._editable = False
        self._answers: dict[int, Callable[[GroupSummary], object]] = {
            int(Qt.ItemDataRole.DisplayRole): lambda group: group.name,
            int(Qt.ItemDataRole.EditRole): lambda group: group.name,
            int(Qt.ItemDataRole.ToolTipRole): self._tooltip,
            int(Qt.ItemDataRole.AccessibleTextRole): self._spoken,
            GROUP_ROLE: lambda group: group,
            KEY_ROLE: lambda group: self._keys.get(group.group_id),
            ICON_ROLE: lambda group: mark_icon(self.marks(group.group_id)),
        }

    @property
    def groups(self) -> list[GroupSummary]:
        """Return every group, whether it matches the filter or not; not to be changed."""
        return self._all

    def set_editable(self, editable: bool) -> None:
        """Let a view change names."""
        self._editable = editable

    def set_groups(self, groups: Sequence[GroupSummary]) -> None:
        """Show other groups, or the same with other names, sizes and covers."""
        self._all = list(groups)
        self._show()

    def set_marks(self, marks: Mapping[GroupId, tuple[GroupMark, ...]]) -> None:
        """Show what is odd about groups."""
        if marks != self._marks:
            self._marks = marks
            self._tell_all()

    def set_keys(self, keys: Mapping[GroupId, int]) -> None:
        """Show the number keys that groups have."""
        if keys != self._keys:
            self._keys = keys
            self._tell_all()

    def set_filter(self, text: str) -> None:
        """Show only groups with this in their names."""
        self._filter = text.strip().casefold()
        self._show()

    def group(self, row: int) -> GroupSummary:
        """Return the group of a row."""
        return self._shown[row]

    def by_id(self, group_id: GroupId) -> GroupSummary | None:
        """Return a group, whether it matches the filter or not."""
        return next((each for each in self._all if each.group_id == group_id), None)

    def by_name(self, name: str) -> GroupSummary | None:
        """Return the group of a name, whatever its case."""
        wanted = name.strip().casefold()
        return next((each for each in self._all if each.name.casefold() == wanted), None)

    def row_of(self, group_id: GroupId) -> int:
        """Return a group's row; -1 when it is not shown."""
        rows = (row for row, each in enumerate(self._shown) if each.group_id == group_id)
        return next(rows, -1)

    def marks(self, group_id: GroupId) -> tuple[GroupMark, ...]:
        """Return what is odd about a group."""
        return self._marks.get(group_id, ())

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - as Qt declares it
        """Return what a view, a screen reader or a tooltip asks about a row."""
        if not index.isValid() or index.row() >= len(self._shown):
            return None
        asked = self._answers.get(role)
        return asked(self._shown[index.row()]) if asked is not None else None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Let groups be chosen, dragged and dropped on."""
        flag = Qt.ItemFlag
        if not index.isValid():
            return flag.NoItemFlags
        chosen = flag.ItemIsEnabled | flag.ItemIsSelectable | flag.ItemNeverHasChildren
        if not self._editable:
            return chosen
        return chosen | flag.ItemIsEditable | flag.ItemIsDragEnabled | flag.ItemIsDropEnabled

    def _show(self) -> None:
        shown = [each for each in self._all if self._filter in each.name.casefold()]
        if [each.group_id for each in shown] == [each.group_id for each in self._shown]:
            self._shown = shown  # sizes, covers or names: selection and place stay
            self._tell_all()
            return
        self._shown = shown
        self.setStringList([each.name for each in shown])

    def _tell_all(self) -> None:
        if self._shown:
            self.dataChanged.emit(self.index(0), self.index(len(self._shown) - 1))

    def _marks_of(self, group: GroupSummary) -> list[str]:
        return [mark_text(mark) for mark in self.marks(group.group_id)]

    def _tooltip(self, group: GroupSummary) -> str:
        return "\n".join([group.name, *self._marks_of(group)])

    def _spoken(self, group: GroupSummary) -> str:
        parts = [group.name, self.tr("%n photo(s)", "", group.n_photos)]
        key = self._keys.get(group.group_id)
        if key is not None:
            parts.append(self.tr("key {number}").format(number=number(key)))
        return ", ".join([*parts, *self._marks_of(group)])
