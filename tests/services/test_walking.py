"""What a walk takes for a photo, and what it leaves out."""

from __future__ import annotations

import os

import pytest

from photosearch.imaging.failures import RefusedError
from photosearch.imaging.reading import read_file
from photosearch.services.walking import walk_folder
from tests.pictures import jpeg, make_photo


@pytest.mark.skipif(os.name == "nt", reason="needs sparse files")
@pytest.mark.parametrize("size", [1, 3000, 4096, 4097, 1 << 20])
def test_walk_and_read_agree_on_what_lies_in_a_cloud(tmp_path, size):
    path = tmp_path / "a.jpg"
    with path.open("wb") as file:
        file.truncate(size)
    if path.stat().st_blocks:
        pytest.skip("this file system has no sparse files")
    try:
        read_file(os.fsencode(path), 1 << 30)
        refused = False
    except RefusedError as error:
        refused = error.refusal.failure.code == "placeholder"
    walk = walk_folder(os.fsencode(tmp_path))
    assert walk.ignored == ([(b"a.jpg", "placeholder")] if refused else [])
    assert len(walk.photos) == (not refused)


def test_walk_names_videos_and_passes_over_what_was_never_meant_as_a_photo(tmp_path):
    (tmp_path / "film.mp4").write_bytes(b"film")
    (tmp_path / "notes.txt").write_text("notes")
    (tmp_path / "tune.mp3").write_bytes(b"ID3")
    (tmp_path / "without-an-ending").write_bytes(jpeg(make_photo(1, (40, 30))))
    walk = walk_folder(os.fsencode(tmp_path))
    assert walk.ignored == [(b"film.mp4", "video")]
    assert [found.path for found in walk.photos] == [b"without-an-ending"]
