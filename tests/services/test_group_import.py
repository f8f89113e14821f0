"""Imports: folders, names of files and tables, looked at first and undone as one step."""

from __future__ import annotations

import csv
import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from photosearch.base.errors import UserError
from photosearch.services.group_import import import_groups, preview_import
from photosearch.services.groups import add_photos, list_groups, members
from photosearch.services.undoing import undo, undo_list
from tests.pictures import jpeg, make_photo
from tests.services.catalogued import catalogued, everything_said

NAMES = [
    b"Dog/1.jpg", b"Dog/young/2.jpg", b"cat/SKU1_1.jpg", b"cat/SKU1_2.jpg", b"cat/SKU2_1.jpg",
    b"loose.jpg", b"caf\xe9/3.jpg", b"cat/1.jpg",
]  # fmt: skip


@pytest.fixture
def held(tmp_path):
    with catalogued(tmp_path, NAMES) as (library, photos):
        yield library, dict(zip(NAMES, photos, strict=True)), tmp_path / "photos"


@pytest.fixture
def library(held):
    return held[0]


@pytest.fixture
def photos(held):
    return held[1]


@pytest.fixture
def folder(held):
    return held[2]


def counts(library) -> dict[str, int]:
    return {one.group.name: one.n_photos for one in list_groups(library)}


def write_table(folder, *rows: tuple[str, str], name: str = "t.csv") -> bytes:
    with open(folder / name, "w", encoding="utf-8", newline="", errors="surrogateescape") as file:
        csv.writer(file).writerows([("file", "group"), *rows])
    return os.fsencode(folder / name)


def test_each_sub_folder_becomes_a_group(library, photos, folder):
    plan = import_groups(library, os.fsencode(folder))
    assert counts(library) == {"Dog": 2, "cat": 4, r"caf\xe9": 1}
    assert (plan.n_created, plan.n_labels) == (3, 7)
    assert plan.unmatched == (os.fsencode(folder / "loose.jpg"),)
    assert len(undo_list(library)) == 1


def test_preview_tells_the_same_and_changes_nothing(library, folder):
    plan = preview_import(library, os.fsencode(folder))
    assert counts(library) == {}
    assert undo_list(library) == []
    assert import_groups(library, os.fsencode(folder)) == plan


def test_import_into_groups_that_are_there_adds_to_them(library, photos, folder):
    add_photos(library, "dog", [photos[b"Dog/1.jpg"], photos[b"loose.jpg"]])
    plan = import_groups(library, os.fsencode(folder))
    told = {
        group.name: (group.exists, len(group.photo_ids), group.n_already) for group in plan.groups
    }
    assert told == {"dog": (True, 1, 1), "cat": (False, 4, 0), r"caf\xe9": (False, 1, 0)}
    undo(library)
    assert counts(library) == {"dog": 2}


def test_import_twice_does_nothing_more(library, folder):
    import_groups(library, os.fsencode(folder))
    again = import_groups(library, os.fsencode(folder))
    assert (again.n_created, again.n_labels) == (0, 0)
    assert len(undo_list(library)) == 1


def test_photos_on_the_disk_that_are_not_indexed_are_named(library, folder):
    (folder / "cat").mkdir()
    (folder / "cat" / "new.jpg").write_bytes(jpeg(make_photo(1, (8, 8))))
    (folder / "cat" / "notes.txt").write_text("no photo")
    plan = preview_import(library, os.fsencode(folder))
    assert plan.unknown == (os.fsencode(folder / "cat" / "new.jpg"),)


def test_pattern_on_names_makes_groups(library, folder):
    plan = import_groups(library, os.fsencode(folder / "cat"), "{group}_*")
    assert counts(library) == {"SKU1": 2, "SKU2": 1}
    assert plan.unmatched == (os.fsencode(folder / "cat" / "1.jpg"),)


def test_table_names_files_in_every_way(library, photos, folder, tmp_path):
    table = write_table(
        tmp_path,
        (str(folder / "Dog" / "1.jpg"), "absolute"),
        ("photos/Dog/young/2.jpg", "beside the table"),
        ("cat/SKU1_1.jpg", "within a folder of the library"),
        ("./cat/../cat/SKU1_2.jpg", "not straight"),
        ("SKU2_1.jpg", "bare"),
        ("caf\udce9/3.jpg", "odd"),
    )
    plan = import_groups(library, table)
    assert (plan.unknown, plan.problems) == ((), ())
    assert members(library, "odd")[1] == [photos[b"caf\xe9/3.jpg"]]
    assert all(group.n_photos == 1 for group in list_groups(library))


def test_table_tells_what_it_can_not_use(library, tmp_path):
    table = write_table(
        tmp_path,
        ("cat/1.jpg", "cat"),
        ("1.jpg", "cat"),
        ("gone.jpg", "cat"),
        ("SKU1_1.jpg", "a\nb"),
        ("SKU1_2.jpg", "caf\udce9"),
        ("gone\udce9.jpg", "cat"),
    )
    plan = import_groups(library, table)
    assert counts(library) == {"cat": 1}
    assert plan.unknown == (b"gone.jpg",)
    assert [(one.line, one.reason) for one in plan.problems] == [
        (3, "2 photos are called 1.jpg: name the folder too"),
        (5, "its group has signs in it that can't be shown"),
        (7, "it is not written in UTF-8"),
        (8, "it is not written in UTF-8"),
    ]


def test_photos_in_several_groups_are_reported(library, photos, tmp_path):
    add_photos(library, "old", [photos[b"loose.jpg"]])
    table = write_table(
        tmp_path,
        ("loose.jpg", "new"),
        ("SKU1_1.jpg", "a"),
        ("SKU1_1.jpg", "b"),
        ("SKU1_2.jpg", "a"),
    )
    several = {photos[b"loose.jpg"]: ("old", "new"), photos[b"cat/SKU1_1.jpg"]: ("a", "b")}
    assert preview_import(library, table).several == several
    assert import_groups(library, table).several == several


@pytest.mark.parametrize(
    ("source", "pattern", "code", "hint"),
    [
        ("photos/Dog/young", None, "nothing-to-import", "sub-folder"),
        ("photos", "nothing_{group}_fits", "nothing-to-import", "--pattern"),
        ("elsewhere", None, "not-in-library", "photosearch index"),
        ("bad.csv", None, "nothing-to-import", "Line 2"),
        ("unknown.csv", None, "nothing-to-import", "x.jpg"),
        ("unknown.csv", "{group}_*", "pattern-for-table", "--pattern"),
        ("nothing.csv", None, "unreadable-table", "name"),
    ],
)
def test_source_without_use_says_why(library, tmp_path, source, pattern, code, hint):
    (tmp_path / "elsewhere").mkdir()
    write_table(tmp_path, ("x.jpg", ""), name="bad.csv")
    write_table(tmp_path, ("x.jpg", "a"), name="unknown.csv")
    for work in (preview_import, import_groups):
        with pytest.raises(UserError) as error:
            work(library, os.fsencode(tmp_path / source), pattern)
        assert error.value.code == code
        assert hint in error.value.hint
    assert undo_list(library) == []


def test_drive_that_is_away_is_imported_from_memory(library, folder):
    folder.rmdir()
    assert import_groups(library, os.fsencode(folder)).n_created == 3


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    base = tmp_path_factory.mktemp("shared")
    with catalogued(base, NAMES) as (library, photos):
        add_photos(library, "old", photos[:2])
        yield library, base


_ROWS = st.lists(
    st.tuples(
        st.sampled_from([os.fsdecode(name) for name in NAMES] + ["gone.jpg", ""]),
        st.sampled_from(["old", "OLD", "a", "b", "B", "", " "]),
    ),
    max_size=10,
)


@settings(max_examples=40, deadline=None)
@given(_ROWS)
def test_undo_of_an_import_leaves_everything_as_it_was(shared, rows):
    library, base = shared
    table = write_table(base, *rows)
    before, n_steps = everything_said(library), len(undo_list(library))
    try:
        plan = import_groups(library, table)
    except UserError:
        assert everything_said(library) == before
        return
    known = {(file, group.casefold()) for file, group in rows if file in _KNOWN and group.strip()}
    assert sum(len(one.photo_ids) + one.n_already for one in plan.groups) == len(known)
    if plan.n_labels:
        undo(library)
    assert everything_said(library) == before
    assert len(undo_list(library)) == n_steps


_KNOWN = {os.fsdecode(name) for name in NAMES}
