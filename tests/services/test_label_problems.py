"""Problems of the labels: what can't teach anything is said before a tuning is tried."""

from __future__ import annotations

import shutil

import pytest

from photosearch.services.constraints import say_different
from photosearch.services.groups import add_photos, create_group
from photosearch.services.label_problems import list_label_problems
from tests.pictures import encoded, make_photo
from tests.services.photo_folders import SIZE, index, photo_at, write_photo, writing


@pytest.fixture(scope="module")
def _library(tmp_path_factory):
    base = tmp_path_factory.mktemp("problems")
    for seed in range(4):
        write_photo(base / "photos" / f"{seed}.jpg", seed)
    copy = make_photo(0, SIZE)
    (base / "photos" / "0 small.png").write_bytes(encoded(copy.resize((48, 36)), "PNG"))
    (base / "photos" / "0 turned.png").write_bytes(encoded(copy.rotate(90, expand=True), "PNG"))
    index(base / "library", base / "photos")
    return base


@pytest.fixture
def library(_library, tmp_path):
    shutil.copytree(_library / "library", tmp_path / "library")
    with writing(tmp_path / "library") as opened:
        yield opened


@pytest.fixture
def photo(library, _library):
    return lambda name: photo_at(library, _library / "photos" / name)


def told(library) -> list[tuple[str, tuple[str, ...]]]:
    return [(one.code, one.groups) for one in list_label_problems(library)]


def test_no_groups_is_said(library):
    assert told(library) == [("no-groups", ())]


def test_one_group_alone_is_said(library, photo):
    add_photos(library, "a", [photo("0.jpg"), photo("1.jpg")])
    create_group(library, "empty")
    assert told(library) == [("one-group", ())]


def test_groups_of_one_photo_are_named(library, photo):
    add_photos(library, "a", [photo("0.jpg")])
    add_photos(library, "b", [photo("1.jpg")])
    assert told(library) == [("one-group", ()), ("groups-of-one", ("a", "b"))]
    assert list_label_problems(library)[1].message == "2 groups have one photo only."


def test_group_of_takes_of_one_photo_is_named(library, photo):
    add_photos(library, "a", [photo(name) for name in ("0.jpg", "0 small.png", "0 turned.png")])
    add_photos(library, "b", [photo("1.jpg"), photo("2.jpg")])
    add_photos(library, "c", [photo("0.jpg"), photo("3.jpg")])
    found = list_label_problems(library)
    assert [one.code for one in found] == ["groups-of-copies", "photos-in-several"]
    assert found[0].message == "“a” holds takes of one photo only."


def test_photo_in_two_groups_and_contradictions_are_told(library, photo):
    add_photos(library, "a", [photo("0.jpg"), photo("1.jpg")])
    add_photos(library, "b", [photo("1.jpg"), photo("2.jpg")])
    say_different(library, photo("1.jpg"), photo("2.jpg"))
    found = list_label_problems(library)
    assert [one.code for one in found] == ["photos-in-several", "contradiction"]
    assert (found[0].groups, found[0].photo_ids) == (("a", "b"), (photo("1.jpg"),))
    assert "both are in the group “b”" in found[1].message


def test_sound_groups_have_no_problems(library, photo):
    add_photos(library, "a", [photo("0.jpg"), photo("1.jpg")])
    add_photos(library, "b", [photo("2.jpg"), photo("3.jpg")])
    assert told(library) == []
