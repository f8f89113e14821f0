"""The graph's recall on easy and hard vectors, after changes, and its own features."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest

from photosearch.index.exact import ExactIndex
from photosearch.index.growing import EXACT_UP_TO, GrowingIndex, new_index
from photosearch.index.hnsw import HnswIndex
from tests.index.vectors import clustered, gaussian


def _recall(index, exact, queries, k=10):
    truth = exact.search(queries, k).similarities[:, -1:]
    return np.mean(index.search(queries, k).similarities >= truth - 1e-6)


def _split(vectors, *at):
    return np.split(vectors[np.random.default_rng(0).permutation(len(vectors))], at)


def test_recall_half_replaced_stays_above_99_percent():
    first, second, queries = _split(clustered(4800, 48, seed=1), 3000, 4600)
    index, exact = HnswIndex(48), ExactIndex(48)
    for each in (index, exact):
        each.add(np.arange(3000), first)
    assert _recall(index, exact, queries) >= 0.99
    assert _recall(index, exact, queries, k=200) >= 0.99
    for each in (index, exact):
        each.remove(np.arange(800))
        each.add(np.arange(3000, 3800), second[:800])
        each.add(np.arange(800, 1600), second[800:])
    assert _recall(index, exact, queries) >= 0.99
    assert index.dead_share == pytest.approx(1600 / 4600)
    assert not index.needs_rebuild


def test_recall_vectors_without_structure_widens_the_search():
    vectors, queries = _split(gaussian(2200, 96, seed=2), 2000)
    index, exact = HnswIndex(96), ExactIndex(96)
    for each in (index, exact):
        each.add(np.arange(2000), vectors)
    assert index.settings.ef > 100
    assert _recall(index, exact, queries) >= 0.985


def test_rebuilt_after_most_were_removed_has_no_dead():
    index = HnswIndex(8)
    index.add(np.arange(1200), gaussian(1200, 8, seed=3))
    index.remove(np.arange(700))
    assert index.needs_rebuild
    fresh = index.rebuilt()
    assert fresh.dead_share == 0
    np.testing.assert_array_equal(fresh.ids(), np.arange(700, 1200))


def test_add_same_vector_again_costs_no_entry():
    index, vectors = HnswIndex(8), gaussian(100, 8, seed=4)
    index.add(np.arange(100), vectors)
    index.add(np.arange(100), vectors)
    assert index.dead_share == 0


def test_search_entries_out_of_reach_are_found_when_all_are_asked_for():
    vectors = np.repeat(gaussian(3, 8, seed=5), 400, axis=0)  # copies link to copies only
    index = HnswIndex(8)
    index.add(np.arange(1200), vectors)
    for _ in range(2):
        found = index.search(vectors[:2], 1200)
        assert sorted(found.ids[0]) == list(range(1200))
        assert sorted(found.ids[1]) == list(range(1200))


def test_search_two_threads_with_other_ef_do_not_disturb():
    index = HnswIndex(16)
    index.add(np.arange(500), gaussian(500, 16, seed=6))
    wide = index.search(gaussian(20, 16, seed=7), 10, ef=500)
    index.search(gaussian(20, 16, seed=7), 10, ef=1)
    np.testing.assert_array_equal(index.search(gaussian(20, 16, seed=7), 10, ef=500).ids, wide.ids)


def test_growing_index_becomes_a_graph_and_keeps_its_entries():
    vectors, index = gaussian(400, 8, seed=8), GrowingIndex(8, exact_up_to=200)
    index.add(np.arange(200), vectors[:200])
    assert isinstance(index.inner, ExactIndex)
    index.add(np.arange(200, 400), vectors[200:])
    assert isinstance(index.inner, HnswIndex)
    np.testing.assert_array_equal(index.get(np.arange(400)), vectors)


def test_new_index_many_expected_is_a_graph_from_the_start():
    assert isinstance(new_index(8).inner, ExactIndex)
    assert isinstance(new_index(8, EXACT_UP_TO + 1).inner, HnswIndex)


def test_import_of_the_package_does_not_load_hnswlib():
    program = (
        "import sys, photosearch.index.growing, photosearch.index.snapshot;"
        "sys.exit('hnswlib' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
