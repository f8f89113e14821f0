import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from photosearch.base.errors import UserError
from photosearch.learning.samplers.anchor_positive import AnchorPositiveSampler

LABELS = np.repeat(np.arange(10), 20)


def _batches(sampler, epoch=0):
    return list(sampler.epoch(epoch))


def test_anchor_positive_one_pair_of_every_class():
    for batch in _batches(AnchorPositiveSampler(LABELS)):
        anchors, positives = batch.indices[:10], batch.indices[10:]
        np.testing.assert_array_equal(batch.labels[:10], batch.labels[10:])
        np.testing.assert_array_equal(LABELS[batch.indices], batch.labels)
        assert sorted(batch.labels[:10].tolist()) == list(range(10))
        assert (anchors != positives).all()
        assert not batch.is_view.any()


def test_anchor_positive_is_a_function_of_seed_and_epoch():
    def of(seed, epoch):
        sampler = AnchorPositiveSampler(LABELS, seed=seed)
        return np.stack([batch.indices for batch in sampler.epoch(epoch)])

    np.testing.assert_array_equal(of(3, 2), of(3, 2))
    assert not np.array_equal(of(3, 2), of(3, 1))
    assert not np.array_equal(of(3, 2), of(4, 2))


def test_anchor_positive_epochs_may_be_taken_in_any_order():
    sampler = AnchorPositiveSampler(LABELS)
    late = _batches(sampler, 5)[0].indices
    _batches(sampler, 0)
    np.testing.assert_array_equal(_batches(sampler, 5)[0].indices, late)


def test_anchor_positive_never_pairs_near_copies():
    copies = np.arange(200)
    copies[1:20] = 1  # class 0: one picture and nineteen copies of another
    for batch in _batches(AnchorPositiveSampler(LABELS, copies)):
        anchors, positives = np.split(batch.indices, 2)
        assert (copies[anchors] != copies[positives]).all()


@pytest.mark.parametrize(
    ("labels", "copies"),
    [
        ([0, 0, 1, 1, 2], [0, 1, 2, 3, 4]),
        ([0, 0, 1, 1, 2, 2, 2], [0, 1, 2, 3, 4, 4, 4]),  # three copies of one picture
    ],
)
def test_anchor_positive_class_of_one_picture_is_left_out(labels, copies):
    sampler = AnchorPositiveSampler(np.array(labels), np.array(copies))
    assert sampler.classes == (0, 1)
    for batch in _batches(sampler):
        assert 2 not in batch.labels


def test_anchor_positive_class_of_one_picture_pairs_with_its_view_on_request():
    labels = np.array([0, 0, 1])
    for batch in _batches(AnchorPositiveSampler(labels, views=True)):
        single = batch.labels == 1
        assert batch.indices[single].tolist() == [2, 2]
        assert batch.is_view[single].tolist() == [False, True]
        assert not batch.is_view[~single].any()


def test_anchor_positive_several_pairs_repeat_no_picture():
    sampler = AnchorPositiveSampler(LABELS, pairs_per_class=4, n_classes=3)
    for batch in _batches(sampler):
        assert len(batch) == 24
        assert len(set(batch.indices.tolist())) == 24
        assert len(set(batch.labels.tolist())) == 3


def test_anchor_positive_small_class_gives_the_pairs_that_it_has():
    labels = np.array([0] * 5 + [1] * 20)
    batch = _batches(AnchorPositiveSampler(labels, pairs_per_class=4))[0]
    assert np.bincount(batch.labels).tolist() == [4, 8]
    assert len(set(batch.indices.tolist())) == 12


def test_anchor_positive_epoch_shows_about_as_many_pictures_as_there_are():
    sampler = AnchorPositiveSampler(LABELS)
    assert sampler.n_batches == len(_batches(sampler)) == 10
    sampler.n_batches = 3
    assert len(_batches(sampler)) == 3


@pytest.mark.parametrize("labels", [[0, 0, 0], [0, 1, 2], [0, 0, 1], []])
def test_anchor_positive_without_two_usable_classes_says_so(labels):
    with pytest.raises(UserError) as caught:
        AnchorPositiveSampler(np.array(labels, dtype=np.int64))
    assert caught.value.code == "no-pairs"
    assert caught.value.hint


@pytest.mark.parametrize("sizes", [{"pairs_per_class": 0}, {"n_classes": 1}, {"n_classes": 0}])
def test_anchor_positive_size_of_0_says_so(sizes):
    with pytest.raises(UserError) as caught:
        AnchorPositiveSampler(LABELS, **sizes)
    assert caught.value.code == "bad-size"


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 4), st.integers(0, 12)), min_size=1, max_size=30),
    st.integers(1, 3),
    st.booleans(),
)
def test_anchor_positive_holds_for_any_classes_and_copies(rows, pairs, views):
    labels = np.array([label for label, _ in rows])
    copies = np.array([label * 100 + copy for label, copy in rows])
    try:
        sampler = AnchorPositiveSampler(labels, copies, pairs_per_class=pairs, views=views)
    except UserError:
        return
    for batch in sampler.epoch(0):
        anchors, positives = np.split(batch.indices, 2)
        np.testing.assert_array_equal(labels[anchors], labels[positives])
        of_view = np.split(batch.is_view, 2)[1]
        assert ((copies[anchors] != copies[positives]) | of_view).all()
        shown = batch.indices[~batch.is_view]
        assert len(set(copies[shown].tolist())) == len(shown)
