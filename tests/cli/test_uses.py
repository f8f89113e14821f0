"""verify, identify, outliers, suggest and the quiz, as a person types them."""

from __future__ import annotations

import shutil

import pytest


@pytest.fixture
def photo(photos):
    def path(name: str) -> str:
        return str(photos / name)

    return path


@pytest.fixture
def grouped(shell, photo):
    for number in range(3):
        assert shell("groups", "add", "first", photo(f"a/{number}.jpg")).code == 0
    return shell


def test_verify_without_groups_says_that_it_is_uncalibrated(shell, photo):
    done = shell("verify", photo("a/0.jpg"), photo("b/3.jpg"), "--json")
    assert done.code == 0
    assert set(done.json) == {
        "decision", "score", "probability", "calibrated", "threshold", "far", "tar",
    }  # fmt: skip
    assert done.json["calibrated"] is False
    assert done.json["probability"] is None
    assert "Uncalibrated" in shell("verify", photo("a/0.jpg"), photo("b/3.jpg")).out


def test_verify_calls_a_copy_the_same(shell, photo):
    done = shell("verify", photo("a/0.jpg"), photo("b/copy.jpg"), "--json")
    assert done.json["decision"] == "yes"


def test_verify_takes_a_file_from_outside(shell, photo, tmp_path):
    outside = tmp_path / "found.jpg"
    shutil.copy(photo("a/0.jpg"), outside)
    assert shell("verify", outside, photo("a/0.jpg"), "--json").json["decision"] == "yes"


@pytest.mark.parametrize("far", ["0", "0.7", "-1"])
def test_verify_refuses_a_rate_that_is_none(shell, photo, far):
    done = shell("verify", photo("a/0.jpg"), photo("b/3.jpg"), "--far", far, "--json")
    assert done.code == 1
    assert done.json["error"]["code"] == "bad-far"


def test_verify_refuses_a_file_that_is_not_there(shell, photo):
    done = shell("verify", photo("a/0.jpg"), photo("nothing.jpg"), "--json")
    assert done.json["error"]["code"] == "no-such-file"


def test_identify_without_groups_says_how_to_make_one(shell, photo):
    done = shell("identify", photo("a/0.jpg"))
    assert done.code == 1
    assert "groups add" in done.err


def test_identify_names_candidates(grouped, photo):
    done = grouped("identify", photo("b/3.jpg"), "--json")
    assert set(done.json) == {"group", "candidates"}
    assert [one["group"] for one in done.json["candidates"]] == ["first"]
    assert set(done.json["candidates"][0]) == {"group", "score", "probability"}
    assert "first" in grouped("identify", photo("b/3.jpg")).out


def test_outliers_lists_all_members_worst_first(grouped, photo):
    rows = grouped("outliers", "FIRST", "--json").json["outliers"]
    assert {row["path"] for row in rows} == {photo(f"a/{number}.jpg") for number in range(3)}
    assert [row["score"] for row in rows] == sorted(row["score"] for row in rows)
    assert "of 3 photos" in grouped("outliers", "first").out


def test_outliers_of_a_small_group_is_an_error(shell, photo):
    shell("groups", "add", "one", photo("a/0.jpg"))
    done = shell("outliers", "one", "--json")
    assert done.json["error"]["code"] == "small-group"


def test_outliers_of_an_unknown_group_is_an_error(shell):
    assert shell("outliers", "nobody", "--json").json["error"]["code"] == "no-such-group"


def test_suggest_gives_what_is_sure_and_what_may_be(grouped, photo):
    done = grouped("suggest", "first", "--json")
    assert done.code == 0
    assert {"sure", "maybe"} <= set(done.json)
    named = [row["path"] for row in done.json["sure"] + done.json["maybe"]]
    assert photo("a/0.jpg") not in named


def test_suggest_takes_answers_which_can_be_undone(grouped, photo):
    done = grouped("suggest", "first", "--yes", photo("b/3.jpg"), "--no", photo("b/4.jpg"))
    assert done.code == 0
    assert photo("b/3.jpg") in grouped("groups", "list", "first", "--json").json["members"]
    (said,) = grouped("constraints", "list", "--json").json["constraints"]
    assert said["kind"] == "different"
    assert photo("b/4.jpg") in said["pair"]
    assert grouped("undo").code == 0
    assert grouped("constraints", "list", "--json").json["constraints"] == []


def test_quiz_asks_about_pairs_of_photos(shell):
    rows = shell("groups", "quiz", "--n", "2", "--json").json["questions"]
    assert len(rows) == 2
    assert all(len(set(row["pair"])) == 2 for row in rows)
    assert "constraints same" in shell("groups", "quiz", "--n", "1").out


@pytest.mark.parametrize(
    "command", [["verify"], ["identify"], ["outliers"], ["suggest"], ["groups", "quiz"]]
)
def test_help_shows_an_example(shell, command):
    assert f"photosearch {' '.join(command)}" in shell(*command, "--help").out
