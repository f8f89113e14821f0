"""Constraints: said once, opposites refused, contradictions told, all of it undone."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from photosearch.base.errors import UserError
from photosearch.services import constraints
from photosearch.services.groups import add_photos
from photosearch.services.undoing import undo, undo_list
from tests.services.catalogued import catalogued, everything_said

NAMES = [b"%c.jpg" % letter for letter in b"abcde"]


@pytest.fixture
def held(tmp_path):
    with catalogued(tmp_path, NAMES) as both:
        yield both


@pytest.fixture
def library(held):
    return held[0]


@pytest.fixture
def photos(held):
    return held[1]


def refused(work) -> UserError:
    with pytest.raises(UserError) as error:
        work()
    return error.value


def test_said_twice_is_said_once(library, photos):
    first = constraints.say_same(library, photos[0], photos[1])
    again = constraints.say_same(library, photos[1], photos[0])
    assert (first.new, again.new) == (True, False)
    assert again.constraint == first.constraint
    assert [step["summary"] for step in undo_list(library)] == ["Said: a.jpg = b.jpg"]


def test_plain_opposite_is_refused_and_names_the_first(library, photos):
    a, b, c, _, _ = photos
    said = constraints.say_same(library, a, b).constraint
    error = refused(lambda: constraints.say_different(library, b, a))
    assert (error.code, error.message) == (
        "contradiction", "you said the opposite before: a.jpg = b.jpg"
    )  # fmt: skip
    assert error.hint.endswith(f"constraints remove {said.constraint_id}")
    constraints.say_closer(library, a, b, c)
    error = refused(lambda: constraints.say_closer(library, a, c, b))
    assert error.message.endswith("a.jpg is more like b.jpg than c.jpg")


def test_contradiction_along_a_chain_is_kept_and_told(library, photos):
    a, b, c, _, _ = photos
    constraints.say_same(library, a, b)
    constraints.say_same(library, b, c)
    said = constraints.say_different(library, a, c)
    (found,) = said.contradictions
    assert constraints.explain(library.catalog, found) == (
        "a.jpg = b.jpg (no. 1), b.jpg = c.jpg (no. 2), but a.jpg ≠ c.jpg (no. 3)"
    )
    assert constraints.list_contradictions(library) == [found]
    constraints.remove_constraints(library, [2])
    assert constraints.list_contradictions(library) == []


def test_different_photos_of_one_group_are_told(library, photos):
    add_photos(library, "dog", photos[:2])
    (found,) = constraints.say_different(library, *photos[:2]).contradictions
    assert constraints.explain(library.catalog, found) == (
        "a.jpg ≠ b.jpg (no. 1), but both are in the group “dog”"
    )


def test_photo_beside_itself_is_refused(library, photos):
    a, b, *_ = photos
    assert refused(lambda: constraints.say_same(library, a, a)).code == "same-photo"
    assert refused(lambda: constraints.say_closer(library, a, b, b)).code == "same-photo"
    assert refused(lambda: constraints.say_same(library, a, 99)).code == "unknown-photo"


def test_rejected_results_are_one_step(library, photos):
    a, b, c, d, _ = photos
    constraints.say_same(library, a, b)
    new = constraints.reject(library, a, [a, b, c, d, c], "rejected-result")
    assert [one.saying.pair for one in new] == [(a, c), (a, d)]
    assert {one.source for one in new} == {"rejected-result"}
    assert constraints.reject(library, a, [c], "rejected-duplicate") == []
    undo(library)
    assert len(constraints.list_constraints(library)) == 1


def test_remove_of_an_unknown_number_removes_nothing(library, photos):
    constraints.say_same(library, *photos[:2])
    error = refused(lambda: constraints.remove_constraints(library, [1, 7]))
    assert error.code == "no-such-constraint"
    assert len(constraints.list_constraints(library)) == 1


def test_undo_is_refused_when_the_saying_is_gone(library, photos):
    constraints.say_same(library, *photos[:2])
    library.catalog.constraints.remove([1])
    assert refused(lambda: undo(library)).code == "constraint-changed"


def test_undo_of_a_removal_is_refused_when_the_opposite_was_said(library, photos):
    said = constraints.say_same(library, *photos[:2]).constraint
    constraints.remove_constraints(library, [said.constraint_id])
    opposite = constraints.Saying("different", said.saying.pair)
    library.catalog.constraints.add(opposite, "said")
    assert refused(lambda: undo(library)).code == "constraint-changed"


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    with catalogued(tmp_path_factory.mktemp("shared"), NAMES) as both:
        yield both


_PHOTO = st.integers(0, 4)
_CHANGES = st.lists(
    st.one_of(
        st.tuples(
            st.sampled_from([constraints.say_same, constraints.say_different]), _PHOTO, _PHOTO
        ),
        st.tuples(st.just(constraints.say_closer), _PHOTO, _PHOTO, _PHOTO),
        st.tuples(st.just("remove"), st.integers(0, 3)),
    ),
    max_size=8,
)


@settings(max_examples=40, deadline=None)
@given(_CHANGES)
def test_undo_goes_back_over_anything_said(shared, changes):
    library, photos = shared
    states = [everything_said(library)]
    for change, *numbers in changes:
        before = len(undo_list(library))
        with suppress(UserError):
            if change == "remove":
                ids = [one.constraint_id for one in constraints.list_constraints(library)]
                constraints.remove_constraints(library, ids[: numbers[0]])
            else:
                change(library, *(photos[number] for number in numbers))
        if len(undo_list(library)) > before:
            states.append(everything_said(library))
        assert everything_said(library) == states[-1]
    while len(states) > 1:
        assert everything_said(library) == states.pop()
        undo(library)
    assert everything_said(library) == states[0]
