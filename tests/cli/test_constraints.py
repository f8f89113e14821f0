"""The constraints commands: JSON, messages and exit codes."""

from __future__ import annotations

import pytest


@pytest.fixture
def images(photos):
    return [photos / "a" / f"{number}.jpg" for number in range(3)]


def test_constraints_say_list_remove_undo(shell, images):
    a, b, c = images
    done = shell("constraints", "same", b, a, "--json").json
    assert (done["kind"], done["source"], done["other"], done["new"]) == (
        "same", "said", None, True
    )  # fmt: skip
    assert set(done["pair"]) == {str(a), str(b)}
    closer = shell("constraints", "closer", b, c, a, "--json").json
    assert (closer["pair"], closer["other"]) == ([str(b), str(c)], [str(b), str(a)])
    told = shell("constraints", "list", "--json").json
    assert [one["kind"] for one in told["constraints"]] == ["same", "closer"]
    assert told["contradictions"] == []
    assert shell("constraints", "remove", "1", "2", "--json").code == 0
    assert shell("constraints", "list").out == "Nothing was said of pairs of photos yet.\n"
    assert shell("undo").code == 0
    assert len(shell("constraints", "list", "--json").json["constraints"]) == 2


def test_constraints_of_four_photos(shell, images, photos):
    done = shell("constraints", "closer", *images, photos / "b" / "3.jpg", "--json").json
    assert set(done["pair"]) == {str(images[0]), str(images[1])}
    assert set(done["other"]) == {str(images[2]), str(photos / "b" / "3.jpg")}


def test_constraints_that_contradict_are_told(shell, images):
    a, b, c = images
    shell("constraints", "same", a, b)
    done = shell("constraints", "different", a, b)
    assert done.code == 1
    assert done.err == (
        "photosearch: you said the opposite before: 0.jpg = 1.jpg. "
        "Take that back first: photosearch constraints remove 1\n"
    )
    shell("constraints", "same", b, c)
    done = shell("constraints", "different", a, c)
    assert done.code == 0
    assert "This is contradictory: 0.jpg = 1.jpg (no. 1), 1.jpg = 2.jpg (no. 2), but" in done.out
    told = shell("constraints", "list", "--json").json["contradictions"]
    assert [(one["reason"], one["constraints"]) for one in told] == [
        ("same-and-different", [1, 2, 3])
    ]
    assert "Contradictory: 0.jpg" in shell("constraints", "list").out


def test_constraints_of_copies_or_unknown_photos_are_refused(shell, images, photos, tmp_path):
    done = shell("constraints", "same", images[0], photos / "b" / "copy.jpg", "--json")
    assert (done.code, done.json["error"]["code"]) == (1, "same-photo")
    done = shell("constraints", "same", images[0], tmp_path / "no.jpg", "--json")
    assert (done.code, done.json["error"]["code"]) == (1, "not-in-library")
    assert shell("constraints", "remove", "7", "--json").json["error"]["code"] == (
        "no-such-constraint"
    )


def test_constraints_usage_exits_2(shell, images):
    assert shell("constraints", "same", images[0]).code == 2
    assert shell("constraints", "remove", "x").code == 2
