"""The groups commands: JSON, messages and exit codes."""

from __future__ import annotations

import csv
import json
import os

import pytest

from tests.services.photo_folders import write_photo, writing


@pytest.fixture
def dog(shell, photos):
    assert shell("groups", "add", "Dog", photos / "a" / "0.jpg", photos / "a" / "1.jpg").code == 0


def test_groups_add_makes_a_group_and_list_shows_it(shell, photos):
    done = shell("groups", "add", "our dog", photos / "a", "--json")
    assert done.json == {"name": "our dog", "new": True, "added": 3, "already": 0, "several": []}
    told = shell("groups", "list", "--json").json
    (row,) = told["groups"]
    assert (row["name"], row["photos"], row["hidden"]) == ("our dog", 3, 0)
    paths = shell("groups", "list", "our dog", "--json").json["members"]
    assert sorted(map(os.path.basename, paths)) == ["0.jpg", "1.jpg", "2.jpg"]


def test_groups_for_people(shell, photos, dog):
    assert "2  Dog" in shell("groups", "list").out
    done = shell("groups", "add", "pets", photos / "a" / "0.jpg")
    assert done.out.startswith("Added 1 photo to “pets”.\nIn several groups:\n")
    assert done.out.endswith("0.jpg: Dog, pets\n")
    assert "0.jpg: Dog, pets" in shell("groups", "list").out


def test_groups_list_of_a_new_library_says_how_to_begin(shell):
    assert "photosearch groups add" in shell("groups", "list").out
    assert shell("groups", "list", "--json").json == {"groups": [], "several": []}


def test_groups_take_odd_names_of_files(shell, photos):
    odd = os.fsdecode(os.path.join(os.fsencode(photos), b"odd \xff\n.jpg"))
    assert shell("groups", "add", "odd", odd).code == 0
    assert shell("groups", "list", "odd", "--json").json["members"] == [odd]


def test_groups_add_of_a_photo_that_is_not_indexed_names_it(shell, tmp_path):
    path = write_photo(tmp_path / "new" / "x.jpg", 99)
    done = shell("groups", "add", "dog", path)
    assert done.code == 1
    assert done.err == (
        f"photosearch: {path} is not in the library. "
        f"Index its folder first: photosearch index {path.parent}\n"
    )
    assert shell("groups", "add", "dog", tmp_path / "no.jpg", "--json").json["error"]["code"] == (
        "not-in-library"
    )
    assert shell("groups", "list", "--json").json["groups"] == []


def test_groups_remove_takes_photos_out_or_deletes(shell, photos, dog):
    done = shell(
        "groups", "remove", "dog", photos / "a" / "0.jpg", photos / "a" / "2.jpg", "--json"
    )
    assert (done.json["removed"], done.json["deleted"]) == (1, False)
    assert shell("groups", "remove", "dog", "--json").json == {"name": "Dog", "deleted": True}
    assert shell("undo").out == "Undone: Deleted the group “Dog”\n"
    assert shell("groups", "list", "--json").json["groups"][0]["photos"] == 1


def test_groups_rename_and_merge(shell, photos, dog):
    assert shell("groups", "rename", "dog", "Rex").out == "“Dog” is “Rex” now.\n"
    shell("groups", "add", "puppy", photos / "a")
    assert shell("groups", "merge", "rex", "puppy", "--json").json["added"] == 1
    assert shell("groups", "merge", "rex", "puppy").code == 1
    assert [one["name"] for one in shell("groups", "list", "--json").json["groups"]] == ["Rex"]


def test_groups_import_previews_does_and_undoes(shell, photos):
    looked = shell("groups", "import", photos, "--preview", "--json").json
    assert looked["preview"]
    assert shell("groups", "list", "--json").json["groups"] == []
    done = shell("groups", "import", photos, "--json").json
    assert done == {**looked, "preview": False}
    assert [(one["name"], one["new"], one["added"]) for one in done["groups"]] == [
        ("a", True, 3),
        ("b", True, 4),
    ]
    assert [os.path.basename(path) for path in done["unknown"]] == ["bad.jpg"]
    assert len(done["several"]) == 1  # b/copy.jpg is a/0.jpg
    assert shell("undo", "--json").json["kind"] == "groups-import"
    assert shell("groups", "list", "--json").json["groups"] == []


def test_groups_import_of_a_table_for_people(shell, photos):
    with open(photos / "groups.csv", "w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=";").writerows(
            [
                ("Datei", "Gruppe"),
                ("a/0.jpg", "dog"),
                ("1.jpg", "dog"),
                ("no.jpg", "x"),
                ("2.jpg", ""),
            ]
        )
    done = shell("groups", "import", photos / "groups.csv")
    assert done.out.splitlines() == [
        "Added 2 photos to 1 group (1 new).",
        "Not in the library (index their folder first):",
        "  no.jpg",
        "Could not use:",
        "  line 5: it names no group",
    ]


def test_groups_import_by_pattern(shell, photos):
    done = shell("groups", "import", photos / "b", "--pattern", "{group}opy", "--json").json
    assert [one["name"] for one in done["groups"]] == ["c"]
    assert len(done["unmatched"]) == 3
    error = shell("groups", "import", photos, "--pattern", "(", "--json").json["error"]
    assert error["code"] == "bad-pattern"


def test_groups_check_says_what_is_missing(shell, dog):
    done = shell("groups", "check", "--json").json
    assert [one["code"] for one in done["problems"]] == ["one-group"]
    assert "at least two groups" in shell("groups", "check").out


def test_groups_are_changed_by_whoever_holds_the_library(home, photos, started):
    from photosearch.services.commands import HolderService

    with writing(home) as library, HolderService(library):
        process = started(home, "groups", "add", "dog", photos / "a", "--json")
        out, err = process.communicate(timeout=60)
        assert process.returncode == 0, err
        assert json.loads(out)["added"] == 3
        assert library.catalog.groups.by_name("dog") is not None


@pytest.mark.parametrize("command", ["list", "add", "remove", "rename", "merge", "import", "check"])
def test_groups_help_is_there(shell, command):
    done = shell("groups", command, "--help")
    assert done.code == 0
    assert "Usage" in done.out


def test_groups_add_of_a_photo_that_could_not_be_read_says_where_to_look(shell, photos):
    done = shell("groups", "add", "dog", photos / "bad.jpg")
    assert done.code == 1
    assert "photosearch problems" in done.err


def test_groups_import_help_shows_one_example_a_line(shell):
    lines = [line.strip() for line in shell("groups", "import", "--help").out.splitlines()]
    assert "photosearch groups import vases.csv" in lines
