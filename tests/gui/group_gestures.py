"""What a person does with groups in a window, for tests."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from photosearch.gui.group_view import GroupView
from photosearch.gui.window import Window
from tests.gui.conftest import settle

Key = Qt.Key


def quiet(window: Window) -> None:
    settle(lambda: not window.main.jobs.busy)


def view_of(window: Window) -> GroupView:
    return window.main.group_section.view


def middle_of(window: Window, name: str) -> QPoint:
    groups = window.main.groups
    row = groups.row_of(groups.by_name(name).group_id)
    return view_of(window).visualRect(groups.index(row)).center()


def press(window: Window, *keys: Qt.Key) -> None:
    grid = window.main.browse.grid
    grid.setFocus()
    for key in keys:
        QTest.keyClick(grid, key)
    quiet(window)


def select(window: Window, *ids: int) -> None:
    grid = window.main.browse.grid
    grid.setFocus()
    for number in range(1, len(ids) + 1):  # one after the other, as a person clicks
        grid.select_ids(ids[:number], ids[0])


def show(window: Window, name: str) -> None:
    window.groups.show_group(window.main.groups.by_name(name).group_id)
    quiet(window)


def undo(window) -> None:
    window.main.actions_["undo"].trigger()
    quiet(window)
