import numpy as np
import pytest

from photosearch.base.errors import UserError
from photosearch.learning.evaluation.outliers import outlier_scores, planted_outlier_auroc
from tests.learning.evaluation.embeddings import classes


def test_outlier_scores_are_mean_distances_to_the_nearest():
    vectors = np.array([[0.0], [1.0], [3.0], [10.0]])
    found = outlier_scores(vectors, k=2, distance="euclidean")
    np.testing.assert_allclose(found, [2, 1.5, 2.5, 8])


def test_outlier_scores_of_a_copy_keep_the_copy():
    vectors = np.array([[0.0], [0.0], [4.0]])
    np.testing.assert_allclose(outlier_scores(vectors, 1, "euclidean"), [0, 0, 4])


def test_outlier_scores_of_two_photos_use_the_one_neighbour():
    np.testing.assert_allclose(outlier_scores(np.eye(2)), [1, 1])


def test_planted_outliers_stand_out_of_compact_classes():
    assert planted_outlier_auroc(*classes(noise=0.2)).mean() > 0.97


def test_planted_outliers_in_noise_do_not():
    rng = np.random.default_rng(0)
    labels = np.repeat(np.arange(20), 20)
    found = planted_outlier_auroc(rng.normal(size=(400, 6)), labels)
    assert found.mean() == pytest.approx(0.5, abs=0.1)


def test_planted_outliers_without_an_album_are_refused():
    with pytest.raises(UserError, match="plant"):
        planted_outlier_auroc(np.eye(4), np.array([0, 0, 1, 1]))


def test_outlier_scores_of_one_photo_are_refused():
    with pytest.raises(ValueError, match="one photo"):
        outlier_scores(np.eye(1))
