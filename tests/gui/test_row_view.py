"""A list of hundreds of thousands of rows."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest

from photosearch.gui.duplicate_model import DuplicateModel
from photosearch.gui.review_page import GroupRows
from photosearch.gui.review_values import Intentions, ReviewList
from photosearch.gui.thumbnail_loader import ThumbnailLoader
from tests.gui.fakes import FakeLibrary
from tests.services.duplicate_values import copy_at, group_of

N_GROUPS = 200_000


@pytest.fixture(scope="module")
def review() -> ReviewList:
    one, other = copy_at(1, "/a/1.jpg"), copy_at(2, "/b/2.jpg")
    group = group_of(one, other, kind="exact")

    class Repeated(ReviewList):
        """The same group again and again: what a view asks for is one at a time."""

        def group(self, place: int):
            return group

    return Repeated([group])


@pytest.fixture
def rows(qtbot, review):
    model = DuplicateModel(Intentions())
    model.set_rows(review, np.arange(N_GROUPS))
    loader = ThumbnailLoader(FakeLibrary())
    view = GroupRows(model, loader)
    view.kept = model
    qtbot.addWidget(view)
    view.resize(300, 640)
    view.show()
    yield view
    assert loader.close()


def test_only_visible_rows_are_asked_for(rows):
    assert len(rows.visible_rows()) == 10
    rows.verticalScrollBar().setValue(rows.verticalScrollBar().maximum())
    assert rows.visible_rows().stop == N_GROUPS


def test_keys_move_and_scroll(rows):
    rows.setFocus()
    rows.go_to(0)
    QTest.keyClick(rows, Qt.Key.Key_Down)
    assert rows.currentIndex().row() == 1
    QTest.keyClick(rows, Qt.Key.Key_End)
    assert rows.currentIndex().row() == N_GROUPS - 1
    assert rows.viewport().rect().contains(rows.visualRect(rows.currentIndex()))
    QTest.keyClick(rows, Qt.Key.Key_PageUp)
    assert rows.currentIndex().row() == N_GROUPS - 1 - 9


def test_click_chooses_the_row_under_the_pointer(rows):
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(100, 64 * 3 + 10))
    assert rows.currentIndex().row() == 3


def test_letters_are_left_to_the_page(rows):
    rows.go_to(4)
    QTest.keyClick(rows, Qt.Key.Key_K)
    assert rows.currentIndex().row() == 4


def test_screen_readers_see_a_list(rows):
    interface = QAccessible.queryAccessibleInterface(rows)
    assert interface.role() == QAccessible.Role.List
    assert interface.childCount() == N_GROUPS
    assert "1.jpg" in interface.child(5).text(QAccessible.Text.Name)
