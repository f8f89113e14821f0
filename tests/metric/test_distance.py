import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from photosearch.metric.distance import Distance

METRICS = [Distance.EUCLIDEAN, Distance.MANHATTAN]


def triple(seed: int) -> np.ndarray:
    return np.random.default_rng(seed).standard_normal((3, 16)).astype(np.float32)


@pytest.mark.parametrize("distance", METRICS)
@given(seed=st.integers(0, 10_000))
def test_metric_axioms_hold(distance, seed):
    a, b, c = triple(seed)
    between = lambda x, y: float(distance.between(x, y[None])[0])  # noqa: E731
    assert between(a, a) == 0
    assert between(a, b) > 0
    assert between(a, b) == between(b, a)
    assert between(a, c) <= between(a, b) + between(b, c) + 1e-5


def test_cosine_and_squared_euclidean_break_the_triangle_inequality():
    a, b, c = np.array([[1, 0], [2**-0.5, 2**-0.5], [0, 1]], dtype=np.float32)
    for between in (
        lambda x, y: float(Distance.COSINE.between(x, y[None])[0]),
        lambda x, y: float(Distance.EUCLIDEAN.between(x, y[None])[0]) ** 2,
    ):
        assert between(a, c) > between(a, b) + between(b, c)


@given(seed=st.integers(0, 1000))
def test_cosine_and_euclidean_rank_unit_vectors_alike(seed):
    rows = np.random.default_rng(seed).standard_normal((30, 8)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    orders = [
        np.argsort(distance.between(rows[0], rows[1:]))
        for distance in (Distance.COSINE, Distance.EUCLIDEAN)
    ]
    np.testing.assert_array_equal(*orders)


def test_cosine_of_a_zero_vector_is_one():
    assert Distance.COSINE.between(np.zeros(4, np.float32), np.ones((1, 4), np.float32))[0] == 1
