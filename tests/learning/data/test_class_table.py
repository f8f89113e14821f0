import numpy as np

from photosearch.learning.data.class_table import class_table


def test_class_table_lists_every_picture_once_in_ascending_order():
    table = class_table(np.array([7, 2, 7, 2, 7, 9]))
    assert {label: group.tolist() for label, group in table.items()} == {
        2: [1, 3],
        7: [0, 2, 4],
        9: [5],
    }
    assert list(table) == [2, 7, 9]
    assert all(group.dtype == np.int64 for group in table.values())


def test_class_table_of_nothing_is_empty():
    assert class_table(np.empty(0, np.int64)) == {}
