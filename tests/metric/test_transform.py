import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from photosearch.metric import transform
from photosearch.metric.level0 import fit_level0
from photosearch.metric.transform import LinearMetric, on_grid


def fitted(seed: int = 0, n: int = 60) -> tuple[np.ndarray, LinearMetric]:
    features = np.random.default_rng(seed).random((n, 24), dtype=np.float32)
    return features, fit_level0(features, dim=8)


def test_project_returns_unit_float32_rows():
    features, metric = fitted()
    vectors = metric.project(features)
    assert vectors.dtype == np.float32
    assert vectors.shape == (60, 8)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)


def test_project_in_pieces_returns_the_same_bits():
    features, metric = fitted()
    alone = np.concatenate([metric.project(row[None]) for row in features])
    np.testing.assert_array_equal(alone, metric.project(features))


def test_project_of_the_mean_returns_zeros():
    metric = fitted()[1]
    assert not metric.project(metric.mean[None]).any()


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 2**32 - 1))
def test_on_grid_makes_dot_products_independent_of_order(seed):
    rng = np.random.default_rng(seed)
    rows = on_grid(transform.unit_rows(rng.standard_normal((40, 256))))
    order = rng.permutation(256)
    np.testing.assert_array_equal(rows @ rows.T, rows[:, order] @ rows[:, order].T)
    np.testing.assert_array_equal((rows @ rows.T)[3, 5], rows[3] @ rows[5])


def test_fingerprint_of_another_metric_differs():
    assert fitted(0)[1].fingerprint != fitted(1)[1].fingerprint
