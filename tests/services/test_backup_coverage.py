"""Which photos lie in no backup folder, and which folder looks like a backup."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from photosearch.services.backup_coverage import (
    backup_coverage,
    decline_backup,
    likely_backups,
)
from photosearch.services.library import Library, open_library
from tests.catalog.conftest import add_photo


@pytest.fixture
def library(tmp_path):
    opened = open_library(tmp_path / "library", writable=True)
    yield opened
    opened.close()


def add_root(library: Library, base: Path, name: str, photos: range, role: str = "photos") -> int:
    """Add a folder whose files are photos by number."""
    root_id = library.catalog.roots.add(os.fsencode(base / name), role).root_id
    with library.catalog.transaction():
        for number in photos:
            place(library, root_id, number)
    return root_id


def place(library: Library, root_id: int, number: int) -> None:
    """Record one more file of the photo of a number."""
    name = b"%03d.jpg" % number
    for root in library.catalog.roots.list():
        for relative, row in library.catalog.locations.of_root(root.root_id).items():
            if relative == name:
                library.catalog.locations.add(root_id, name, row.stat, row.file_id)
                return
    add_photo(library.catalog, root_id, name)


def names(paths) -> list[str]:
    return [os.path.basename(os.fsdecode(one.path)) for one in paths]


def test_coverage_lists_what_no_backup_holds(library, tmp_path):
    add_root(library, tmp_path, "photos", range(5))
    add_root(library, tmp_path, "backup", range(1, 4), "backup")
    found = backup_coverage(library)
    assert (found.n_backups, found.n_photos, found.n_covered, found.n_same_bytes) == (1, 5, 3, 3)
    assert names(found.uncovered) == ["000.jpg", "004.jpg"]


def test_coverage_counts_what_is_only_in_a_backup_nowhere(library, tmp_path):
    add_root(library, tmp_path, "backup", range(4), "backup")
    found = backup_coverage(library)
    assert (found.n_photos, found.n_covered, found.uncovered) == (0, 0, ())


def test_coverage_without_a_backup_lists_all(library, tmp_path):
    add_root(library, tmp_path, "photos", range(3))
    found = backup_coverage(library)
    assert (found.n_backups, found.n_covered, len(found.uncovered)) == (0, 0, 3)


def test_likely_backup_is_the_smaller_folder_or_the_later_one(library, tmp_path):
    add_root(library, tmp_path, "photos", range(40))
    part = add_root(library, tmp_path, "part", range(25))
    assert [(one.root.root_id, one.n_files, one.n_shared) for one in likely_backups(library)] == [
        (part, 25, 25)
    ]
    whole = add_root(library, tmp_path, "whole", range(40))
    assert [one.root.root_id for one in likely_backups(library)] == [part, whole]


@pytest.mark.parametrize(("shared", "own"), [(15, 0), (20, 6)])
def test_likely_backup_needs_enough_files_and_share(shared, own, library, tmp_path):
    add_root(library, tmp_path, "photos", range(60))
    root_id = add_root(library, tmp_path, "other", range(shared))
    with library.catalog.transaction():
        for number in range(100, 100 + own):
            place(library, root_id, number)
    assert likely_backups(library) == []


def test_likely_backup_that_was_declined_is_not_asked_about_again(library, tmp_path):
    first = add_root(library, tmp_path, "photos", range(30))
    later = add_root(library, tmp_path, "later", range(30))
    assert [one.root.root_id for one in likely_backups(library)] == [later]
    decline_backup(library, later)
    assert later not in [one.root.root_id for one in likely_backups(library)]
    decline_backup(library, first)
    assert likely_backups(library) == []
