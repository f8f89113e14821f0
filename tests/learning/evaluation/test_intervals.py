import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from photosearch.learning.evaluation.intervals import (
    bootstrap,
    bootstrap_means,
    over_seeds,
    paired_difference,
)


def test_bootstrap_covers_the_true_mean_about_as_often_as_it_says():
    rng = np.random.default_rng(0)
    inside = 0
    for draw in range(200):
        interval = bootstrap(rng.normal(0.3, 1, 80), n_draws=300, seed=draw)
        inside += interval.low <= 0.3 <= interval.high
    assert 178 <= inside <= 199


def test_bootstrap_is_as_wide_as_theory_says():
    values = np.random.default_rng(1).normal(0, 2, 400)
    interval = bootstrap(values)
    expected = 2 * 1.96 * values.std() / 20
    assert interval.high - interval.low == pytest.approx(expected, rel=0.06)
    assert (interval.mean, interval.n) == (pytest.approx(values.mean()), 400)


@settings(max_examples=30, deadline=None)
@given(st.floats(-5, 5), st.integers(1, 30))
def test_bootstrap_of_a_constant_is_a_point(value, n):
    interval = bootstrap(np.full(n, value), n_draws=20)
    assert interval.low == pytest.approx(value)
    assert interval.high == pytest.approx(value)


def test_bootstrap_means_are_those_of_the_seed_in_any_block(monkeypatch):
    values = np.random.default_rng(2).random(50)
    whole = bootstrap_means(values, 100, seed=3)
    np.testing.assert_array_equal(whole, bootstrap_means(values, 100, seed=3))
    monkeypatch.setattr("photosearch.learning.evaluation.intervals._BLOCK_CELLS", 350)
    np.testing.assert_allclose(whole, bootstrap_means(values, 100, seed=3))


def test_paired_difference_is_narrower_than_two_intervals():
    rng = np.random.default_rng(4)
    before = rng.random(200)
    after = before + 0.02 + rng.normal(0, 0.01, 200)
    difference = paired_difference(before, after)
    assert difference.excludes_zero
    assert difference.mean == pytest.approx(0.02, abs=0.003)
    assert bootstrap(after).low < bootstrap(before).high  # the two alone could not tell


def test_paired_difference_of_noise_does_not_exclude_zero():
    rng = np.random.default_rng(5)
    assert not paired_difference(rng.random(100), rng.random(100)).excludes_zero


def test_paired_difference_of_other_queries_is_refused():
    with pytest.raises(ValueError, match="same queries"):
        paired_difference(np.zeros(3), np.zeros(4))


def test_over_seeds_is_mean_and_sample_deviation():
    spread = over_seeds([1.0, 2.0, 3.0])
    assert (spread.mean, spread.sd, spread.n) == (2.0, 1.0, 3)
    assert over_seeds([0.5]).sd == 0


@pytest.mark.parametrize("call", [lambda: bootstrap(np.empty(0)), lambda: over_seeds([])])
def test_summary_of_nothing_is_refused(call):
    with pytest.raises(ValueError, match="no "):
        call()
