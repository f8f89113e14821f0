"""A catalogue in a temporary folder, and small photos to put into it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import pytest

from photosearch.base.types import FileId, PhotoId, RootId
from photosearch.catalog.catalog import Catalog
from photosearch.catalog.files import NewFile
from photosearch.catalog.locations import FileStat
from photosearch.catalog.photos import NewPhoto


def digest(word: str | bytes) -> bytes:
    return hashlib.sha256(word if isinstance(word, bytes) else word.encode()).digest()


def new_photo(word: str | bytes, replaces: PhotoId | None = None) -> NewPhoto:
    return NewPhoto(digest(word), 40, 30, bytes(range(64)), bytes(1024), replaces)


def add_photo(
    catalog: Catalog,
    root_id: RootId,
    relative_path: bytes,
    word: str | bytes | None = None,
    taken_at: float | None = None,
) -> PhotoId:
    word = relative_path if word is None else word
    with catalog.transaction():
        photo_id = catalog.photos.add(new_photo(word))
        file_id: FileId = catalog.files.add(
            NewFile(digest(word), photo_id, 9, "jpeg", taken_at=taken_at)
        )
        catalog.locations.add(root_id, relative_path, FileStat(9, 10**18, 7, 8), file_id)
    return photo_id


@pytest.fixture
def catalog(tmp_path) -> Iterator[Catalog]:
    opened = Catalog.open(tmp_path / "library", writable=True)
    yield opened
    opened.close()


@pytest.fixture
def root_id(catalog) -> RootId:
    return catalog.roots.add(b"/photos").root_id
