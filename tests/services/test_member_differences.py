from __future__ import annotations

from dataclasses import replace

from photosearch.catalog.merits import Merit
from photosearch.services.member_differences import FileFacts, differences
from tests.services.duplicate_values import copy_at

MERIT = Merit(
    location_id=1,
    photo_id=1,
    role="photos",
    state="online",
    size=500,
    format="jpeg",
    width=4000,
    height=3000,
    modified_ns=1_700_000_000_000_000_000,
    taken_at=1_600_000_000.0,
    camera="Canon",
    has_place=False,
    jpeg_quality=92,
    tag_count=40,
    sharpness=1.0,
    replaces=None,
    n_groups=0,
)
LARGE = FileFacts(copy_at(1, "/a/1.jpg", size=500), MERIT)


def by_code(first: FileFacts, second: FileFacts):
    return {line.code: line for line in differences(first, second)}


def test_larger_and_less_compressed_is_better():
    small = replace(MERIT, width=2000, height=1500, jpeg_quality=75)
    lines = by_code(LARGE, FileFacts(copy_at(2, "/a/1.jpg", size=90), small))
    assert lines["pixels"].better == "first"
    assert lines["pixels"].second == "2000 × 1500"
    assert lines["quality"].better == "first"
    assert lines["bytes"].better == ""
    assert lines["name"].better == lines["folder"].better == "same"


def test_what_is_not_known_of_one_is_neither_better_nor_worse():
    other = replace(MERIT, format="heic", jpeg_quality=None)
    line = by_code(LARGE, FileFacts(copy_at(2, "/a/2.heic"), other))["quality"]
    assert (line.first, line.second, line.better) == (92, None, "")


def test_what_is_known_of_neither_is_left_out():
    bare = replace(MERIT, taken_at=None, camera="", tag_count=None)
    lines = by_code(FileFacts(LARGE.copy, bare), FileFacts(copy_at(2, "/b/2.jpg"), bare))
    assert not {"taken", "camera", "tags"} & lines.keys()


def test_differences_come_before_what_is_the_same():
    found = differences(LARGE, FileFacts(copy_at(2, "/b/1.jpg", size=500), MERIT))
    assert [line.code for line in found if line.better != "same"] == ["folder"]
    assert found[0].code == "folder"


def test_file_that_was_not_read_still_has_a_name_and_a_size():
    lines = by_code(
        FileFacts(copy_at(1, "/a/1.jpg"), None), FileFacts(copy_at(2, "/a/2.jpg"), None)
    )
    assert lines.keys() == {"bytes", "folder", "name"}
