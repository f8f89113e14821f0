"""What belongs to a group, from scores of pairs."""

import numpy as np

from photosearch.grouping.outliers import belonging, far_out


def none(n):
    return np.zeros((n, n), dtype=bool)


def test_photo_that_is_like_no_other_belongs_least():
    scores = np.full((5, 5), 1.0, dtype=np.float32)
    scores[4] = scores[:, 4] = 0.0
    assert belonging(scores, none(5)).argmin() == 4


def test_belonging_is_the_mean_of_the_nearer_half():
    scores = np.zeros((5, 5), dtype=np.float32)
    scores[0] = [9, 4, 2, 1, 0]
    assert belonging(scores, none(5))[0] == 3


def test_two_kinds_of_one_size_both_belong():
    kind = np.array([0, 0, 0, 1, 1, 1])
    scores = (kind[:, None] == kind[None]).astype(np.float32)
    assert np.allclose(belonging(scores, none(6)), 2 / 3)


def test_near_duplicates_vouch_for_each_other_once():
    scores = np.full((6, 6), 0.2, dtype=np.float32)
    scores[3:, 3:] = 3.0
    copies = none(6)
    copies[3:, 3:] = ~np.eye(3, dtype=bool)
    assert np.allclose(belonging(scores, copies), 0.2)


def test_group_of_copies_alone_belongs_together():
    scores = np.full((3, 3), 3.0, dtype=np.float32)
    assert belonging(scores, ~np.eye(3, dtype=bool)).tolist() == [3, 3, 3]


def test_what_lies_three_deviations_below_is_far_out():
    values = np.array([1.0, 1.1, 0.9, 1.05, 0.95, 0.2], dtype=np.float32)
    assert far_out(values).tolist() == [False] * 5 + [True]


def test_small_differences_are_never_far_out():
    values = np.array([1.0, 1.0, 1.0, 1.0, 0.9], dtype=np.float32)
    assert not far_out(values).any()
