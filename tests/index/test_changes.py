"""Any sequence of changes leaves an index with what a dict would hold."""

from __future__ import annotations

import numpy as np
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from photosearch.index.exact import ExactIndex
from photosearch.index.growing import GrowingIndex
from photosearch.index.hnsw import HnswIndex
from tests.index.vectors import gaussian

DIM = 6
VECTORS = gaussian(64, DIM, seed=1)

some_ids = st.lists(st.integers(0, 30) | st.sampled_from([2**40, 2**62]), max_size=12)
numbers = st.lists(st.integers(0, 63), min_size=12, max_size=12)


class Changes(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.model = {}
        self.exact = ExactIndex(DIM)
        self.indexes = [self.exact, HnswIndex(DIM), GrowingIndex(DIM, exact_up_to=8)]

    @rule(ids=some_ids, numbers=numbers)
    def add(self, ids, numbers):
        vectors = VECTORS[numbers[: len(ids)]].reshape(len(ids), DIM)
        for index in self.indexes:
            index.add(np.array(ids, np.int64), vectors)
        self.model.update(zip(ids, vectors, strict=True))

    @rule(ids=some_ids)
    def remove(self, ids):
        for index in self.indexes:
            index.remove(np.array(ids, np.int64))
        for each in ids:
            self.model.pop(each, None)

    @rule(number=st.integers(0, 63), k=st.integers(1, 40), allowed=st.none() | some_ids)
    def search(self, number, k, allowed):
        query = VECTORS[number][None]
        wanted = None if allowed is None else np.array(allowed, np.int64)
        pool = self.model if allowed is None else set(self.model) & set(allowed)
        n_expected = min(k, len(pool))
        truth = sorted((float(-(self.model[each] @ query[0])), each) for each in pool)
        for index in self.indexes:
            found = index.search(query, k, wanted)
            ids = found.ids[0, :n_expected].tolist()
            assert set(ids) <= set(pool)
            assert len(set(ids)) == n_expected
            assert (found.ids[0, n_expected:] == -1).all()
            np.testing.assert_allclose(
                found.similarities[0, :n_expected],
                [-cosine for cosine, _ in truth[:n_expected]],
                atol=1e-5,
            )

    @invariant()
    def holds_what_the_model_holds(self):
        ids = np.array(sorted(self.model), np.int64)
        for index in self.indexes:
            assert len(index) == len(ids)
            np.testing.assert_array_equal(index.ids(), ids)
            for each, vector in zip(ids, index.get(ids), strict=True):
                np.testing.assert_array_equal(vector, self.model[each])


TestChanges = Changes.TestCase
TestChanges.settings = settings(max_examples=15, stateful_step_count=15, deadline=None)
