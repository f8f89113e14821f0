"""The find-inside command: JSON, for people, and what it refuses."""

from __future__ import annotations


def test_find_inside_prepares_and_gives_rows_with_boxes(shell, photos):
    found = shell("find-inside", photos / "a" / "0.jpg", "--prepare", "--json").json
    assert found["prepared"] == 7
    assert found["waiting"] == 0
    assert len(found["results"]) == 6
    for row in found["results"]:
        assert set(row) == {"path", "paths", "score", "box"}
        x, y, width, height = row["box"]
        assert 0 <= x < x + width <= 1.0001
        assert 0 <= y < y + height <= 1.0001
    scores = [row["score"] for row in found["results"]]
    assert scores == sorted(scores, reverse=True)


def test_find_inside_crop_and_top_for_people(shell, photos):
    shell("find-inside", "--prepare")
    done = shell("find-inside", photos / "b" / "4.jpg", "--crop", "0,0,.5,.5", "--top", "2")
    assert len(done.out.splitlines()) == 2


def test_find_inside_unprepared_is_said(shell, photos):
    done = shell("find-inside", photos / "a" / "0.jpg", "--json")
    assert (done.code, done.json["error"]["code"]) == (1, "no-insides")


def test_find_inside_without_picture_is_wrong_usage(shell):
    assert shell("find-inside").code == 2


def test_find_inside_bad_crop_is_said(shell, photos):
    done = shell("find-inside", photos / "a" / "0.jpg", "--crop", "1,2", "--json")
    assert (done.code, done.json["error"]["code"]) == (1, "bad-crop")
