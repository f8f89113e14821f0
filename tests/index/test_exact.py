"""Exact search against plain NumPy, and its independence of the way that entries came in."""

from __future__ import annotations

import numpy as np
import pytest

from photosearch.index.exact import ExactIndex
from tests.index.vectors import clustered, gaussian


def _plain(vectors, queries, distance):
    wide, asked = vectors.astype(np.float64), queries.astype(np.float64)
    if distance == "cosine":
        return asked @ wide.T
    apart = wide[None] - asked[:, None]
    if distance == "euclidean":
        return -np.sqrt((apart**2).sum(2))
    return -np.abs(apart).sum(2)


@pytest.mark.parametrize("distance", ["cosine", "euclidean", "manhattan"])
def test_search_each_distance_agrees_with_plain_numpy(distance):
    vectors, queries = gaussian(500, 24, seed=1), gaussian(7, 24, seed=2)
    index = ExactIndex(24, distance)
    index.add(np.arange(500), vectors)

    found = index.search(queries, 20)

    truth = _plain(vectors, queries, distance)
    expected = np.argsort(-truth, axis=1)[:, :20]
    np.testing.assert_array_equal(found.ids, expected)
    np.testing.assert_allclose(
        found.similarities, np.take_along_axis(truth, expected, 1), atol=1e-6
    )


@pytest.mark.parametrize("distance", ["cosine", "euclidean", "manhattan"])
def test_search_entries_in_another_order_is_bitwise_the_same(distance):
    vectors, ids = clustered(3000, 64, seed=3), np.arange(3000) * 7
    queries = vectors[:40]
    at_once = ExactIndex(64)
    at_once.add(ids, vectors)
    in_pieces = ExactIndex(64)
    order = np.random.default_rng(4).permutation(3000)
    for piece in np.array_split(order, 13):
        in_pieces.add(ids[piece], vectors[piece])
    in_pieces.remove(ids[order[:300]])
    in_pieces.add(ids[order[:300]], vectors[order[:300]])

    first = at_once.search(queries, 50, distance=distance)
    second = in_pieces.search(queries, 50, distance=distance)
    alone = [in_pieces.search(query[None], 50, distance=distance) for query in queries]

    np.testing.assert_array_equal(first.ids, second.ids)
    np.testing.assert_array_equal(first.similarities, second.similarities)
    np.testing.assert_array_equal(first.ids, np.concatenate([each.ids for each in alone]))


def test_search_equal_vectors_come_by_ascending_id():
    vectors = np.repeat(gaussian(1, 16, seed=5), 6, axis=0)
    index = ExactIndex(16)
    index.add(np.array([40, 3, 99, 7, 2**62, 0]), vectors)

    found = index.search(vectors[:1], 4)

    assert found.ids.tolist() == [[0, 3, 7, 40]]


def test_search_many_allowed_ids_equals_search_of_few(monkeypatch):
    vectors, allowed = gaussian(400, 8, seed=6), np.arange(0, 400, 3)
    index = ExactIndex(8)
    index.add(np.arange(400), vectors)
    gathered = index.search(vectors[:5], 200, allowed=allowed)

    monkeypatch.setattr("photosearch.index.pool._GATHERED", 10)
    masked = index.search(vectors[:5], 200, allowed=allowed)

    np.testing.assert_array_equal(gathered.ids, masked.ids)
    assert (masked.ids[:, 134:] == -1).all()


def test_search_small_blocks_equals_one_block(monkeypatch):
    vectors = gaussian(300, 8, seed=7)
    index = ExactIndex(8)
    index.add(np.arange(300), vectors)
    whole = index.search(vectors, 5)

    monkeypatch.setattr("photosearch.index.pool._BLOCK_NUMBERS", 1000)

    np.testing.assert_array_equal(index.search(vectors, 5).ids, whole.ids)
