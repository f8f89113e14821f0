import numpy as np
import pytest
from PIL import Image

pytest.importorskip("matplotlib", reason="matplotlib is not installed")

from photosearch.learning.data.labelled_images import LabelledImages
from photosearch.learning.lab.similarity_log import (
    SimilarityLog,
    SimilaritySettings,
    fixed_queries,
)
from tests.learning.evaluation.embeddings import classes

SETTINGS = SimilaritySettings(n_queries=4, n_neighbours=5)


def photos(labels):
    rng = np.random.default_rng(0)
    n = len(labels)
    return LabelledImages(
        pixels=rng.integers(0, 256, (n, 8, 8, 3), dtype=np.uint8),
        labels=labels,
        keys=np.arange(n, dtype=np.uint64),
        names=tuple(f"{row}.png" for row in range(n)),
        class_names=tuple(f"class {label}" for label in range(labels.max() + 1)),
    )


def test_write_counts_right_and_changed_neighbours(tmp_path):
    vectors, labels = classes(4, 8, noise=0.05)
    log = SimilarityLog(photos(labels), tmp_path, SETTINGS)
    first = log.write(0, np.random.default_rng(1).normal(size=vectors.shape))
    assert (first.n_shown, first.n_changed) == (20, None)
    second = log.write(1, vectors)
    assert second.n_right == 20
    assert 0 < second.n_changed <= 20
    assert log.write(2, vectors).n_changed == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        f"similarity-000{epoch}.png" for epoch in range(3)
    ]


def test_write_leaves_the_query_out_by_id_and_shows_its_copies(tmp_path):
    labels = np.array([0, 0, 1, 1])
    vectors = np.array([[1.0, 0], [0.5, 0.5], [1.0, 0], [0, 1]])
    settings = SimilaritySettings(n_queries=4, n_neighbours=1)
    # Rows 0 and 2 are copies in two classes, each the other's nearest; 1 finds 0, and 3 finds 1.
    sheet = SimilarityLog(photos(labels), tmp_path, settings).write(1, vectors)
    assert sheet.n_right == 1
    # As one photo in two rows they are left out for each other: 0 finds 1.
    same = SimilarityLog(photos(labels), tmp_path, settings, ids=np.array([7, 8, 7, 9]))
    assert same.write(2, vectors).n_right == 2


def test_write_marks_what_changed_after_a_resumed_training(tmp_path):
    vectors, labels = classes(4, 8)
    images = photos(labels)
    SimilarityLog(images, tmp_path, SETTINGS).write(3, vectors)
    resumed = SimilarityLog(images, tmp_path, SETTINGS)
    assert resumed.write(4, vectors).n_changed == 0


def test_write_does_not_compare_with_a_log_of_other_queries(tmp_path):
    vectors, labels = classes(4, 8)
    SimilarityLog(photos(labels), tmp_path, SETTINGS).write(1, vectors)
    other = SimilarityLog(photos(labels), tmp_path, SimilaritySettings(n_queries=2))
    assert other.write(2, vectors).n_changed is None


def test_write_says_in_words_what_the_sheet_shows(tmp_path):
    vectors, labels = classes(4, 8)
    sheet = SimilarityLog(photos(labels), tmp_path, SETTINGS).write(0, vectors)
    with Image.open(sheet.path) as picture:
        assert picture.info["Description"] == sheet.description
    assert sheet.description.startswith("Before the training: ")


def test_write_says_how_many_could_be_right_in_small_classes(tmp_path):
    vectors, labels = classes(4, 3, noise=0.05)
    sheet = SimilarityLog(photos(labels), tmp_path, SETTINGS).write(1, vectors)
    assert (sheet.n_right, sheet.n_possible, sheet.n_shown) == (8, 8, 20)
    assert "8 of 20 neighbours of the right class (8 could be)" in sheet.description


def test_write_of_two_photos_shows_the_one_neighbour(tmp_path):
    log = SimilarityLog(photos(np.array([0, 0])), tmp_path, SETTINGS)
    assert log.write(1, np.eye(2)).n_shown == 2


def test_fixed_queries_take_classes_in_turn():
    labels = np.repeat(np.arange(5), [9, 9, 9, 9, 1])
    chosen = fixed_queries(labels, 8)
    assert sorted(np.bincount(labels[chosen], minlength=5)) == [0, 2, 2, 2, 2]
    assert len(set(fixed_queries(labels, 4).tolist())) == 4
    assert set(labels[fixed_queries(labels, 4)]) == {0, 1, 2, 3}


def test_fixed_queries_are_those_of_the_seed_and_never_more_than_photos():
    labels = np.repeat(np.arange(3), 4)
    np.testing.assert_array_equal(fixed_queries(labels, 5, 1), fixed_queries(labels, 5, 1))
    assert sorted(fixed_queries(labels, 99)) == list(range(12))
