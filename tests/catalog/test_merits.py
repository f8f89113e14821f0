"""What the catalogue knows of a file that helps to choose the one to keep."""

import sqlite3
from contextlib import closing

import numpy as np

from photosearch.catalog.catalog import Catalog
from photosearch.catalog.database import prepare_writer
from photosearch.catalog.files import NewFile
from photosearch.catalog.labels import Label
from photosearch.catalog.locations import FileStat
from photosearch.catalog.migrations import STEPS, migrate
from photosearch.catalog.photos import NewPhoto
from tests.catalog.conftest import add_photo, digest


def _location(catalog, root_id, path):
    return catalog.locations.at(root_id, path).location_id


def test_of_locations_tells_all_of_a_file(catalog, root_id):
    colours = bytes(range(48))
    photo = catalog.photos.add(
        NewPhoto(digest("p"), 40, 30, bytes(64), bytes(1024), None, 1.5, colours)
    )
    file = catalog.files.add(
        NewFile(digest("f"), photo, 99, "jpeg", 1, 5.0, None, "Maker", 1.0, 2.0, 88, 12)
    )
    place = catalog.locations.add(root_id, b"a.jpg", FileStat(99, 7_000), file)
    (group,) = catalog.groups.add_many(["dog"])
    catalog.labels.add([Label(group.group_id, photo)])
    (found,) = catalog.merits.of_locations([place, 999]).values()
    assert (found.location_id, found.photo_id, found.role, found.state) == (
        place, photo, "photos", "online",
    )  # fmt: skip
    assert (found.size, found.format, found.width, found.height, found.pixels) == (
        99, "jpeg", 40, 30, 1200,
    )  # fmt: skip
    assert (found.modified_ns, found.taken_at, found.camera, found.has_place) == (
        7_000, 5.0, "Maker", True,
    )  # fmt: skip
    assert (found.jpeg_quality, found.tag_count, found.sharpness) == (88, 12, 1.5)
    assert (found.replaces, found.n_groups) == (None, 1)
    assert (found.companions, found.sidecars) == (frozenset(), frozenset())
    assert catalog.merits.colours([photo])[photo].tobytes() == colours
    assert catalog.merits.shapes([photo]) == {photo: (40, 30, 1.5)}


def test_of_locations_tells_what_goes_along(catalog, root_id):
    photos = [add_photo(catalog, root_id, name) for name in (b"P.jpg", b"P.dng")]
    places = [_location(catalog, root_id, name) for name in (b"P.jpg", b"P.dng")]
    catalog.stacks.put(root_id, b"P", places, [b"sub/P.XMP", b"P.mov"])
    found = catalog.merits.of_locations(places)
    assert [found[place].companions for place in places] == [{photos[1]}, {photos[0]}]
    assert found[places[0]].sidecars == {b"xmp", b"mov"}


def test_of_locations_tells_what_is_offline(catalog, root_id):
    add_photo(catalog, root_id, b"P.jpg")
    catalog.roots.set_state(root_id, "offline")
    (found,) = catalog.merits.of_locations([_location(catalog, root_id, b"P.jpg")]).values()
    assert found.state == "offline"


def test_complete_fills_in_only_what_is_missing(catalog, root_id):
    photo = add_photo(catalog, root_id, b"P.jpg")
    place = _location(catalog, root_id, b"P.jpg")
    file = catalog.files.by_sha256(digest(b"P.jpg")).file_id
    assert catalog.merits.colours([photo]) == {}
    for at in (1, 2):
        catalog.merits.complete_photo(photo, float(at), bytes([at]) * 48)
        catalog.merits.complete_file(file, 90 + at, at)
    (found,) = catalog.merits.of_locations([place]).values()
    assert (found.sharpness, found.jpeg_quality, found.tag_count) == (1.0, 91, 1)
    assert np.unique(catalog.merits.colours([photo])[photo]).tolist() == [1]


def test_library_of_the_first_version_is_lifted_and_not_measured(tmp_path):
    with closing(sqlite3.connect(tmp_path / "catalog.db", isolation_level=None)) as connection:
        prepare_writer(connection)
        migrate(connection, lambda: None, STEPS[:1])
        connection.execute("INSERT INTO fact VALUES ('uuid', '\"x\"'), ('created', '1.0')")
        connection.execute(
            "INSERT INTO photo (image_key, width, height, added_at) VALUES (?, 4, 3, 1.0)",
            (digest("old"),),
        )
        connection.execute(
            """INSERT INTO file (sha256, photo_id, size, format, orientation, camera)
               VALUES (?, 1, 9, 'jpeg', 1, '')""",
            (digest("old"),),
        )
    with Catalog.open(tmp_path, writable=True) as catalog:
        root_id = catalog.roots.add(b"/photos").root_id
        place = catalog.locations.add(root_id, b"old.jpg", FileStat(9, 1), 1)
        (found,) = catalog.merits.of_locations([place]).values()
        assert (found.sharpness, found.tag_count, found.jpeg_quality) == (None, None, None)
        assert catalog.files.by_sha256(digest("old")).tag_count is None
