"""Why this match: over results under the pointer and over a photo in view."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from photosearch.base.errors import UserError
from photosearch.gui.values import PhotoExample
from tests.gui.conftest import settle


@pytest.fixture
def results(window):
    """Return a window that shows what is similar to photo 12."""
    window.main.browse.grid.go_to(12)
    window.wiring.find_similar()
    settle(lambda: window.main.model.marked and not window.main.jobs.busy)
    return window


def point_at(window, photo_id):
    grid = window.main.browse.grid
    grid.go_to(photo_id)
    tile = grid.visualRect(window.main.model.index(window.main.model.row_of(photo_id)))
    QTest.mouseMove(grid.viewport(), QPoint(1, 1))
    QTest.mouseMove(grid.viewport(), tile.center())


def toggle(window):
    window.main.actions_["why"].trigger()


def test_pointer_that_rests_on_a_result_shows_why(results, library):
    toggle(results)
    point_at(results, 3)
    panel = results.matches.panel
    settle(panel.isVisible)
    assert library.explained[-1] == (PhotoExample(12), PhotoExample(3))
    assert "upper left" in panel.words
    assert "layout 10\N{NO-BREAK SPACE}%" in panel.words
    assert results.main.browse.rect().contains(panel.geometry())


def test_pointer_shows_nothing_until_it_is_wanted(results, library):
    point_at(results, 3)
    QTest.qWait(500)
    assert not library.explained
    assert not results.matches.panel.isVisible()


def test_pointer_that_moves_on_asks_for_the_last_photo_only(results, library):
    toggle(results)
    settle(lambda: not results.main.jobs.busy)
    before = len(library.explained)
    for photo_id in (2, 3, 4):
        point_at(results, photo_id)
    settle(results.matches.panel.isVisible)
    assert [pair[1] for pair in library.explained[before:]] == [PhotoExample(4)]


def test_result_that_was_explained_is_not_asked_for_again(results, library):
    toggle(results)
    for photo_id in (3, 4, 3):
        point_at(results, photo_id)
        settle(results.matches.panel.isVisible)
    assert [pair[1] for pair in library.explained].count(PhotoExample(3)) == 1


def test_example_itself_is_not_explained(results, library):
    toggle(results)
    settle(lambda: not results.main.jobs.busy)
    before = len(library.explained)
    point_at(results, 12)
    QTest.qWait(500)
    assert len(library.explained) == before


def test_panel_goes_with_the_search(results):
    toggle(results)
    point_at(results, 3)
    settle(results.matches.panel.isVisible)
    results.main.state.clear()
    assert not results.matches.panel.isVisible()


def test_key_w_shows_why_in_the_viewer(results):
    results.main.browse.grid.go_to(5)
    results.wiring.view_current()
    viewer = results.main.viewer
    assert viewer.why.isVisible()
    assert not viewer.match.isVisible()
    QTest.keyClick(viewer.view, Qt.Key.Key_W)
    settle(viewer.match.isVisible)
    assert viewer.why.isChecked()
    assert viewer.view.accessibleDescription() == viewer.match.words
    toggle(results)
    assert not viewer.match.isVisible()
    assert viewer.view.accessibleDescription() == ""


def test_viewer_glows_where_the_photo_matches(results):
    results.main.browse.grid.go_to(5)
    results.wiring.view_current()
    viewer = results.main.viewer
    settle(lambda: not results.main.jobs.busy)
    before = viewer.view.grab().toImage()
    toggle(results)
    settle(viewer.match.isVisible)
    after = viewer.view.grab().toImage()
    target = viewer.view.target()
    hot = (target.topLeft() + (target.center() - target.topLeft()) * 0.3).toPoint()
    cold = (target.bottomRight() + (target.center() - target.bottomRight()) * 0.3).toPoint()
    assert after.pixelColor(hot) != before.pixelColor(hot)
    assert after.pixelColor(cold).lightness() < before.pixelColor(cold).lightness()


def test_pointer_that_leaves_the_grid_does_not_end_what_the_viewer_asks(results):
    toggle(results)
    results.main.browse.grid.go_to(5)
    results.wiring.view_current()
    results.main.browse.grid.hover_changed.emit(-1)
    settle(results.main.viewer.match.isVisible)


def test_viewer_without_a_search_has_nothing_to_explain(window):
    window.main.browse.grid.go_to(5)
    window.wiring.view_current()
    assert not window.main.viewer.why.isVisible()


def test_next_photo_in_the_viewer_is_explained_too(results, library):
    results.main.browse.grid.go_to(5)
    results.wiring.view_current()
    toggle(results)
    settle(results.main.viewer.match.isVisible)
    results.main.viewer.step_wanted.emit(1)
    settle(lambda: library.explained[-1] == (PhotoExample(12), PhotoExample(6)))
    settle(results.main.viewer.match.isVisible)


def test_reason_why_it_can_t_be_explained_is_said(results, library, monkeypatch):
    def explain(*_):
        raise UserError("no-map", "none", name="strange")

    monkeypatch.setattr(library, "explain", explain)
    toggle(results)
    point_at(results, 3)
    panel = results.matches.panel
    settle(panel.isVisible)
    assert panel.words.startswith("Strange does not say where")


def test_without_a_search_the_window_says_what_to_do(window):
    toggle(window)
    assert window.main.status_text.startswith("Search for something")
