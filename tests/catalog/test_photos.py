"""Photos: orders, filters, details, changes, forgetting."""

import numpy as np
import pytest

from photosearch.catalog.filters import PhotoFilter
from photosearch.catalog.sorting import name_key
from tests.catalog.conftest import add_photo, digest, new_photo


@pytest.fixture
def four(catalog, root_id):
    rows = [(b"b/IMG_10.jpg", 3e8), (b"b/img_9.jpg", 4e8), (b"a/z.jpg", 1e8), (b"a/c/y.jpg", 2e8)]
    return [add_photo(catalog, root_id, path, taken_at=at) for path, at in rows]


def test_ids_in_each_order_and_back(catalog, four):
    ten, nine, z, y = four
    expected = {"date": [z, y, ten, nine], "name": [nine, ten, y, z], "folder": [z, y, nine, ten]}
    for order, ids in expected.items():
        assert catalog.photos.ids(order).tolist() == ids
        assert catalog.photos.ids(order, descending=True).tolist() == ids[::-1]


def test_matching_folder_takes_what_lies_below_and_no_namesake(catalog, four, root_id):
    _, _, z, y = four
    add_photo(catalog, root_id, b"a0/other.jpg")
    assert catalog.photos.matching(PhotoFilter((b"/photos/a",))).tolist() == sorted([z, y])
    assert catalog.photos.matching(PhotoFilter((b"/photos/a/c/",))).tolist() == [y]
    assert len(catalog.photos.matching(PhotoFilter((b"/",)))) == 5
    assert len(catalog.photos.matching(PhotoFilter((b"/elsewhere",)))) == 0


def test_ids_filter_by_date_is_half_open(catalog, four):
    ten, _, _, y = four
    found = catalog.photos.ids(photo_filter=PhotoFilter(after=2e8, before=4e8))
    assert found.tolist() == [y, ten]


def test_dates_and_folders_count_shown_photos(catalog, four):
    assert sum(number for *_, number in catalog.photos.dates()) == 4
    assert catalog.photos.dates()[0] == (1973, 3, 1)
    assert [row[1:] for row in catalog.photos.folders()] == [
        (b"/photos/a", 1), (b"/photos/a/c", 1), (b"/photos/b", 2),
    ]  # fmt: skip


def test_details_keep_order_and_gather_copies(catalog, root_id, four):
    add_photo(catalog, root_id, b"copy\xff.jpg", b"a/z.jpg")
    details = catalog.photos.details([four[2], four[0], 999])
    assert [row.photo_id for row in details] == [four[2], four[0]]
    assert details[0].paths == (b"/photos/a/z.jpg", b"/photos/copy\xff.jpg")
    assert (details[0].width, details[0].taken_at, details[0].state) == (40, 1e8, "online")


def test_ids_are_never_given_out_again(catalog):
    first = catalog.photos.add(new_photo("a"))
    catalog.photos.forget([first])
    assert catalog.photos.add(new_photo("a")) > first


def test_add_known_key_returns_its_id(catalog):
    assert catalog.photos.add_many([new_photo("a"), new_photo("b"), new_photo("a")]) == [1, 2, 1]


def test_add_edited_in_place_remembers_what_it_replaces(catalog):
    old = catalog.photos.add(new_photo("old"))
    new = catalog.photos.add(new_photo("new", replaces=old))
    assert catalog.photos.get(new).replaces == old
    assert catalog.photos.replaced_by(old) == [new]
    catalog.photos.forget([old])
    assert catalog.photos.get(new).replaces is None


def test_image_keys_and_signatures_come_back(catalog):
    ids = catalog.photos.add_many([new_photo("a"), new_photo("b")])
    assert catalog.photos.image_keys(ids[::-1])[0].tobytes() == digest("b")
    signatures = catalog.photos.signatures(ids)
    assert signatures.perceptual_hashes[0].tobytes() == bytes(range(64))
    assert signatures.grey.shape == (2, 1024)


def test_forget_leaves_no_row_behind(catalog, root_id, four):
    encoder_id = catalog.encoders.ensure("e", "e", 4)
    catalog.features.put(four, encoder_id, np.zeros((4, 4), np.uint8), np.ones(4, np.float32))
    catalog.photos.forget(four)
    with catalog._database.reading() as connection:
        for table in ("photo", "signature", "file", "location", "folder", "feature", "tile"):
            assert connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] == 0, table
    assert sorted(catalog.photos.changes(0).gone.tolist()) == sorted(four)


def test_repair_tiles_finds_a_wrong_and_a_lost_one(catalog, four):
    with catalog.transaction() as connection:
        connection.execute("UPDATE tile SET taken_at = 1 WHERE photo_id = ?", (four[0],))
        connection.execute("DELETE FROM tile WHERE photo_id = ?", (four[1],))
    before = set(catalog.photos.ids().tolist())
    assert len(before) == 3
    assert catalog.photos.repair_tiles() == 2
    assert len(catalog.photos.ids()) == 4
    assert catalog.photos.repair_tiles() == 0


def test_name_key_sorts_numbers_by_value_and_ignores_case():
    names = [b"B1\xff", b"a10", b"b", b"A02", b"a1"]
    assert sorted(names, key=name_key) == [b"a1", b"A02", b"a10", b"b", b"B1\xff"]
