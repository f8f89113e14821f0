"""Neighbour rows from a mapped file have to be those of the catalogue."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from photosearch.services import neighbour_store
from photosearch.services.forgetting import forget
from photosearch.services.indexing import index_folders
from photosearch.services.library import Library
from photosearch.services.neighbour_store import NeighbourStore
from tests.services.photo_folders import write_photos, writing


@pytest.fixture(autouse=True)
def _small_libraries_have_a_file(monkeypatch):
    monkeypatch.setattr(neighbour_store, "LEAST_ROWS", 3)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_photos(tmp_path / "photos", range(6))
    return tmp_path / "photos"


def _fresh(library: Library) -> NeighbourStore:
    in_use = library.gallery.in_use
    store = NeighbourStore(library.catalog, in_use.metric_id, in_use.metric.dim)
    store.load(library.directory)
    return store


def _is_mapped(store: NeighbourStore) -> bool:
    return store._file is not None


def _files(library: Library) -> list[Path]:
    return sorted((library.directory / "index").glob("*rows-*"))


def _check_against_catalogue(library: Library, store: NeighbourStore) -> None:
    ids = library.gallery.index.ids()
    expected = library.catalog.neighbours.get(library.gallery.in_use.metric_id, ids)
    asked = np.append(ids[::-1], [ids.max() + 50])
    found = store.get(asked)
    for name in ("ids", "neighbour_ids", "similarities", "scores", "scales", "reaches", "vectors"):
        np.testing.assert_array_equal(getattr(found, name), getattr(expected, name), err_msg=name)
    np.testing.assert_array_equal(store.vectors(asked).vectors, expected.vectors)
    plain = np.ascontiguousarray(library.catalog.photos.image_keys(ids)).view("S32").ravel()
    np.testing.assert_array_equal(store.keys_of(ids), plain)


def test_mapped_rows_are_those_of_the_catalogue(tmp_path, folder):
    with writing(tmp_path / "library") as library:
        index_folders(library, [bytes(folder)])
        store = _fresh(library)
        assert _is_mapped(store)
        _check_against_catalogue(library, store)


def test_rows_that_change_later_come_from_the_catalogue(tmp_path, folder):
    with writing(tmp_path / "library") as library:
        index_folders(library, [bytes(folder)])
        (before,) = _files(library)
    with writing(tmp_path / "library") as library:
        library.gallery.neighbours.load(library.directory)
        write_photos(folder, range(6, 8))
        index_folders(library)
        assert _files(library) == [before]
        assert _is_mapped(library.gallery.neighbours)
        _check_against_catalogue(library, library.gallery.neighbours)
    with writing(tmp_path / "library") as library:
        store = _fresh(library)
        assert _is_mapped(store)
        _check_against_catalogue(library, store)


def test_many_changes_write_the_file_anew(tmp_path, folder, monkeypatch):
    with writing(tmp_path / "library") as library:
        index_folders(library, [bytes(folder)])
        before = _files(library)
    monkeypatch.setattr(neighbour_store, "_MOST_CHANGED", 0)
    with writing(tmp_path / "library") as library:
        write_photos(folder, range(6, 8))
        index_folders(library)
        assert len(_files(library)) == 1
        assert _files(library) != before
        _check_against_catalogue(library, _fresh(library))


def test_a_change_that_nobody_noted_makes_the_catalogue_answer(tmp_path, folder):
    with writing(tmp_path / "library") as library:
        index_folders(library, [bytes(folder)])
        metric_id, ids = library.gallery.in_use.metric_id, library.gallery.index.ids()
        library.catalog.neighbours.delete(metric_id, ids[:1])
        store = _fresh(library)
        assert not _is_mapped(store)
        assert len(store.get(ids).ids) == len(ids) - 1


def test_a_damaged_file_makes_the_catalogue_answer(tmp_path, folder):
    with writing(tmp_path / "library") as library:
        index_folders(library, [bytes(folder)])
        (path,) = _files(library)
        path.write_bytes(path.read_bytes()[:-1] + b"?")
        store = _fresh(library)
        assert not _is_mapped(store)
        _check_against_catalogue(library, store)


def test_forget_leaves_no_trace_in_the_file(tmp_path, folder):
    with writing(tmp_path / "library") as library:
        index_folders(library, [bytes(folder)])
        gone = library.gallery.index.ids()[:1]
        key = bytes(library.catalog.photos.image_keys(gone)[0])
        assert key in _files(library)[0].read_bytes()
        forget(library, gone, confirmed=True)
        assert all(key not in path.read_bytes() for path in _files(library))
        _check_against_catalogue(library, library.gallery.neighbours)


def test_a_small_library_has_no_file(tmp_path, folder, monkeypatch):
    monkeypatch.setattr(neighbour_store, "LEAST_ROWS", 100)
    with writing(tmp_path / "library") as library:
        index_folders(library, [bytes(folder)])
        assert not _files(library)
        _check_against_catalogue(library, _fresh(library))
