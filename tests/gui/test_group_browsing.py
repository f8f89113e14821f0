"""One group in the grid: shown, left, emptied; what is odd about it is said softly."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from photosearch.gui.group_marks import mark_icon
from photosearch.gui.values import GroupMark
from photosearch.services.constraints import say_different
from photosearch.services.groups import add_photos, create_group
from tests.gui.conftest import settle
from tests.gui.group_gestures import Key, middle_of, press, select, show, undo, view_of


def test_click_shows_the_group_and_escape_goes_back_to_the_place(group_window):
    bar = group_window.main.browse.grid.verticalScrollBar()
    bar.setValue(300)
    QTest.mouseClick(
        view_of(group_window).viewport(),
        Qt.MouseButton.LeftButton,
        pos=middle_of(group_window, "A"),
    )
    settle(lambda: group_window.main.model.rowCount() == 3)
    assert group_window.main.browse.group_header.isVisible()
    assert group_window.main.browse.group_header.name == "A"
    press(group_window, Key.Key_Escape)
    settle(lambda: group_window.main.model.rowCount() == 40)
    assert not group_window.main.browse.group_header.isVisible()
    assert bar.value() == 300


def test_search_from_a_group_looks_everywhere_and_comes_back_to_it(group_window, grouped):
    show(group_window, "A")
    group_window.main.browse.grid.go_to(1)
    group_window.wiring.find_similar()
    settle(lambda: group_window.main.model.marked)
    assert grouped.queries[-1].photo_filter.everything
    assert not group_window.main.browse.group_header.isVisible()
    group_window.wiring.escape()
    settle(lambda: group_window.main.model.rowCount() == 3)
    assert group_window.main.browse.group_header.isVisible()


def test_backspace_takes_a_photo_out_of_the_group_shown(group_window, grouped):
    show(group_window, "A")
    select(group_window, 2)
    press(group_window, Key.Key_Backspace)
    settle(lambda: group_window.main.model.rowCount() == 2)
    assert grouped.contents()["A"] == [1, 3]
    undo(group_window)
    settle(lambda: group_window.main.model.rowCount() == 3)


def test_taking_out_where_no_group_is_shown_is_explained(group_window, grouped):
    select(group_window, 2)
    press(group_window, Key.Key_0)
    assert "Show a group first" in group_window.main.banner.text
    assert grouped.contents()["A"] == [1, 2, 3]


def test_deleting_the_group_shown_goes_back_and_undo_brings_it_with_its_key(group_window, grouped):
    show(group_window, "A")
    group_window.main.actions_["delete group"].trigger()
    settle(lambda: group_window.main.model.rowCount() == 40)
    assert list(grouped.contents()) == ["B"]
    undo(group_window)
    settle(lambda: group_window.main.groups.rowCount() == 2)
    assert grouped.contents()["A"] == [1, 2, 3]
    assert group_window.groups.keys.keys()[group_window.main.groups.by_name("A").group_id] == 1


def test_empty_group_says_how_to_fill_it(group_window, grouped):
    create_group(grouped.real, "C")
    group_window.groups.controller.look()
    settle(lambda: group_window.main.groups.by_name("C") is not None)
    show(group_window, "C")
    settle(lambda: group_window.main.browse.showing_empty)
    assert group_window.main.browse.empty.title == "No photos in this group yet"


def test_group_that_a_command_fills_meanwhile_is_shown_anew(group_window, grouped):
    show(group_window, "A")
    add_photos(grouped.real, "A", [30])
    group_window.groups.controller.look()
    settle(lambda: group_window.main.model.rowCount() == 4)
    assert group_window.main.groups.by_name("A").n_photos == 4


def test_what_is_odd_is_said_in_the_header_and_its_photos_selected(group_window, grouped):
    add_photos(grouped.real, "B", [1])
    say_different(grouped.real, 2, 3)
    group_window.groups.controller.look()
    show(group_window, "A")
    header = group_window.main.browse.group_header
    settle(lambda: len(header.notes) == 3)
    assert any("also in B" in note for note in header.notes)
    assert any("contradictory" in note for note in header.notes)
    header.photos_wanted.emit((2, 3))
    assert sorted(group_window.main.browse.grid.selected_ids()) == [2, 3]


def test_unusual_groups_have_a_mark_with_a_tooltip(group_window, grouped):
    add_photos(grouped.real, "C", [9])
    group_window.groups.controller.look()
    groups = group_window.main.groups
    settle(lambda: groups.by_name("C") is not None and groups.marks(groups.group(2).group_id))
    tooltip = groups.data(groups.index(2), Qt.ItemDataRole.ToolTipRole)
    assert "Only one photo" in tooltip
    assert "Only one photo" in groups.data(groups.index(2), Qt.ItemDataRole.AccessibleTextRole)


def test_groups_are_reached_by_a_key(group_window):
    group_window.main.actions_["groups"].trigger()
    assert QApplication.focusWidget() is view_of(group_window)


def test_without_groups_the_section_says_what_to_do(open_window, library):
    section = open_window(library).main.group_section
    hints = [each.text() for each in section.findChildren(type(section._hint)) if each.isVisible()]
    assert any("press G" in text for text in hints)
    assert not section.view.isVisible()


@pytest.mark.parametrize(
    ("codes", "sign"),
    [
        ((), ""),
        (("photos-in-several",), "info"),
        (("photos-in-several", "contradiction"), "warning"),
    ],
)
def test_photo_in_two_groups_is_noted_more_softly(codes, sign):
    assert mark_icon([GroupMark(code) for code in codes]) == sign
