"""Trees as arrays answer as trees do."""

from __future__ import annotations

import numpy as np
import pytest

from photosearch.grouping.boosted_trees import BoostedTrees


def two_trees() -> BoostedTrees:
    """Return: x0 <= 1 ? -1 : (x1 <= 5 ? 2 : 3), and a tree that is one leaf of 0.5."""
    return BoostedTrees(
        feature=np.array([[0, 0, 1, 0, 0], [0, 0, 0, 0, 0]]),
        threshold=np.array([[1, 0, 5, 0, 0], [0, 0, 0, 0, 0]], np.float32),
        left=np.array([[1, 1, 3, 3, 4], [0, 0, 0, 0, 0]]),
        right=np.array([[2, 1, 4, 3, 4], [0, 0, 0, 0, 0]]),
        value=np.array([[0, -1, 0, 2, 3], [0.5, 0, 0, 0, 0]], np.float32),
        offset=0.25,
        depth=2,
    )


@pytest.mark.parametrize(
    ("row", "wanted"), [((1, 9), -1), ((1.01, 5), 2), ((2, 5.01), 3), ((-4, 0), -1)]
)
def test_rows_end_in_their_leaf(row, wanted):
    numbers = np.array([row], np.float32)
    assert two_trees().log_odds(numbers).tolist() == [wanted + 0.5 + 0.25]


def test_many_rows_are_answered_as_each_alone():
    numbers = np.random.default_rng(0).uniform(-5, 10, (9_000, 2)).astype(np.float32)
    together = two_trees().log_odds(numbers)
    assert together[[0, 4_095, 4_096, 8_999]].tolist() == [
        two_trees().log_odds(numbers[row : row + 1])[0] for row in (0, 4_095, 4_096, 8_999)
    ]


def test_no_rows_give_no_answers():
    assert two_trees().log_odds(np.zeros((0, 2), np.float32)).shape == (0,)


def test_stored_trees_are_read_as_they_were():
    numbers = np.random.default_rng(1).uniform(-5, 10, (50, 2)).astype(np.float32)
    again = BoostedTrees.of_arrays(two_trees().arrays("x_"), "x_")
    assert np.array_equal(again.log_odds(numbers), two_trees().log_odds(numbers))


def test_missing_array_is_named():
    stored = two_trees().arrays("x_")
    del stored["x_left"]
    with pytest.raises(KeyError, match="x_left"):
        BoostedTrees.of_arrays(stored, "x_")
