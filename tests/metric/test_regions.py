"""Heat maps: where two pictures match, and how quarters become one map."""

from __future__ import annotations

import numpy as np
import pytest

from photosearch.metric.level0 import isotropic
from photosearch.metric.regions import (
    CELLS,
    LOOK_PX,
    heat_maps,
    hottest,
    place_of,
    quarters,
    region_vectors,
    stitched,
)

_DIM = 32


def noise(seed):
    cells = np.random.default_rng(seed).standard_normal((CELLS, CELLS, _DIM))
    return cells.astype(np.float32)


def heats(one, other):
    metric = isotropic(_DIM)
    return heat_maps(region_vectors(one, metric), region_vectors(other, metric))


def test_quarters_are_the_corners_of_the_picture():
    rows, columns = np.mgrid[:LOOK_PX, :LOOK_PX]
    pixels = np.stack([rows // 2, columns // 2, rows * 0], axis=-1).astype(np.uint8)
    four = quarters(pixels)
    assert four.shape == (4, 224, 224, 3)
    assert four[0, 0, 0].tolist() == [0, 0, 0]
    assert four[1, 0, -1].tolist() == [0, 191, 0]
    assert four[2, -1, 0].tolist() == [191, 0, 0]
    assert four[3, -1, -1].tolist() == [191, 191, 0]


def test_stitched_maps_of_one_value_keep_it():
    maps = np.full((4, CELLS, CELLS, 3), 2.5, np.float32)
    np.testing.assert_allclose(stitched(maps), np.full((CELLS, CELLS, 3), 2.5), rtol=1e-6)


def test_stitched_maps_of_a_slope_are_that_slope():
    """A map whose cells say where their centre lies becomes one that says the same."""
    centres = (np.arange(CELLS) + 0.5) * 32
    maps = np.zeros((4, CELLS, CELLS, 2), np.float32)
    for quarter in range(4):
        top, left = divmod(quarter, 2)
        maps[quarter, :, :, 0] = (centres + 160 * top)[:, None]
        maps[quarter, :, :, 1] = (centres + 160 * left)[None, :]
    whole = stitched(maps)
    wanted = (np.arange(CELLS) + 0.5) * LOOK_PX / CELLS
    np.testing.assert_allclose(whole[:, 3, 0], wanted, atol=12)
    np.testing.assert_allclose(whole[3, :, 1], wanted, atol=12)
    assert (np.diff(whole[:, 3, 0]) > 0).all()


def test_region_vectors_are_of_unit_length():
    vectors = region_vectors(noise(0), isotropic(_DIM))
    assert vectors.shape == (25 + 16 + 9, _DIM)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)


@pytest.mark.parametrize(("here", "there"), [((0, 0), (3, 3)), ((3, 0), (0, 3))])
def test_heat_maps_are_hottest_where_a_part_is_shared(here, there):
    one, other = noise(1), noise(2)
    shared = noise(3)[:4, :4]
    one[here[0] : here[0] + 4, here[1] : here[1] + 4] = shared
    other[there[0] : there[0] + 4, there[1] : there[1] + 4] = shared
    for heat, (top, left) in zip(heats(one, other), (here, there), strict=True):
        row, column = hottest(heat)
        assert top <= row < top + 4
        assert left <= column < left + 4


def test_heat_maps_do_not_depend_on_which_is_first():
    one, other = noise(4), noise(5)
    forth, back = heats(one, other), heats(other, one)
    np.testing.assert_allclose(forth[0], back[1], atol=1e-6)
    np.testing.assert_allclose(forth[1], back[0], atol=1e-6)


def test_heat_maps_span_nought_to_one():
    for heat in heats(noise(6), noise(7)):
        assert heat.shape == (CELLS, CELLS)
        assert (heat.min(), heat.max()) == (0.0, 1.0)


def test_heat_maps_of_a_plain_picture_are_cold():
    plain = np.ones((CELLS, CELLS, _DIM), np.float32)
    first, _ = heats(plain, noise(8))
    assert not first.any()


@pytest.mark.parametrize(
    ("rows", "columns", "place"),
    [
        (slice(0, 3), slice(0, 3), "upper left"),
        (slice(4, 7), slice(0, 7), "bottom"),
        (slice(2, 5), slice(2, 5), "middle"),
        (slice(0, 7), slice(4, 7), "right"),
        (slice(0, 7), slice(0, 7), "everywhere"),
        (slice(0, 0), slice(0, 0), "everywhere"),
    ],
)
def test_place_of_heat_is_where_it_is_hot(rows, columns, place):
    heat = np.zeros((CELLS, CELLS), np.float32)
    heat[rows, columns] = 1.0
    assert place_of(heat) == place
