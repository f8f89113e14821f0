import numpy as np
import pytest

from photosearch.learning.evaluation.overlap import neighbour_overlap
from tests.learning.evaluation.embeddings import classes


def test_overlap_with_a_rotation_is_whole():
    vectors, _ = classes()
    rotation = np.linalg.qr(np.random.default_rng(0).normal(size=(8, 8)))[0]
    assert neighbour_overlap(vectors, vectors @ rotation).mean() > 0.99


def test_overlap_of_unrelated_vectors_is_chance():
    rng = np.random.default_rng(1)
    found = neighbour_overlap(rng.normal(size=(200, 9)), rng.normal(size=(200, 5)))
    assert found.mean() == pytest.approx(10 / 199, abs=0.02)


def test_overlap_equals_sets_of_the_nearest():
    rng = np.random.default_rng(2)
    before, after = rng.normal(size=(15, 3)), rng.normal(size=(15, 3))
    found = neighbour_overlap(before, after, k=4, distance="euclidean")
    for photo, share in enumerate(found):
        sets = []
        for vectors in (before, after):
            distances = np.linalg.norm(vectors - vectors[photo], axis=1)
            distances[photo] = np.inf
            sets.append(set(np.argsort(distances)[:4]))
        assert share == len(sets[0] & sets[1]) / 4


def test_overlap_of_fewer_photos_than_neighbours_is_of_all_others():
    vectors, _ = classes(2, 2)
    assert neighbour_overlap(vectors, -vectors).tolist() == [1, 1, 1, 1]


def test_overlap_of_other_photos_is_refused():
    with pytest.raises(ValueError, match="same"):
        neighbour_overlap(np.eye(3), np.eye(4))
