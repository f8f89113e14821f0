"""Files of one stem are one photo: whichever of them can be read stands for the others."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from photosearch.services.library import Library
from photosearch.services.problems import list_problems
from photosearch.services.searching import FileExample, Query, search
from tests.pictures import jpeg, make_photo
from tests.services.photo_folders import SIZE, counts, index, photo_at, reading, write_photo

DAMAGED = b"\xff\xd8\xff\xe0 and no more of it"
# A camera's RAW file, as far as this is about: another ending, and it can be decoded.
RAW = jpeg(make_photo(1, SIZE), quality=60)


@pytest.fixture
def pair(photos: Path) -> Path:
    """Return the stem of a damaged JPEG beside a good RAW file, among three good photos."""
    (photos / "pair.jpg").write_bytes(DAMAGED)
    (photos / "pair.dng").write_bytes(RAW)
    return photos / "pair"


def shown(library: Library) -> set[bytes]:
    ids = library.catalog.photos.ids()
    return {os.path.basename(one.path) for one in library.catalog.photos.details(ids)}


def leader(library: Library) -> bytes:
    root = library.catalog.roots.list()[0]
    (stack,) = library.catalog.stacks.of_root(root.root_id)
    rows = library.catalog.locations.of_root(root.root_id)
    return next(path for path, row in rows.items() if row.location_id == stack.leader)


def test_raw_leads_where_its_jpeg_is_damaged(pair, home):
    assert counts(index(home, pair.parent)) == {"indexed": 4, "failed": 1}
    with reading(home) as library:
        assert photo_at(library, pair.with_suffix(".dng")) is not None
        assert b"pair.dng" in shown(library)
        assert [os.path.basename(one.path) for one in list_problems(library)] == [b"pair.jpg"]
        query = Query((FileExample(os.fsencode(pair.with_suffix(".dng"))),))
        assert search(library, query).same


def test_raw_goes_on_leading_in_later_runs(pair, home):
    index(home, pair.parent)
    assert counts(index(home)) == {"unchanged": 4, "failed": 1}
    with reading(home) as library:
        assert b"pair.dng" in shown(library)
        assert len(list_problems(library)) == 1


def test_repaired_jpeg_leads_again(pair, home):
    index(home, pair.parent)
    write_photo(pair.with_suffix(".jpg"), 7)
    index(home)
    with reading(home) as library:
        assert leader(library) == b"pair.jpg"
        assert b"pair.dng" not in shown(library)
        assert list_problems(library) == []


def test_raw_takes_over_from_a_jpeg_that_is_damaged_later(pair, home):
    write_photo(pair.with_suffix(".jpg"), 7)
    index(home, pair.parent)
    pair.with_suffix(".jpg").write_bytes(DAMAGED)
    for _ in range(2):
        index(home)
        with reading(home) as library:
            assert leader(library) == b"pair.dng"
            assert {b"pair.dng", b"pair.jpg"} & shown(library) == {b"pair.dng"}


def test_next_raw_leads_where_the_first_is_damaged_too(pair, home):
    pair.with_suffix(".arw").write_bytes(DAMAGED)
    index(home, pair.parent)
    with reading(home) as library:
        assert b"pair.dng" in shown(library)
        assert len(list_problems(library)) == 2


def test_stack_of_damaged_files_only_is_listed_and_shown_nowhere(pair, home):
    pair.with_suffix(".dng").write_bytes(DAMAGED)
    index(home, pair.parent)
    index(home)
    with reading(home) as library:
        assert shown(library) == {b"0000.jpg", b"0001.jpg", b"0002.jpg"}
        assert len(list_problems(library)) == 2
