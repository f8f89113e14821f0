"""Which folders a run of indexing looks at, and what it does when they are gone."""

from __future__ import annotations

import os

import pytest

from photosearch.base.errors import ConfirmationNeeded, UserError
from photosearch.base.progress import ProgressControl
from photosearch.services.folders import add_folder, list_folders
from tests.services.photo_folders import (
    counts,
    index,
    photo_at,
    reading,
    refuse_reading,
    tree_hash,
    write_photo,
    write_photos,
    writing,
)


def test_index_folder_below_a_root_looks_there_only(photos, home):
    write_photos(photos / "sub", range(20, 22))
    index(home, photos)
    (photos / "0000.jpg").unlink()
    write_photo(photos / "sub" / "new.jpg", 30)
    (photos / "sub" / "0020.jpg").unlink()
    report = index(home, photos / "sub")
    assert counts(report) == {"unchanged": 1, "indexed": 1, "missing": 1}
    assert counts(index(home)) == {"unchanged": 4, "missing": 1}
    with reading(home) as library:
        assert len(list_folders(library)) == 1


@pytest.mark.parametrize("child_first", [True, False])
def test_index_nested_roots_know_each_file_once(photos, home, child_first):
    write_photos(photos / "sub", range(20, 22))
    if child_first:
        assert counts(index(home, photos / "sub")) == {"indexed": 2}
        assert counts(index(home, photos)) == {"indexed": 3, "unchanged": 2}
    else:
        assert counts(index(home, photos)) == {"indexed": 5}
        with writing(home) as library:
            add_folder(library, os.fsencode(photos / "sub"))
    assert counts(index(home, photos / "sub")) == {"unchanged": 2}
    assert counts(index(home)) == {"unchanged": 5}
    with reading(home) as library:
        assert sum(one.n_photos for one in list_folders(library)) == 5


def test_index_root_through_a_symlink_is_the_root_it_leads_to(photos, tmp_path, home):
    write_photos(photos / "sub", range(20, 22))
    index(home, photos)
    (tmp_path / "link").symlink_to(photos)
    (tmp_path / "sublink").symlink_to(photos / "sub")
    assert counts(index(home, tmp_path / "link")) == {"unchanged": 5}
    assert counts(index(home, tmp_path / "link" / "sub")) == {"unchanged": 2}
    assert counts(index(home, tmp_path / "sublink")) == {"unchanged": 2}
    with reading(home) as library:
        assert [one.root.path for one in list_folders(library)] == [os.fsencode(photos)]


def test_index_first_root_through_a_symlink_keeps_the_name_as_given(photos, tmp_path, home):
    write_photos(photos / "sub", range(20, 22))
    (tmp_path / "link").symlink_to(photos)
    assert counts(index(home, tmp_path / "link")) == {"indexed": 5}
    assert counts(index(home)) == {"unchanged": 5}
    with reading(home) as library:
        assert photo_at(library, tmp_path / "link" / "0001.jpg") is not None
    assert counts(index(home, photos / "sub")) == {"unchanged": 2}
    assert counts(index(home, photos)) == {"unchanged": 5}


def test_index_symlinked_part_given_first_is_not_read_twice(photos, tmp_path, home):
    write_photos(photos / "sub", range(20, 22))
    (tmp_path / "link").symlink_to(photos / "sub")
    assert counts(index(home, tmp_path / "link")) == {"indexed": 2}
    assert counts(index(home, photos)) == {"indexed": 3, "unchanged": 2}


def test_index_emptied_root_asks_and_changes_nothing(indexed, photos, home):
    for path in photos.iterdir():
        path.unlink()
    with pytest.raises(ConfirmationNeeded) as asked:
        index(home)
    assert asked.value.code == "mass-disappearance"
    with reading(home) as library:
        assert library.catalog.photos.count() == 3
    assert counts(index(home, accept_missing=True)) == {"missing": 3}
    with reading(home) as library:
        assert library.catalog.photos.count() == 0
    assert counts(index(home)) == {}


def test_index_many_of_a_root_gone_asks(tmp_path, home):
    write_photos(tmp_path / "photos", range(24))
    index(home, tmp_path / "photos")
    for seed in range(3):
        (tmp_path / "photos" / f"{seed:04}.jpg").unlink()
    assert counts(index(home)) == {"unchanged": 21, "missing": 3}
    for seed in range(3, 23):
        (tmp_path / "photos" / f"{seed:04}.jpg").unlink()
    with pytest.raises(ConfirmationNeeded):
        index(home)
    assert counts(index(home, accept_missing=True)) == {"unchanged": 1, "missing": 20}


def test_index_root_that_is_gone_is_offline_and_searchable(indexed, photos, tmp_path, home):
    photos.rename(tmp_path / "elsewhere")
    report = index(home)
    assert counts(report) == {}
    assert report.offline == ["photos"]
    with reading(home) as library:
        assert library.catalog.photos.count() == 3
        assert len(library.gallery.index) == 3
        assert list_folders(library)[0].root.state == "offline"
    (tmp_path / "elsewhere").rename(photos)
    assert counts(index(home, progress=ProgressControl(refuse_reading))) == {"unchanged": 3}
    with reading(home) as library:
        assert list_folders(library)[0].root.state == "online"


def test_index_writes_nothing_below_the_roots(photos, home):
    before = tree_hash(photos)
    index(home, photos)
    assert tree_hash(photos) == before


def test_index_missing_folder_is_a_clear_error(tmp_path, home):
    with pytest.raises(UserError, match="there is no folder"):
        index(home, tmp_path / "nowhere")
    (tmp_path / "file").touch()
    with pytest.raises(UserError, match="is not a folder"):
        index(home, tmp_path / "file")


def test_index_missing_folder_below_a_root_is_a_clear_error(indexed, photos, home):
    with pytest.raises(UserError, match="there is no folder"):
        index(home, photos / "nowhere")


def test_index_folder_with_trailing_slash_is_the_same(photos, home):
    index(home, os.fsencode(photos) + b"/")
    assert counts(index(home, photos)) == {"unchanged": 3}
    with reading(home) as library:
        assert len(list_folders(library)) == 1


def test_index_library_inside_a_root_is_left_alone(photos):
    home = photos / "library"
    assert counts(index(home, photos)) == {"indexed": 3}
    assert counts(index(home)) == {"unchanged": 3}


def test_index_own_folder_is_refused(indexed, photos, home):
    with pytest.raises(UserError, match="own folder"):
        index(home, home)
