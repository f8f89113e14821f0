"""Libraries whose photos are rows of the catalogue alone: for what needs no pixels."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from photosearch.base.types import PhotoId
from photosearch.services.library import Library, open_library
from tests.catalog.conftest import add_photo


@contextmanager
def catalogued(base: Path, names: Sequence[bytes]) -> Iterator[tuple[Library, list[PhotoId]]]:
    """Open a library of photos that are said to lie in ``base/photos``; the folder is made."""
    (base / "photos").mkdir()
    library = open_library(base / "library", writable=True)
    try:
        root_id = library.catalog.roots.add(os.fsencode(base / "photos")).root_id
        with library.catalog.transaction():
            photos = [add_photo(library.catalog, root_id, name) for name in names]
        yield library, photos
    finally:
        library.close()


def everything_said(library: Library) -> tuple[object, ...]:
    """Return all groups, labels and constraints, to be compared."""
    groups = library.catalog.groups.all()
    labels = library.catalog.labels.of_groups([group.group_id for group in groups])
    return groups, labels, library.catalog.constraints.all()
