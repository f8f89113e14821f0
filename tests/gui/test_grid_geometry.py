from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRect

from photosearch.gui.grid_geometry import GridGeometry

GRIDS = st.builds(
    GridGeometry,
    count=st.integers(1, 2_000_000),
    width_px=st.integers(50, 4000),
    tile_width_px=st.integers(96, 384),
    tile_height_px=st.integers(96, 408),
)


@given(GRIDS, st.integers(0, 1_999_999))
def test_rect_of_any_row_is_found_again_at_its_centre(grid, row):
    row %= grid.count
    assert grid.row_at(grid.rect(row).center()) == row


@given(GRIDS, st.integers(0, 1_999_999))
def test_tiles_beside_each_other_do_not_overlap(grid, row):
    row %= grid.count
    if row + 1 < grid.count:
        assert not grid.rect(row).intersects(grid.rect(row + 1))


@given(GRIDS, st.integers(0, 1_999_999))
def test_last_row_ends_inside_the_height(grid, row):
    assert grid.rect(row % grid.count).bottom() < grid.height_px


def test_row_at_between_tiles_is_none():
    grid = GridGeometry(10, 500, 100, 100)
    gap = QPoint(grid.rect(0).right() + 2, grid.rect(0).center().y())
    assert grid.row_at(gap) == -1


@given(GRIDS.filter(lambda grid: grid.count < 400), st.data())
def test_rows_in_a_rectangle_are_those_whose_tiles_meet_it(grid, data):
    left, right = sorted(data.draw(st.tuples(*[st.integers(0, grid.width_px)] * 2)))
    top, bottom = sorted(data.draw(st.tuples(*[st.integers(0, grid.height_px)] * 2)))
    band = QRect(QPoint(left, top), QPoint(right, bottom))
    spans = grid.rows_in(band)
    found = {row for first, last in spans for row in range(first, last + 1)}
    wanted = {row for row in range(grid.count) if grid.rect(row).intersects(band)}
    full_lines = len(spans) == 1  # one span may take in the margins of its outer lines
    assert found == wanted or (full_lines and wanted <= found)


def test_empty_grid_has_no_height_and_no_rows():
    grid = GridGeometry(0, 500, 100, 100)
    assert (grid.height_px, grid.row_at(QPoint(20, 20)), grid.rows_between(0, 900)) == (
        0,
        -1,
        range(0),
    )
