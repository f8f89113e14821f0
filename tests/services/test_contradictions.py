"""Contradictions: against a plain closure over every pair."""

from __future__ import annotations

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from photosearch.catalog.constraints import Constraint, Saying, pair_of
from photosearch.catalog.labels import Label
from photosearch.services.contradictions import find_contradictions, sound

N = 5
PAIRS = list(itertools.combinations(range(N), 2))


def said(*sayings: Saying) -> list[Constraint]:
    return [Constraint(number, one, "said", 0.0) for number, one in enumerate(sayings, 1)]


def same(a, b):
    return Saying("same", pair_of(a, b))


def different(a, b):
    return Saying("different", pair_of(a, b))


def closer(near, far):
    return Saying("closer", pair_of(*near), pair_of(*far))


def told(constraints, labels=()):
    return [
        (one.reason, [part.constraint_id for part in one.constraints])
        for one in find_contradictions(constraints, labels)
    ]


def test_chain_of_same_that_ends_in_different_is_told_with_the_chain():
    constraints = said(same(1, 2), same(3, 2), same(8, 9), different(3, 1), different(1, 8))
    assert told(constraints) == [("same-and-different", [1, 2, 4])]
    kept = sound(constraints, find_contradictions(constraints))
    assert [one.constraint_id for one in kept] == [3, 5]


def test_shortest_chain_is_told():
    constraints = said(same(1, 2), same(2, 3), same(3, 4), same(1, 4), different(1, 3))
    (found,) = find_contradictions(constraints)
    assert len(found.constraints) == 3


def test_different_pair_in_one_group_is_told_with_the_group():
    (found,) = find_contradictions(said(different(1, 2)), [Label(7, 1), Label(7, 2), Label(8, 1)])
    assert (found.reason, found.group_id) == ("different-in-group", 7)


def test_photo_in_two_groups_joins_nothing():
    assert told(said(different(1, 3)), [Label(7, 1), Label(7, 2), Label(8, 2), Label(8, 3)]) == []


def test_circle_of_closer_is_told_once():
    constraints = said(closer((1, 2), (1, 3)), closer((1, 3), (1, 4)), closer((1, 4), (1, 2)))
    assert told(constraints) == [("closer-in-circle", [1, 2, 3])]
    assert told(constraints[:2]) == []


def test_different_pair_that_is_closer_than_one_of_the_same_is_told():
    constraints = said(different(1, 2), same(1, 3), same(3, 4), closer((1, 2), (1, 4)))
    assert told(constraints) == [("closer-different", [4, 1, 2, 3])]


def test_thousands_of_sayings_are_checked_at_once():
    chain = [same(number, number + 1) for number in range(4_000)]
    apart = [different(number, number + 10_000) for number in range(4_000)]
    order = [closer((0, number), (0, number + 1)) for number in range(1, 4_000)]
    assert told(said(*chain, *apart, *order)) == []


def _closure(edges: set[tuple[object, object]]) -> set[tuple[object, object]]:
    reached = set(edges)
    nodes = {node for edge in edges for node in edge}
    for middle, start, end in itertools.product(nodes, nodes, nodes):
        if (start, middle) in reached and (middle, end) in reached:
            reached.add((start, end))
    return reached


_PAIR = st.sampled_from(PAIRS)
_SAYINGS = st.lists(
    st.one_of(
        st.builds(lambda pair: same(*pair), _PAIR),
        st.builds(lambda pair: different(*pair), _PAIR),
        st.builds(closer, _PAIR, _PAIR).filter(lambda one: one.pair != one.other),
    ),
    max_size=10,
    unique=True,
)


@settings(max_examples=150, deadline=None)
@given(_SAYINGS)
def test_found_exactly_where_the_closure_is_contradictory(sayings):
    constraints = said(*sayings)
    joined = _closure(
        {edge for one in sayings if one.kind == "same" for edge in (one.pair, one.pair[::-1])}
    )
    order = _closure({(one.pair, one.other) for one in sayings if one.kind == "closer"})
    apart = {one.pair for one in sayings if one.kind == "different"}
    expected = {
        "same-and-different": bool(apart & joined),
        "closer-in-circle": any((pair, pair) in order for pair in PAIRS),
        "closer-different": any(
            one.kind == "closer" and one.pair in apart and one.other in joined for one in sayings
        ),
    }
    found = find_contradictions(constraints)
    assert {reason: reason in {one.reason for one in found} for reason in expected} == expected
    on_circles = {
        one.constraint_id
        for one in constraints
        if one.saying.kind == "closer" and (one.saying.other, one.saying.pair) in order
    }
    told_of = {
        part.constraint_id
        for one in found
        if one.reason == "closer-in-circle"
        for part in one.constraints
    }
    assert told_of == on_circles
    assert find_contradictions(sound(constraints, found)) == []
