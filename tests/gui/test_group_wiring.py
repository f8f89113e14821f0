"""Groups in the window: filled by drag, key and picker, shown one by one, each step undone."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QInputDialog

from photosearch.gui.photo_mime import group_mime
from tests.gui.conftest import settle
from tests.gui.group_gestures import Key, middle_of, press, quiet, select, undo, view_of
from tests.gui.grouped import drop_on, photos_mime


def test_photos_dropped_on_a_group_are_in_it_and_undo_takes_them_out(group_window, grouped):
    assert drop_on(
        view_of(group_window).viewport(), middle_of(group_window, "B"), photos_mime(7, 8)
    )
    settle(lambda: grouped.contents()["B"] == [4, 5, 7, 8])
    settle(lambda: "Added 2 photos to “B”" in group_window.main.banner.text)
    undo(group_window)
    assert grouped.contents()["B"] == [4, 5]
    assert group_window.main.banner.text == "Undone: adding photos to B"


def test_drag_from_the_grid_carries_all_selected_photos(group_window, grouped):
    select(group_window, 9, 11)
    drag = group_window.main.browse.grid.make_drag()
    assert drop_on(view_of(group_window).viewport(), middle_of(group_window, "A"), drag.mimeData())
    settle(lambda: grouped.contents()["A"] == [1, 2, 3, 9, 11])
    drag.deleteLater()


def test_photos_dropped_beside_the_groups_are_refused(group_window):
    point = QPoint(10, view_of(group_window).viewport().height() - 2)
    assert not drop_on(view_of(group_window).viewport(), point, photos_mime(7))


def test_photos_dropped_on_new_group_make_one(group_window, grouped, monkeypatch):
    monkeypatch.setattr(QInputDialog, "getText", lambda *_: ("Vases", True))
    assert drop_on(group_window.main.group_section.new, QPoint(9, 9), photos_mime(20, 21))
    settle(lambda: grouped.contents().get("Vases") == [20, 21])
    settle(lambda: group_window.main.groups.by_name("Vases") is not None)
    undo(group_window)
    assert "Vases" not in grouped.contents()


def test_number_key_adds_the_selected_photos(group_window, grouped):
    select(group_window, 10, 12)
    press(group_window, Key.Key_2)
    assert grouped.contents()["B"] == [4, 5, 10, 12]


def test_undo_right_after_a_number_key_takes_just_that_back(group_window, grouped):
    select(group_window, 10)
    group_window.main.browse.grid.setFocus()
    QTest.keyClick(group_window.main.browse.grid, Key.Key_1)
    QTest.keyClick(group_window.main, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    quiet(group_window)
    settle(lambda: group_window.main.banner.text == "Undone: adding photos to A")
    assert grouped.contents() == {"A": [1, 2, 3], "B": [4, 5]}


def test_number_key_that_no_group_has_is_explained(group_window, grouped):
    select(group_window, 10)
    press(group_window, Key.Key_7)
    assert "No group has the key 7" in group_window.main.banner.text
    assert grouped.contents() == {"A": [1, 2, 3], "B": [4, 5]}


def test_key_can_be_given_to_another_group(group_window, grouped):
    group_window.groups.keys.give(group_window.main.groups.by_name("B").group_id, 1)
    select(group_window, 10)
    press(group_window, Key.Key_1)
    assert grouped.contents()["B"] == [4, 5, 10]


def test_undo_of_groups_does_not_index_again(group_window, grouped):
    runs = len(grouped.index_runs)
    select(group_window, 10)
    press(group_window, Key.Key_1)
    undo(group_window)
    assert len(grouped.index_runs) == runs


def test_f2_renames_and_the_keyboard_stays_on_the_group(group_window, grouped):
    view = view_of(group_window)
    view.setFocus()
    view.setCurrentIndex(group_window.main.groups.index(0))
    group_window.main.actions_["rename group"].trigger()
    QTest.keyClicks(QApplication.focusWidget(), "Zebras")
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Return)
    settle(lambda: group_window.main.groups.by_name("Zebras") is not None)
    assert list(grouped.contents()) == ["B", "Zebras"]
    assert view.current_group().name == "Zebras"


def test_name_that_another_group_has_is_refused_in_words(group_window, grouped):
    group = group_window.main.groups.by_name("A")
    view_of(group_window).renamed.emit(group.group_id, "b")
    settle(group_window.main.banner.isVisible)
    assert "There is a group B already" in group_window.main.banner.text
    assert list(grouped.contents()) == ["A", "B"]


def test_group_dropped_on_another_is_merged_and_undo_parts_them(group_window, grouped):
    dragged = group_window.main.groups.by_name("A").group_id
    assert drop_on(
        view_of(group_window).viewport(), middle_of(group_window, "B"), group_mime(dragged)
    )
    settle(lambda: grouped.contents() == {"B": [1, 2, 3, 4, 5]})
    quiet(group_window)
    undo(group_window)
    assert grouped.contents() == {"A": [1, 2, 3], "B": [4, 5]}


def test_group_is_not_dropped_on_itself(group_window):
    dragged = group_window.main.groups.by_name("A").group_id
    assert not drop_on(
        view_of(group_window).viewport(), middle_of(group_window, "A"), group_mime(dragged)
    )
