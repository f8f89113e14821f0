import numpy as np
import pytest

from photosearch.learning.losses.tuples import Tuples


def test_renumbered_tuples_mean_the_same_photos():
    tuples = Tuples("triplets", np.array([[7, 3, 90], [3, 7, 12]]))
    photos, inside = tuples.renumbered()
    np.testing.assert_array_equal(photos, [3, 7, 12, 90])
    np.testing.assert_array_equal(photos[inside.rows], tuples.rows)
    assert inside.rows.dtype == np.int64


def test_taken_pairs_keep_what_is_known_of_them():
    pairs = Tuples("pairs", np.array([[0, 1], [1, 2], [2, 3]]), np.array([True, False, True]))
    some = pairs.take(np.array([2, 1]))
    np.testing.assert_array_equal(some.rows, [[2, 3], [1, 2]])
    np.testing.assert_array_equal(some.same, [True, False])
    assert len(some) == 2


@pytest.mark.parametrize(
    ("kind", "width", "same"),
    [
        ("pairs", 2, None),
        ("pairs", 3, np.array([True])),
        ("triplets", 3, np.array([True])),
        ("quadruplets", 3, None),
        ("pairs", 2, np.array([1])),
        ("pairs", 2, np.array([True, False])),
    ],
)
def test_rows_that_do_not_fit_the_kind_are_refused(kind, width, same):
    with pytest.raises(ValueError, match=r"rows|pairs|same"):
        Tuples(kind, np.zeros((1, width), np.int64), same)


def test_rows_of_another_type_are_refused():
    with pytest.raises(ValueError, match="int64"):
        Tuples("triplets", np.zeros((1, 3), np.int32))
