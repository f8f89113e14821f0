import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from photosearch.metric.neighbourhood import exact_candidates, neighbour_rows
from photosearch.metric.rerank import Candidates, Reranker, best_first, combined_query
from photosearch.metric.transform import unit_rows
from tests.metric.library_of_groups import grouped_vectors

RERANKER = Reranker(np.linspace(2, 1, 32, dtype=np.float32), power=0.35)


def candidates_for(query: int, vectors, near=None):
    rows = neighbour_rows(vectors, np.arange(len(vectors)), exact_candidates(vectors))
    near = np.delete(np.arange(len(vectors)), query) if near is None else near
    return near, Candidates(
        near, vectors[near], rows.scale[near], rows.ids[near], rows.scores[near], vectors
    )


def precision(order, near, labels, query):
    return (labels[near[order[:7]]] == labels[query]).mean()


@pytest.mark.parametrize("grain", [0.0, 0.3, 0.5, 0.8, 1.0])
def test_scores_put_the_group_first(grain):
    vectors, labels = grouped_vectors()
    near, candidates = candidates_for(3, vectors)
    scores = RERANKER.scores(vectors[3], candidates, grain)
    assert np.isfinite(scores).all()
    assert precision(best_first(scores, near), near, labels, 3) >= 6 / 7


def test_scores_with_noise_beat_the_cosine():
    vectors, labels = grouped_vectors(noise=0.2)
    better = []
    for query in range(0, len(vectors), 9):
        near, candidates = candidates_for(query, vectors)
        smoothed = best_first(RERANKER.scores(vectors[query], candidates), near)
        plain = np.argsort(-(candidates.vectors @ vectors[query]))
        better.append(
            precision(smoothed, near, labels, query) - precision(plain, near, labels, query)
        )
    assert np.mean(better) > 0.02


@settings(max_examples=10, deadline=None)
@given(seed=st.integers(0, 1000), grain=st.sampled_from([0.0, 0.25, 0.5, 1.0]))
def test_scores_do_not_depend_on_the_order_of_candidates(seed, grain):
    vectors = grouped_vectors(n_groups=15, seed=seed)[0]
    near, candidates = candidates_for(0, vectors)
    order = np.random.default_rng(seed).permutation(len(near))
    scores = RERANKER.scores(vectors[0], candidates, grain)
    mixed = RERANKER.scores(vectors[0], candidates.taken(order), grain)
    np.testing.assert_array_equal(scores[order], mixed)


def test_grain_moves_continuously_through_the_automatic_setting():
    vectors = grouped_vectors()[0]
    candidates = candidates_for(0, vectors)[1]
    below, middle, above = (RERANKER.scores(vectors[0], candidates, g) for g in (0.499, 0.5, 0.501))
    assert np.abs(below - middle).max() < 0.02
    assert np.abs(above - middle).max() < 0.02


def test_scores_of_none_and_one_candidate_are_finite():
    vectors = grouped_vectors()[0]
    for near in (np.arange(0), np.array([9])):
        candidates = candidates_for(0, vectors, near)[1]
        for grain in (0.0, 0.5, 1.0):
            scores = RERANKER.scores(vectors[0], candidates, grain)
            assert scores.shape == near.shape
            assert np.isfinite(scores).all()


def test_thing_grain_weighs_every_axis_alike():
    spectrum = np.array([1.0, 0.01], np.float32)
    metric = Reranker(spectrum, power=0.0)
    query = np.array([0.995, 0.0999], np.float32)
    weak, strong = query * [1, 1.05], query * [1, -1]
    vectors = np.stack([weak, strong]).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    none = np.full((2, 1), -np.inf, np.float32)
    candidates = Candidates(
        np.arange(2), vectors, np.zeros(2, np.float32), np.zeros((2, 1), np.int64), none, vectors
    )
    gaps = [
        float(-np.diff(metric.scores(query, candidates, grain))[0]) for grain in (1.0, 0.5, 0.0)
    ]
    assert gaps[1] < 0.5
    assert gaps[2] > 1


def test_scores_of_many_candidates_are_those_of_each_part():
    vectors = grouped_vectors(n_groups=40)[0]
    candidates = candidates_for(0, vectors)[1]
    nearest = np.argsort(-(candidates.vectors @ vectors[0]))[:100]
    all_scores = RERANKER.scores(vectors[0], candidates)
    np.testing.assert_array_equal(
        all_scores[nearest], RERANKER.scores(vectors[0], candidates.taken(nearest))
    )


def test_grain_outside_its_range_is_a_bug():
    candidates = candidates_for(0, grouped_vectors()[0])[1]
    with pytest.raises(ValueError, match="grain"):
        RERANKER.scores(np.ones(32, np.float32), candidates, 1.5)


def test_best_first_breaks_ties_by_key():
    scores = np.array([1, 2, 1, 2], np.float32)
    assert best_first(scores, np.array([b"d", b"c", b"a", b"b"])).tolist() == [3, 1, 2, 0]


def test_combined_query_leans_to_positives_and_away_from_negatives():
    positives, negatives = np.eye(3, dtype=np.float32)[:2], np.eye(3, dtype=np.float32)[2:]
    query = combined_query(positives, negatives)
    np.testing.assert_allclose(np.linalg.norm(query), 1, atol=1e-6)
    assert query[0] == query[1] > 0 > query[2]
    assert combined_query(positives, negatives[:0])[2] == 0


def test_a_copy_comes_first_whatever_its_surroundings_say():
    random = np.random.default_rng(5)
    crowd = unit_rows(np.ones(16) + 0.6 * random.normal(size=(40, 16))).astype(np.float32)
    query = unit_rows(np.ones(16) + 0.6 * random.normal(size=16)).astype(np.float32)
    copy = unit_rows(query + 0.1 * random.normal(size=16)).astype(np.float32)
    vectors = np.concatenate([crowd, copy[None]])
    rows = neighbour_rows(vectors, np.arange(41), exact_candidates(vectors))
    candidates = Candidates(
        np.arange(41), vectors, rows.scale, rows.ids.clip(0), rows.scores, vectors
    )
    spectrum = np.ones(16, np.float32)
    for grain in (0.0, 0.5, 1.0):
        scores = Reranker(spectrum, 0.25).scores(query, candidates, grain)
        assert int(scores.argmax()) == 40
