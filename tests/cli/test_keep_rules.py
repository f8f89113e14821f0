"""The keep-rules commands: JSON, messages and exit codes."""

import os

import pytest


def _active(shell):
    return shell("keep-rules", "list", "--json").json["active"]


def test_keep_rules_list_shows_the_presets(shell, photos):
    answer = shell("keep-rules", "list", "--json").json
    assert (answer["active"], [one["name"] for one in answer["sets"]]) == (
        "originals", ["originals", "quality", "organised"],
    )  # fmt: skip
    assert "* originals: folder, original, format, larger" in shell("keep-rules", "list").out


def test_keep_rules_set_uses_a_preset(shell, photos):
    assert shell("keep-rules", "set", "quality").out == "Using the rules quality now.\n"
    assert _active(shell) == "quality"


def test_keep_rules_set_makes_and_changes_a_set(shell, photos):
    options = ("--order", "larger,older", "--folder", photos / "a", "--prefer", "jpeg")
    answer = shell("keep-rules", "set", "mine", *options, "--json").json
    assert [one["code"] for one in answer["rules"] if one["on"]] == ["larger", "older"]
    assert (answer["folders"], answer["prefer"]) == ([os.fspath(photos / "a")], "jpeg")
    changed = shell("keep-rules", "set", "mine", "--trash-bursts", "--json").json
    assert changed == {**answer, "trash_bursts": True}
    assert _active(shell) == "mine"
    told = shell("keep-rules", "list").out
    assert "* mine: larger, older" in told
    assert "all but one frame of a burst goes" in told


def test_keep_rules_remove_goes_back_to_the_default(shell, photos):
    shell("keep-rules", "set", "mine", "--trash-edits")
    assert shell("keep-rules", "remove", "mine").out.startswith("Removed.")
    assert _active(shell) == "originals"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("set", "nonsense"), "no-such-rules"),
        (("set", "quality", "--trash-edits"), "preset-rules"),
        (("set", "mine", "--order", "nonsense"), "no-such-rules"),
        (("set", "mine", "--prefer", "film"), "bad-preference"),
        (("set", "a,b", "--keep-edits"), "bad-rules-name"),
        (("remove", "mine"), "no-such-rules"),
    ],
)
def test_keep_rules_that_can_not_be_are_refused(shell, photos, arguments, code):
    done = shell("keep-rules", *arguments, "--json")
    assert (done.code, done.json["error"]["code"]) == (1, code)
    assert _active(shell) == "originals"
