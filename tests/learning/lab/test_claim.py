"""A verdict follows from the interval of a difference, and from nothing else."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("torch", reason="torch is not installed")

from photosearch.learning.evaluation.intervals import Interval
from photosearch.learning.lab.claims.changed_photos import CHANGES
from photosearch.learning.lab.claims.claim import compared, verdict_of
from photosearch.learning.lab.claims.unseen_classes import over_runs


@pytest.mark.parametrize(
    ("low", "high", "verdict"),
    [(0.01, 0.2, "holds"), (-0.2, -0.01, "does not hold"), (-0.1, 0.1, "undecided")],
)
def test_verdict_follows_the_interval(low, high, verdict):
    assert verdict_of(Interval((low + high) / 2, low, high, 9)) == verdict


def test_compared_scores_of_the_same_photos_decide():
    random = np.random.default_rng(0)
    before = random.random(200)
    assert compared("x", before, before + 0.1).verdict == "holds"
    assert compared("x", before, before - 0.1).verdict == "does not hold"
    assert compared("x", before, random.permutation(before)).verdict == "undecided"
    assert "+10.0 points" in compared("x", before, before + 0.1).reason


def test_interval_over_runs_is_students():
    found = over_runs(np.array([0.1, 0.2, 0.3]))
    half = 4.302652729 * 0.1 / np.sqrt(3)  # t for 2 degrees of freedom at 97.5 %
    assert (found.mean, found.low) == (pytest.approx(0.2), pytest.approx(0.2 - half))


def test_a_single_run_decides_nothing():
    assert verdict_of(over_runs(np.array([0.5]))) == "undecided"


@pytest.mark.parametrize("name", list(CHANGES))
def test_change_keeps_shape_and_leaves_the_photos_alone(name):
    pixels = np.random.default_rng(1).integers(0, 256, (3, 32, 32, 3)).astype(np.uint8)
    before = pixels.copy()
    changed = CHANGES[name](pixels)
    assert (changed.shape, changed.dtype) == (pixels.shape, pixels.dtype)
    assert np.array_equal(pixels, before)
    assert not np.array_equal(changed, pixels)
