"""Doctor, damage, forgetting, undo, backups: looking after a library."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from photosearch.base.errors import ConfirmationNeeded, UserError
from photosearch.services.backups import list_backups, make_backup, restore_backup
from photosearch.services.checking import check_library
from photosearch.services.constraints import say_different, say_same
from photosearch.services.folders import (
    add_folder,
    list_folders,
    remove_folder,
    set_excludes,
    set_role,
)
from photosearch.services.forgetting import forget, photos_of_paths
from photosearch.services.groups import add_photos, members
from photosearch.services.library import open_library
from photosearch.services.status import library_status
from photosearch.services.undoing import undo, undo_list
from tests.services.photo_folders import counts, index, photo_at, reading, write_photo, writing


def states(answer: dict) -> dict[str, str]:
    return {check["name"]: check["state"] for check in answer["checks"]}


def test_doctor_of_a_sound_library_is_ok(indexed):
    with writing(indexed) as library:
        answer = check_library(library, repair=True)
    assert answer["ok"]
    assert set(states(answer).values()) == {"ok"}


def test_doctor_repairs_a_damaged_feature_from_its_photo(indexed):
    with closing(sqlite3.connect(indexed / "catalog.db")) as raw, raw:
        raw.execute("UPDATE feature SET codes = zeroblob(length(codes)) WHERE photo_id = 1")
    with writing(indexed) as library:
        assert states(check_library(library, repair=False))["features"] == "failed"
        assert states(check_library(library, repair=True))["features"] == "repaired"
        assert states(check_library(library, repair=False))["features"] == "ok"
        assert len(library.gallery.index) == 3


def test_doctor_says_what_it_cannot_read_now(indexed, photos):
    with closing(sqlite3.connect(indexed / "catalog.db")) as raw, raw:
        raw.execute("UPDATE feature SET codes = zeroblob(length(codes))")
    photos.rename(photos.parent / "away")
    with writing(indexed) as library:
        answer = check_library(library, repair=True)
    assert not answer["ok"]
    assert states(answer)["features"] == "failed"


def test_doctor_repairs_missing_thumbnails(indexed):
    (indexed / "thumbs.db").unlink()
    with writing(indexed) as library:
        assert states(check_library(library, repair=True))["thumbnails"] == "repaired"
        assert len(library.thumbnails.ids()) == 3


def test_damaged_snapshot_is_built_anew_silently(indexed):
    for path in (indexed / "index").iterdir():
        content = bytearray(path.read_bytes())
        content[len(content) // 2] ^= 1
        path.write_bytes(content)
    with reading(indexed) as library:
        assert len(library.gallery.index) == 3
    with writing(indexed) as library:
        assert states(check_library(library, repair=True))["index"] == "repaired"
        assert states(check_library(library, repair=False))["index"] == "ok"


def test_missing_index_folder_is_built_anew(indexed):
    for path in (indexed / "index").iterdir():
        path.unlink()
    (indexed / "index").rmdir()
    assert counts(index(indexed)) == {"unchanged": 3}
    with reading(indexed) as library:
        assert len(library.gallery.index) == 3


def test_damaged_metric_file_of_the_shipped_metric_needs_no_doctor(indexed):
    for path in (indexed / "metrics").iterdir():
        path.write_bytes(b"damaged")
    with reading(indexed) as library:
        assert len(library.gallery.index) == 3


def test_damaged_metric_file_is_a_clear_error_until_the_doctor_came(indexed):
    for path in (indexed / "metrics").iterdir():
        path.write_bytes(b"damaged")
    with closing(sqlite3.connect(indexed / "catalog.db")) as raw, raw:
        raw.execute("UPDATE metric SET fingerprint = 'fitted on this library'")
    with reading(indexed) as library, pytest.raises(UserError, match="damaged") as error:
        len(library.gallery.index)
    assert "doctor" in error.value.hint
    with writing(indexed) as library:
        assert states(check_library(library, repair=False))["metric"] == "failed"
        answer = check_library(library, repair=True)
        assert answer["ok"]
        assert states(answer)["metric"] == "repaired"
    with reading(indexed) as library:
        assert len(library.gallery.index) == 3


def test_damaged_catalogue_is_a_clear_error(indexed):
    (indexed / "catalog.db").write_bytes(b"no database " * 1000)
    for writable in (True, False):
        with pytest.raises(UserError) as error:
            open_library(indexed, writable=writable).close()
        assert error.value.code == "damaged-catalogue"
        assert "restore" in error.value.hint


def test_newer_library_is_refused(indexed):
    with closing(sqlite3.connect(indexed / "catalog.db")) as raw, raw:
        raw.execute("PRAGMA user_version = 9999")
    for writable in (True, False):
        with pytest.raises(UserError) as error:
            open_library(indexed, writable=writable).close()
        assert error.value.code == "newer-library"


def _contents(home: Path) -> bytes:
    files = [path for path in sorted(home.rglob("*")) if path.is_file()]
    return b"".join(path.read_bytes() for path in files)


def test_forget_leaves_no_trace(indexed, photos):
    path = write_photo(photos / "secret-name-of-a-photo.jpg", 70)
    index(indexed)
    with writing(indexed) as library:
        photo = photo_at(library, path)
        key = library.catalog.photos.get(photo).image_key
        sha = library.catalog.files.of_photos([photo])[0].sha256
        vector = library.gallery.index.get(np.array([photo]))[0].tobytes()
        assert all(trace in _contents(indexed) for trace in (key, sha, vector, path.name.encode()))
        preview = forget(library, photos_of_paths(library, [os.fsencode(path)]), confirmed=True)
        assert (len(preview.photo_ids), preview.n_files) == (1, 1)
        assert len(library.gallery.index) == 3
        left = _contents(indexed)
        found = [
            name
            for name, trace in [
                ("key", key), ("sha", sha), ("vector", vector), ("name", path.name.encode())
            ]
            if trace in left
        ]  # fmt: skip
        assert found == []
    assert path.exists()
    assert counts(index(indexed)) == {"unchanged": 3, "indexed": 1}


def test_forget_leaves_no_trace_of_groups_and_sayings(indexed, photos):
    path = write_photo(photos / "secret-name-of-a-photo.jpg", 70)
    index(indexed)
    with writing(indexed) as library:
        photo, other = photo_at(library, path), photo_at(library, photos / "0001.jpg")
        add_photos(library, "dog", [photo, other])
        say_same(library, photo, other)
        assert path.name.encode() in _contents(indexed)
        undo(library)
        say_different(library, photo, other)
        forget(library, np.array([photo]), confirmed=True)
        assert path.name.encode() not in _contents(indexed)
        assert library.catalog.constraints.all() == []
        assert members(library, "dog")[1] == [other]
        assert [step["kind"] for step in undo_list(library)] == ["group-add", "folder-add"]
        undo(library)
        assert library.catalog.groups.all() == []


def test_forget_unconfirmed_asks_and_changes_nothing(indexed, photos):
    with writing(indexed) as library:
        ids = photos_of_paths(library, [os.fsencode(photos)])
        assert len(ids) == 3
        with pytest.raises(ConfirmationNeeded):
            forget(library, ids, confirmed=False)
        assert library.catalog.photos.count() == 3


def test_forget_unknown_path_is_a_clear_error(indexed, tmp_path):
    with writing(indexed) as library, pytest.raises(UserError, match="knows no photo"):
        photos_of_paths(library, [os.fsencode(tmp_path / "nothing")])


def test_forget_by_a_symlinked_name_finds_the_photo(indexed, photos, tmp_path):
    (tmp_path / "link").symlink_to(photos)
    with writing(indexed) as library:
        assert len(photos_of_paths(library, [os.fsencode(tmp_path / "link" / "0001.jpg")])) == 1


def test_undo_of_every_folder_change_brings_back_what_was(indexed, photos, tmp_path):
    (tmp_path / "more").mkdir()
    with writing(indexed) as library:
        set_role(library, os.fsencode(photos), "backup")
        set_excludes(library, os.fsencode(photos), ["*.png"])
        add_folder(library, os.fsencode(tmp_path / "more"))
    with writing(indexed) as library:  # also after a restart
        assert len(undo_list(library)) == 4
        undo(library)
        assert len(list_folders(library)) == 1
        undo(library)
        assert list_folders(library)[0].root.excludes == ()
        undo(library)
        assert list_folders(library)[0].root.role == "photos"


def test_undo_of_a_removed_folder_brings_its_photos_back(indexed, photos):
    with writing(indexed) as library:
        before = photo_at(library, photos / "0001.jpg")
        set_role(library, os.fsencode(photos), "reference")
        remove_folder(library, os.fsencode(photos))
        assert library.catalog.photos.count() == 0
        undo(library)
        assert list_folders(library)[0].root.role == "reference"
        assert undo_list(library)[0]["kind"] == "folder-role"
    index(indexed)
    with reading(indexed) as library:
        assert photo_at(library, photos / "0001.jpg") == before


def test_undo_is_refused_when_the_folder_is_gone(indexed, photos):
    with writing(indexed) as library:
        remove_folder(library, os.fsencode(photos))
        photos.rename(photos.parent / "away")
        with pytest.raises(UserError, match="there is no folder"):
            undo(library)
        assert undo_list(library)[0]["kind"] == "folder-remove"
        (photos.parent / "away").rename(photos)
        undo(library)
        assert len(list_folders(library)) == 1


def test_undo_with_nothing_to_undo_says_so(home):
    with writing(home) as library, pytest.raises(UserError, match="nothing to undo"):
        undo(library)


def test_remove_unknown_folder_names_the_known_ones(indexed, tmp_path, photos):
    with writing(indexed) as library, pytest.raises(UserError) as error:
        remove_folder(library, os.fsencode(tmp_path / "other"))
    assert str(photos) in error.value.hint


def test_set_role_unknown_is_a_clear_error(indexed, photos):
    with writing(indexed) as library, pytest.raises(UserError, match="not a role"):
        set_role(library, os.fsencode(photos), "art")


def test_backup_and_restore_go_back(indexed, photos, tmp_path):
    with writing(indexed) as library:
        made = make_backup(library)
        copied = make_backup(library, os.fsencode(tmp_path / "copy.db"))
        with pytest.raises(UserError, match="there already"):
            make_backup(library, os.fsencode(tmp_path / "copy.db"))
        remove_folder(library, os.fsencode(photos))
    assert Path(copied["path"]).stat().st_size == copied["bytes"]
    assert made["path"] in [one["path"] for one in list_backups(indexed)]
    with pytest.raises(ConfirmationNeeded):
        restore_backup(indexed, None, confirmed=False)
    told = restore_backup(indexed, os.fsencode(tmp_path / "copy.db"), confirmed=True)
    assert Path(told["set_aside"]).exists()
    assert counts(index(indexed)) == {"unchanged": 3}


def test_restore_without_a_backup_is_a_clear_error(home):
    for confirmed in (True, False):
        with pytest.raises(UserError) as error:
            restore_backup(home, None, confirmed=confirmed)
        assert error.value.code == "no-backup"


def test_restore_mends_a_damaged_catalogue(indexed):
    with writing(indexed) as library:
        make_backup(library)
    (indexed / "catalog.db").write_bytes(b"no database " * 1000)
    restore_backup(indexed, None, confirmed=True)
    assert counts(index(indexed)) == {"unchanged": 3}


def test_status_tells_what_there_is(indexed, photos):
    with reading(indexed) as library:
        status = library_status(library)
    assert (status["photos"], status["files"], status["failed"], status["missing"]) == (3, 3, 0, 0)
    assert status["index"] == {"state": "current", "count": 3, "behind": 0}
    assert status["metric"]["name"] == "shipped"
    assert status["folders"][0]["path"] == str(photos)
    assert all(size > 0 for size in status["sizes"].values())


def test_open_library_that_is_not_there_to_read_is_a_clear_error(home):
    with pytest.raises(UserError) as error:
        open_library(home, writable=False)
    assert error.value.code == "no-library"
    assert not home.exists()


def test_open_library_at_a_file_is_a_clear_error(home):
    home.touch()
    with pytest.raises(UserError):
        open_library(home, writable=True)
