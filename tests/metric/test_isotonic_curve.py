"""Rising values that fit best."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from photosearch.metric.isotonic_curve import isotonic


def test_isotonic_pools_what_falls():
    scores = np.array([3.0, 1.0, 2.0, 4.0], dtype=np.float32)
    targets, weights = np.array([0.0, 0.0, 1.0, 1.0]), np.array([1.0, 1.0, 3.0, 1.0])
    places, values = isotonic(scores, targets, weights)
    assert places.tolist() == [1, 2, 3, 4]
    assert values.tolist() == [0, 0.75, 0.75, 1]


@given(st.lists(st.tuples(st.floats(-2, 2), st.booleans()), min_size=1, max_size=30))
def test_isotonic_rises_and_keeps_the_mean(rows):
    scores = np.array([score for score, _ in rows], dtype=np.float32)
    targets = np.array([float(hit) for _, hit in rows])
    _, values = isotonic(scores, targets, np.ones(len(rows)))
    assert (np.diff(values) >= -1e-12).all()
    assert values.mean() == pytest.approx(targets.mean())
