"""What an opened library makes of changed settings."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from photosearch.base.errors import UserError
from photosearch.catalog.locations import FileStat
from photosearch.services.library import Library
from photosearch.services.pictures import PictureLoader
from photosearch.services.searching import FileExample, Query, search
from tests.pictures import jpeg, make_photo
from tests.services.photo_folders import writing


@pytest.fixture
def large(tmp_path: Path) -> bytes:
    """Return a picture of 1.2 megapixels, outside the library."""
    path = tmp_path / "large.jpg"
    path.write_bytes(jpeg(make_photo(5, (1200, 1000))))
    return os.fsencode(path)


def allow(library: Library, megapixels: int) -> None:
    library.change_settings(replace(library.settings, max_megapixels=megapixels))


def test_limit_on_pixels_holds_for_queries_and_a_higher_one_acts_at_once(indexed, large):
    with writing(indexed) as library:
        allow(library, 1)
        with pytest.raises(UserError) as refused:
            search(library, Query((FileExample(large),)))
        assert refused.value.parameters["failure"] == "too-many-pixels"
        allow(library, 2)
        assert search(library, Query((FileExample(large),))).results is not None


def test_limit_on_pixels_holds_for_previews_and_a_higher_one_acts_at_once(indexed, large):
    data = Path(os.fsdecode(large)).read_bytes()
    loader = PictureLoader()
    with writing(indexed) as library:
        allow(library, 1)
        with pytest.raises(UserError, match="too many pixels"):
            loader.load(library, data)
        allow(library, 2)
        assert loader.load(library, data).full_width == 1200
    loader.close()


def test_scans_beyond_the_usual_limit_may_be_held_whole(indexed):
    with writing(indexed) as library:
        allow(library, 900)
        limits = library.limits(asked_for=False)
    assert (limits.big.max_megapixels, limits.big.held_megapixels) == (900, 900)
    assert limits.normal.nice > 0


def test_pictures_with_too_many_pixels_are_tried_again_when_more_are_allowed(indexed):
    with writing(indexed) as library:
        root_id = library.catalog.roots.list()[0].root_id
        failures = library.catalog.failures
        failures.put(root_id, b"large.jpg", FileStat(5, 6), "too-many-pixels", "It is large.")
        failures.put(root_id, b"bad.jpg", FileStat(5, 6), "damaged", "It is damaged.")
        allow(library, library.settings.max_megapixels - 1)
        assert len(failures.all()) == 2
        allow(library, library.settings.max_megapixels + 1)
        assert [row.relative_path for row in failures.all()] == [b"bad.jpg"]
