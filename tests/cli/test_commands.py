"""The contract: JSON, exit codes and messages of every command, as DESIGN's table has them."""

from __future__ import annotations

import os

import numpy as np
import pytest

from photosearch.cli.program import run
from tests.services.photo_folders import write_photo

COUNTS = ("indexed", "unchanged", "copies", "moved", "missing")


def test_index_json_has_the_contracts_keys(shell, photos):
    done = shell("index", photos, "--json")
    assert done.code == 0
    told = done.json
    assert [told[name] for name in COUNTS] == [0, 8, 0, 0, 0]
    assert [os.path.basename(one["path"]) for one in told["skipped"]] == ["film.mp4"]
    assert told["failed"] == [{"path": str(photos / "bad.jpg"), "reason": "The file is empty."}]
    assert told["seconds"] >= 0


def test_index_for_people_names_what_could_not_be_read(shell):
    done = shell("index")
    assert "8 unchanged" in done.out
    assert "bad.jpg: The file is empty." in done.out


def test_index_relative_folder_with_trailing_slash_is_the_known_one(shell, photos, monkeypatch):
    monkeypatch.chdir(photos.parent)
    assert shell("index", "photos/", "--json").json["unchanged"] == 8
    assert shell("index", "./photos/../photos/a", "--json").json["unchanged"] == 3
    assert len(shell("folders", "list", "--json").json["folders"]) == 1


def test_index_nowhere_is_one_clear_line(shell, tmp_path):
    done = shell("index", tmp_path / "nowhere")
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith("photosearch: there is no folder")
    assert done.err.count("\n") == 1
    done = shell("index", tmp_path / "nowhere", "--json")
    assert done.json["error"]["code"] == "no-such-folder"
    assert done.code == 1


def test_index_mass_disappearance_exits_4(shell, photos):
    for path in photos.rglob("*.jpg"):
        path.unlink()
    done = shell("--json", "index")
    assert done.code == 4
    assert done.json["error"]["code"] == "mass-disappearance"
    assert "--accept-missing" in done.json["error"]["hint"]
    assert shell("status", "--json").json["photos"] == 7
    assert shell("index", "--accept-missing", "--json").json["missing"] == 8


def test_status_json(shell, home):
    told = shell("status", "--json").json
    assert (told["library"], told["photos"], told["files"]) == (str(home), 7, 8)
    assert told["failed"] == 1
    assert told["folders"][0]["ignored"] == {"video": 1}


def test_status_for_people(shell):
    done = shell("status")
    assert "7 photos in 8 files" in done.out
    assert done.err == ""


def test_problems_lists_paths_and_reasons(shell, photos):
    told = shell("problems", "--json").json
    assert told["problems"][0]["path"] == str(photos / "bad.jpg")
    assert "bad.jpg: The file is empty." in shell("problems").out


def test_search_json_has_one_row_a_photo(shell, photos):
    told = shell("search", photos / "a" / "0.jpg", "--top", "3", "--json").json
    assert sorted(told["same"]) == sorted([str(photos / "a/0.jpg"), str(photos / "b/copy.jpg")])
    assert len(told["results"]) == 3
    row = told["results"][0]
    assert set(row) == {"path", "paths", "score", "probability", "relevant"}
    assert row["path"] in row["paths"]
    assert os.path.isabs(row["path"])
    assert row["probability"] is None
    assert isinstance(row["relevant"], bool)


def test_search_without_top_shows_relevant_ones_only(shell, photos):
    told = shell("search", photos / "a" / "0.jpg", "--json").json
    assert all(row["relevant"] for row in told["results"])


def test_search_of_a_copy_names_all_its_places(shell, photos):
    told = shell("search", photos / "b" / "copy.jpg", "--json", "--top", "9").json
    assert len(told["same"]) == 2
    assert all(str(photos / "a/0.jpg") not in row["paths"] for row in told["results"])


def test_search_odd_names_come_as_lone_surrogates(shell, photos):
    done = shell("search", photos / "a" / "1.jpg", "--top", "9", "--json")
    odd = [row["path"] for row in done.json["results"] if "odd \udcff" in row["path"]]
    assert odd == [str(photos / "odd \udcff\n.jpg")]
    assert "\\udcff\\n.jpg" in done.out
    plain = shell("search", photos / "a" / "1.jpg", "--top", "9")
    assert "odd \\xff\\n.jpg" in plain.out
    by_name = shell("search", odd[0], "--top", "1", "--json")
    assert by_name.json["same"] == odd


@pytest.mark.parametrize("spelling", ["b", "b/", "./a/../b"])
def test_search_folder_filter_takes_any_spelling(shell, photos, monkeypatch, spelling):
    monkeypatch.chdir(photos)
    told = shell("search", "a/1.jpg", "--folder", spelling, "--top", "9", "--json").json
    found = {os.path.basename(path) for row in told["results"] for path in row["paths"]}
    assert found == {"3.jpg", "4.jpg", "5.jpg", "copy.jpg", "0.jpg"}


def test_search_folder_filter_through_a_symlink(shell, photos, tmp_path):
    (tmp_path / "link").symlink_to(photos / "b")
    told = shell(
        "search", photos / "a/1.jpg", "--folder", tmp_path / "link", "--top", "9", "--json"
    )
    assert len(told.json["results"]) == 4


def test_search_date_filters(shell, photos):
    arguments = ("search", photos / "a/0.jpg", "--top", "9", "--json")
    after = shell(*arguments, "--after", "2024").json["results"]
    # One that says no date counts by its file's.
    assert {os.path.basename(row["path"]) for row in after} == {
        "4.jpg",
        "5.jpg",
        "odd \udcff\n.jpg",
    }
    between = shell(*arguments, "--after", "2022-06-01", "--before", "2023-06").json["results"]
    assert {os.path.basename(row["path"]) for row in between} == {"2.jpg"}


def test_search_options_work_together(shell, photos):
    done = shell(
        *("search", photos / "a/1.jpg", photos / "b/3.jpg", "--not", photos / "a/2.jpg"),
        *("--crop", "0,0,0.5,0.5", "--grain", "0", "--exact", "--top", "2", "--json"),
    )
    assert done.code == 0
    assert len(done.json["same"]) == 2
    assert len(done.json["results"]) == 2


@pytest.mark.parametrize(
    ("arguments", "code", "word"),
    [
        (["search", "nowhere.jpg"], 1, "there is no file"),
        (["search", "."], 1, "is a folder"),
        (["search", "film.mp4"], 1, "can't be searched with"),
        (["search", "a/1.jpg", "--crop", "1,2"], 1, "not a part of a picture"),
        (["search", "a/1.jpg", "--after", "soon"], 1, "not a date"),
        (["search", "a/1.jpg", "--distance", "far"], 2, "far is not one of"),
        (["search", "a/1.jpg", "--top", "0"], 2, "top"),
        (["search", "a/1.jpg", "--grain", "2"], 2, "grain"),
        (["search"], 2, "Missing argument"),
        (["no-such-command"], 2, "No such command"),
        (["status", "--wrong"], 2, "No such option"),
        (["rank", "r.npz", "--metric", "nine"], 1, "no metric"),
        (["rank", "r.npz", "--queries", "nowhere.txt"], 1, "can't be read"),
        (["folders", "remove", "nowhere"], 1, "not a folder of the library"),
        (["folders", "add", "a", "--role", "art"], 1, "not a role"),
        (["forget", "nowhere"], 1, "knows no photo"),
        (["forget", "a"], 4, "forgets 3 photos"),
        (["restore", "nowhere.db", "--yes"], 1, "no file"),
    ],
)
def test_mistakes_have_exit_codes_and_clear_lines(
    shell, photos, monkeypatch, arguments, code, word
):
    monkeypatch.chdir(photos)
    done = shell(*arguments)
    assert (done.code, done.out) == (code, "")
    assert word in done.err
    assert done.err.count("\n") == 1
    done = shell("--json", *arguments)
    assert done.code == code
    assert set(done.json["error"]) == {"code", "message", "hint"}
    assert word in done.json["error"]["message"]


def test_library_that_is_not_there_is_a_clear_error(tmp_path, capfd):
    code = run(["status", "--library", str(tmp_path / "none"), "--json"])
    assert code == 1
    assert '"no-library"' in capfd.readouterr().out
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("place", [0, 1, 2])
def test_global_options_stand_anywhere(home, photos, capfd, place):
    arguments = ["search", str(photos / "a/1.jpg")]
    arguments[place:place] = ["--json", f"--library={home}", "--quiet"]
    assert run(arguments) == 0
    out, err = capfd.readouterr()
    assert out.startswith("{")
    assert err == ""


def test_names_with_a_leading_dash_come_after_two_dashes(shell, photos, monkeypatch):
    monkeypatch.chdir(photos)
    write_photo(photos / "-rf.jpg", 90)
    assert shell("index", "--json").json["indexed"] == 1
    told = shell("search", "--json", "--top", "1", "--", "-rf.jpg").json
    assert told["same"] == [str(photos / "-rf.jpg")]


def test_rank_and_export_write_arrays(shell, photos, tmp_path):
    (tmp_path / "list").write_bytes(os.fsencode(photos / "a/1.jpg") + b"\n")
    assert shell("rank", tmp_path / "r.npz", "--queries", tmp_path / "list", "--top", "3").code == 0
    with np.load(tmp_path / "r.npz", allow_pickle=False) as file:
        assert file["neighbours"].shape == (1, 3)
    done = shell("export-vectors", tmp_path / "v.npz", "--json")
    assert done.json["rows"] == 8
    with np.load(tmp_path / "v.npz", allow_pickle=False) as file:
        assert list(file["paths"]) == sorted(file["paths"])


def test_folders_commands_and_undo(shell, photos, tmp_path):
    (tmp_path / "more").mkdir()
    assert shell("folders", "add", tmp_path / "more", "--role", "backup").code == 0
    listed = shell("folders", "list", "--json").json["folders"]
    assert [(one["path"], one["role"]) for one in listed] == [
        (str(photos), "photos"),
        (str(tmp_path / "more"), "backup"),
    ]
    assert shell("folders", "role", tmp_path / "more", "reference").code == 0
    assert shell("folders", "exclude", tmp_path / "more", "*.png").code == 0
    assert len(shell("undo", "--list", "--json").json["steps"]) == 4
    for _ in range(3):
        assert shell("undo").code == 0
    assert len(shell("folders", "list", "--json").json["folders"]) == 1
    assert shell("undo").code == 0  # the first folder, where it is today
    assert "nothing to undo" in shell("undo").err
    assert shell("index", photos).code == 0
    assert shell("folders", "release", photos).code == 0
    assert shell("folders", "list", "--json").json["folders"][0]["state"] == "offline"


def test_forget_previews_asks_and_forgets(shell, photos):
    assert shell("forget", photos / "a", "--dry-run", "--json").json["photos"] == 3
    assert shell("forget", photos / "a", "--json").code == 4
    assert shell("forget", photos / "a", "--yes", "--json").json["photos"] == 3
    assert shell("status", "--json").json["photos"] == 4


def test_doctor_backup_restore(shell):
    told = shell("doctor", "--json").json
    assert told["ok"]
    assert {check["state"] for check in told["checks"]} == {"ok"}
    assert shell("backup").code == 0
    assert len(shell("restore", "--list", "--json").json["backups"]) >= 1
    assert shell("restore").code == 4
    assert shell("restore", "--yes").code == 0
    assert shell("status", "--json").json["photos"] == 7


def test_search_of_an_offline_photo_needs_no_file(shell, photos):
    photos.rename(photos.parent / "away")
    assert shell("index", "--json").json["offline"] == ["photos"]
    told = shell("search", photos / "a/1.jpg", "--top", "2", "--json").json
    assert told["same"] == [str(photos / "a/1.jpg")]


@pytest.mark.parametrize(
    "arguments", [["--help"], ["search", "-h"], ["index", "--help"], ["rank", "--help"]]
)
def test_help_shows_an_example(capfd, arguments):
    assert run(arguments) == 0
    out = capfd.readouterr().out
    assert "photosearch index" in out or "Example" in out


def test_version(capfd):
    assert run(["--version"]) == 0
    assert capfd.readouterr().out.startswith("photosearch 0.")
