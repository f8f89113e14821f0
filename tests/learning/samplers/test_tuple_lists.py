import numpy as np
import pytest

from photosearch.base.errors import UserError
from photosearch.learning.losses.tuples import Tuples
from photosearch.learning.samplers.tuple_lists import (
    TupleSampler,
    pair_list,
    placed,
    quadruplet_list,
    triplet_list,
)

LABELS = np.repeat(np.arange(6), 8)
COPIES = np.where(np.arange(48) % 8 < 4, np.arange(48) // 8 * 8, np.arange(48))


def test_pair_list_is_half_same_half_different_without_copies():
    pairs = pair_list(LABELS, 101, 0, COPIES)
    assert pairs.kind == "pairs"
    first, second = pairs.rows.T
    assert len(pairs) == 101
    assert pairs.same.sum() == 51
    np.testing.assert_array_equal(LABELS[first] == LABELS[second], pairs.same)
    assert (COPIES[first] != COPIES[second]).all()
    assert len(np.unique(pairs.rows, axis=0)) == 101
    assert (first < second).all()  # so (a, b) and (b, a) are not both there


def test_triplet_list_is_anchor_kin_and_stranger():
    triplets = triplet_list(LABELS, 200, 0, COPIES)
    anchor, positive, negative = triplets.rows.T
    assert (triplets.kind, len(triplets), triplets.same) == ("triplets", 200, None)
    assert (LABELS[anchor] == LABELS[positive]).all()
    assert (LABELS[anchor] != LABELS[negative]).all()
    assert (COPIES[anchor] != COPIES[positive]).all()
    assert len(np.unique(triplets.rows, axis=0)) == 200


def test_quadruplet_list_is_a_close_pair_and_a_far_one_of_other_pictures():
    rows = quadruplet_list(LABELS, 200, 0, COPIES).rows
    assert (LABELS[rows[:, 0]] == LABELS[rows[:, 1]]).all()
    assert (LABELS[rows[:, 2]] != LABELS[rows[:, 3]]).all()
    assert (COPIES[rows[:, 0]] != COPIES[rows[:, 1]]).all()
    assert all(len(set(row)) == 4 for row in rows.tolist())


@pytest.mark.parametrize("make", [pair_list, triplet_list, quadruplet_list])
def test_tuple_lists_are_functions_of_the_seed(make):
    np.testing.assert_array_equal(make(LABELS, 50, 3).rows, make(LABELS, 50, 3).rows)
    assert not np.array_equal(make(LABELS, 50, 3).rows, make(LABELS, 50, 4).rows)


def test_tuple_lists_give_what_there_is():
    labels = np.array([0, 0, 1])
    pairs = pair_list(labels, 100, 0)
    assert sorted(zip(pairs.rows.tolist(), pairs.same.tolist(), strict=True)) == [
        ([0, 1], True),
        ([0, 2], False),
        ([1, 2], False),
    ]
    assert sorted(triplet_list(labels, 100, 0).rows.tolist()) == [[0, 1, 2], [1, 0, 2]]
    assert len(quadruplet_list(labels, 100, 0)) == 0  # a second pair would share a picture
    assert len(triplet_list(LABELS, 0, 0)) == 0


@pytest.mark.parametrize("make", [pair_list, triplet_list, quadruplet_list])
@pytest.mark.parametrize(
    ("labels", "copies", "code"),
    [
        ([0, 0, 0], None, "one-class"),
        ([], None, "one-class"),
        ([0, 1, 2], None, "no-pairs"),
        ([0, 0, 1, 1], [0, 0, 2, 2], "no-pairs"),
    ],
)
def test_tuple_lists_without_any_say_so(make, labels, copies, code):
    copies = None if copies is None else np.array(copies)
    with pytest.raises(UserError) as caught:
        make(np.array(labels, dtype=np.int64), 10, 0, copies)
    assert caught.value.code == code
    assert caught.value.hint


def test_tuple_lists_do_not_hang_where_all_strangers_are_copies():
    labels, copies = np.array([0, 0, 1]), np.array([5, 6, 5])
    assert triplet_list(labels, 10, 0, copies).rows.tolist() == [[1, 0, 2]]


def test_placed_turns_photo_ids_into_rows_and_drops_unknown_photos():
    said = Tuples("pairs", np.array([[70, 50], [60, 99], [50, 60]]), np.array([True, True, False]))
    pairs = placed(said, np.array([60, 70, 50]))
    assert pairs.rows.tolist() == [[1, 2], [2, 0]]
    assert pairs.same.tolist() == [True, False]
    assert len(placed(said, np.empty(0, np.int64))) == 0


def test_tuple_sampler_shows_every_tuple_once_an_epoch():
    triplets = triplet_list(LABELS, 50, 0)
    sampler = TupleSampler(triplets, batch_size=16)
    batches = list(sampler.epoch(0))
    assert [len(batch.tuples) for batch in batches] == [16, 16, 16, 2]
    assert sampler.n_batches == 4
    shown = np.concatenate([batch.indices[batch.tuples.rows] for batch in batches])
    np.testing.assert_array_equal(np.unique(shown, axis=0), np.unique(triplets.rows, axis=0))
    for batch in batches:
        assert len(np.unique(batch.indices)) == len(batch)
        np.testing.assert_array_equal(batch.labels, batch.indices)
        assert not batch.is_view.any()


def test_tuple_sampler_keeps_what_pairs_say():
    pairs = pair_list(LABELS, 30, 0)
    for batch in TupleSampler(pairs, batch_size=8).epoch(1):
        first, second = batch.indices[batch.tuples.rows].T
        np.testing.assert_array_equal(LABELS[first] == LABELS[second], batch.tuples.same)


def test_tuple_sampler_is_a_function_of_seed_and_epoch():
    triplets = triplet_list(LABELS, 50, 0)

    def of(seed, epoch):
        return [b.indices.tolist() for b in TupleSampler(triplets, seed=seed).epoch(epoch)]

    assert of(0, 1) == of(0, 1)
    first, second = (next(TupleSampler(triplets, batch_size=9).epoch(e)) for e in (0, 1))
    assert first.indices.tolist() != second.indices.tolist()


def test_tuple_sampler_of_nothing_or_size_0_says_so():
    triplets = triplet_list(LABELS, 5, 0)
    with pytest.raises(UserError) as caught:
        TupleSampler(triplets.take(np.empty(0, np.int64)))
    assert caught.value.code == "no-tuples"
    with pytest.raises(UserError) as caught:
        TupleSampler(triplets, batch_size=0)
    assert caught.value.code == "bad-size"
