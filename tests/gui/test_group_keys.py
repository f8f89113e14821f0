"""Number keys of groups: given by themselves, by hand, and remembered."""

import pytest
from PySide6.QtCore import QSettings

from photosearch.gui.group_keys import GroupKeys
from photosearch.gui.window_memory import WindowMemory


@pytest.fixture
def memory(tmp_path):
    store = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    return WindowMemory(store, "library")


@pytest.fixture
def keys(memory):
    return GroupKeys(memory)


def test_new_groups_take_the_free_keys_in_their_order(keys):
    keys.set_groups([3, 1, 2])
    assert keys.keys() == {1: 1, 2: 2, 3: 3}
    keys.set_groups(range(1, 21))
    assert sorted(keys.keys().values()) == list(range(1, 10))


def test_key_of_a_deleted_group_is_free_for_the_next_one(keys):
    keys.set_groups([1, 2])
    keys.set_groups([2])
    assert keys.group(1) is None
    keys.set_groups([2, 3])
    assert keys.group(1) == 3


def test_deleted_group_that_comes_back_has_its_key_again(keys):
    keys.set_groups([1, 2])
    keys.set_groups([2])
    keys.set_groups([1, 2])
    assert keys.keys() == {1: 1, 2: 2}


def test_given_key_leaves_its_group_before(keys):
    keys.set_groups([1, 2])
    keys.give(2, 1)
    assert keys.keys() == {2: 1}
    keys.give(2, None)
    assert keys.keys() == {}


def test_keys_are_remembered_and_taken_ones_are_not_given_anew(keys, memory):
    keys.set_groups([1, 2])
    keys.give(1, None)
    again = GroupKeys(memory)
    again.set_groups([1, 2])
    assert again.keys() == {2: 2}


@pytest.mark.parametrize("text", ["{", "[]", '{"keys": {"x": 1}}', '{"keys": {"77": 1}}'])
def test_damaged_memory_gives_no_keys(memory, text):
    memory.set_text("group keys", text)
    assert GroupKeys(memory).group(1) is None
