"""Windows of coded cells, against the vectors of the windows themselves."""

from __future__ import annotations

import numpy as np
import pytest

from photosearch.metric.inside_cells import (
    AXES,
    N_WINDOWS,
    best_windows,
    coded,
    thing_vector,
    window_box,
)
from photosearch.metric.shipped import shipped_metric


@pytest.fixture(scope="module")
def maps():
    return np.random.default_rng(1).gamma(1.0, 1.0, (3, 7, 7, 1280)).astype(np.float32)


def test_best_windows_are_those_of_plain_projection(maps):
    metric = shipped_metric()
    thing = maps[1, 2:5, 3:6].mean(axis=(0, 1))
    scores, windows = best_windows(thing_vector(thing, metric), *coded(maps, metric))
    for photo in range(3):
        expected = []
        for span in range(1, 8):
            for row in range(8 - span):
                for column in range(8 - span):
                    mean = maps[photo, row : row + span, column : column + span].mean(axis=(0, 1))
                    expected.append(
                        thing_vector(mean, metric) @ thing_vector(thing, metric),
                    )
        assert len(expected) == N_WINDOWS
        assert scores[photo] == pytest.approx(max(expected), abs=0.02)
        assert expected[windows[photo]] == pytest.approx(max(expected), abs=0.02)
    box = window_box(int(windows[1]), 700, 700)
    assert (box.x, box.y, box.width, box.height) == pytest.approx((3 / 7, 2 / 7, 3 / 7, 3 / 7))


def test_coded_cells_that_are_the_mean_point_nowhere():
    metric = shipped_metric()
    maps = np.broadcast_to(metric.mean, (1, 7, 7, 1280)).astype(np.float32)
    codes, lengths = coded(maps, metric)
    assert not codes.any()
    scores, _ = best_windows(np.eye(AXES, dtype=np.float32)[0], codes, lengths)
    assert scores.tolist() == [0.0]


def test_window_box_of_a_panorama_leaves_out_its_ends():
    box = window_box(N_WINDOWS - 1, 3000, 1000)
    assert (box.x, box.width) == pytest.approx((1 / 6, 2 / 3))
    assert (box.y, box.height) == pytest.approx((0.0, 1.0))
