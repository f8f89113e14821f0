"""What every vector index promises, over all of them."""

from __future__ import annotations

import threading

import numpy as np
import pytest

from photosearch.index.exact import ExactIndex
from photosearch.index.growing import GrowingIndex
from photosearch.index.hnsw import HnswIndex
from tests.index.vectors import clustered, gaussian

DIM = 16

MAKERS = {
    "exact": lambda: ExactIndex(DIM),
    "hnsw": lambda: HnswIndex(DIM),
    "growing": lambda: GrowingIndex(DIM, exact_up_to=150),
}


@pytest.fixture(params=MAKERS)
def index(request):
    return MAKERS[request.param]()


@pytest.fixture
def filled(index):
    index.add(np.arange(300), gaussian(300, DIM, seed=1))
    return index


def test_search_empty_index_returns_padding(index):
    found = index.search(gaussian(2, DIM, seed=1), 3)
    assert found.ids.tolist() == [[-1] * 3] * 2
    assert np.isneginf(found.similarities).all()
    assert found.ids.dtype == np.int64
    assert found.similarities.dtype == np.float32


def test_search_more_than_there_are_returns_all_then_padding(filled):
    found = filled.search(filled.get(np.array([5])), 400)
    assert found.ids[0, 0] == 5
    assert sorted(found.ids[0, :300]) == list(range(300))
    assert (found.ids[0, 300:] == -1).all()
    assert (np.diff(found.similarities[0, :300]) <= 0).all()


@pytest.mark.parametrize("distance", ["cosine", "euclidean", "manhattan"])
def test_search_each_distance_agrees_with_exact(filled, distance):
    exact = ExactIndex(DIM)
    exact.add(np.arange(300), gaussian(300, DIM, seed=1))
    queries = gaussian(20, DIM, seed=2)
    found = filled.search(queries, 5, distance=distance)
    truth = exact.search(queries, 5, distance=distance)
    assert np.mean(found.ids == truth.ids) > 0.97
    np.testing.assert_allclose(found.similarities[:, 0], truth.similarities[:, 0], atol=1e-3)


@pytest.mark.parametrize("n_allowed", [0, 1, 40, 200])
def test_search_allowed_returns_the_nearest_of_these_only(filled, n_allowed, monkeypatch):
    monkeypatch.setattr("photosearch.index.hnsw._FEWEST_SCORED", 20)
    allowed = np.random.default_rng(3).permutation(300)[:n_allowed]
    queries = gaussian(4, DIM, seed=4)
    found = filled.search(queries, 60, allowed=np.append(allowed, 999_999))
    for row in found.ids:
        assert len(set(row[row >= 0]) - set(allowed.tolist())) == 0
        assert (row >= 0).sum() == min(60, n_allowed)


def test_add_known_id_replaces_its_vector(filled):
    old, new = filled.get(np.array([7])), gaussian(1, DIM, seed=9)
    filled.add(np.array([7]), new)
    np.testing.assert_array_equal(filled.get(np.array([7])), new)
    assert len(filled) == 300
    assert filled.search(new, 1).ids[0, 0] == 7
    assert filled.search(old, 1).similarities[0, 0] < 0.999


def test_add_id_twice_in_one_batch_keeps_the_last(index):
    vectors = gaussian(3, DIM, seed=5)
    index.add(np.array([8, 9, 8]), vectors)
    np.testing.assert_array_equal(index.get(np.array([8, 9])), vectors[[2, 1]])


def test_remove_ids_never_come_back(filled):
    gone = np.arange(0, 300, 2)
    queries = filled.get(gone)
    filled.remove(np.append(gone, 5_000))
    found = filled.search(queries, 150)
    assert len(filled) == 150
    assert sorted(found.ids[0]) == list(range(1, 300, 2))
    assert 4 not in filled
    assert 5 in filled
    with pytest.raises(KeyError):
        filled.get(np.array([4]))


def test_remove_all_then_add_again_is_found(filled):
    vectors = filled.get(np.arange(300))
    filled.remove(np.arange(300))
    assert filled.search(vectors[:1], 1).ids[0, 0] == -1
    filled.add(np.arange(300), vectors)
    assert filled.search(vectors[3:4], 1).ids[0, 0] == 3


def test_ids_are_ascending_and_up_to_2_to_the_62(index):
    ids = np.array([2**62, 0, 12345678901234])
    vectors = gaussian(3, DIM, seed=6)
    index.add(ids, vectors)
    assert index.ids().tolist() == sorted(ids.tolist())
    assert index.search(vectors, 1).ids[:, 0].tolist() == ids.tolist()


@pytest.mark.parametrize(
    ("ids", "vectors"),
    [
        ([-1], gaussian(1, DIM, seed=1)),
        ([2**62 + 1], gaussian(1, DIM, seed=1)),
        ([1.5], gaussian(1, DIM, seed=1)),
        ([1, 2], gaussian(1, DIM, seed=1)),
        ([1], gaussian(1, DIM + 1, seed=1)),
        ([1], gaussian(1, DIM, seed=1) * 2),
        ([1], np.full((1, DIM), np.nan, np.float32)),
        ([1], np.zeros((1, DIM), np.float32)),
    ],
)
def test_add_unfit_entries_is_refused_and_changes_nothing(index, ids, vectors):
    with pytest.raises(ValueError, match=r"ids|vectors"):
        index.add(np.array(ids), vectors)
    assert len(index) == 0


def test_search_k_below_one_is_refused(filled):
    with pytest.raises(ValueError, match="k must"):
        filled.search(gaussian(1, DIM, seed=1), 0)


def test_search_while_another_thread_changes_the_index_answers_rightly(index):
    vectors, stays = clustered(2000, DIM, seed=7), np.arange(100)
    index.add(stays, vectors[:100])
    failures = []

    def change():
        for start in range(100, 2000, 100):
            ids = np.arange(start, start + 100)
            index.add(ids, vectors[ids])
            index.remove(ids[::2])

    def ask():
        while thread.is_alive():
            found = index.search(vectors[:5], 3)
            if not (found.similarities[:, 0] > 0.9999).all():
                failures.append(found)

    thread = threading.Thread(target=change)
    thread.start()
    ask()
    thread.join()

    assert not failures
    assert len(index) == 100 + 1900 // 2
