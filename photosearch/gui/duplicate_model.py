"""The groups of duplicates that a filter leaves, for views: an array of places in the list."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from photosearch.base.types import Ids
from photosearch.gui.review_values import DuplicateGroup, Intentions, ReviewList, winnable
from photosearch.gui.review_words import caution_text, certainty_text, kind_name
from photosearch.gui.wording import file_name, size

GROUP_ROLE = int(Qt.ItemDataRole.UserRole) + 1
INTENT_ROLE = GROUP_ROLE + 1
LINE_ROLE = GROUP_ROLE + 2

_Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()


class DuplicateModel(QAbstractListModel):
    """A list of groups; what is asked about a row is read from the review when it is asked."""

    def __init__(self, intentions: Intentions, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._review = ReviewList()
        self._intentions = intentions
        self._places: Ids = np.zeros(0, np.int64)
        self._answers: dict[int, Callable[[DuplicateGroup], object]] = {
            int(Qt.ItemDataRole.DisplayRole): lambda group: file_name(group.members[0].path),
            int(Qt.ItemDataRole.AccessibleTextRole): self._spoken,
            int(Qt.ItemDataRole.ToolTipRole): self._tooltip,
            GROUP_ROLE: lambda group: group,
            INTENT_ROLE: self._intentions.of,
            LINE_ROLE: self._line,
        }

    @property
    def places(self) -> Ids:
        """Return the places that are listed, (N,) int64."""
        return self._places

    def set_rows(self, review: ReviewList, places: Ids) -> None:
        """List other groups."""
        self.beginResetModel()
        self._review, self._places = review, places
        self.endResetModel()

    def group(self, row: int) -> DuplicateGroup:
        """Return the group of a row."""
        return self._review.group(int(self._places[row]))

    def row_of(self, key: str) -> int:
        """Return a group's row; -1 when it is not listed."""
        group = self._review.by_key(key)
        if group is None:
            return -1
        row = int(np.searchsorted(self._places, self._review.place(key)))
        listed = row < len(self._places) and self._places[row] == self._review.place(key)
        return row if listed else -1

    def tell_changed(self, key: str) -> None:
        """Let views read a group's row again."""
        row = self.row_of(key)
        if row >= 0:
            self.dataChanged.emit(self.index(row), self.index(row))

    def rowCount(self, parent: _Index = _NO_PARENT) -> int:
        """Return how many groups are listed."""
        return 0 if parent.isValid() else len(self._places)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - as Qt declares it
        """Return what a view, a screen reader or a tooltip asks about a row."""
        if not index.isValid() or index.row() >= len(self._places):
            return None
        asked = self._answers.get(role)
        return asked(self.group(index.row())) if asked is not None else None

    def _line(self, group: DuplicateGroup) -> str:
        parts = [self.tr("%n file(s)", "", len(group.members))]
        won = winnable(group)
        if won:
            parts.append(self.tr("{size} to win").format(size=size(won)))
        if group.kind != "exact":
            parts.append(certainty_text(group))
        return " · ".join(parts)

    def _intent_words(self, group: DuplicateGroup) -> str:
        goes = self._intentions.of(group)
        if goes is None:
            return ""
        if not any(goes):
            return self.tr("all stay")
        return self.tr("%n to the trash", "", sum(goes))

    def _spoken(self, group: DuplicateGroup) -> str:
        parts = [kind_name(group.kind), file_name(group.members[0].path), self._line(group)]
        parts += [caution_text(group.caution), self._intent_words(group)]
        return ", ".join(part for part in parts if part)

    def _tooltip(self, group: DuplicateGroup) -> str:
        names = [file_name(member.path) for member in group.members[:12]]
        return "\n".join([*names, caution_text(group.caution)]).strip()
