"""Resolving duplicates from a terminal: what would go, and that nothing goes without a word."""

from __future__ import annotations

import os

import pytest

from tests.services.photo_folders import tree_hash


def _dry(shell, *options):
    return shell("duplicates", "--resolve", "originals", "--dry-run", *options)


def test_dry_run_tells_what_would_go_and_changes_nothing(shell, photos):
    before = tree_hash(photos)
    answer = _dry(shell, "--json").json
    (group,) = answer["groups"]
    assert (answer["dry_run"], answer["rules"], answer["files"]) == (True, "originals", 1)
    assert (group["kind"], group["keep"]) == ("exact", [os.fspath(photos / "a" / "0.jpg")])
    (gone,) = group["trash"]
    assert (gone["path"], gone["keeper"]) == (
        os.fspath(photos / "b" / "copy.jpg"), os.fspath(photos / "a" / "0.jpg"),
    )  # fmt: skip
    assert gone["reasons"][0]["code"] == "plain-name"
    assert gone["bytes"] == answer["bytes"] == os.path.getsize(photos / "b" / "copy.jpg")
    assert tree_hash(photos) == before


def test_dry_run_for_people(shell, photos):
    told = _dry(shell).out
    assert f"exact: keep {photos}/a/0.jpg  (not called a copy" in told
    assert f"    trash {photos}/b/copy.jpg  (called a copy" in told
    assert "Would move 1 file to the trash" in told


def test_without_a_word_nothing_goes(shell, photos):
    before = tree_hash(photos)
    done = shell("duplicates", "--resolve", "originals")
    assert done.code == 4
    assert "this moves 1 file (" in done.err
    assert "--dry-run" in done.err
    assert shell("duplicates", "--resolve", "older", "--json").json["error"]["code"] == "resolve"
    assert tree_hash(photos) == before


def test_with_a_word_it_goes_to_the_trash_and_one_undo_brings_it_back(shell, photos):
    done = shell("duplicates", "--resolve", "originals", "--yes", "--json")
    answer = done.json
    assert (done.code, answer["files"], answer["refused"], answer["dry_run"]) == (0, 1, [], False)
    assert not (photos / "b" / "copy.jpg").exists()
    assert (photos / "a" / "0.jpg").exists()
    again = shell("duplicates", "--resolve", "originals", "--yes", "--json")
    assert (again.code, again.json["files"]) == (0, 0)
    assert shell("undo").code == 0
    assert (photos / "b" / "copy.jpg").read_bytes() == (photos / "a" / "0.jpg").read_bytes()
    assert sorted(os.listdir(photos / "b")) == ["3.jpg", "4.jpg", "5.jpg", "copy.jpg"]


def test_file_that_has_changed_since_is_not_moved(shell, photos):
    (photos / "b" / "copy.jpg").write_bytes(b"something else of the person's")
    done = shell("duplicates", "--resolve", "originals", "--yes", "--json")
    (refused,) = done.json["refused"]
    assert (done.code, done.json["files"], done.json["groups"]) == (0, 0, [])
    assert refused["path"] == os.fspath(photos / "b" / "copy.jpg")
    assert (photos / "b" / "copy.jpg").read_bytes() == b"something else of the person's"


def test_dry_run_wins_over_a_word(shell, photos):
    assert _dry(shell, "--yes", "--json").json["dry_run"] is True
    assert (photos / "b" / "copy.jpg").exists()


def test_folders_decide(shell, photos):
    first = _dry(shell, "--go-first", photos / "a", "--json").json
    assert first["groups"][0]["trash"][0]["path"].endswith("a/0.jpg")
    kept = _dry(shell, "--always-keep", photos / "b", "--go-first", photos / "b", "--json").json
    assert kept["groups"][0]["trash"][0]["path"].endswith("a/0.jpg")
    within = _dry(shell, "--scope", "within", "--json").json
    assert [one["reason"] for one in within["skipped"]] == ["several-folders"]


def test_kinds_decide(shell, photos):
    answer = _dry(shell, "--kind", "burst", "--json").json
    assert (answer["files"], [one["reason"] for one in answer["skipped"]]) == (0, ["other-kind"])


def test_nothing_to_resolve_needs_no_word(shell, photos):
    done = shell("duplicates", "--resolve", "originals", "--kind", "burst")
    assert (done.code, "0 files" in done.out) == (0, True)


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (("--resolve", "nonsense"), "no-such-rules"),
        (("--resolve", "originals", "--scope", "sideways"), "bad-plan"),
        (("--resolve", "originals", "--kind", "twin"), "bad-kind"),
    ],
)
def test_options_that_make_no_sense_are_refused(shell, photos, options, code):
    done = shell("duplicates", *options, "--json")
    assert (done.code, done.json["error"]["code"]) == (1, code)


@pytest.mark.parametrize("option", ["--dry-run", "--yes"])
def test_options_of_resolving_without_rules_are_a_usage_error(shell, photos, option):
    assert shell("duplicates", option).code == 2
