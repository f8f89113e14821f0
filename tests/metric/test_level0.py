import numpy as np

from photosearch.metric.level0 import DIM, fit_level0
from photosearch.metric.shipped import shipped_metric


def test_fit_level0_matches_numpy_pca():
    rng = np.random.default_rng(0)
    features = (rng.standard_normal((300, 12)) * np.arange(12, 0, -1)).astype(np.float32)
    metric = fit_level0(features, dim=4, power=0.0)
    values = np.linalg.eigvalsh(np.cov(features.T.astype(np.float64), bias=True))[::-1][:4]
    np.testing.assert_allclose(metric.spectrum, values, rtol=1e-5)
    np.testing.assert_allclose(metric.mean, features.mean(axis=0), atol=1e-5)


def test_fit_level0_with_power_half_whitens():
    rng = np.random.default_rng(0)
    features = (rng.standard_normal((500, 6)) * np.arange(1, 7)).astype(np.float32)
    metric = fit_level0(features, dim=6, power=0.5)
    projected = (features - metric.mean) @ metric.projection
    spread = np.cov(projected.T)
    np.testing.assert_allclose(spread / spread[0, 0], np.eye(6), atol=0.02)


def test_fit_level0_twice_gives_one_fingerprint():
    features = np.random.default_rng(0).random((50, 16), dtype=np.float32)
    assert fit_level0(features, dim=4).fingerprint == fit_level0(features, dim=4).fingerprint


def test_fit_level0_of_few_photos_with_prior_keeps_all_dimensions():
    features = np.random.default_rng(0).random((5, 1280), dtype=np.float32)
    prior = shipped_metric()
    assert fit_level0(features, prior=prior).dim == prior.dim
    assert fit_level0(features).dim == 4


def test_shipped_metric_projects_features():
    vectors = shipped_metric().project(np.random.default_rng(0).random((3, 1280), np.float32))
    assert vectors.shape == (3, DIM)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)
