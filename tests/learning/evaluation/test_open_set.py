import numpy as np
import pytest

from photosearch.base.errors import UserError
from photosearch.learning.evaluation.open_set import (
    OpenSetSplit,
    class_means,
    identify,
    open_set,
    split_open_set,
)
from tests.learning.evaluation.embeddings import classes


def test_split_open_set_keeps_classes_and_photos_apart():
    labels = np.repeat(np.arange(8), [3, 9, 9, 9, 9, 9, 9, 9])
    split = split_open_set(labels, shots=4, seed=1)
    known = set(labels[split.templates])
    assert np.bincount(labels[split.templates]).max() == 4
    assert known == set(labels[split.known])
    assert not known & set(labels[split.unknown])
    assert 0 not in known  # three photos make no four templates
    together = np.concatenate([split.templates, split.known, split.unknown])
    assert sorted(together) == list(range(len(labels)))


def test_split_open_set_is_that_of_its_seed():
    labels = np.repeat(np.arange(10), 8)
    first, same, other = (split_open_set(labels, seed=seed) for seed in (3, 3, 4))
    np.testing.assert_array_equal(first.templates, same.templates)
    assert not np.array_equal(first.templates, other.templates)


def test_split_open_set_leaves_a_class_unknown_at_any_share():
    split = split_open_set(np.repeat([0, 1], 6), shots=2, known_share=1.0)
    assert len(split.unknown) == 6


def test_split_open_set_of_small_classes_is_refused():
    with pytest.raises(UserError, match="more than 5"):
        split_open_set(np.repeat([0, 1], 3))


def test_class_means_of_unit_rows_weigh_photos_alike():
    vectors = np.array([[10.0, 0], [0, 1], [3, 3]])
    means, names = class_means(vectors, np.array(["a", "a", "b"]), unit=True)
    assert names.tolist() == ["a", "b"]
    np.testing.assert_allclose(means, [[0.5, 0.5], [0.5**0.5, 0.5**0.5]])


def test_identify_by_mean_and_by_template_can_differ():
    shown = np.array([[0.0], [10.0], [2.0], [4.0]])
    names = np.array(["wide", "wide", "narrow", "narrow"])
    photo = np.array([[0.5]])
    assert identify(photo, (shown, names), "nearest", "euclidean")[0].tolist() == ["wide"]
    assert identify(photo, (shown, names), "mean", "euclidean")[0].tolist() == ["narrow"]


def test_open_set_equals_counting():
    vectors = np.array([[0.0], [10], [1], [9], [6], [5], [20], [2]])
    labels = np.array([0, 1, 0, 1, 0, 2, 2, 3])
    split = OpenSetSplit(np.array([0, 1]), np.array([2, 3, 4]), np.array([5, 6, 7]))
    found = open_set(vectors, labels, split, distance="euclidean", fars=[0.0, 1 / 3, 1.0])
    # Known: 1 right at 1, 9 right at 1, 6 taken for class 1 at 4. Unknown at 5, 10 and 2.
    assert found.accuracy == pytest.approx(2 / 3)
    assert found.auroc == pytest.approx((3 + 3 + 2) / 9)
    assert found.oscr == pytest.approx((3 + 3) / 9)
    assert [point.identified for point in found.points] == pytest.approx([2 / 3] * 3)
    assert [point.far for point in found.points] == pytest.approx([0, 1 / 3, 1])
    assert (found.n_classes, found.n_known, found.n_unknown) == (2, 3, 3)


@pytest.mark.parametrize("method", ["mean", "nearest"])
def test_open_set_of_compact_classes_knows_what_it_does_not_know(method):
    vectors, labels = classes(10, 12, noise=0.15, dim=32)
    found = open_set(vectors, labels, split_open_set(labels), method)
    assert min(found.accuracy, found.auroc, found.oscr) > 0.98
