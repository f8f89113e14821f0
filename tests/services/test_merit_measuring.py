"""Merits of files that an older version read."""

import os
import sqlite3
from contextlib import closing

import pytest

from photosearch.base.errors import Cancelled
from photosearch.base.progress import ProgressControl
from photosearch.services.candidates import merits_of
from photosearch.services.duplicate_groups import Copy, DuplicateGroup, Member
from photosearch.services.merit_measuring import measure_merits
from tests.services.photo_folders import write_photo, writing


@pytest.fixture
def old(indexed):
    with closing(sqlite3.connect(indexed / "catalog.db")) as connection:
        connection.execute("UPDATE photo SET sharpness = NULL, colours = NULL")
        connection.execute("UPDATE file SET jpeg_quality = NULL, tag_count = NULL")
        connection.commit()
    return indexed


def _group(library):
    (root,) = library.catalog.roots.list()
    copies = []
    for name in (b"0000.jpg", b"0001.jpg"):
        row = library.catalog.locations.at(root.root_id, name)
        path = os.path.join(root.path, name)
        copies.append(Copy(row.location_id, row.photo_id, root.root_id, path, row.stat.size, False))
    members = tuple(Member(one.photo_id, (one,)) for one in copies)
    return DuplicateGroup("edited-1", "edited", 1.0, members)


def test_measure_fills_in_what_is_missing_once(old):
    with writing(old) as library:
        groups = [_group(library)]
        assert measure_merits(library, groups) == 2
        merits = merits_of(library.catalog, groups)
        assert {one.jpeg_quality for one in merits.values()} == {92}
        assert all(one.sharpness > 0 for one in merits.values())
        assert measure_merits(library, groups) == 0


def test_measure_leaves_what_changed_or_has_gone(old, photos):
    write_photo(photos / "0000.jpg", 77)
    (photos / "0001.jpg").unlink()
    with writing(old) as library:
        groups = [_group(library)]
        assert measure_merits(library, groups) == 0
        assert {one.tag_count for one in merits_of(library.catalog, groups).values()} == {None}


def test_measure_can_be_cancelled(old):
    control = ProgressControl(lambda _step: None)
    control.cancel()
    with writing(old) as library, pytest.raises(Cancelled):
        measure_merits(library, [_group(library)], control)
