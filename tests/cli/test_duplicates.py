"""``photosearch duplicates`` and ``not-duplicates`` as a person types them."""

from __future__ import annotations

import os
import shutil

import pytest

from photosearch.services.indexing import index_folders
from tests.imaging.test_alignment import busy, cropped
from tests.pictures import jpeg
from tests.services.photo_folders import writing


@pytest.fixture
def versions(photos, home):
    """Put a photo, a crop of it and a copy of the crop into the library's folder."""
    (photos / "v").mkdir()
    (photos / "v" / "whole.jpg").write_bytes(jpeg(busy(3)))
    (photos / "v" / "crop.jpg").write_bytes(jpeg(cropped(busy(3), 0.6)))
    shutil.copy(photos / "v" / "crop.jpg", photos / "v" / "crop copy.jpg")
    with writing(home) as library:
        index_folders(library, [os.fsencode(photos)])
    return photos / "v"


def paths(group) -> list[str]:
    return sorted(os.path.basename(member["path"]) for member in group["members"])


def test_groups_as_json_follow_the_contract(shell, versions):
    done = shell("duplicates", "--json")
    assert done.code == 0
    found = {group["kind"]: paths(group) for group in done.json["groups"] if "v/" in str(group)}
    assert found["exact"] == ["crop copy.jpg", "crop.jpg"]
    assert found["edited"] == ["crop copy.jpg", "whole.jpg"] or found["edited"] == [
        "crop.jpg", "whole.jpg"
    ]  # fmt: skip
    for group in done.json["groups"]:
        assert 0.5 <= group["probability"] <= 1
        for member in group["members"]:
            assert {"path", "keep", "reasons"} <= member.keys()


def test_pairs_name_both_files_kind_and_probability(shell, versions):
    rows = shell("duplicates", "--pairs", "--json").json["pairs"]
    pairs = {frozenset(os.path.basename(row[end]) for end in "ab"): row for row in rows}
    copies = pairs[frozenset({"crop.jpg", "crop copy.jpg"})]
    assert (copies["kind"], copies["probability"]) == ("exact", 1.0)
    for crop in ("crop.jpg", "crop copy.jpg"):
        edited = pairs[frozenset({"whole.jpg", crop})]
        assert edited["kind"] == "edited"
        assert edited["probability"] > 0.5


def test_list_for_people_marks_and_counts(shell, versions):
    done = shell("duplicates", "--kind", "exact", "--kind", "edited")
    assert "Versions of one picture" in done.out
    assert "The same picture" in done.out
    assert "suggestion, nothing was moved" in done.out
    assert (versions / "crop copy.jpg").exists()


def test_quick_compares_nothing_and_says_what_waits(shell, versions):
    done = shell("duplicates", "--quick", "--json")
    assert done.json["waiting"] > 0
    assert shell("duplicates", "--json").json["waiting"] == 0


def test_not_duplicates_is_remembered_and_undone(shell, versions):
    whole, crop = str(versions / "whole.jpg"), str(versions / "crop.jpg")
    assert shell("not-duplicates", whole, crop).out == "Remembered of 1 pair.\n"
    assert shell("not-duplicates", whole, crop).out == "That was known.\n"
    kinds = {group["kind"] for group in shell("duplicates", "--json").json["groups"]}
    assert "edited" not in kinds
    assert shell("undo").code == 0
    kinds = {group["kind"] for group in shell("duplicates", "--json").json["groups"]}
    assert "edited" in kinds


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--precision", "0"), "makes no sense"),
        (("--kind", "twins"), "no duplicates of the kind twins"),
    ],
)
def test_wrong_options_are_one_clear_line(shell, versions, arguments, said):
    done = shell("duplicates", *arguments)
    assert done.code == 1
    assert said in done.err
    assert done.err.count("\n") == 1


def test_one_photo_can_not_be_told_apart(shell, versions):
    done = shell("not-duplicates", str(versions / "whole.jpg"))
    assert done.code == 1
    assert "two photos or more" in done.err
