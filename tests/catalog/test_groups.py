"""Groups: names that differ by more than case, ids that are never reused."""

import pytest

from photosearch.catalog.groups import Group, group_key
from photosearch.catalog.labels import Label
from tests.catalog.conftest import add_photo


def test_add_many_returns_new_and_known_groups_in_order(catalog):
    first = catalog.groups.add_many(["Dog"])[0]
    both = catalog.groups.add_many(["cat", "DOG"])
    assert [group.name for group in both] == ["cat", "Dog"]
    assert both[1] == first
    assert catalog.groups.all() == [both[0], first]


@pytest.mark.parametrize(
    ("one", "other"), [("Straße", "STRASSE"), ("Caf\u00e9", "cafe\u0301"), ("İ", "i\u0307")]
)
def test_names_that_differ_in_case_or_coding_are_one(one, other):
    assert group_key(one) == group_key(other)


def test_id_of_a_removed_group_is_not_reused(catalog):
    gone = catalog.groups.add_many(["a"])[0]
    catalog.groups.remove([gone.group_id])
    assert catalog.groups.add_many(["a"])[0].group_id > gone.group_id


def test_restore_brings_a_group_back_under_its_id(catalog):
    gone = catalog.groups.add_many(["a", "b"])[0]
    catalog.groups.remove([gone.group_id])
    catalog.groups.restore([gone])
    assert catalog.groups.get([gone.group_id]) == {gone.group_id: gone}


def test_rename_frees_the_old_name(catalog):
    group = catalog.groups.add_many(["a"])[0]
    catalog.groups.rename(group.group_id, "A")
    catalog.groups.rename(group.group_id, "b")
    assert catalog.groups.by_name("a") is None
    assert catalog.groups.by_name("B") == Group(group.group_id, "b", group.created_at)


def test_counts_tell_shown_from_hidden_photos(catalog, root_id):
    here, gone = add_photo(catalog, root_id, b"a.jpg"), add_photo(catalog, root_id, b"b.jpg")
    group, empty = catalog.groups.add_many(["a", "empty"])
    catalog.labels.add([Label(group.group_id, here), Label(group.group_id, gone)])
    location = catalog.locations.at(root_id, b"b.jpg")
    catalog.locations.set_state([location.location_id], "missing")
    counts = {one.group: (one.n_photos, one.n_hidden) for one in catalog.groups.counts()}
    assert counts == {group: (1, 1), empty: (0, 0)}
