"""What is said of selected photos and of results is kept, told and undone."""

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from photosearch.gui.closer_dialog import CloserDialog, NamedPicture
from photosearch.gui.values import FileExample
from photosearch.services.constraints import say_closer, say_different, say_same
from tests.gui.conftest import settle
from tests.gui.fakes import drawing, encoded
from tests.gui.group_gestures import Key, press, quiet, select, undo
from tests.gui.test_accessibility import nameless


def search_for(window, photo_id: int) -> None:
    window.main.browse.grid.go_to(photo_id)
    window.wiring.find_similar()
    settle(lambda: window.main.model.marked and not window.main.jobs.busy)


def test_e_and_u_say_same_and_not_the_same_of_two_photos(group_window, grouped):
    select(group_window, 10, 11)
    press(group_window, Key.Key_E)
    select(group_window, 10, 12)
    press(group_window, Key.Key_U)
    assert grouped.sayings() == [("same", "said", (10, 11)), ("different", "said", (10, 12))]
    undo(group_window)
    assert grouped.sayings() == [("same", "said", (10, 11))]


def test_other_numbers_of_photos_are_refused_in_words(group_window, grouped):
    select(group_window, 10, 11, 12)
    press(group_window, Key.Key_E)
    assert group_window.main.banner.text == "Select 2 photos for this."
    assert grouped.sayings() == []


def test_plain_opposite_is_refused_in_words(group_window, grouped):
    say_same(grouped.real, 10, 11)
    select(group_window, 10, 11)
    press(group_window, Key.Key_U)
    settle(group_window.main.banner.isVisible)
    assert "You said the opposite before" in group_window.main.banner.text
    assert len(grouped.sayings()) == 1


def test_contradiction_along_a_chain_is_kept_and_told(group_window, grouped):
    select(group_window, 1, 2)  # both are in A
    press(group_window, Key.Key_U)
    assert "It contradicts something" in group_window.main.banner.text
    assert grouped.sayings() == [("different", "said", (1, 2))]


def test_first_selected_photo_is_a_in_a_is_more_like_b_than_c(group_window, grouped):
    select(group_window, 12, 20, 10)
    assert "A IMG_0012.jpg, B IMG_0020.jpg, C IMG_0010.jpg" in group_window.main.status_text

    def agree() -> None:
        dialog = QApplication.activeModalWidget()
        assert [int(each) for each in dialog.chosen()] == [12, 20, 10]
        dialog.swap()
        dialog.accept()

    QTimer.singleShot(50, agree)
    press(group_window, Key.Key_C)
    assert grouped.sayings() == [("closer", "said", (10, 12, 12, 20))]


def test_closer_dialog_names_every_letter_and_turns(qtbot):
    dialog = CloserDialog([NamedPicture(each, f"{each}.jpg", None) for each in (1, 2, 3)])
    qtbot.addWidget(dialog)
    dialog.turn()
    assert dialog.chosen() == (2, 3, 1)
    assert [name.text() for name in dialog._names] == ["A  2.jpg", "B  3.jpg", "C  1.jpg"]


def test_not_like_this_of_a_result_is_kept_against_the_librarys_photo(group_window, grouped):
    search_for(group_window, 12)
    select(group_window, 1, 2)
    group_window.main.actions_["not like"].trigger()
    quiet(group_window)
    source = "rejected-result"
    assert grouped.sayings() == [("different", source, (1, 12)), ("different", source, (2, 12))]
    undo(group_window)  # one step
    assert grouped.sayings() == []


def test_not_like_this_in_a_search_for_a_file_is_not_kept(group_window, grouped, tmp_path):
    path = tmp_path / "query.jpg"
    path.write_bytes(encoded(drawing(9)))
    group_window.main.begin_search([FileExample(str(path).encode())])
    settle(lambda: group_window.main.model.marked and not group_window.main.jobs.busy)
    select(group_window, 1)
    group_window.main.actions_["not like"].trigger()
    quiet(group_window)
    assert grouped.sayings() == []


@pytest.mark.parametrize("n_selected", [13, 40])
def test_order_of_large_selections_is_not_followed(group_window, n_selected):
    select(group_window, 3, 1)
    group_window.main.browse.grid.select_ids(range(1, n_selected + 1), 1)
    assert group_window.groups._order.photos() == []


def test_contradiction_is_shown_first_and_taken_back(group_window, grouped):
    say_same(grouped.real, 10, 11)
    say_different(grouped.real, 1, 2)  # both are in A
    say_closer(grouped.real, 12, 10, 20)

    def take_back() -> None:
        dialog = QApplication.activeModalWidget()
        model = dialog._model
        said = [model.data(model.index(row, 0)) for row in range(model.rowCount())]
        assert said == [
            "IMG_0001.jpg and IMG_0002.jpg are not the same",
            "IMG_0012.jpg is more like IMG_0010.jpg than IMG_0020.jpg",
            "IMG_0010.jpg and IMG_0011.jpg are the same",
        ]
        assert "contradictory" in model.data(model.index(0, 2))
        assert nameless(dialog) == []
        dialog.take_back()
        assert model.rowCount() == 2
        dialog.reject()

    QTimer.singleShot(300, take_back)
    group_window.main.actions_["sayings"].trigger()
    settle(lambda: len(grouped.sayings()) == 2)
    quiet(group_window)
    undo(group_window)
    assert len(grouped.sayings()) == 3
