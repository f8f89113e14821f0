import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from photosearch.base.errors import UserError
from photosearch.learning.samplers.p_by_q import PByQSampler

LABELS = np.repeat(np.arange(10), 20)


def test_p_by_q_is_exactly_p_classes_with_q_pictures():
    sampler = PByQSampler(LABELS, p=4, q=5)
    batches = list(sampler.epoch(0))
    assert len(batches) == sampler.n_batches == 10
    for batch in batches:
        np.testing.assert_array_equal(LABELS[batch.indices], batch.labels)
        labels, sizes = np.unique(batch.labels, return_counts=True)
        assert len(labels) == 4
        assert (sizes == 5).all()
        assert len(set(batch.indices.tolist())) == 20
        assert not batch.is_view.any()


def test_p_by_q_p_clamps_to_the_classes_there_are():
    sampler = PByQSampler(LABELS, p=64, q=2)
    assert sampler.p == 10
    assert all(len(batch) == 20 for batch in sampler.epoch(0))


def test_p_by_q_beyond_a_class_repeats_only_as_views():
    labels = np.array([0, 0, 0, 1])
    for batch in PByQSampler(labels, p=2, q=7).epoch(0):
        assert np.bincount(batch.labels).tolist() == [7, 7]
        plain = batch.indices[~batch.is_view]
        assert sorted(plain.tolist()) == [0, 1, 2, 3]
        np.testing.assert_array_equal(labels[batch.indices], batch.labels)


def test_p_by_q_near_copies_wait_until_others_are_used_up():
    labels = np.array([0] * 6 + [1] * 6)
    copies = np.array([0, 0, 0, 0, 4, 5, 6, 7, 8, 9, 10, 11])
    for batch in PByQSampler(labels, copies, p=2, q=3).epoch(0):
        assert len(set(copies[batch.indices].tolist())) == 6
    for batch in PByQSampler(labels, copies, p=2, q=5).epoch(0):
        zeros = batch.indices[batch.labels == 0]
        assert len(set(zeros.tolist())) == 5
        assert len(set(copies[zeros].tolist())) == 3
        assert not batch.is_view.any()


def test_p_by_q_is_a_function_of_seed_and_epoch():
    def of(seed, epoch):
        batches = PByQSampler(LABELS, p=3, q=3, seed=seed).epoch(epoch)
        return np.stack([batch.indices for batch in batches])

    np.testing.assert_array_equal(of(1, 4), of(1, 4))
    assert not np.array_equal(of(1, 4), of(1, 5))
    assert not np.array_equal(of(1, 4), of(2, 4))


@pytest.mark.parametrize("p", [2, 3, 4, 7, 10])
def test_p_by_q_shows_all_classes_equally_often(p):
    sampler = PByQSampler(LABELS, p=p, q=2)
    sampler.n_batches = 30
    shown = np.zeros(10, dtype=int)
    for batch in sampler.epoch(0):
        classes = np.unique(batch.labels)
        assert len(classes) == p
        shown[classes] += 1
    assert shown.max() - shown.min() <= 1


@pytest.mark.parametrize(("p", "q"), [(0, 4), (1, 4), (4, 0), (4, 1), (-1, -1)])
def test_p_by_q_size_of_0_says_so(p, q):
    with pytest.raises(UserError, match="can't be of") as caught:
        PByQSampler(LABELS, p=p, q=q)
    assert caught.value.code == "bad-size"


@pytest.mark.parametrize("labels", [[], [3, 3, 3]])
def test_p_by_q_one_class_says_so(labels):
    with pytest.raises(UserError) as caught:
        PByQSampler(np.array(labels, dtype=np.int64))
    assert caught.value.code == "one-class"


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 6), st.integers(0, 8)), min_size=1, max_size=40),
    st.integers(2, 9),
    st.integers(2, 6),
)
def test_p_by_q_holds_for_any_classes_and_copies(rows, p, q):
    labels = np.array([label for label, _ in rows])
    copies = np.array([label * 100 + copy for label, copy in rows])
    n_classes = len(set(labels.tolist()))
    if n_classes < 2:
        return
    for batch in PByQSampler(labels, copies, p=p, q=q).epoch(0):
        assert len(batch) == min(p, n_classes) * q
        np.testing.assert_array_equal(labels[batch.indices], batch.labels)
        plain = batch.indices[~batch.is_view]
        assert len(set(plain.tolist())) == len(plain)
        for label in set(batch.labels.tolist()):
            rows_of = plain[labels[plain] == label]
            n_distinct = len(set(copies[labels == label].tolist()))
            assert len(set(copies[rows_of].tolist())) == min(q, n_distinct)
