"""Curves and thresholds from known pairs and random ones."""

import json

import numpy as np
import pytest

from photosearch.metric.calibration import (
    Answers,
    Calibration,
    PairScores,
    calibrate,
    from_json,
    prevalence,
)


def drawn(n_same=300, n_different=3000, n_library=60_000, share=0.01, seed=0):
    """Return known pairs, and random ones of which a share is the same."""
    random = np.random.default_rng(seed)

    def same(number):
        return random.normal(0.8, 0.3, number)

    def different(number):
        return random.normal(-0.4, 0.3, number)

    mixed = np.concatenate([same(round(share * n_library)), different(n_library)])
    known = PairScores(same(n_same).astype(np.float32), different(n_different).astype(np.float32))
    return known, mixed.astype(np.float32)


def test_prevalence_is_that_of_the_mixture():
    known, library = drawn(share=0.02)
    assert prevalence(known, library) == pytest.approx(0.0196, rel=0.15)


@pytest.mark.parametrize("far", [0.1, 0.01, 0.001])
def test_threshold_keeps_its_rate_although_random_pairs_are_partly_the_same(far):
    known, library = drawn()
    threshold = calibrate(known, library).threshold(far)
    fresh = np.random.default_rng(9).normal(-0.4, 0.3, 200_000)
    assert 0.5 < (fresh >= threshold).mean() / far < 2


def test_rates_are_read_back_at_a_threshold():
    known, library = drawn()
    made = calibrate(known, library)
    assert made.far(made.threshold(0.01)) == pytest.approx(0.01, rel=0.05)
    assert made.tar(made.threshold(0.01)) == pytest.approx((known.same >= 0.3).mean(), abs=0.05)


def test_balanced_probabilities_hold():
    made = calibrate(*drawn())
    scores = np.linspace(-0.2, 0.6, 9)
    odds = 1.2 / 0.3**2 * (scores - 0.2)
    assert made.balanced(scores) == pytest.approx(1 / (1 + np.exp(-odds)), abs=0.08)


def test_shown_probabilities_are_lower_by_the_prevalence():
    made = calibrate(*drawn(share=0.01))
    score = np.array([0.2])
    middle = 0.2 + np.log(0.99 / 0.01) / (1.2 / 0.3**2)
    assert made.shown(score) < 0.1
    assert made.shown(np.array([middle + 0.15])) > 0.5
    assert made.shown(np.array([middle - 0.15])) < 0.2


def test_answers_move_shown_probabilities_and_leave_balanced_ones():
    known, library = drawn()
    score = np.array([0.7], dtype=np.float32)
    before = calibrate(known, library)
    no = Answers(np.full(50, 0.7, dtype=np.float32), np.zeros(50, dtype=bool), np.ones(50))
    after = calibrate(known, library, no)
    assert after.shown(score) < 0.5 * before.shown(score)
    assert after.balanced(score) == before.balanced(score)
    assert after.n_answers == 50


def test_few_known_pairs_leave_scores_uncalibrated_but_give_thresholds():
    known, library = drawn(n_same=19)
    made = calibrate(known, library)
    assert not made.calibrated
    assert made.threshold(0.01) == pytest.approx(float(np.quantile(library, 0.99)), abs=0.02)
    assert made.tar(0.0) is None


def test_from_twenty_pairs_on_there_is_a_straight_curve():
    assert calibrate(*drawn(n_same=20)).method == "platt"


def test_curve_that_bends_is_isotonic():
    random = np.random.default_rng(0)
    plateau = random.random((2, 2000))
    sure = np.concatenate([plateau[0, :200], np.full(200, 1.2)])
    other = np.concatenate([plateau[1], np.full(2000, -0.2)])
    known = PairScores(sure.astype(np.float32), other.astype(np.float32))
    assert calibrate(known, other.astype(np.float32)).method == "isotonic"


def test_library_without_photos_knows_no_threshold():
    none = np.empty(0, dtype=np.float32)
    made = calibrate(PairScores(none, none), none)
    assert made == Calibration()
    assert made.threshold(0.01) == float("inf")


def test_groups_alone_give_thresholds():
    known, _ = drawn()
    made = calibrate(known, np.empty(0, dtype=np.float32))
    assert made.calibrated
    assert made.threshold(0.01) == pytest.approx(float(np.quantile(known.different, 0.99)), abs=0.1)


@pytest.mark.parametrize("n_same", [5, 50, 300])
def test_calibration_survives_json(n_same):
    made = calibrate(*drawn(n_same=n_same))
    assert from_json(json.loads(json.dumps(made.as_json()))) == made


def test_few_alike_groups_do_not_argue_the_prevalence_away():
    known, library = drawn(share=0.01, n_different=200)
    alike = np.concatenate([known.different, np.full(20, 1.2, dtype=np.float32)])
    assert prevalence(PairScores(known.same, alike), library) > 0.0005
