"""Places: which photo a path means."""

import pytest

from photosearch.catalog.locations import FileStat
from photosearch.catalog.places import Place
from tests.catalog.conftest import add_photo


@pytest.fixture
def photos(catalog, root_id):
    names = (b"1.jpg", b"a/1.jpg", b"a/b/\xff.jpg", b"ab/1.jpg")
    return {name: add_photo(catalog, root_id, name) for name in names}


def test_at_finds_many_paths_and_leaves_out_the_rest(catalog, photos):
    paths = [b"/photos/" + name for name in photos]
    wanted = [*paths, b"/photos/2.jpg", b"/elsewhere/1.jpg", b"/photos", b"1.jpg"]
    assert catalog.places.at(wanted) == dict(zip(paths, photos.values(), strict=True))


def test_inside_is_a_folder_with_all_below_it(catalog, photos):
    found = catalog.places.inside(b"/photos/a")
    assert [place.path for place in found] == [b"/photos/a/1.jpg", b"/photos/a/b/\xff.jpg"]
    assert len(catalog.places.inside(b"/photos")) == 4
    assert catalog.places.inside(b"/photos/a/1.jpg") == []


def test_named_finds_every_photo_of_a_name(catalog, photos):
    found = catalog.places.named([b"1.jpg", b"\xff.jpg", b"none.jpg"])
    assert {name: len(one) for name, one in found.items()} == {b"1.jpg": 3, b"\xff.jpg": 1}


def test_lost_files_are_nowhere_and_those_on_other_drives_are_there(catalog, photos, root_id):
    catalog.roots.set_state(root_id, "offline")
    assert len(catalog.places.inside(b"/photos")) == 4
    lost = catalog.locations.at(root_id, b"1.jpg").location_id
    catalog.locations.set_state([lost], "missing")
    assert catalog.places.at([b"/photos/1.jpg"]) == {}


def test_raw_beside_its_jpeg_means_the_jpeg(catalog, root_id):
    shown, raw = add_photo(catalog, root_id, b"a.jpg"), add_photo(catalog, root_id, b"a.dng")
    ids = [catalog.locations.at(root_id, name).location_id for name in (b"a.jpg", b"a.dng")]
    catalog.stacks.put(root_id, b"a", ids)
    assert raw != shown
    assert catalog.places.inside(b"/photos") == [
        Place(b"/photos/a.dng", shown),
        Place(b"/photos/a.jpg", shown),
    ]


def test_folder_of_a_root_within_another_root_is_found_in_both(catalog, root_id):
    inner = catalog.roots.add(b"/photos/in").root_id
    photo = add_photo(catalog, inner, b"1.jpg")
    catalog.locations.add(root_id, b"in/2.jpg", FileStat(9, 1))  # not read yet
    assert catalog.places.at([b"/photos/in/1.jpg", b"/photos/in/2.jpg"]) == {
        b"/photos/in/1.jpg": photo
    }
