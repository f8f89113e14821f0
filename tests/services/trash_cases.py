"""A library with copies, and what tells whether anything of it was lost."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from photosearch.base.types import LocationId
from photosearch.services.freedesktop_trash import FreedesktopTrash
from photosearch.services.library import Library
from photosearch.services.trashing import Disposal
from tests.services.photo_folders import writing


@contextmanager
def writing_with_trash(home: Path) -> Iterator[Library]:
    """Open a library whose home trash lies beside it."""
    with writing(home) as library:
        library.trash = FreedesktopTrash(os.fsencode(trash_of(home)))
        yield library


def trash_of(home: Path) -> Path:
    """Return the trash of a library in a test."""
    return home.parent / "data" / "Trash"


def location(library: Library, path: Path) -> LocationId:
    """Return the id of the place that the library knows at a path."""
    for root in library.catalog.roots.list():
        for relative, row in library.catalog.locations.of_root(root.root_id).items():
            if os.path.join(root.path, relative) == os.fsencode(path):
                return row.location_id
    raise AssertionError(f"the library knows nothing at {path}")


def instead_of(library: Library, goes: Path, stays: Path) -> Disposal:
    """Return that one file goes because another stays."""
    return Disposal(location(library, goes), location(library, stays))


def states(library: Library) -> dict[str, str]:
    """Return the state of every place by its file's name."""
    found = {}
    for root in library.catalog.roots.list():
        for relative, row in library.catalog.locations.of_root(root.root_id).items():
            found[os.fsdecode(relative)] = row.state
    return found


def contents(*folders: Path) -> Counter[str]:
    """Return how often each content lies below folders, the trash's own notes left out."""
    found: Counter[str] = Counter()
    for folder in folders:
        for path in folder.rglob("*"):
            if path.is_file() and not path.is_symlink() and path.suffix != ".trashinfo":
                found[hashlib.sha256(path.read_bytes()).hexdigest()] += 1
    return found


def tree(folder: Path) -> dict[str, tuple[str, int]]:
    """Return every file below a folder with its content and its time."""
    return {
        str(path.relative_to(folder)): (
            hashlib.sha256(path.read_bytes()).hexdigest(),
            path.lstat().st_mtime_ns,
        )
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
