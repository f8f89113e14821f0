import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from photosearch.learning.evaluation.pairwise import Distances
from photosearch.metric.distance import Distance
from photosearch.metric.transform import unit_rows


@pytest.mark.parametrize("distance", list(Distance))
def test_distances_equal_those_of_one_query_at_a_time(distance):
    rng = np.random.default_rng(0)
    queries = rng.normal(size=(7, 5)).astype(np.float32)
    gallery = rng.normal(size=(11, 5)).astype(np.float32)
    gallery[3] = 0
    found = Distances(gallery, distance).to(queries)
    expected = [distance.between(query, gallery) for query in queries]
    np.testing.assert_allclose(found, expected, atol=1e-6)


@pytest.mark.parametrize("distance", list(Distance))
def test_distances_of_an_exact_copy_are_zero_beside_large_vectors(distance):
    vectors = np.random.default_rng(1).normal(1000, 1, size=(40, 64))
    assert not np.diagonal(Distances(vectors, distance).to(vectors)).any()


@given(seed=st.integers(0, 99), block=st.integers(1, 9))
def test_distances_do_not_depend_on_the_block(seed, block):
    vectors = np.random.default_rng(seed).normal(size=(23, 6)).astype(np.float32)
    whole = Distances(vectors, "cosine").to(vectors)
    parts = [
        Distances(vectors, "cosine").to(vectors[at : at + block]) for at in range(0, 23, block)
    ]
    np.testing.assert_array_equal(whole, np.concatenate(parts))


def test_distances_cosine_and_euclidean_rank_unit_vectors_alike():
    vectors = unit_rows(np.random.default_rng(2).normal(size=(300, 8)))
    cosine = np.argsort(Distances(vectors, "cosine").to(vectors), kind="stable")
    euclidean = np.argsort(Distances(vectors, "euclidean").to(vectors), kind="stable")
    np.testing.assert_array_equal(cosine, euclidean)


def test_distances_of_a_vector_that_is_not_finite_are_refused():
    with pytest.raises(ValueError, match="finite"):
        Distances(np.array([[np.nan, 1.0]]), "cosine")
