"""A group that fills itself."""

from __future__ import annotations

import pytest

from photosearch.base.errors import UserError
from photosearch.services.groups import create_group, members
from photosearch.services.suggesting import Suggester, answer_suggestion
from photosearch.services.undoing import undo
from tests.services.families import families, label


@pytest.fixture
def held(tmp_path):
    with families(tmp_path) as (library, of):
        label(library, of, n_groups=2, n_photos=4)
        yield library, of


def suggested(library, name="f0"):
    found = Suggester(library).suggest(name)
    return [one.photo_id for one in (*found.sure, *found.maybe)]


def test_rest_of_the_family_is_suggested_first(held):
    library, of = held
    assert set(suggested(library)[:6]) == set(of[0][4:])


def test_one_example_is_enough_to_begin(tmp_path):
    with families(tmp_path) as (library, of):
        label(library, of, n_groups=1, n_photos=1)
        assert set(suggested(library)[:9]) == set(of[0][1:])


def test_members_are_never_suggested(held):
    library, of = held
    assert not set(suggested(library)) & set(of[0][:4])


def test_suggestions_fall_and_the_sure_ones_come_first(held):
    found = Suggester(held[0]).suggest("f0")
    scores = [one.score for one in (*found.sure, *found.maybe)]
    assert scores == sorted(scores, reverse=True)


def test_top_bounds_each_list(held):
    found = Suggester(held[0]).suggest("f0", top=2)
    assert len(found.sure) <= 2
    assert len(found.maybe) <= 2


def test_yes_is_a_label_and_no_a_constraint_and_both_can_be_undone(held):
    library, of = held
    answer_suggestion(library, "f0", of[0][5], belongs=True)
    answer_suggestion(library, "f0", of[3][0], belongs=False)
    assert of[0][5] in members(library, "f0")[1]
    (said,) = library.catalog.constraints.all()
    assert said.saying.kind == "different"
    assert of[3][0] in said.saying.pair
    undo(library)
    undo(library)
    assert library.catalog.constraints.all() == []
    assert of[0][5] not in members(library, "f0")[1]


def test_rejected_photo_is_not_suggested_again(held):
    library, _ = held
    suggester = Suggester(library)
    first = suggester.suggest("f0").sure[0].photo_id
    answer_suggestion(library, "f0", first, belongs=False)
    found = suggester.suggest("f0")
    assert first not in [one.photo_id for one in (*found.sure, *found.maybe)]


def test_group_without_photos_is_refused(held):
    create_group(held[0], "new")
    with pytest.raises(UserError) as error:
        suggested(held[0], "new")
    assert error.value.code == "empty-group"


def test_answer_for_an_unknown_group_is_refused(held):
    library, of = held
    with pytest.raises(UserError) as error:
        answer_suggestion(library, "nobody", of[0][0], belongs=True)
    assert error.value.code == "no-such-group"
