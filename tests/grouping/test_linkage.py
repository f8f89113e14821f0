"""Groups from pairs: stars, never chains."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from photosearch.grouping.linkage import MOST_MEMBERS, linked_groups


def groups(links: dict[tuple[int, int], float], apart=()) -> list[list[int]]:
    pairs = np.array(list(links), dtype=np.int64).reshape(-1, 2)
    return linked_groups(pairs, np.array(list(links.values())), apart)


def test_copies_of_an_original_are_one_group():
    assert groups({(1, 5): 0.9, (1, 7): 0.8, (1, 9): 0.99}) == [[1, 5, 7, 9]]


def test_three_in_a_row_are_one_group():
    assert groups({(1, 2): 0.9, (2, 3): 0.9}) == [[1, 2, 3]]


def test_a_long_chain_is_broken():
    chain = {(item, item + 1): 0.9 for item in range(99)}
    found = groups(chain)
    assert max(map(len, found)) <= 5
    assert sorted(item for group in found for item in group) == sorted(
        {item for group in found for item in group}
    )


def test_left_over_joins_when_two_vouch_for_it():
    star = {(0, item): 0.9 for item in range(1, 5)}
    assert groups(star | {(1, 9): 0.6, (2, 9): 0.6}) == [[0, 1, 2, 3, 4, 9]]
    assert groups(star | {(1, 9): 0.6}) == [[0, 1, 2, 3, 4]]


def test_pairs_that_are_apart_are_never_in_one_group():
    links = {(1, 2): 0.9, (1, 3): 0.8}
    assert groups(links, apart=[(2, 3)]) == [[1, 2]]
    assert groups({(1, 2): 0.9}, apart=[(1, 2)]) == []


def test_a_huge_star_is_bounded():
    found = groups({(0, item): 0.9 for item in range(1, 3 * MOST_MEMBERS)})
    assert max(map(len, found)) == MOST_MEMBERS


def test_no_pairs_give_no_groups():
    assert groups({}) == []


PAIRS = st.tuples(st.integers(0, 14), st.integers(0, 14)).filter(lambda pair: pair[0] < pair[1])


@given(st.dictionaries(PAIRS, st.floats(0.5, 1.0), max_size=60), st.sets(PAIRS, max_size=15))
def test_every_group_is_connected_bounded_and_respects_what_is_apart(links, apart):
    found = groups(links, apart)
    members = [item for group in found for item in group]
    assert len(members) == len(set(members))
    for group in found:
        assert len(group) > 1
        assert not any((a, b) in apart for a in group for b in group)
        assert _widest(group, links) <= 4


def _widest(group, links) -> int:
    """Return how many links lie between the two farthest members."""
    near = {
        item: {other for other in group if (min(item, other), max(item, other)) in links}
        for item in group
    }
    widest = 0
    for start in group:
        seen, edge, steps = {start}, {start}, 0
        while edge - set() and len(seen) < len(group):
            edge = {other for item in edge for other in near[item]} - seen
            assert edge, "not connected"
            seen |= edge
            steps += 1
        widest = max(widest, steps)
    return widest


@given(st.dictionaries(PAIRS, st.floats(0.5, 1.0), max_size=40), st.randoms())
def test_order_of_pairs_does_not_matter(links, random):
    shuffled = list(links.items())
    random.shuffle(shuffled)
    assert groups(links) == groups(dict(shuffled))
