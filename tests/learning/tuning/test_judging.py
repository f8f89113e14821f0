import numpy as np
import pytest

from photosearch.base.errors import Cancelled
from photosearch.base.progress import ProgressControl
from photosearch.learning.tuning import judging
from photosearch.learning.tuning.gate import Limits, accepted, checks_of
from photosearch.learning.tuning.group_fit import fit_groups
from photosearch.learning.tuning.judging import held_out_groups, held_out_photos, judge
from photosearch.metric.group_head import whitening_only
from tests.learning.tuning.kinds import DIM, TELLING, tuning_set


def verdict(head_of, whole):
    judgement = judge(whole, head_of)
    seen = whole.vectors[whole.background]
    after = head_of(whole).apply(seen).astype(np.float32)
    return judgement, checks_of(judgement, seen, after, Limits(3.0))


def test_every_photo_is_held_out_twice_and_every_group_once():
    whole = tuning_set()
    photos = np.concatenate(held_out_photos(whole))
    assert np.bincount(photos)[whole.labelled].tolist() == [2] * len(whole.labelled)
    groups = np.concatenate(held_out_groups(whole))
    assert sorted(groups.tolist()) == whole.labelled.tolist()
    for rows in held_out_groups(whole):
        out = set(whole.labels[rows].tolist())
        assert not out & set(whole.without(rows).labels[rows].tolist())


def test_near_duplicates_are_held_out_together():
    whole = tuning_set()
    whole.bundles[1] = whole.bundles[0]
    for rows in held_out_photos(whole):
        assert (0 in rows) == (1 in rows)


def test_who_is_held_out_follows_from_the_content_alone():
    whole = tuning_set()
    order = np.random.default_rng(1).permutation(len(whole.labels))
    shuffled = whole.taken(np.arange(len(order)))
    shuffled = type(whole)(
        whole.vectors[order], whole.labels[order], whole.bundles[order], whole.keys[order]
    )
    for rows, again in zip(held_out_groups(whole), held_out_groups(shuffled), strict=True):
        assert sorted(whole.keys[rows]) == sorted(shuffled.keys[again])


def test_a_head_that_changes_nothing_gains_nothing_and_is_refused():
    judgement, checks = verdict(lambda _: whitening_only(np.eye(DIM)), tuning_set())
    assert judgement.photos.gain == pytest.approx(0, abs=0.2)
    assert judgement.groups.gain == pytest.approx(0, abs=0.2)
    assert not accepted(checks)


def test_a_head_that_learned_is_accepted():
    judgement, checks = verdict(fit_groups, tuning_set(noise=1.3))
    assert judgement.photos.gain > 2
    assert accepted(checks)


def test_a_head_that_ruins_the_rest_is_refused():
    def ruin(_):
        matrix = np.zeros((DIM, DIM))
        matrix[TELLING:, TELLING:] = np.eye(DIM - TELLING)  # what tells kinds apart is thrown away
        return whitening_only(matrix)

    judgement, checks = verdict(ruin, tuning_set())
    assert judgement.groups.gain < -3
    assert {check.name for check in checks if not check.passed} >= {"other groups"}


def test_a_collapsed_space_is_refused():
    def collapse(_):
        matrix = np.zeros((DIM, DIM))
        matrix[0, 0] = 1
        return whitening_only(matrix)

    failed = {check.name for check in verdict(collapse, tuning_set())[1] if not check.passed}
    assert {"spread", "familiar neighbours"} <= failed


def test_numbers_that_are_none_are_refused():
    whole = tuning_set()
    judgement = judge(whole, fit_groups)
    broken = np.full((10, DIM), np.nan, dtype=np.float32)
    checks = checks_of(judgement, whole.vectors[:10], broken, Limits(1.0))
    assert [check.name for check in checks] == ["numbers"]
    assert not accepted(checks)


def test_fair_scores_tell_pairs_of_a_group_from_others():
    judgement, _ = verdict(fit_groups, tuning_set())
    assert judgement.same.mean() > judgement.different.mean()


def test_judge_of_many_groups_asks_whole_groups_only(monkeypatch):
    monkeypatch.setattr(judging, "_MOST_ASKING", 20)
    judgement = judge(tuning_set(n_groups=10), lambda _: whitening_only(np.eye(DIM)))
    assert len(np.unique(judgement.photos.labels)) == 3


def test_judge_can_be_cancelled():
    progress = ProgressControl(lambda _: None)
    progress.cancel()
    with pytest.raises(Cancelled):
        judge(tuning_set(), fit_groups, progress)


def test_a_run_without_protection_has_to_leave_nearly_everything():
    whole = tuning_set(noise=1.3)
    judgement = judge(whole, fit_groups)
    seen = whole.vectors[whole.background]
    after = fit_groups(whole).apply(seen).astype(np.float32)
    assert accepted(checks_of(judgement, seen, after, Limits(3.0)))
    assert not accepted(checks_of(judgement, seen, after, Limits(3.0, protected=False)))
