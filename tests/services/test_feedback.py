"""👍 and 👎 make the next search; kept, they are labels."""

from __future__ import annotations

import pytest

from photosearch.base.errors import UserError
from photosearch.services.feedback import Feedback, keep_as_labels
from photosearch.services.groups import members
from photosearch.services.searching import PhotoExample, Query, search
from tests.services.families import families


@pytest.fixture
def held(tmp_path):
    with families(tmp_path, n_families=4) as both:
        yield both


def asked(photo) -> Feedback:
    return Feedback(Query((PhotoExample(photo),), top=30))


def test_like_brings_up_its_family(held):
    library, of = held
    feedback = asked(of[0][0]).marked(of[1][0], liked=True)
    best = [one.photo_id for one in search(library, feedback.query).results[:18]]
    assert set(best) == {*of[0][1:], *of[1][1:]}


def test_dislike_sends_its_family_down(held):
    library, of = held
    both = asked(of[0][0]).marked(of[1][0], liked=True)
    feedback = both.marked(of[1][0], liked=False)
    best = [one.photo_id for one in search(library, feedback.query).results[:9]]
    assert set(best) == set(of[0][1:])


def test_undone_mark_leaves_the_query_as_it_was(held):
    _, of = held
    once = asked(of[0][0]).marked(of[1][0], liked=True)
    assert once.marked(of[2][0], liked=False).undone() == once
    assert once.undone().query == asked(of[0][0]).query


def test_same_mark_again_takes_it_off(held):
    _, of = held
    once = asked(of[0][0]).marked(of[1][0], liked=True)
    assert once.marked(of[1][0], liked=True).query == asked(of[0][0]).query


def test_marks_kept_are_a_group_and_rejected_results(held):
    library, of = held
    feedback = asked(of[0][0]).marked(of[0][1], liked=True).marked(of[2][0], liked=False)
    keep_as_labels(library, feedback, "mine")
    assert set(members(library, "mine")[1]) == {of[0][0], of[0][1]}
    (said,) = library.catalog.constraints.all()
    assert said.source == "rejected-result"
    assert set(said.saying.pair) == {of[0][0], of[2][0]}


def test_nothing_liked_is_nothing_to_keep(held):
    with pytest.raises(UserError) as error:
        keep_as_labels(held[0], Feedback(Query(())), "mine")
    assert error.value.code == "no-marks"
