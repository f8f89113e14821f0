import numpy as np
import pytest

from photosearch.base.errors import Cancelled, UserError
from photosearch.base.progress import ProgressControl
from photosearch.learning.tuning.gate import accepted, advice_for
from photosearch.learning.tuning.group_fit import fit_groups
from photosearch.learning.tuning.recipe import Recipe, recipe_from_json
from photosearch.learning.tuning.task import run_tuning
from photosearch.learning.tuning.tuning_set import TuningSet
from tests.learning.tuning.kinds import tuning_set


def test_run_tuning_gives_what_the_same_process_would():
    whole = tuning_set(noise=1.3)
    outcome = run_tuning(whole, Recipe())
    np.testing.assert_allclose(
        outcome.head.apply(whole.vectors), fit_groups(whole).apply(whole.vectors), atol=1e-4
    )
    assert accepted(outcome.checks)
    assert [gain.group for gain in outcome.gains] == list(range(8))
    assert len(outcome.same)
    assert len(outcome.different)


def test_run_tuning_can_be_cancelled():
    steps = []
    progress = ProgressControl(steps.append)
    progress.cancel()
    with pytest.raises(Cancelled):
        run_tuning(tuning_set(), Recipe(), progress)


def test_run_tuning_hands_a_persons_error_over():
    vectors = np.eye(4, dtype=np.float32)[[0, 0, 1, 2]]
    labels = np.array([0, 0, -1, -1])
    keys = np.arange(4, dtype=np.uint64)
    with pytest.raises(UserError, match="No group has two different photos"):
        run_tuning(TuningSet(vectors, labels, np.array([0, 0, 1, 2]), keys), Recipe())


def test_recipe_comes_back_from_json():
    recipe = Recipe(2, "triplet", 30.0, 7)
    assert recipe_from_json(recipe.to_json()) == recipe


def test_advice_names_what_would_help_most():
    outcome = run_tuning(tuning_set(n_groups=4, size=3), Recipe())
    failed = [check.__class__(**{**check.to_json(), "passed": False}) for check in outcome.checks]
    assert advice_for(failed, {"groups": 4, "smallest": 3}) == [
        "higher-keep", "more-groups", "more-photos",
    ]  # fmt: skip
    assert advice_for([], {"groups": 4, "smallest": 3}) == []
