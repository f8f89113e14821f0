from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from photosearch.gui.file_mime import files_mime
from photosearch.gui.values import FileExample
from tests.gui.conftest import settle
from tests.gui.dropping import drop, wait_for_results
from tests.gui.fakes import FakeLibrary, drawing, encoded


def test_picture_dropped_on_the_search_bar_joins_the_search(window, library, tmp_path):
    picture = str(tmp_path / "query.jpg").encode()
    (tmp_path / "query.jpg").write_bytes(encoded(drawing(9)))
    other = tmp_path / "other.jpg"
    other.write_bytes(encoded(drawing(2)))
    drop(window, files_mime([picture]))
    wait_for_results(window)
    bar = window.main.query_bar
    drop(window, files_mime([str(other).encode()]), bar.mapTo(window.main, bar.rect().center()))
    settle(lambda: len(library.queries) > 1)
    both = (FileExample(picture), FileExample(str(other).encode()))
    assert library.queries[-1].positives == both


def test_enter_presses_the_button_of_an_empty_library(open_window, monkeypatch):
    asked = []
    window = open_window(FakeLibrary(n_photos=0))
    settle(lambda: window.main.browse.showing_empty)
    monkeypatch.setattr(window.wiring.folders, "ask_for_folder", lambda: asked.append(1))
    window.main.browse.empty.show_no_folders(window.wiring.folders.ask_for_folder)
    window.main.browse.empty.focus_action()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert asked == [1]
