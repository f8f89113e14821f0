"""A thing is found inside photos, with its place; its cells follow the library."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from photosearch.base.errors import UserError
from photosearch.base.types import Box
from photosearch.services.examples import FileExample, PhotoExample
from photosearch.services.forgetting import forget
from photosearch.services.inside import find_inside, prepare_insides
from photosearch.services.inside_store import FILE_NAME, RECORD
from photosearch.services.library import Library
from tests.pictures import make_photo
from tests.services.photo_folders import index, photo_at, write_photo, writing

_SIDE = 448
_THING = Box(0.5, 0.5, 0.5, 0.5)


def _with_thing(path: Path, seed: int, x: int, y: int) -> Path:
    """Write a scene with scene 90 on half of its width and height at a place."""
    picture = make_photo(seed).resize((_SIDE, _SIDE))
    picture.paste(make_photo(90).resize((_SIDE // 2, _SIDE // 2)), (x, y))
    path.parent.mkdir(parents=True, exist_ok=True)
    picture.save(path, quality=90)
    return path


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    """Return a folder where ``other.jpg`` holds, upper left, the thing of ``one.jpg``."""
    folder = tmp_path / "photos"
    _with_thing(folder / "one.jpg", 1, _SIDE // 2, _SIDE // 2)
    _with_thing(folder / "other.jpg", 2, 0, 0)
    for seed in range(3, 9):
        write_photo(folder / f"{seed}.jpg", seed)
    return folder


@pytest.fixture
def library(photos: Path, tmp_path: Path) -> Iterator[Library]:
    index(tmp_path / "library", photos)
    with writing(tmp_path / "library") as opened:
        yield opened


def _thing(photos: Path) -> FileExample:
    return FileExample(os.fsencode(photos / "one.jpg"), _THING)


def test_find_inside_returns_the_photo_that_holds_the_thing_and_where(library, photos):
    assert prepare_insides(library) == 8
    answer = find_inside(library, _thing(photos))
    best = answer.results[0]
    assert best.photo_id == photo_at(library, photos / "other.jpg")
    assert best.box.x + best.box.width / 2 < 0.5
    assert best.box.y + best.box.height / 2 < 0.5
    assert answer.n_waiting == 0


def test_find_inside_leaves_out_the_photo_of_the_thing(library, photos):
    prepare_insides(library)
    own = photo_at(library, photos / "one.jpg")
    for example in (_thing(photos), PhotoExample(own, _THING)):
        found = [one.photo_id for one in find_inside(library, example).results]
        assert len(found) == 7
        assert own not in found


def test_find_inside_unprepared_says_what_to_do(library, photos):
    with pytest.raises(UserError) as caught:
        find_inside(library, _thing(photos))
    assert caught.value.code == "no-insides"


def test_find_inside_new_photo_waits_until_it_is_prepared(library, photos):
    prepare_insides(library)
    write_photo(photos / "new.jpg", 20)
    library.close()
    index(library.directory, photos)
    with writing(library.directory) as opened:
        assert find_inside(opened, _thing(photos)).n_waiting == 1
        assert prepare_insides(opened) == 1
        assert find_inside(opened, _thing(photos)).n_waiting == 0


def test_prepare_twice_makes_nothing_and_afresh_all(library):
    prepare_insides(library)
    before = (library.directory / FILE_NAME).read_bytes()
    assert prepare_insides(library) == 0
    assert prepare_insides(library, afresh=True) == 8
    assert len((library.directory / FILE_NAME).read_bytes()) == len(before)


def test_forget_removes_a_photo_from_the_file(library, photos):
    prepare_insides(library)
    gone = int(photo_at(library, photos / "other.jpg"))
    forget(library, np.array([gone], dtype=np.int64), confirmed=True)
    data = (library.directory / FILE_NAME).read_bytes()[32:]
    kept = np.frombuffer(data, dtype=RECORD)["photo_id"]
    assert len(kept) == 7
    assert gone not in kept


@pytest.mark.parametrize("damage", ["torn", "other header", "empty"])
def test_prepare_after_damage_makes_what_is_lost(library, photos, damage):
    prepare_insides(library)
    path = library.directory / FILE_NAME
    content = path.read_bytes()
    path.write_bytes(
        {"torn": content[:-100], "other header": b"x" * len(content), "empty": b""}[damage]
    )
    assert prepare_insides(library) == (1 if damage == "torn" else 8)
    answer = find_inside(library, _thing(photos))
    assert answer.n_waiting == 0
    assert answer.results[0].photo_id == photo_at(library, photos / "other.jpg")
