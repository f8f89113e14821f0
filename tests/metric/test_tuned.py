import numpy as np

from photosearch.metric.group_head import whitening_only
from photosearch.metric.level0 import DIM, fit_level0
from photosearch.metric.rerank import Reranker
from photosearch.metric.tuned import tuned_metric


def parts(n: int = 200, dim: int = 24):
    features = np.random.default_rng(0).random((n, 40), dtype=np.float32)
    base = fit_level0(features, dim=dim)
    return features, base, base.project(features)


def test_a_head_that_changes_nothing_keeps_every_cosine():
    features, base, vectors = parts()
    metric = tuned_metric(base, whitening_only(np.eye(24)), vectors)
    given = metric.project(features)
    np.testing.assert_allclose(given @ given.T, vectors @ vectors.T, atol=2e-6)


def test_its_axes_fall_in_strength_and_agree_with_the_spectrum():
    features, base, vectors = parts()
    matrix = np.random.default_rng(1).standard_normal((24, 24))
    metric = tuned_metric(base, whitening_only(matrix), vectors)
    variance = (metric.project(features).astype(float) ** 2).mean(axis=0)
    assert (np.diff(metric.spectrum) <= 0).all()
    shares = metric.spectrum.astype(float) ** (1 - 2 * metric.power)
    np.testing.assert_allclose(variance / variance[0], shares / shares[0], rtol=1e-3)


def test_the_spectrum_of_an_unchanged_level0_gives_the_same_grain():
    _, base, vectors = parts()
    metric = tuned_metric(base, whitening_only(np.eye(24)), vectors)
    factors = [Reranker(one.spectrum, one.power)._factors(0.0) for one in (base, metric)]
    np.testing.assert_allclose(factors[1] / factors[0], 1, atol=0.25)


def test_of_level0_in_pieces_gives_the_same_bits():
    _, base, vectors = parts()
    matrix = np.random.default_rng(1).standard_normal((24, 24))
    metric = tuned_metric(base, whitening_only(matrix), vectors)
    alone = np.concatenate([metric.of_level0(row[None]) for row in vectors])
    np.testing.assert_array_equal(alone, metric.of_level0(vectors))


def test_the_vectors_keep_to_as_many_dimensions_as_level0_has():
    assert tuned_metric(*_wide()).dim == DIM


def _wide():
    rng = np.random.default_rng(0)
    base = fit_level0(rng.random((700, 600), dtype=np.float32), dim=DIM)
    sample = base.project(rng.random((30, 600), dtype=np.float32))
    return base, whitening_only(np.concatenate([np.eye(DIM), np.eye(DIM)], axis=1)), sample
