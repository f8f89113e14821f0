"""Constraints: each saying once, whatever the order of a pair."""

import sqlite3

import pytest

from photosearch.catalog.constraints import Saying, pair_of
from tests.catalog.conftest import add_photo


@pytest.fixture
def photos(catalog, root_id):
    return [add_photo(catalog, root_id, b"%d.jpg" % number) for number in range(4)]


def sayings(photos):
    a, b, c, d = photos
    return [
        Saying("same", pair_of(a, b)),
        Saying("different", pair_of(c, b)),
        Saying("closer", pair_of(b, a), pair_of(a, c)),
        Saying("closer", pair_of(a, b), pair_of(d, c)),
    ]


def test_what_was_said_comes_back(catalog, photos):
    said = [catalog.constraints.add(one, "said") for one in sayings(photos)]
    assert catalog.constraints.all() == said
    assert [catalog.constraints.find(one) for one in sayings(photos)] == said
    assert catalog.constraints.get([said[2].constraint_id, 99]) == [said[2]]


def test_the_same_saying_twice_is_refused_by_the_table(catalog, photos):
    for one in sayings(photos):
        catalog.constraints.add(one, "said")
        with pytest.raises(sqlite3.IntegrityError):
            catalog.constraints.add(one, "rejected-result")


@pytest.mark.parametrize(
    "saying",
    [
        Saying("same", (1, 1)),
        Saying("different", (2, 1)),
        Saying("closer", (1, 2)),
        Saying("same", (1, 2), (1, 3)),
        Saying("closer", (1, 2), (1, 2)),
        Saying("similar", (1, 2)),
    ],
)
def test_what_means_nothing_is_refused_by_the_table(catalog, photos, saying):
    with pytest.raises(sqlite3.IntegrityError):
        catalog.constraints.add(saying, "said")


def test_restore_brings_back_ids_and_times(catalog, photos):
    said = [catalog.constraints.add(one, "rejected-duplicate") for one in sayings(photos)]
    catalog.constraints.remove([one.constraint_id for one in said])
    assert catalog.constraints.all() == []
    catalog.constraints.restore(said)
    assert catalog.constraints.all() == said


@pytest.mark.parametrize("place", range(4))
def test_forgotten_photo_takes_what_was_said_of_it_along(catalog, photos, place):
    said = catalog.constraints.add(sayings(photos)[3], "said")
    assert catalog.constraints.get([said.constraint_id]) == [said]
    catalog.photos.forget([photos[place]])
    assert catalog.constraints.all() == []
