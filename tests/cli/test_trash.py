"""The trash and the backup folders as a person types them."""

from __future__ import annotations

import os
import shutil

import pytest

from photosearch.services.trashing import dispose
from tests.services.photo_folders import index, write_photos, writing
from tests.services.trash_cases import instead_of


@pytest.fixture
def trashed(home, home_dir, photos):
    """Move b/copy.jpg to the trash, because a/0.jpg stays; return where it lay."""
    assert str(home_dir) in os.environ["XDG_DATA_HOME"]
    with writing(home) as opened:
        wanted = instead_of(opened, photos / "b" / "copy.jpg", photos / "a" / "0.jpg")
        assert dispose(opened, [wanted], "Moved a copy").refused == ()
    return photos / "b" / "copy.jpg"


def test_trash_list_says_what_went_and_what_stayed(shell, trashed, photos):
    (file,) = shell("trash", "list", "--json").json["files"]
    assert (file["path"], file["keeper"]) == (str(trashed), str(photos / "a" / "0.jpg"))
    assert file["there"]
    assert os.path.exists(file["places"][0])
    assert "copy.jpg" in shell("trash", "list").out
    assert shell("status", "--json").json["trash"]["files"] == 1
    assert "1 files" in shell("status").out


def test_trash_restore_brings_a_file_back_by_its_path(shell, trashed, photos):
    answer = shell("trash", "restore", str(trashed), "--json").json
    assert answer == {"restored": [str(trashed)], "refused": []}
    assert trashed.read_bytes() == (photos / "a" / "0.jpg").read_bytes()
    assert shell("trash", "list", "--json").json == {"files": [], "bytes": 0}
    missing = shell("trash", "restore", str(trashed), "--json")
    assert (missing.code, missing.json["error"]["code"]) == (1, "not-in-trash")


def test_trash_restore_where_something_lies_is_refused(shell, trashed):
    trashed.write_bytes(b"new")
    done = shell("trash", "restore", str(trashed), "--json")
    assert done.code == 1
    assert [one["code"] for one in done.json["refused"]] == ["place-taken"]
    assert trashed.read_bytes() == b"new"


def test_undo_brings_a_whole_step_back(shell, trashed):
    assert shell("undo", "--list", "--json").json["steps"][0]["summary"] == "Moved a copy"
    answer = shell("undo", "--json").json
    assert (answer["kind"], answer["refused"]) == ("trash", [])
    assert trashed.exists()


def test_folders_uncovered_lists_photos_without_a_backup(shell, home, photos, tmp_path):
    backup = tmp_path / "backup"
    shutil.copytree(photos / "a", backup)
    index(home, backup)
    assert shell("folders", "role", str(backup), "backup").code == 0
    answer = shell("folders", "uncovered", "--json").json
    assert answer["backups"] == 1
    assert answer["covered"] == answer["same_bytes"] == 3
    assert str(photos / "b" / "3.jpg") in answer["uncovered"]
    assert not any(path.startswith(str(photos / "a")) for path in answer["uncovered"])
    assert "3 of 7 photos" in shell("folders", "uncovered").out


def test_index_asks_whether_a_folder_is_a_backup(shell, home, tmp_path):
    first, second = tmp_path / "first", tmp_path / "second"
    write_photos(first, range(300, 320))
    shutil.copytree(first, second)
    index(home, first)
    done = shell("index", str(second), "--json")
    assert [(one["path"], one["shared"]) for one in done.json["maybe_backups"]] == [
        (str(second), 20)
    ]
    assert "Is it a backup?" in done.err
