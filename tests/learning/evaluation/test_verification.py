import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from photosearch.learning.evaluation.pairs import PairDistances
from photosearch.learning.evaluation.verification import at_threshold, roc_curve, verification

distances = st.lists(st.integers(0, 9), min_size=1, max_size=15)


def pairs_of(same, different):
    return PairDistances(np.array(same, np.float32), np.array(different, np.float32))


@settings(max_examples=30, deadline=None)
@given(distances, distances, st.sampled_from([0.0, 0.1, 0.25, 0.5, 1.0]))
def test_tar_at_far_equals_trying_every_threshold(same, different, target):
    best = 0.0
    for threshold in [*same, *different]:
        far = sum(d <= threshold for d in different) / len(different)
        if far <= target:
            best = max(best, sum(d <= threshold for d in same) / len(same))
    point = verification(pairs_of(same, different), [target]).points[0]
    assert point.tar == pytest.approx(best)
    assert point.far <= target
    again = at_threshold(pairs_of(same, different), point.threshold)
    assert (again.far, again.tar) == (point.far, point.tar)


def test_verification_of_a_worked_example():
    found = verification(pairs_of([1, 2, 3, 6], [4, 5, 7, 8]), [0.25])
    assert found.auroc == pytest.approx(14 / 16)
    # At 4 FAR is 1/4 and 1 - TAR 1/4.
    assert (found.eer, found.eer_threshold) == (0.25, 4)
    assert (found.points[0].threshold, found.points[0].tar) == (4, 0.75)


def test_verification_of_normal_scores_meets_theory():
    rng = np.random.default_rng(0)
    found = verification(pairs_of(rng.normal(0, 1, 50_000), rng.normal(2, 1, 50_000)), [0.1])
    # Two unit normals 2 apart: EER = Phi(-1); TAR at FAR 0.1 = Phi(2 - 1.2816).
    assert found.eer == pytest.approx(0.1587, abs=0.004)
    assert found.points[0].tar == pytest.approx(0.7637, abs=0.01)


def test_verification_with_a_copy_among_the_others_accepts_nothing_at_far_zero():
    point = verification(pairs_of([1, 2], [0, 3]), [0.0]).points[0]
    assert (point.far, point.tar) == (0, 0)
    assert point.threshold < 0


def test_roc_curve_rises_to_one():
    curve = roc_curve(pairs_of([1, 4], [2, 4, 4]))
    assert curve.thresholds.tolist() == [1, 2, 4]
    np.testing.assert_allclose(curve.tar, [0.5, 0.5, 1])
    np.testing.assert_allclose(curve.far, [0, 1 / 3, 1])
