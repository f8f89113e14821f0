import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from photosearch.learning.data.splitting import split_classes, split_folds, split_photos


def _keys(n_images, seed=0):
    return np.random.default_rng(seed).integers(0, 2**64, n_images, dtype=np.uint64)


def _split(labels, groups=None, **options):
    labels = np.array(labels)
    groups = np.arange(len(labels)) if groups is None else np.array(groups)
    return split_photos(labels, groups, _keys(len(labels)), **options)


def _sizes(labels, indices):
    return np.bincount(np.array(labels)[indices], minlength=max(labels) + 1).tolist()


def test_split_photos_holds_out_what_the_class_s_size_allows():
    labels = [0, 1, 1, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 4, *[5] * 6]
    split = _split(labels)
    assert _sizes(labels, split.held_out)[:5] == [0, 0, 1, 1, 1]
    assert 2 <= _sizes(labels, split.held_out)[5] <= 3
    assert sorted([*split.train.tolist(), *split.held_out.tolist()]) == list(range(len(labels)))


def test_split_photos_holds_out_about_the_share():
    labels = [0] * 1000 + [1] * 1000
    for share in (0.1, 0.3, 0.5):
        held = np.array(_sizes(labels, _split(labels, share=share).held_out)) / 1000
        np.testing.assert_allclose(held, share, atol=0.05)


def test_split_photos_keeps_its_word_when_photos_are_added():
    labels, keys = np.zeros(400, np.int64), _keys(400)
    before = split_photos(labels[:300], np.arange(300), keys[:300])
    after = split_photos(labels, np.arange(400), keys)
    assert set(before.held_out.tolist()) <= set(after.held_out.tolist())
    assert set(before.train.tolist()) <= set(after.train.tolist())


def test_split_photos_does_not_depend_on_order_or_class_numbers():
    labels, keys = np.repeat(np.arange(5), 12), _keys(60)
    split = split_photos(labels, np.arange(60), keys)
    order = np.random.default_rng(1).permutation(60)
    other = split_photos(9 - labels[order], np.arange(60), keys[order])
    assert set(keys[split.held_out]) == set(keys[order][other.held_out])


def test_split_folds_hold_out_every_photo_that_may_be_once():
    labels = np.array([0, 0, *[1] * 3, *[2] * 5, *[3] * 9, *[4] * 40])
    groups = np.arange(len(labels))
    groups[-4:] = groups[-1]
    folds = split_folds(labels, groups, _keys(len(labels)), 3)
    held = np.zeros(len(labels), dtype=int)
    for split in folds:
        held[split.held_out] += 1
        assert len(split.train) + len(split.held_out) == len(labels)
        assert not set(groups[split.train]) & set(groups[split.held_out])
        assert _sizes(labels.tolist(), split.held_out)[3] == 3
    np.testing.assert_array_equal(held, labels > 0)
    with pytest.raises(ValueError, match="n_folds"):
        split_folds(labels, groups, _keys(len(labels)), 1)


@pytest.mark.parametrize("share", [0, -0.1, 0.51, 1])
def test_split_photos_share_out_of_range_is_refused(share):
    with pytest.raises(ValueError, match="share"):
        _split([0, 0, 1], share=share)


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 25)), min_size=1, max_size=60),
    st.sampled_from([0.1, 0.3, 0.5]),
)
def test_split_photos_holds_for_any_classes_and_copies(rows, share):
    """Copies, also between classes, stay on one side; no class loses all that it trains on."""
    labels = np.array([label for label, _ in rows])
    groups = np.array([group for _, group in rows])
    split = split_photos(labels, groups, _keys(len(rows)), share)
    assert not set(groups[split.train]) & set(groups[split.held_out])
    assert len(split.train) + len(split.held_out) == len(rows)
    assert split.train.dtype == split.held_out.dtype == np.int64
    for label in set(labels.tolist()):
        n_distinct = len(set(groups[labels == label]))
        if n_distinct <= 2:
            assert label not in labels[split.held_out]


def test_split_photos_near_copies_count_as_one():
    labels = [0] * 8 + [1] * 6
    groups = [0, 0, 0, 0, 0, 0, 0, 7, *range(8, 14)]  # class 0 has two different pictures
    split = _split(labels, groups)
    assert _sizes(labels, split.held_out)[0] == 0


def test_split_classes_holds_out_whole_classes():
    labels = np.repeat(np.arange(10), 3)
    split = split_classes(labels, 0.5, seed=1)
    assert len(set(labels[split.held_out])) == 5
    assert not set(labels[split.train]) & set(labels[split.held_out])
    assert len(split.train) + len(split.held_out) == 30
    again = split_classes(labels, 0.5, seed=1)
    np.testing.assert_array_equal(split.held_out, again.held_out)
    others = [set(labels[split_classes(labels, 0.5, seed=s).held_out]) for s in range(5)]
    assert len({frozenset(classes) for classes in others}) > 1


@pytest.mark.parametrize("share", [0.0, 0.01, 0.99, 1.0])
def test_split_classes_leaves_one_on_each_side(share):
    split = split_classes(np.array([3, 3, 7]), share)
    assert len(split.train)
    assert len(split.held_out)


def test_split_classes_of_one_is_refused():
    with pytest.raises(ValueError, match="one class"):
        split_classes(np.array([3, 3]))
