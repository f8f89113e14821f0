import numpy as np
import pytest

from photosearch.base.errors import UserError
from photosearch.learning.evaluation import pairs
from photosearch.learning.evaluation.pairs import pair_distances, row_distances
from photosearch.metric.distance import Distance
from tests.learning.evaluation.embeddings import classes


def test_pair_distances_of_few_photos_are_all_of_them():
    vectors, labels = classes(3, 4)
    found = pair_distances(vectors, labels, "euclidean")
    same, different = [], []
    for i in range(12):
        for j in range(i):
            gap = np.linalg.norm(vectors[i] - vectors[j])
            (same if labels[i] == labels[j] else different).append(gap)
    np.testing.assert_allclose(np.sort(found.same), np.sort(same), rtol=1e-5)
    np.testing.assert_allclose(np.sort(found.different), np.sort(different), rtol=1e-5)


def test_pair_distances_sampled_never_join_a_photo_to_itself(monkeypatch):
    monkeypatch.setattr(pairs, "_ALL_BELOW", 0)
    # Each class at one point of its own: a pair within is 0 apart, one across is not.
    labels = np.array([0, 0, 1, 2, 2, 2, 3])
    vectors = np.eye(4)[labels] + 1e-3 * np.arange(7)[:, None]
    found = pair_distances(vectors, labels, "manhattan", n_pairs=2000)
    assert found.same.min() > 1e-3  # a photo and itself would be 0
    assert found.same.max() < 1e-2
    assert found.different.min() > 1
    assert len(found.same) == len(found.different) == 2000


def test_pair_distances_sampled_agree_with_all(monkeypatch):
    vectors, labels = classes(5, 20)
    whole = pair_distances(vectors, labels)
    monkeypatch.setattr(pairs, "_ALL_BELOW", 0)
    sample = pair_distances(vectors, labels, n_pairs=20_000)
    assert sample.same.mean() == pytest.approx(whole.same.mean(), rel=0.03)
    assert sample.different.mean() == pytest.approx(whole.different.mean(), rel=0.03)


@pytest.mark.parametrize("distance", list(Distance))
def test_row_distances_equal_those_between_two_vectors(distance):
    rng = np.random.default_rng(0)
    left, right = rng.normal(size=(2, 6, 4)).astype(np.float32)
    right[2] = 0
    expected = [distance.between(x, y[None])[0] for x, y in zip(left, right, strict=True)]
    np.testing.assert_allclose(row_distances(left, right, distance), expected, atol=1e-6)


@pytest.mark.parametrize("labels", [[0, 0, 0], [0, 1, 2]])
def test_pair_distances_of_one_kind_only_are_refused(labels):
    with pytest.raises(UserError, match="no pairs"):
        pair_distances(np.eye(3), np.array(labels))
