import numpy as np
import pytest

from photosearch.learning.evaluation.copies import copy_detection


def test_copy_detection_of_a_worked_list():
    scores = np.array([0.9, 0.8, 0.7, 0.6])
    found = copy_detection(scores, np.array([True, False, True, False]), 4, precision=0.6)
    assert found.micro_ap == pytest.approx((1 + 2 / 3) / 4)  # two true pairs were not found
    assert (found.recall, found.threshold) == (0.5, pytest.approx(0.7))


def test_copy_detection_counts_the_wrong_of_equal_scores_first():
    found = copy_detection(np.array([0.5, 0.5]), np.array([True, False]), 1)
    assert found.micro_ap == 0.5


def test_copy_detection_equals_scikit_learn_when_all_are_in_the_list():
    metrics = pytest.importorskip("sklearn.metrics")
    rng = np.random.default_rng(0)
    scores, is_copy = rng.random(300), rng.random(300) < 0.2
    found = copy_detection(scores, is_copy, int(is_copy.sum()))
    assert found.micro_ap == pytest.approx(metrics.average_precision_score(is_copy, scores))


def test_copy_detection_that_never_reaches_the_precision_has_no_recall():
    found = copy_detection(np.array([0.9, 0.8]), np.array([False, True]), 1)
    assert (found.recall, found.threshold) == (0, np.inf)


def test_copy_detection_with_more_found_than_there_are_is_refused():
    with pytest.raises(ValueError, match="fewer"):
        copy_detection(np.ones(2), np.array([True, True]), 1)
