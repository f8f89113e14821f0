from dataclasses import replace

import numpy as np
import pytest

from photosearch.base.errors import UserError
from photosearch.learning.tuning import group_fit
from photosearch.learning.tuning.group_fit import fit_groups
from photosearch.learning.tuning.tuning_set import TuningSet
from photosearch.metric.transform import unit_rows
from tests.learning.tuning.kinds import tuning_set


def test_fit_groups_knows_members_that_it_did_not_see():
    whole = tuning_set(size=9)
    held = np.concatenate([np.flatnonzero(whole.labels == group)[:3] for group in range(8)])
    head = fit_groups(whole.without(held))
    weights = head.weights(unit_rows(whole.vectors @ head.linear))
    assert (weights[held].argmax(axis=1) == whole.labels[held]).mean() > 0.8


def test_fit_groups_leaves_photos_of_no_group_to_the_background():
    whole = tuning_set()
    head = fit_groups(whole)
    weights = head.weights(unit_rows(whole.vectors @ head.linear)).sum(axis=1)
    assert weights[whole.labelled].mean() > 0.8
    assert weights[whole.background].mean() < 0.4


def test_fit_groups_is_the_same_every_time():
    heads = [fit_groups(tuning_set()) for _ in range(2)]
    for name, array in heads[0].arrays.items():
        np.testing.assert_array_equal(array, heads[1].arrays[name])


def test_gradient_of_the_classifier_is_zero_where_it_stops():
    """The optimum of a convex function: no direction leads further down."""
    whole = tuning_set(n_groups=2, n_background=30)
    moved = unit_rows(whole.vectors).astype(np.float32)
    examples = group_fit._examples(whole, moved, 0.3)
    gates, offsets = group_fit._classifier(examples, 3, group_fit.NO_PROGRESS)

    def loss(gates, offsets):
        logits = examples.rows.astype(float) @ gates.T + offsets
        own = logits[np.arange(len(logits)), examples.classes]
        told = np.log(np.exp(logits).sum(axis=1)) - own
        weighted = group_fit.LABEL_WEIGHT * (examples.weights * told).sum()
        return weighted + 0.5 * (gates**2).sum()

    best = loss(gates, offsets)
    random = np.random.default_rng(0)
    for _ in range(20):
        step = 0.05 * random.standard_normal(gates.shape)
        assert loss(gates + step, offsets) > best - 1e-3


def test_what_was_called_different_from_a_group_moves_out_of_it():
    whole = tuning_set()
    head = fit_groups(whole)
    weights = head.weights(unit_rows(whole.vectors @ head.linear)).sum(axis=1)
    stranger = whole.background[weights[whole.background].argmax()]
    group = whole.labelled[0]
    told = replace(whole, different=np.array([[group, stranger]]))
    told_head = fit_groups(told)
    after = told_head.weights(unit_rows(whole.vectors @ told_head.linear)).sum(axis=1)
    assert after[stranger] < weights[stranger]


def test_one_group_or_very_many_give_the_whitening_alone(monkeypatch):
    assert fit_groups(tuning_set(n_groups=1)).n_groups == 0
    monkeypatch.setattr(group_fit, "MOST_GROUPS", 3)
    assert fit_groups(tuning_set(n_groups=4)).n_groups == 0


def test_many_groups_share_the_axes_of_the_profile(monkeypatch):
    monkeypatch.setattr(group_fit, "MOST_PROFILE_DIMS", 4)
    head = fit_groups(tuning_set(n_groups=6))
    assert head.profile.shape == (6, 4)


def test_what_is_called_the_same_whitens_without_any_group():
    whole = tuning_set(n_groups=1)
    unlabelled = np.full(len(whole.labels), -1)
    pairs = np.array([[0, 1], [2, 3], [12, 13]])
    said = TuningSet(whole.vectors, unlabelled, whole.bundles, whole.keys, same=pairs)
    linear = fit_groups(said).linear
    assert not np.allclose(linear, np.eye(len(linear)) * linear[0, 0], atol=1e-3)


def test_groups_of_copies_are_refused():
    vectors = np.eye(4, dtype=np.float32)[[0, 0, 1, 1, 2, 3]]
    labels = np.array([0, 0, 1, 1, -1, -1])
    keys = np.arange(6, dtype=np.uint64)
    with pytest.raises(UserError, match="No group has two different photos"):
        fit_groups(TuningSet(vectors, labels, np.array([0, 0, 1, 1, 2, 3]), keys))
