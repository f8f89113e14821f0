"""A plan's batches are those that its loss and its supervision want."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

pytest.importorskip("torch", reason="torch is not installed")

from photosearch.learning.lab.plan import Plan
from photosearch.learning.lab.sampling import TUPLE_ROUNDS, sampler_for
from photosearch.learning.training.settings import TrainingSettings

_PLAN = Plan({"kind": "small", "dim": 8}, TrainingSettings(), classes=3, photos=4)
_LABELS = np.repeat(np.arange(4), 10)
_GROUPS = np.arange(40)


def _first(plan: Plan, batch: str):
    return next(iter(sampler_for(plan, batch, _LABELS, _GROUPS).epoch(1)))


def test_anchor_positive_batches_are_pairs():
    batch = _first(_PLAN, "anchor-positive")
    anchors, positives = np.split(batch.labels, 2)
    assert np.array_equal(anchors, positives)
    assert len(batch) == 3 * 2 * 2


def test_p_by_q_batches_are_balanced():
    assert sorted(np.bincount(_first(_PLAN, "p-by-q").labels).tolist()) == [0, 4, 4, 4]


@pytest.mark.parametrize("supervision", ["labels", "none"])
def test_augmentation_pairs_are_views_of_one_photo(supervision):
    batch = _first(replace(_PLAN, supervision=supervision), "augmentation-pairs")
    assert batch.is_view.all()
    assert np.array_equal(*np.split(batch.indices, 2))


@pytest.mark.parametrize(("kind", "width"), [("pairs", 2), ("triplets", 3), ("quadruplets", 4)])
def test_tuples_show_each_photo_a_few_times_an_epoch(kind, width):
    sampler = sampler_for(replace(_PLAN, supervision=kind), "p-by-q", _LABELS, _GROUPS)
    batches = list(sampler.epoch(1))
    assert {batch.tuples.kind for batch in batches} == {kind}
    n_shown = width * sum(len(batch.tuples) for batch in batches)
    assert n_shown == pytest.approx(TUPLE_ROUNDS * len(_LABELS), abs=width)
