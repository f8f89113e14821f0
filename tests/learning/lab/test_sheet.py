import numpy as np
import pytest

pytest.importorskip("matplotlib", reason="matplotlib is not installed")

from photosearch.learning.lab.sheet import TILE_PX, Tile, draw_sheet

RED, BLUE = (220, 10, 10), (10, 10, 220)


def tile(colour, label="class", size=(32, 32), **marks):
    return Tile(np.full((*size, 3), colour, dtype=np.uint8), label, **marks)


def count(sheet, colour):
    return int((np.asarray(sheet) == colour).all(axis=2).sum())


def test_draw_sheet_enlarges_small_pictures_by_whole_pixels():
    sheet = draw_sheet([[tile(RED)]], "Epoch 1", "")
    assert count(sheet, RED) == TILE_PX * TILE_PX


@pytest.mark.parametrize("size", [(224, 224), (300, 150), (1, 1), (1000, 3), (48, 48)])
def test_draw_sheet_fits_pictures_of_any_size(size):
    sheet = draw_sheet([[tile(RED, size=size)]], "Epoch 1", "")
    assert 0 < count(sheet, RED) <= TILE_PX * TILE_PX


def test_draw_sheet_marks_differ_in_shape_not_in_colour_alone():
    marks = [{"right": True}, {"right": False}, {"right": True, "changed": True}]
    sheets = [draw_sheet([[tile(RED, **mark)]], "Epoch 1", "") for mark in marks]
    grey = [np.asarray(sheet.convert("L")) > 128 for sheet in sheets]
    assert not np.array_equal(grey[0], grey[1])
    assert not np.array_equal(grey[0], grey[2])


def test_draw_sheet_has_room_for_every_tile():
    one = draw_sheet([[tile(RED), tile(BLUE, right=True)]], "Epoch 1", "")
    more = draw_sheet([[tile(RED), tile(BLUE, right=True)]] * 3, "Epoch 1", "")
    assert more.width == one.width
    assert count(more, RED) == 3 * count(one, RED)


def test_draw_sheet_cuts_long_labels():
    long = draw_sheet([[tile(RED, "a class with a name without end")]], "Epoch 1", "")
    assert long.size == draw_sheet([[tile(RED)]], "Epoch 1", "").size
