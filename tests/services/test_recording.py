"""What reading a file leaves in the catalogue."""

import os
import sqlite3
from contextlib import closing

import pytest

from tests.pictures import exif, jpeg, make_photo
from tests.services.photo_folders import index, reading


@pytest.fixture
def photographed(tmp_path):
    folder = tmp_path / "photos"
    folder.mkdir()
    tags = exif(taken="2020:01:02 03:04:05", camera=("Maker", "X100"))
    (folder / "a.jpg").write_bytes(jpeg(make_photo(1, (400, 300)), quality=83, exif=tags))
    index(tmp_path / "library", folder)
    return tmp_path


def _merit(base):
    with reading(base / "library") as library:
        (root,) = library.catalog.roots.list()
        place = library.catalog.locations.at(root.root_id, b"a.jpg")
        (found,) = library.catalog.merits.of_locations([place.location_id]).values()
        return found, library.catalog.merits.colours([found.photo_id])


def test_record_keeps_the_merits_of_a_file(photographed):
    found, colours = _merit(photographed)
    assert (found.jpeg_quality, found.tag_count, found.camera) == (83, 3, "Maker X100")
    assert found.sharpness > 0
    assert colours[found.photo_id].shape == (4, 4, 3)


def test_record_fills_in_what_an_older_version_did_not_measure(photographed):
    before, colours = _merit(photographed)
    with closing(sqlite3.connect(photographed / "library" / "catalog.db")) as connection:
        connection.execute("UPDATE photo SET sharpness = NULL, colours = NULL")
        connection.execute("UPDATE file SET jpeg_quality = NULL, tag_count = NULL")
        connection.commit()
    assert _merit(photographed)[0].tag_count is None
    os.utime(photographed / "photos" / "a.jpg", (1_000_000_000, 1_000_000_000))
    index(photographed / "library")
    after, filled = _merit(photographed)
    assert (after.jpeg_quality, after.tag_count) == (before.jpeg_quality, before.tag_count)
    assert after.sharpness == pytest.approx(before.sharpness)
    assert (filled[after.photo_id] == colours[before.photo_id]).all()
