import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from photosearch.gui.arithmetic_view import ArithmeticView
from photosearch.gui.file_mime import local_path
from tests.gui.conftest import settle
from tests.gui.fakes import ODD_NAME, FakeLibrary

KEYS = Qt.Key


@pytest.fixture
def grid(window):
    window.main.resize(1000, 700)
    grid = window.main.browse.grid
    grid.setFocus()
    return grid


def test_model_of_a_million_tells_its_full_count_at_once(window):
    window.main.model.set_photos(np.arange(1, 1_000_001))
    assert window.main.model.rowCount() == 1_000_000
    assert not window.main.model.canFetchMore(window.main.model.index(-1))


def test_million_rows_are_shown_and_resized_asking_only_for_visible_ones(open_window, monkeypatch):
    library = FakeLibrary(1_000_000)
    asked: list[int] = []
    rects: list[int] = []
    monkeypatch.setattr(library, "thumbnails", lambda ids: asked.extend(ids) or {})
    window = open_window(library)
    grid = window.main.browse.grid
    visual_rect = ArithmeticView.visualRect
    monkeypatch.setattr(
        ArithmeticView, "visualRect", lambda self, i: rects.append(i.row()) or visual_rect(self, i)
    )
    window.main.resize(900, 600)
    grid.setCurrentIndex(window.main.model.index(999_999))
    settle(lambda: not window.main.jobs.busy)
    visible = len(grid.visible_rows())
    assert 0 < visible < 60
    assert len(set(asked)) < 300
    assert len(rects) < 500


@pytest.mark.parametrize("n_left", [0, 1, 3])
def test_visible_rows_stay_within_a_list_that_became_shorter(open_window, n_left):
    window = open_window(FakeLibrary(5000))
    grid = window.main.browse.grid
    grid.setCurrentIndex(window.main.model.index(4999))
    settle(lambda: not window.main.jobs.busy)
    window.main.model.set_photos(np.arange(1, n_left + 1))  # the layout comes an event later
    assert grid.visible_rows().stop <= n_left
    assert not grid.indexAt(grid.viewport().rect().center()).isValid()
    window.main.loader.loaded.emit(list(range(1, 5001)), [])
    settle(lambda: len(grid.visible_rows()) == n_left)


def test_select_all_of_a_million_is_one_span(open_window):
    window = open_window(FakeLibrary(1_000_000))
    grid = window.main.browse.grid
    grid.selectAll()
    assert grid.selectionModel().selection().count() == 1
    assert grid.n_selected() == 1_000_000


@pytest.mark.parametrize(
    ("key", "row"), [(KEYS.Key_End, 39), (KEYS.Key_Right, 1), (KEYS.Key_Home, 0)]
)
def test_key_moves_the_current_photo(grid, key, row):
    grid.setCurrentIndex(grid.model().index(0))
    QTest.keyClick(grid, key)
    assert grid.currentIndex().row() == row


def test_down_moves_by_one_line(grid):
    grid.setCurrentIndex(grid.model().index(0))
    QTest.keyClick(grid, KEYS.Key_Down)
    first, second = grid.visualRect(grid.model().index(0)), grid.visualRect(grid.currentIndex())
    assert second.left() == first.left()
    assert second.top() > first.top()


def test_page_down_stays_in_the_list_and_visible(grid):
    grid.setCurrentIndex(grid.model().index(0))
    for _ in range(20):
        QTest.keyClick(grid, KEYS.Key_PageDown)
    assert grid.currentIndex().row() >= 30
    assert grid.viewport().rect().contains(grid.visualRect(grid.currentIndex()))


def test_shift_arrow_selects_a_range(grid):
    grid.setCurrentIndex(grid.model().index(0))
    QTest.keyClick(grid, KEYS.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(grid, KEYS.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert grid.n_selected() == 3


def test_click_selects_the_photo_under_the_pointer(grid):
    index = grid.model().index(3)
    QTest.mouseClick(
        grid.viewport(), Qt.MouseButton.LeftButton, pos=grid.visualRect(index).center()
    )
    assert grid.selected_ids().tolist() == [grid.model().photo_id(3)]


def test_rubber_band_selects_what_it_meets(grid):
    start = QPoint(4, 4)
    end = grid.visualRect(grid.model().index(1)).center()
    viewport = grid.viewport()
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(viewport, start + QPoint(40, 40))
    QTest.mouseMove(viewport, end)
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=end)
    rows = sorted(index.row() for index in grid.selectedIndexes())
    assert rows == [0, 1]


def test_letters_search_no_names(grid):
    before = grid.currentIndex().row()
    grid.keyboardSearch("img")
    assert grid.currentIndex().row() == before


def test_drag_offers_files_with_the_bytes_of_their_names(grid):
    grid.go_to(7)
    drag = grid.make_drag()
    paths = [local_path(url) for url in drag.mimeData().urls()]
    assert paths == [ODD_NAME]


def test_selection_survives_a_new_list(window, grid, library):
    grid.go_to(20)
    library.n_photos = 45
    library.generation += 1
    window.wiring.browsing.refresh()
    settle(lambda: grid.model().rowCount() == 45)
    assert grid.selected_ids().tolist() == [20]
    assert grid.current_id() == 20


def test_larger_tiles_keep_the_current_photo_in_view(window, grid):
    grid.go_to(5)
    window.main.browse.set_tile_px(320)
    assert grid.viewport().rect().intersects(grid.visualRect(grid.currentIndex()))


def test_all_visible_thumbnails_arrive(window, grid):
    loader, model = window.main.loader, window.main.model
    settle(lambda: all(loader.settled(model.photo_id(row)) for row in grid.visible_rows()))
    shown = [loader.pixmap(model.photo_id(row)) for row in grid.visible_rows()]
    assert any(pixmap is not None and pixmap.width() > 50 for pixmap in shown)
