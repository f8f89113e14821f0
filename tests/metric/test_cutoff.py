import numpy as np
import pytest

from photosearch.metric.cutoff import (
    LEAST_EVIDENCE,
    MOST_EVIDENCE,
    Cutoff,
    calibrate,
    evidence,
    expected_relevant,
    likenesses,
)


def test_evidence_is_the_mean_of_the_three_best():
    assert evidence(np.array([0.1, 0.9, -0.5, 0.5, 0.4], np.float32)) == pytest.approx(0.6)
    assert evidence(np.empty(0, np.float32)) == -1


def test_likenesses_are_cosines_less_half_of_the_scale():
    query, vectors = np.eye(3, dtype=np.float32)[0], np.eye(3, dtype=np.float32)
    found = likenesses(query, vectors, np.full(3, 0.2, np.float32))
    np.testing.assert_allclose(found, [0.9, -0.1, -0.1], atol=1e-6)


def test_relevant_of_a_query_without_kin_is_nothing():
    scores = np.array([0.9, 0.5, 0.1], np.float32)
    assert Cutoff().relevant(scores, np.full(3, 0.5, np.float32)).tolist() == [True, True, False]
    assert not Cutoff().relevant(scores, np.full(3, 0.05, np.float32)).any()


@pytest.mark.parametrize(
    ("own", "threshold"), [(0.0, LEAST_EVIDENCE), (0.12, 0.12), (0.6, MOST_EVIDENCE)]
)
def test_calibrate_follows_the_library_within_bounds(own, threshold):
    cutoff = calibrate(np.full(50, own, np.float32))
    assert cutoff.calibrated
    assert cutoff.evidence == pytest.approx(threshold)


def test_calibrate_lets_nine_of_ten_own_photos_find_something():
    sampled = np.linspace(0.05, 0.25, 101).astype(np.float32)
    assert np.mean(sampled >= calibrate(sampled).evidence) == pytest.approx(0.9, abs=0.02)


def test_calibrate_of_a_small_library_says_uncalibrated():
    assert calibrate(np.zeros(5, np.float32)) == Cutoff()


def test_expected_precision_takes_the_likeliest_in_any_order():
    chances = np.array([0.5, 0.9, 0.2, 0.45, 0.35], dtype=np.float32)
    assert expected_relevant(chances).tolist() == [True, True, False, True, False]


def test_expected_precision_takes_nothing_unlikely_after_sure_ones():
    chances = np.array([1.0] * 9 + [0.1], dtype=np.float32)
    assert expected_relevant(chances).tolist() == [True] * 9 + [False]


def test_expected_precision_of_no_result_is_nothing():
    assert expected_relevant(np.empty(0, dtype=np.float32)).tolist() == []
