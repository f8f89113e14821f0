"""Probabilities of scores."""

import numpy as np
import pytest

from photosearch.metric.logistic_curve import fit_line, platt, sigmoid


def test_platt_finds_the_line_of_two_normal_distributions():
    random = np.random.default_rng(0)
    same, different = random.normal(0.8, 0.3, 20_000), random.normal(-0.4, 0.3, 20_000)
    slope, intercept = platt(same, different, np.ones(len(different)))
    assert slope == pytest.approx(1.2 / 0.3**2, rel=0.05)  # the log ratio of the densities
    assert -intercept / slope == pytest.approx(0.2, abs=0.02)


def test_platt_of_scores_that_tell_nothing_is_flat():
    same = np.linspace(0, 1, 50)
    slope, intercept = platt(same, same[::-1], np.ones(50), share=0.1)
    assert slope == pytest.approx(0, abs=1e-3)
    assert sigmoid(np.array([intercept]))[0] == pytest.approx(0.1, abs=0.03)


def test_line_that_is_held_firmly_stays_where_it_was():
    scores, targets = np.linspace(-3, 3, 40), np.zeros(40)
    found = fit_line(scores, targets, np.ones(40), (1.0, 0.5), (1e9, 1e9))
    assert found == pytest.approx((1.0, 0.5), abs=1e-5)


def test_line_from_a_far_start_ends_where_the_loss_is_least():
    """Newton's full step from there overshoots."""
    scores = np.array([-2.0, -1.0, 0.0, 1.0, 2.0, 3.0])
    targets = np.array([0.0, 0.0, 1.0, 0.0, 1.0, 1.0])
    found = fit_line(scores, targets, np.ones(6), (10.0, 8.0), (0.0, 0.0))
    guess = sigmoid(found[0] * scores + found[1])
    assert (guess - targets).sum() == pytest.approx(0, abs=1e-3)
    assert ((guess - targets) * scores).sum() == pytest.approx(0, abs=1e-3)


def test_sigmoid_of_large_odds_is_finite():
    assert sigmoid(np.array([-1e9, 0.0, 1e9])) == pytest.approx([0, 0.5, 1])
