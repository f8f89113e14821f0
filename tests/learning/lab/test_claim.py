"""A verdict follows from the interval of a difference, and from nothing else."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("torch", reason="torch is not installed")

from photosearch.learning.evaluation.intervals import Interval, paired_difference
from photosearch.learning.lab.claims.changed_photos import CHANGES
from photosearch.learning.lab.claims.claim import decided, verdict_of
from photosearch.learning.lab.claims.clusters import over_halves
from photosearch.learning.lab.claims.unseen_classes import over_runs


@pytest.mark.parametrize(
    ("low", "high", "verdict"),
    [(0.01, 0.2, "holds"), (-0.2, -0.01, "does not hold"), (-0.1, 0.1, "undecided")],
)
def test_verdict_follows_the_interval(low, high, verdict):
    assert verdict_of(Interval((low + high) / 2, low, high, 9)) == verdict


def test_decided_over_the_same_photos():
    random = np.random.default_rng(0)
    before = random.random(200)

    def verdict(*afters):
        parts = {str(i): paired_difference(before, after) for i, after in enumerate(afters)}
        return decided(parts).verdict

    better, worse, mixed = before + 0.1, before - 0.1, random.permutation(before)
    assert verdict(better) == "holds"
    assert verdict(worse) == "does not hold"
    assert verdict(mixed) == "undecided"
    assert verdict(better, better) == "holds"
    assert verdict(better, mixed) == "undecided"
    assert verdict(better, mixed, worse) == "does not hold"


def test_decided_names_every_part_with_its_interval():
    parts = {"one:": Interval(0.1, 0.05, 0.2, 9), "two:": Interval(-0.01, -0.02, 0.01, 9)}
    assert decided(parts).reason == (
        "one: +10.0 points (95 % interval +5.0 to +20.0);"
        " two: −1.0 points (95 % interval −2.0 to +1.0)."
    )


def test_interval_over_halves_is_that_of_whole_samples():
    # Halves of 1,000 normal numbers: their means spread as means of 1,000 do, 1 / sqrt(1,000).
    random = np.random.default_rng(0)
    sample = random.normal(size=1_000)
    means = np.array([random.permutation(sample)[:500].mean() for _ in range(400)])
    found = over_halves(means)
    assert (found.high - found.low) / 2 == pytest.approx(1.96 / np.sqrt(1_000), rel=0.1)


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
