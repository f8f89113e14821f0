import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("sklearn", reason="scikit-learn is not installed")

from photosearch.base.errors import UserError
from photosearch.learning.evaluation.clustering import (
    CLUSTERERS,
    bcubed,
    cluster,
    clustering_scores,
)
from tests.learning.evaluation.embeddings import classes

groups = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=25)


@settings(max_examples=30, deadline=None)
@given(groups)
def test_bcubed_equals_its_definition_in_loops(photos):
    precisions, recalls = [], []
    for i, (cluster_i, label_i) in enumerate(photos):
        others = [photo for j, photo in enumerate(photos) if j != i]
        mates = [label for found, label in others if found == cluster_i]
        kin = [found for found, label in others if label == label_i]
        precisions.append(mates.count(label_i) / len(mates) if mates else 0.0)
        recalls.append(kin.count(cluster_i) / len(kin) if kin else 0.0)
    clusters, labels = np.array(photos).T
    found = bcubed(clusters, labels)
    assert found.precision == pytest.approx(np.mean(precisions))
    assert found.recall == pytest.approx(np.mean(recalls))


def test_bcubed_of_the_classes_is_one_and_of_singletons_zero():
    labels = np.repeat([0, 1, 2], 4)
    assert bcubed(labels, labels).f1 == 1
    assert bcubed(np.arange(12), labels).f1 == 0


def test_clustering_scores_of_singletons_are_chance():
    scores = clustering_scores(np.full(40, -1), np.repeat(np.arange(8), 5))
    assert scores.ami == pytest.approx(0, abs=1e-9)
    assert (scores.n_clusters, scores.n_alone) == (0, 40)


def test_clustering_scores_take_each_noise_point_by_itself():
    labels = np.array(["a", "a", "b", "b"])
    scores = clustering_scores(np.array([0, 0, -1, -1]), labels)
    assert scores.bcubed.precision == 0.5
    assert (scores.n_clusters, scores.n_alone) == (1, 2)


@pytest.mark.parametrize("name", CLUSTERERS)
def test_cluster_finds_compact_classes(name):
    vectors, labels = classes(5, 20, noise=0.15, dim=16)
    found = cluster(name, vectors, 5)
    assert clustering_scores(found, labels).ami > 0.75
    np.testing.assert_array_equal(found, cluster(name, vectors, 5))


@pytest.mark.parametrize("name", CLUSTERERS)
def test_cluster_of_copies_and_few_photos_ends(name):
    assert len(cluster(name, np.ones((7, 3)), 1)) == 7
    assert len(cluster(name, np.eye(3), 9)) == 3


def test_cluster_by_an_unknown_name_lists_the_known():
    with pytest.raises(UserError) as caught:
        cluster("spectral", np.eye(3), 2)
    assert "HDBSCAN" in caught.value.hint
