"""Second looks: kept by pair, in an order that keeps pictures at hand."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from photosearch.services.second_look import near_order


@settings(deadline=None)  # the first call loads SciPy
@given(st.sets(st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=1, max_size=80))
def test_order_names_every_pair_once(pairs):
    rows = np.array(sorted(pairs))
    assert sorted(near_order(rows, 31).tolist()) == list(range(len(rows)))


def test_pairs_of_near_photos_follow_each_other():
    rng = np.random.default_rng(0)
    name = rng.permutation(400)
    chain = np.array([(name[at], name[at + step]) for at in range(395) for step in (1, 2, 3)])
    chain = np.sort(chain, axis=1)
    ordered = chain[near_order(chain, 400)]
    held: list[int] = []
    fetched = 0
    for pair in ordered.tolist():
        for photo in pair:
            if photo not in held:
                fetched += 1
                held = [*held[-19:], photo]
    assert fetched < 500  # of 2,370 when nothing is held
