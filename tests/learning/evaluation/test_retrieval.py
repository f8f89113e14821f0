import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from photosearch.base.errors import UserError
from photosearch.learning.evaluation.ranking import Gallery
from photosearch.learning.evaluation.retrieval import average_precision_at_r, retrieval


def transcription(vectors, labels):
    """Score every query with plain loops: Musgrave, Belongie and Lim 2020, section 3.2."""
    unit = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    found = {}
    for query in range(len(vectors)):
        others = [row for row in range(len(vectors)) if row != query]
        others.sort(key=lambda row: (np.float32(1 - unit[query] @ unit[row]), row))
        n_relevant = sum(labels[row] == labels[query] for row in others)
        if not n_relevant:
            continue
        hits, total = 0, 0.0
        for place, row in enumerate(others[:n_relevant], start=1):
            if labels[row] == labels[query]:
                hits += 1
                total += hits / place
        first = float(labels[others[0]] == labels[query])
        found[query] = (first, hits / n_relevant, total / n_relevant)
    return found


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10_000), n=st.integers(2, 40), n_classes=st.integers(1, 8))
def test_retrieval_equals_the_transcription(seed, n, n_classes):
    rng = np.random.default_rng(seed)
    vectors = rng.normal(size=(n, 3))
    labels = rng.integers(0, n_classes, n)
    expected = transcription(vectors, labels)
    if not expected:
        return
    result = retrieval(vectors, labels)
    assert result.queries.tolist() == list(expected)
    assert result.n_lone == n - len(expected)
    scores = np.stack([result.recall_at_1, result.r_precision, result.map_at_r], axis=1)
    np.testing.assert_allclose(scores, list(expected.values()), atol=1e-12)


def test_retrieval_of_five_points_on_a_line_is_known():
    vectors = np.array([[0.0], [1.0], [5.0], [6.1], [12.0]])
    labels = np.array([0, 0, 1, 1, 0])
    result = retrieval(vectors, labels, distance="euclidean")
    np.testing.assert_allclose(result.recall_at_1, [1, 1, 1, 1, 0])
    np.testing.assert_allclose(result.map_at_r, [0.5, 0.5, 1, 1, 0])
    assert result.scores.map_at_r == pytest.approx(0.6)


def test_average_precision_at_r_of_a_worked_list():
    # R = 4, hits at places 1, 3 and (too late) 5: (1/1 + 2/3) / 4.
    hits = np.array([[True, False, True, False, True]])
    found = average_precision_at_r(hits, np.array([4]))
    np.testing.assert_allclose(found, [(1 + 2 / 3) / 4])


def test_average_precision_at_r_counts_what_a_short_list_leaves_out():
    found = average_precision_at_r(np.array([[True]]), np.array([2]))
    np.testing.assert_allclose(found, [0.5])


def test_retrieval_of_separated_classes_is_perfect():
    labels = np.repeat(np.arange(5), 6)
    result = retrieval(np.eye(5)[labels], labels)
    assert result.scores.recall_at_1 == result.scores.map_at_r == result.scores.r_precision == 1


def test_retrieval_of_collapsed_vectors_is_chance():
    labels = np.tile(np.arange(10), 30)
    result = retrieval(np.ones((300, 4)), labels)
    assert 0.05 < result.scores.r_precision < 0.15


def test_retrieval_keeps_exact_copies_of_the_query():
    # 0 and 1 are copies of different classes: dropping "the first" would hide the wrong one.
    vectors = np.array([[1.0, 0], [1, 0], [0.9, 0.1], [0.9, 0.1]])
    result = retrieval(vectors, np.array([0, 1, 0, 1]))
    np.testing.assert_array_equal(result.recall_at_1, [0, 0, 0, 0])


def test_retrieval_counts_the_lone_photo_but_searches_it():
    vectors = np.array([[1.0, 0], [0, 1], [0.99, 0.01]])
    result = retrieval(vectors, np.array(["a", "a", "alone"]))
    assert (result.n_lone, result.queries.tolist()) == (1, [0, 1])
    assert result.recall_at_1[0] == 0


def test_retrieval_in_a_gallery_leaves_out_by_id():
    gallery = Gallery(np.eye(3), np.array([0, 0, 1]), np.array([10, 11, 12]))
    query = np.array([[1.0, 0.1, 0.2]])
    whole = retrieval(query, np.array([0]), gallery=gallery)
    assert whole.scores.r_precision == 0.5
    without = retrieval(query, np.array([0]), ids=np.array([10]), gallery=gallery)
    assert without.scores.r_precision == 0
    foreign = retrieval(query, np.array([0]), ids=np.array([12]), gallery=gallery)
    assert foreign.scores.r_precision == 1


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 1000))
def test_retrieval_does_not_depend_on_the_order_of_photos(seed):
    rng = np.random.default_rng(seed)
    vectors, labels = rng.normal(size=(30, 5)), np.repeat(np.arange(6), 5)
    order = rng.permutation(30)
    straight = retrieval(vectors, labels).map_at_r
    mixed = retrieval(vectors[order], labels[order]).map_at_r
    np.testing.assert_allclose(straight[order], mixed)


def test_retrieval_without_two_photos_of_a_class_is_refused():
    with pytest.raises(UserError, match="None of the 3 photos") as caught:
        retrieval(np.eye(3), np.arange(3))
    assert caught.value.hint
