"""Folders and dates beside the grid: what is chosen here is all that is shown and searched."""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import UTC, datetime

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from photosearch.base.paths import shown
from photosearch.gui.icons import icon
from photosearch.gui.values import FolderCount, MonthCount, PhotoFilter
from photosearch.gui.wording import file_name, month_name, number

_VALUE_ROLE = int(Qt.ItemDataRole.UserRole)
_COUNT_COLUMN = 1
_SECTION_SIZES = [180, 110, 330]  # parts of the panel's height, until the person chooses others


class FilterPanel(QFrame):
    """Two trees, folders and dates, and whatever else stands beside the grid.

    Signals:
        filter_changed(PhotoFilter): the person chose other folders or dates.
    """

    filter_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("filterPanel")
        self._folders = _tree(self, self.tr("Folders"))
        self._dates = _tree(self, self.tr("Dates"))
        self._folders.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._all = QPushButton(self.tr("Show all"), self)
        self._all.setProperty("kind", "link")
        self._all.clicked.connect(self.clear)
        self._all.setVisible(False)
        self.sections = QSplitter(Qt.Orientation.Vertical, self)
        self.sections.setChildrenCollapsible(False)
        self.sections.setHandleWidth(8)
        self._add(self._section(self.tr("FOLDERS"), self._folders, self._all), 3)
        self._add(self._section(self.tr("DATES"), self._dates), 2)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 12, 8, 8)
        self._column.addWidget(self.sections)
        for tree in (self._folders, self._dates):
            tree.itemSelectionChanged.connect(self._on_selection)

    def add_below(self, section: QWidget) -> None:
        """Put another section below the dates."""
        self._add(section, 5)
        self.sections.setSizes(_SECTION_SIZES)

    def add_button(self, button: QPushButton) -> None:
        """Put a button below everything."""
        self._column.addWidget(button)

    def photo_filter(self) -> PhotoFilter:
        """Return what is chosen."""
        folders = tuple(item.data(0, _VALUE_ROLE) for item in self._folders.selectedItems())
        chosen = self._dates.selectedItems()
        after, before = chosen[0].data(0, _VALUE_ROLE) if chosen else (None, None)
        return PhotoFilter(folders=folders, after=after, before=before)

    def clear(self) -> None:
        """Choose nothing: show all."""
        self._folders.clearSelection()
        self._dates.clearSelection()

    def set_counts(self, folders: Iterable[FolderCount], dates: Iterable[MonthCount]) -> None:
        """Show other folders and dates; what was chosen stays chosen where it still exists."""
        before = self.photo_filter()
        for tree in (self._folders, self._dates):
            tree.blockSignals(True)
        self._fill_folders(list(folders), set(before.folders))
        self._fill_dates(list(dates), (before.after, before.before))
        for tree in (self._folders, self._dates):
            tree.blockSignals(False)
        if self.photo_filter() != before:
            self._on_selection()

    def refresh_icons(self) -> None:
        """Take the icons in the colours of the present palette."""
        for position in range(self._folders.topLevelItemCount()):
            item = self._folders.topLevelItem(position)
            if item is not None:
                item.setIcon(0, icon("folder"))

    def _add(self, section: QWidget, stretch: int) -> None:
        self.sections.addWidget(section)
        self.sections.setStretchFactor(self.sections.count() - 1, stretch)

    def _section(self, text: str, tree: QTreeWidget, button: QPushButton | None = None) -> QWidget:
        section = QWidget(self)
        label = QLabel(text, section)
        label.setProperty("kind", "caption")
        label.setContentsMargins(6, 0, 0, 0)
        row = QHBoxLayout()
        row.addWidget(label)
        row.addStretch(1)
        if button is not None:
            row.addWidget(button)
        column = QVBoxLayout(section)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(tree)
        return section

    def _on_selection(self) -> None:
        chosen = self.photo_filter()
        self._all.setVisible(chosen != PhotoFilter())
        self.filter_changed.emit(chosen)

    def _fill_folders(self, folders: list[FolderCount], chosen: set[bytes]) -> None:
        expanded = {
            item.data(0, _VALUE_ROLE) for item in _items(self._folders) if item.isExpanded()
        }
        self._folders.clear()
        items: dict[bytes, QTreeWidgetItem] = {}
        totals = folder_totals({each.path: each.n_photos for each in folders})
        for folder in sorted(totals):
            item = QTreeWidgetItem([file_name(folder), number(totals[folder])])
            item.setData(0, _VALUE_ROLE, folder)
            item.setToolTip(0, shown(folder))
            _quieten(item)
            parent = items.get(os.path.dirname(folder))
            if parent is None:
                item.setIcon(0, icon("folder"))
                self._folders.addTopLevelItem(item)
            else:
                parent.addChild(item)
            items[folder] = item
        single = self._folders.topLevelItemCount() == 1
        for folder, item in items.items():
            item.setExpanded(folder in expanded or (single and item.parent() is None))
            if folder in chosen:
                _select(self._folders, item)

    def _fill_dates(
        self, dates: list[MonthCount], chosen: tuple[float | None, float | None]
    ) -> None:
        expanded = _expanded(self._dates)
        self._dates.clear()
        years: dict[int, QTreeWidgetItem] = {}
        for each in sorted(dates, key=lambda date: (-date.year, date.month)):
            year = each.year
            if year not in years:
                total = sum(other.n_photos for other in dates if other.year == year)
                item = QTreeWidgetItem([str(year), number(total)])
                item.setData(0, _VALUE_ROLE, span(year, None))
                _quieten(item)
                self._dates.addTopLevelItem(item)
                years[year] = item
            child = QTreeWidgetItem([month_name(each.month), number(each.n_photos)])
            child.setData(0, _VALUE_ROLE, span(year, each.month))
            _quieten(child)
            years[year].addChild(child)
        for item in _items(self._dates):
            value = item.data(0, _VALUE_ROLE)
            item.setExpanded(value in expanded)
            if value == chosen:
                _select(self._dates, item)


def folder_totals(counts: dict[bytes, int]) -> dict[bytes, int]:
    """Return the photos in each folder and below it, for every folder worth a line.

    A chain of folders above the photos, each with one sub-folder and no photo, is left out; so is
    everything above the topmost folders that hold photos or branch.
    """
    totals: dict[bytes, int] = {}
    children: dict[bytes, set[bytes]] = {}
    for folder, count in counts.items():
        here = folder
        while True:
            totals[here] = totals.get(here, 0) + count
            above = os.path.dirname(here)
            if above == here:
                break
            children.setdefault(above, set()).add(here)
            here = above
    tops = [folder for folder in totals if os.path.dirname(folder) == folder]
    for top in tops:
        here = top
        while here not in counts and len(children.get(here, ())) == 1:
            del totals[here]
            here = next(iter(children[here]))
    return totals


def span(year: int, month: int | None) -> tuple[float, float]:
    """Return a year or a month as (first second, first second after it), wall clock as UTC."""
    start = datetime(year, month or 1, 1, tzinfo=UTC)
    if month is None or month == 12:
        end = datetime(year + 1, 1, 1, tzinfo=UTC)
    else:
        end = datetime(year, month + 1, 1, tzinfo=UTC)
    return start.timestamp(), end.timestamp()


def _tree(parent: QWidget, name: str) -> QTreeWidget:
    tree = QTreeWidget(parent)
    tree.setObjectName("sideTree")
    tree.setColumnCount(2)
    tree.setHeaderHidden(True)
    tree.setUniformRowHeights(True)
    tree.setIndentation(16)
    tree.setAccessibleName(name)
    tree.header().setStretchLastSection(False)
    tree.header().setSectionResizeMode(0, tree.header().ResizeMode.Stretch)
    tree.header().setSectionResizeMode(1, tree.header().ResizeMode.ResizeToContents)
    return tree


def _quieten(item: QTreeWidgetItem) -> None:
    right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    item.setTextAlignment(_COUNT_COLUMN, right)


def _expanded(tree: QTreeWidget) -> set[object]:
    return {item.data(0, _VALUE_ROLE) for item in _items(tree) if item.isExpanded()}


def _items(tree: QTreeWidget) -> list[QTreeWidgetItem]:
    found: list[QTreeWidgetItem] = []
    waiting = [tree.topLevelItem(position) for position in range(tree.topLevelItemCount())]
    while waiting:
        item = waiting.pop()
        if item is not None:
            found.append(item)
            waiting += [item.child(position) for position in range(item.childCount())]
    return found


def _select(tree: QTreeWidget, item: QTreeWidgetItem) -> None:
    flag = QItemSelectionModel.SelectionFlag
    tree.selectionModel().select(tree.indexFromItem(item), flag.Select | flag.Rows)
