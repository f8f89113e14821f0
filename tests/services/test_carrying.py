"""Labels stay with pictures: moved, renamed, copied and edited ones; what was said of pairs not."""

from __future__ import annotations

import os
import shutil

import pytest

from photosearch.base.types import PhotoId
from photosearch.services.carrying import Carrier
from photosearch.services.constraints import say_same
from photosearch.services.groups import add_photos, list_groups, members
from photosearch.services.undoing import undo, undo_list
from tests.catalog.conftest import new_photo
from tests.services.catalogued import catalogued
from tests.services.photo_folders import index, photo_at, reading, write_photo, writing


@pytest.fixture
def labelled(indexed, photos):
    with writing(indexed) as library:
        add_photos(library, "dog", [photo_at(library, photos / "0001.jpg")])
        pair = [photo_at(library, photos / name) for name in ("0001.jpg", "0002.jpg")]
        say_same(library, *pair)
    return indexed


def test_label_survives_a_move_and_a_copy(labelled, photos):
    with reading(labelled) as library:
        before = members(library, "dog")[1]
    (photos / "sub").mkdir()
    (photos / "0001.jpg").rename(photos / "sub" / "renamed.jpg")
    shutil.copy(photos / "sub" / "renamed.jpg", photos / "copy.jpg")
    index(labelled)
    with reading(labelled) as library:
        assert members(library, "dog")[1] == before
        assert photo_at(library, photos / "copy.jpg") == before[0]


def test_edit_in_place_keeps_the_group_and_can_be_undone(labelled, photos):
    write_photo(photos / "0001.jpg", 77)
    index(labelled)
    with writing(labelled) as library:
        assert members(library, "dog")[1] == [photo_at(library, photos / "0001.jpg")]
        assert [(one.n_photos, one.n_hidden) for one in list_groups(library)] == [(1, 1)]
        (said,) = library.catalog.constraints.all()
        assert photo_at(library, photos / "0001.jpg") not in said.saying.photos
        step = undo_list(library)[0]
        assert (step["kind"], step["summary"]) == (
            "labels-carried", "Kept the groups of 1 photo that other programs edited"
        )  # fmt: skip
        undo(library)
        assert members(library, "dog")[1] == []
    write_photo(photos / "0001.jpg", 1)
    index(labelled)
    with reading(labelled) as library:
        assert members(library, "dog")[1] == [photo_at(library, photos / "0001.jpg")]


def test_known_photo_that_is_copied_over_another_one_does_not_take_its_group(labelled, photos):
    shutil.copy(photos / "0002.jpg", photos / "0001.jpg")
    os.utime(photos / "0001.jpg", (1, 1))
    index(labelled)
    with reading(labelled) as library:
        assert members(library, "dog")[1] == []


def test_edit_of_photos_without_groups_is_no_step(indexed, photos):
    write_photo(photos / "0001.jpg", 77)
    index(indexed)
    with reading(indexed) as library:
        assert [step["kind"] for step in undo_list(library)] == ["folder-add"]


def test_all_of_a_run_is_one_step_until_something_else_is_done(tmp_path):
    with catalogued(tmp_path, [b"%d.jpg" % number for number in range(3)]) as (library, old):
        add_photos(library, "dog", old)
        carrier = Carrier(library.catalog)

        def edit(photo: PhotoId) -> PhotoId:
            with library.catalog.transaction():
                new = library.catalog.photos.add(new_photo(b"edited %d" % photo, photo))
                assert carrier.carry({new: photo}) == 1
            return new

        edit(old[0])
        edit(old[1])
        assert "2 photos" in undo_list(library)[0]["summary"]
        add_photos(library, "cat", old[:1])
        last = edit(old[2])
        assert len(undo_list(library)) == 4
        undo(library)
        assert library.catalog.labels.of_photos([last]) == []
        undo(library)
        undo(library)
        assert len(library.catalog.labels.of_photos(library.catalog.photos.known_ids())) == 3
