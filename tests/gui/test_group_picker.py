"""The quick choice of a group: type to filter, Enter takes it or makes a new one."""

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from photosearch.gui.group_picker import GroupPicker
from photosearch.gui.thumbnail_loader import ThumbnailLoader
from photosearch.gui.values import GroupSummary
from tests.gui.conftest import settle
from tests.gui.group_gestures import Key, press, select
from tests.gui.test_accessibility import nameless

NAMES = ["My red vases", "Red", "Red vases", "Roses"]


@pytest.fixture
def picker(qtbot, library):
    loader = ThumbnailLoader(library)
    groups = [GroupSummary(row, name, 3, None) for row, name in enumerate(NAMES, start=1)]

    def make(may_create: bool = True) -> GroupPicker:
        dialog = GroupPicker(groups, loader, "Add", may_create=may_create)
        qtbot.addWidget(dialog)
        dialog.show()
        return dialog

    yield make
    assert loader.close()


def typed(dialog: GroupPicker, text: str, *keys: Qt.Key) -> GroupPicker:
    QTest.keyClicks(dialog._field, text)
    for key in keys:
        QTest.keyClick(dialog._field, key)
    return dialog


@pytest.mark.parametrize(
    ("text", "chosen"),
    [("red", "Red"), ("red v", "Red vases"), ("vas", "My red vases"), ("ro", "Roses"), ("x", "x")],
)
def test_typed_part_chooses_the_best_name_or_makes_a_new_one(picker, text, chosen):
    assert typed(picker(), text).chosen() == chosen


def test_arrow_keys_move_while_the_keyboard_stays_in_the_field(picker):
    dialog = typed(picker(), "red", Key.Key_Down)
    assert dialog.chosen() == "Red vases"
    assert dialog.focusWidget() is dialog._field


def test_group_whose_name_is_a_part_of_others_can_be_made(picker):
    dialog = typed(picker(), "vases")
    dialog._new.click()
    assert dialog.result()
    assert dialog.chosen() == "vases"


def test_nothing_typed_and_nothing_chosen_is_not_accepted(picker):
    dialog = typed(picker(), "", Key.Key_Return)
    assert dialog.isVisible()


def test_merging_makes_no_new_group(picker):
    dialog = typed(picker(may_create=False), "x", Key.Key_Return)
    assert dialog.chosen() == ""
    assert dialog.isVisible()


def test_every_control_of_the_picker_has_a_name(picker):
    assert nameless(picker()) == []


def test_g_puts_selected_results_of_a_search_into_a_group(group_window, grouped):
    group_window.main.browse.grid.go_to(12)
    group_window.wiring.find_similar()
    settle(lambda: group_window.main.model.marked and not group_window.main.jobs.busy)

    def choose() -> None:
        typed(QApplication.activeModalWidget(), "b", Key.Key_Return)

    QTimer.singleShot(50, choose)
    select(group_window, 6, 7)
    press(group_window, Key.Key_G)
    settle(lambda: grouped.contents()["B"] == [4, 5, 6, 7])


def test_merge_from_the_menu_asks_into_which_group(group_window, grouped):
    group_window.groups.show_group(group_window.main.groups.by_name("A").group_id)

    def choose() -> None:
        typed(QApplication.activeModalWidget(), "b", Key.Key_Return)

    QTimer.singleShot(50, choose)
    group_window.main.actions_["merge group"].trigger()
    settle(lambda: grouped.contents() == {"B": [1, 2, 3, 4, 5]})
