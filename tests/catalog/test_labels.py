"""Labels: they belong to the content, wherever its files lie."""

import pytest

from photosearch.catalog.labels import Label
from photosearch.catalog.locations import FileStat
from tests.catalog.conftest import add_photo


@pytest.fixture
def groups(catalog):
    return [group.group_id for group in catalog.groups.add_many(["a", "b"])]


def test_add_returns_what_is_new(catalog, root_id, groups):
    photo = add_photo(catalog, root_id, b"1.jpg")
    labels = [Label(groups[0], photo), Label(groups[1], photo)]
    assert catalog.labels.add(labels[:1] * 2) == labels[:1]
    assert catalog.labels.add(labels) == labels[1:]
    assert catalog.labels.of_photos([photo]) == labels
    assert catalog.labels.in_several() == {photo: groups}


def test_add_of_a_photo_that_is_not_known_is_left_out(catalog, groups):
    assert catalog.labels.add([Label(groups[0], 99)]) == []


def test_remove_returns_what_was_there(catalog, root_id, groups):
    photo = add_photo(catalog, root_id, b"1.jpg")
    label = Label(groups[0], photo)
    catalog.labels.add([label])
    assert catalog.labels.remove([label, Label(groups[1], photo)]) == [label]
    assert catalog.labels.remove([label]) == []


def test_label_survives_a_move(catalog, root_id, groups):
    photo = add_photo(catalog, root_id, b"1.jpg")
    catalog.labels.add([Label(groups[0], photo)])
    location = catalog.locations.at(root_id, b"1.jpg")
    catalog.locations.move(location.location_id, root_id, b"elsewhere/2.jpg", FileStat(9, 1))
    assert catalog.labels.of_groups(groups, shown=True) == [Label(groups[0], photo)]


def test_arrays_hold_shown_photos_only(catalog, root_id, groups):
    shown, hidden = add_photo(catalog, root_id, b"1.jpg"), add_photo(catalog, root_id, b"2.jpg")
    catalog.labels.add([Label(groups[1], shown), Label(groups[0], hidden)])
    catalog.locations.remove([catalog.locations.at(root_id, b"2.jpg").location_id])
    found, photos = catalog.labels.arrays()
    assert (found.tolist(), photos.tolist()) == ([groups[1]], [shown])
    assert len(catalog.labels.of_groups(groups)) == 2


def test_arrays_without_labels_are_empty(catalog):
    assert [part.shape for part in catalog.labels.arrays()] == [(0,), (0,)]


def test_forgotten_photo_and_removed_group_take_their_labels_along(catalog, root_id, groups):
    one, other = add_photo(catalog, root_id, b"1.jpg"), add_photo(catalog, root_id, b"2.jpg")
    catalog.labels.add([Label(group, photo) for group in groups for photo in (one, other)])
    catalog.photos.forget([one])
    catalog.groups.remove(groups[:1])
    assert catalog.labels.of_groups(groups) == [Label(groups[1], other)]
