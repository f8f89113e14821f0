import numpy as np
import pytest

pytest.importorskip("sklearn", reason="scikit-learn is not installed")

from photosearch.base.errors import Cancelled
from photosearch.base.progress import ProgressControl
from photosearch.learning.evaluation.classifiers import (
    CLASSIFIERS,
    LabelledVectors,
    classify,
    confusion,
    k_nearest,
)
from tests.learning.evaluation.embeddings import classes


def halves(**settings):
    vectors, labels = classes(**settings)
    names = np.array([f"class {label}" for label in labels])
    return (
        LabelledVectors(vectors[::2], names[::2]),
        LabelledVectors(vectors[1::2], names[1::2]),
    )


def test_classify_tells_compact_classes_apart_by_every_method():
    results = classify(*halves(per_class=30, noise=0.2))
    assert [result.name for result in results] == list(CLASSIFIERS)
    assert all(result.accuracy > 0.9 for result in results)


def test_classify_two_classes_works():
    assert len(classify(*halves(n_classes=2))) == len(CLASSIFIERS)


def test_k_nearest_equals_scikit_learn_where_no_votes_are_equal():
    neighbors = pytest.importorskip("sklearn.neighbors")
    train, test = halves(n_classes=2, per_class=60, noise=1.0)
    expected = neighbors.KNeighborsClassifier(5).fit(train.vectors, train.labels)
    found = k_nearest(train, test.vectors, "euclidean")
    np.testing.assert_array_equal(found, expected.predict(test.vectors))


def test_k_nearest_of_equal_votes_takes_the_nearer_class():
    train = LabelledVectors(np.array([[1.0], [2], [3], [4]]), np.array(["b", "a", "a", "b"]))
    assert k_nearest(train, np.array([[0.0]]), "euclidean", 4).tolist() == ["b"]
    assert k_nearest(train, np.array([[0.0]]), "euclidean", 3).tolist() == ["a"]
    assert k_nearest(train, np.array([[0.0]]), "euclidean", 99).tolist() == ["b"]


def test_classify_cancelled_stops():
    progress = ProgressControl(lambda step: progress.cancel())
    with pytest.raises(Cancelled):
        classify(*halves(), progress=progress)


def test_confusion_counts_rows_of_true_classes():
    counts, names = confusion(np.array(["a", "a", "b"]), np.array(["a", "c", "b"]))
    assert names.tolist() == ["a", "b", "c"]
    assert counts.tolist() == [[1, 0, 1], [0, 1, 0], [0, 0, 0]]
