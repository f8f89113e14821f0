"""The explain command: JSON, the picture it writes, and what it refuses."""

from __future__ import annotations

import pytest
from PIL import Image


@pytest.fixture
def pair(photos):
    return photos / "a" / "0.jpg", photos / "b" / "4.jpg"


def test_explain_gives_heat_boxes_and_shares(shell, pair):
    found = shell("explain", *pair, "--json").json
    assert set(found) == {
        "score", "probability", "heat_a", "heat_b", "hottest_a", "hottest_b", "shares"
    }  # fmt: skip
    for name in ("heat_a", "heat_b"):
        values = [value for row in found[name] for value in row]
        assert [len(row) for row in found[name]] == [7] * 7
        assert (min(values), max(values)) == (0.0, 1.0)
    assert len(found["hottest_a"]) == 4
    assert set(found["shares"]) == {"colour", "layout", "subject"}
    assert sum(found["shares"].values()) == pytest.approx(1.0, abs=1e-3)
    assert found["probability"] is None


def test_explain_score_is_that_of_verify(shell, pair):
    found = shell("explain", *pair, "--json").json
    assert found["score"] == shell("verify", *pair, "--json").json["score"]


def test_explain_for_people_says_shares_and_places(shell, pair):
    out = shell("explain", *pair).out
    assert "Colour " in out
    assert "in the first" in out


def test_explain_writes_both_photos_with_their_heat(shell, pair, tmp_path):
    assert shell("explain", *pair, "--out", tmp_path / "why.png").code == 0
    with Image.open(tmp_path / "why.png") as image:
        assert (image.format, image.height) == ("PNG", 480)


def test_explain_where_nothing_can_be_written_is_said(shell, pair, tmp_path):
    done = shell("explain", *pair, "--out", tmp_path / "no" / "why.png", "--json")
    assert (done.code, done.json["error"]["code"]) == (1, "unwritable-file")


def test_explain_file_that_is_no_picture_is_said(shell, pair, photos):
    done = shell("explain", pair[0], photos / "bad.jpg", "--json")
    assert (done.code, done.json["error"]["code"]) == (1, "unreadable-photo")
