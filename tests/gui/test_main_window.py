import json
import os
import sys

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton, QWidget

from photosearch.base.errors import ConfirmationNeeded
from photosearch.base.types import Box
from photosearch.gui import query_bar
from photosearch.gui.file_mime import files_mime, local_path
from photosearch.gui.values import FileExample, PhotoExample, PictureExample
from tests.gui.conftest import settle
from tests.gui.dropping import drop, wait_for_results
from tests.gui.fakes import FakeLibrary, drawing, encoded

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def picture(tmp_path) -> bytes:
    path = tmp_path / "query.jpg"
    path.write_bytes(encoded(drawing(9)))
    return str(path).encode()


def test_dropped_file_is_searched_for(window, library, picture):
    assert drop(window, files_mime([picture]))
    wait_for_results(window)
    assert library.queries[-1].positives == (FileExample(picture),)
    assert window.main.model.rowCount() == library.n_relevant


def test_file_with_an_odd_name_is_searched_for(window, library, tmp_path):
    path = str(tmp_path).encode() + b"/caf\xe9\nx.jpg"
    with open(path, "wb") as file:
        file.write(encoded(drawing(1)))
    drop(window, files_mime([path]))
    wait_for_results(window)
    assert library.queries[-1].positives == (FileExample(path),)


def test_several_files_become_several_chips(window, library, picture, tmp_path):
    other = tmp_path / "other.jpg"
    other.write_bytes(encoded(drawing(2)))
    drop(window, files_mime([picture, str(other).encode()]))
    wait_for_results(window)
    assert len(library.queries[-1].positives) == 2


def test_dropped_folder_is_added_and_indexed(window, library, tmp_path):
    folder = str(tmp_path).encode()
    drop(window, files_mime([folder]))
    settle(lambda: ("add", folder) in library.changes and len(library.index_runs) > 1)


def test_dropped_address_is_explained_and_not_fetched(window, library):
    mime = QMimeData()
    mime.setUrls([QUrl("https://example.org/a.jpg")])
    assert drop(window, mime)
    assert window.main.banner.isVisible()
    assert not library.queries


def hover(window, mime: QMimeData) -> None:
    copy, keys = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(300, 300), copy, mime, LEFT, keys)
    QApplication.sendEvent(window.main, enter)
    assert window.main.query_bar.property("dropping") == "true"


def test_highlight_ends_when_the_drag_leaves(window, picture):
    hover(window, files_mime([picture]))
    QApplication.sendEvent(window.main, QDragLeaveEvent())
    assert window.main.query_bar.property("dropping") == "false"


def test_highlight_ends_with_a_drop_that_holds_nothing(window, tmp_path):
    assert drop(window, files_mime([os.fsencode(tmp_path / "gone.jpg")]))
    assert window.main.query_bar.property("dropping") == "false"
    settle(lambda: not window.main.jobs.busy)


def test_highlight_of_a_drag_that_breaks_off_ends_by_itself(open_window, library, monkeypatch):
    monkeypatch.setattr(query_bar, "_HOVERS_MS", 50)
    window = open_window(library)
    hover(window, files_mime([b"/photos/a.jpg"]))  # and the source is never heard of again
    settle(lambda: window.main.query_bar.property("dropping") == "false")


def test_dropped_text_is_refused(window):
    mime = QMimeData()
    mime.setText("no picture")
    assert not drop(window, mime)


def test_pasted_picture_is_searched_for(window, library):
    mime, data = QMimeData(), encoded(drawing(3), "PNG")
    mime.setData("image/png", data)
    QGuiApplication.clipboard().setMimeData(mime)
    window.main.actions_["paste"].trigger()
    wait_for_results(window)
    assert library.queries[-1].positives == (PictureExample(data),)
    QGuiApplication.clipboard().clear()


def test_file_that_is_no_picture_gives_a_message(window, library):
    drop(window, files_mime([b"/tmp/notes.txt"]))
    settle(window.main.banner.isVisible)
    assert "notes.txt is not a picture" in window.main.banner.text
    assert "Choose a photo" in window.main.banner.text
    assert not window.main.state.active


def test_s_finds_similar_and_escape_returns(window, library):
    window.main.browse.grid.go_to(12)
    QTest.keyClick(window.main, Qt.Key.Key_S)
    wait_for_results(window)
    assert library.queries[-1].positives == (PhotoExample(12),)
    assert window.main.model.mark(12).same
    QTest.keyClick(window.main, Qt.Key.Key_Escape)
    settle(lambda: not window.main.model.marked)
    assert window.main.model.rowCount() == 40


def test_n_adds_a_negative_example_and_its_chip_turns_it(window, library):
    grid = window.main.browse.grid
    grid.go_to(12)
    window.wiring.find_similar()
    wait_for_results(window)
    grid.go_to(3)
    QTest.keyClick(window.main, Qt.Key.Key_N)
    settle(lambda: bool(library.queries[-1].negatives))
    assert library.queries[-1].negatives == (PhotoExample(3),)
    window.main.state.turn(PhotoExample(3))
    settle(lambda: library.queries[-1].positives == (PhotoExample(12), PhotoExample(3)))


def test_grain_acts_at_once_and_only_once_for_quick_moves(window, library):
    window.main.browse.grid.go_to(12)
    window.wiring.find_similar()
    wait_for_results(window)
    before = len(library.queries)
    for grain in (0.6, 0.7, 0.9):
        window.main.state.set_grain(grain)
    settle(lambda: len(library.queries) > before and not window.main.jobs.busy)
    assert [query.grain for query in library.queries[before:]] == [0.9]


def test_less_similar_photos_are_hidden_until_wanted(window, library):
    window.main.browse.grid.go_to(12)
    window.wiring.find_similar()
    wait_for_results(window)
    footer = window.main.browse.footer
    assert footer.isVisible()
    assert window.main.model.rowCount() == library.n_relevant + 1
    footer.toggled.emit(True)
    assert window.main.model.rowCount() == 31


def test_nothing_similar_says_so(open_window, picture):
    window = open_window(FakeLibrary(n_relevant=0))
    drop(window, files_mime([picture]))
    settle(lambda: window.main.browse.showing_empty)
    assert "looks similar" in window.main.browse.empty.title


def test_empty_library_offers_to_add_a_folder(open_window):
    window = open_window(FakeLibrary(0))
    settle(lambda: window.main.browse.showing_empty)
    assert "Find photos" in window.main.browse.empty.title


def test_enter_views_and_arrow_steps_and_escape_returns(window):
    grid = window.main.browse.grid
    grid.setFocus()
    grid.go_to(12)
    QTest.keyClick(grid, Qt.Key.Key_Return)
    assert window.main.viewing
    assert window.main.viewer.photo_id == 12
    QTest.keyClick(window.main.viewer.view, Qt.Key.Key_Right)
    assert window.main.viewer.photo_id == 11  # newest first
    settle(lambda: not window.main.jobs.busy)
    QTest.keyClick(window.main, Qt.Key.Key_Escape)
    assert not window.main.viewing


def test_drawn_part_is_searched_for(window, library):
    window.main.browse.grid.go_to(12)
    window.wiring.view_current()
    settle(lambda: not window.main.jobs.busy)
    window.main.viewer.toggle_crop()
    view = window.main.viewer.view
    target = view.target()
    start = (target.topLeft() + QPointF(20, 20)).toPoint()
    end = (target.center()).toPoint()
    QTest.mousePress(view, LEFT, pos=start)
    QTest.mouseMove(view, end)
    QTest.mouseRelease(view, LEFT, pos=end)
    box = view.crop()
    assert 0.3 < box.width < 0.6
    window.main.viewer.search_part()
    wait_for_results(window)
    assert library.queries[-1].positives == (PhotoExample(12, box),)


def test_part_is_drawn_by_keys_alone(window, library):
    window.main.browse.grid.go_to(12)
    window.wiring.view_current()
    view = window.main.viewer.view
    QTest.keyClick(view, Qt.Key.Key_C)
    QTest.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert view.crop() == Box(0.3, 0.25, 0.5, 0.55)
    QTest.keyClick(view, Qt.Key.Key_Return)
    wait_for_results(window)


def test_copy_offers_files_and_a_picture(window):
    window.main.browse.grid.go_to(7)
    window.main.actions_["copy"].trigger()
    assert QGuiApplication.clipboard().mimeData().hasUrls()
    settle(lambda: QGuiApplication.clipboard().mimeData().hasImage())
    mime = QGuiApplication.clipboard().mimeData()
    assert local_path(mime.urls()[0]) == b"/photos/odd/caf\xe9\n1.jpg"
    assert mime.hasImage()
    QGuiApplication.clipboard().clear()


def test_sorting_by_similarity_needs_a_photo_and_uses_it(window):
    browse = window.main.browse
    browse.order_chosen.emit("similarity", True)
    assert window.main.banner.isVisible()
    browse.grid.go_to(20)
    browse.order_chosen.emit("similarity", True)
    settle(lambda: window.main.model.photo_id(0) == 20)


def test_folder_filter_narrows_grid_and_search(window, library):
    settle(window.main.filters.isVisible)
    tree = window.main.filters._folders
    tree.topLevelItem(0).child(0).setSelected(True)
    settle(lambda: window.main.model.rowCount() == 20)
    window.main.browse.grid.go_to(12)
    window.wiring.find_similar()
    wait_for_results(window)
    assert library.queries[-1].photo_filter.folders == (b"/photos/2024 Island",)


def test_mass_disappearance_is_asked_about(open_window, monkeypatch):
    library = FakeLibrary()
    library.index_error = ConfirmationNeeded("mass-disappearance", "300 photos are gone")
    asked = []

    def answer(box: QMessageBox) -> int:
        asked.append(box.text())
        yes = QMessageBox.ButtonRole.DestructiveRole
        button = next(each for each in box.buttons() if box.buttonRole(each) == yes)
        monkeypatch.setattr(box, "clickedButton", lambda: button, raising=False)
        return 0

    monkeypatch.setattr(QMessageBox, "exec", answer)
    window = open_window(library)
    settle(lambda: ((), True) in library.index_runs and not window.main.jobs.busy)
    assert asked == ["300 photos are gone."]


def test_undo_tells_what_was_undone(window, library, tmp_path):
    window.wiring.folders.add([str(tmp_path).encode()])
    settle(lambda: ("add", str(tmp_path).encode()) in library.changes)
    settle(lambda: not window.main.jobs.busy)
    window.main.actions_["undo"].trigger()
    settle(lambda: "Undone" in window.main.banner.text)


def test_undone_folder_is_offered_again(window, library):
    window.wiring.folders.add([b"/photos/new"])
    settle(lambda: ("add", b"/photos/new") in library.changes and not window.main.jobs.busy)
    window.main.actions_["undo"].trigger()
    settle(lambda: "Undone" in window.main.banner.text)
    (again,) = [one for one in window.main.banner.findChildren(QPushButton) if one.text()]
    again.click()
    settle(lambda: ("add", b"/photos") in library.changes and not window.main.jobs.busy)


def test_status_forgets_a_selection_that_the_results_do_not_hold(window, library, picture):
    window.main.browse.grid.go_to(39)
    assert window.main.status_text == "1 selected"
    drop(window, files_mime([picture]))
    wait_for_results(window)
    assert window.main.status_text == ""


def test_grid_stays_where_it_is_when_results_come(window, library):
    window.main.browse.grid.go_to(12)
    place = window.main.browse.grid.mapTo(window.main, QPoint(0, 0))
    window.wiring.find_similar()
    wait_for_results(window)
    assert window.main.browse.grid.mapTo(window.main, QPoint(0, 0)) == place


@pytest.mark.parametrize("active", [True, False])
def test_first_folder_leaves_the_keyboard_to_the_photos(qtbot, open_window, active):
    window = open_window(FakeLibrary(0))
    main = window.main
    assert main.browse.empty.isAncestorOf(main.focusWidget())
    if not active:  # as after a drop out of another program
        other = QWidget()
        qtbot.addWidget(other)
        other.show()
        other.activateWindow()
        settle(lambda: not main.isActiveWindow())
    main.browse.empty.show_indexing()
    main.activity.set_running(True)
    assert main.focusWidget() is main.browse.empty
    main.browse.show_grid()
    assert main.focusWidget() is main.browse.grid


def test_second_start_hands_its_query_over(window, library, picture):
    window.asked.emit([picture])
    wait_for_results(window)
    assert library.queries[-1].positives == (FileExample(picture),)


def test_changed_folder_is_indexed_and_watching_ends_with_the_window(window, library):
    settle(lambda: hasattr(library, "tell_change"))
    library.tell_change(frozenset({b"/photos/new"}))
    settle(lambda: ((b"/photos/new",), False) in library.index_runs)
    window.main.close()
    assert window.end()
    assert library.watch_ended


def test_trace_tells_shown_usable_and_results(open_window, tmp_path, picture):
    window = open_window(FakeLibrary(), trace=str(tmp_path / "trace"))
    events = []

    def told(name: str) -> bool:
        events[:] = [json.loads(line) for line in (tmp_path / "trace").read_text().splitlines()]
        return any(event["event"] == name for event in events)

    settle(lambda: told("usable"))
    drop(window, files_mime([picture]))
    settle(lambda: told("results painted"))
    window.main.trace.close()
    names = [event["event"] for event in events if event["event"] != "frame"]
    assert names == ["shown", "usable", "query received", "results painted"]
    assert all(event["ms"] >= 0 and event["t"] > 0 for event in events)


def test_geometry_is_remembered_for_the_library(open_window, library):
    first = open_window(library)
    first.main.resize(777, 555)
    first.main.close()
    second = open_window(library)
    assert (second.main.width(), second.main.height()) == (777, 555)


def test_nothing_drops_references_to_none(window):
    """PySide6 6.12.0 dropped one for every Qt call that returns nothing, on Python < 3.12."""
    label = window.main.browse.grid
    before = sys.getrefcount(None)
    for _ in range(2000):
        label.update()
    assert sys.getrefcount(None) > before - 500


def test_trace_tells_of_an_empty_answer_too(open_window, tmp_path, picture):
    window = open_window(FakeLibrary(n_relevant=0), trace=str(tmp_path / "trace"))
    drop(window, files_mime([picture]))
    settle(lambda: "results painted" in (tmp_path / "trace").read_text())
    window.main.trace.close()
