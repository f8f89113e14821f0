"""The arrays of ``rank`` and ``export-vectors``, and that they depend on the photos alone."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from photosearch.base.errors import UserError
from photosearch.services.checking import check_library
from photosearch.services.library import Library
from photosearch.services.measuring import RankRequest, export_vectors, rank_library
from photosearch.services.searching import FileExample, Query, search
from tests.pictures import jpeg, make_photo
from tests.services.photo_folders import index, reading, write_photo, write_photos, writing

N_PHOTOS = 24


@pytest.fixture(scope="module")
def photos(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of photos, one with an odd name and one with a copy."""
    folder = tmp_path_factory.mktemp("measured") / "photos"
    write_photos(folder, range(N_PHOTOS - 1))
    odd = os.path.join(os.fsencode(folder), b"odd \xff\n.jpg")
    with open(odd, "wb") as file:
        file.write(jpeg(make_photo(500, (96, 72))))
    shutil.copy(folder / "0003.jpg", folder / "copy.jpg")
    return folder


@pytest.fixture(scope="module")
def library(photos: Path) -> Iterator[Library]:
    """Return their library, open to read."""
    index(photos.parent / "library", photos)
    with reading(photos.parent / "library") as opened:
        pool = opened.query_pool
        while not pool.pids:
            pass
        yield opened


def rank(library: Library, target: Path, request: RankRequest) -> dict[str, np.ndarray]:
    rank_library(library, str(target), request)
    with np.load(target, allow_pickle=False) as file:
        return dict(file)


def test_rank_arrays_are_as_promised(library, tmp_path):
    told = rank(library, tmp_path / "r.npz", RankRequest(top=30, exact=True))
    assert set(told) == {"paths", "queries", "query_rows", "neighbours", "scores"}
    assert told["paths"].dtype.kind == "U"
    assert list(told["paths"]) == sorted(told["paths"])
    assert told["neighbours"].shape == (N_PHOTOS, 30)
    assert told["neighbours"].dtype == np.int64
    assert told["scores"].dtype == np.float32
    assert (told["neighbours"][:, N_PHOTOS - 1 :] == -1).all()
    assert (told["neighbours"][:, : N_PHOTOS - 1] >= 0).all()
    assert np.isneginf(told["scores"][:, N_PHOTOS - 1 :]).all()
    assert (told["neighbours"] != np.arange(N_PHOTOS)[:, None]).all()
    assert (np.diff(told["scores"][:, : N_PHOTOS - 1]) <= 0).all()
    assert all(os.path.isabs(path) for path in told["paths"])
    assert any("\udcff" in path for path in told["paths"])


def test_rank_is_what_search_shows(library, tmp_path):
    told = rank(library, tmp_path / "r.npz", RankRequest(top=5))
    path = told["paths"][2]
    answer = search(library, Query((FileExample(os.fsencode(str(path))),), top=5))
    ids = [result.photo_id for result in answer.results]
    shown = [os.fsdecode(one.path) for one in library.catalog.photos.details(ids)]
    assert shown == list(told["paths"][told["neighbours"][2]])
    np.testing.assert_allclose([one.score for one in answer.results], told["scores"][2])


def test_rank_exact_equals_the_index_in_a_small_library(library, tmp_path):
    exact = rank(library, tmp_path / "e.npz", RankRequest(top=10, exact=True))
    index_own = rank(library, tmp_path / "i.npz", RankRequest(top=10))
    np.testing.assert_array_equal(exact["neighbours"], index_own["neighbours"])


def test_rank_of_listed_queries_knows_outside_files(library, photos, tmp_path):
    outside = write_photo(tmp_path / "outside.jpg", 900)
    listed = (os.fsencode(photos / "0005.jpg"), os.fsencode(outside))
    told = rank(library, tmp_path / "r.npz", RankRequest(top=4, queries=listed))
    assert list(told["queries"]) == [os.fsdecode(path) for path in listed]
    assert told["paths"][told["query_rows"][0]] == str(photos / "0005.jpg")
    assert told["query_rows"][1] == -1
    assert (told["neighbours"] >= 0).all()


def test_rank_of_a_copy_does_not_find_itself(library, photos, tmp_path):
    listed = (os.fsencode(photos / "copy.jpg"),)
    told = rank(library, tmp_path / "r.npz", RankRequest(top=30, queries=listed))
    own = told["query_rows"][0]
    assert own >= 0
    assert own not in told["neighbours"][0]


def test_rank_raw_is_the_plain_cosine_of_unrounded_features(library, tmp_path):
    told = rank(library, tmp_path / "r.npz", RankRequest(top=3, metric="raw"))
    export_vectors(library, str(tmp_path / "v.npz"), "raw")
    with np.load(tmp_path / "v.npz") as file:
        paths, vectors = file["paths"], file["vectors"].astype(np.float64)
    rows = [int(np.flatnonzero(paths == path)[0]) for path in told["paths"]]
    unit = vectors[rows] / np.linalg.norm(vectors[rows], axis=1, keepdims=True)
    cosines = unit @ unit.T
    np.fill_diagonal(cosines, -np.inf)
    best = np.argsort(-cosines, axis=1)[:, :3]
    np.testing.assert_array_equal(told["neighbours"], best)
    assert vectors.shape[1] == 1280


def test_rank_unknown_metric_is_a_clear_error(library, tmp_path):
    with pytest.raises(UserError, match="no metric"):
        rank_library(library, str(tmp_path / "r.npz"), RankRequest(top=3, metric="77"))


def test_rank_known_metric_by_number_is_the_active_one(library, tmp_path):
    number = str(library.catalog.metrics.active().metric_id)
    told = rank(library, tmp_path / "r.npz", RankRequest(top=3, metric=number))
    assert told["neighbours"].shape == (N_PHOTOS, 3)


@pytest.mark.parametrize("metric", [None, "raw"])
def test_rank_and_export_of_an_empty_library_are_empty(tmp_path, metric):
    (tmp_path / "none").mkdir()
    index(tmp_path / "library", tmp_path / "none")
    with reading(tmp_path / "library") as empty:
        told = rank(empty, tmp_path / "r.npz", RankRequest(top=3, metric=metric))
        assert told["neighbours"].shape == (0, 3)
        assert export_vectors(empty, str(tmp_path / "v.npz"), metric)["rows"] == 0


def test_export_has_a_row_for_every_online_location(library, photos, tmp_path):
    told = export_vectors(library, str(tmp_path / "v.npz"), None)
    with np.load(tmp_path / "v.npz", allow_pickle=False) as file:
        paths, vectors = file["paths"], file["vectors"]
        assert set(file.files) == {"paths", "vectors"}
    assert told["rows"] == len(paths) == N_PHOTOS + 1
    assert list(paths) == sorted(paths)
    assert vectors.dtype == np.float32
    assert vectors.shape[1] <= 256
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    rows = [list(paths).index(str(photos / name)) for name in ("0003.jpg", "copy.jpg")]
    np.testing.assert_array_equal(vectors[rows[0]], vectors[rows[1]])


def test_export_to_a_place_that_is_not_there_is_a_clear_error(library, tmp_path):
    with pytest.raises(UserError, match="can't be written"):
        export_vectors(library, str(tmp_path / "none" / "v.npz"), None)


def test_rank_leaves_out_photos_that_are_offline_when_raw(tmp_path):
    write_photos(tmp_path / "a", range(2))
    write_photos(tmp_path / "b", range(10, 12))
    home = tmp_path / "library"
    index(home, tmp_path / "a", tmp_path / "b")
    (tmp_path / "b").rename(tmp_path / "away")
    index(home)
    with reading(home) as library:
        told = export_vectors(library, str(tmp_path / "v.npz"), None)
        assert told["rows"] == 2
        assert rank(library, tmp_path / "r.npz", RankRequest(top=3))["neighbours"].shape == (4, 3)
        assert export_vectors(library, str(tmp_path / "w.npz"), "raw")["rows"] == 2


def _exact_order(home: Path, folder: Path, target: Path) -> dict[str, np.ndarray]:
    with writing(home) as library:
        assert check_library(library, repair=True)["ok"]
        told = rank(library, target, RankRequest(top=40, exact=True))
    told["paths"] = np.array([os.path.relpath(path, folder) for path in told["paths"]])
    return told


def test_rank_exact_is_the_same_however_the_photos_came(tmp_path):
    source = tmp_path / "source"
    write_photos(source, range(40))
    names = sorted(os.listdir(source))
    orders = []
    for way in ("at-once", "in-pieces"):
        folder, home = tmp_path / way / "photos", tmp_path / way / "library"
        folder.mkdir(parents=True)
        given = list(names)
        random.Random(3).shuffle(given)
        pieces = [given] if way == "at-once" else [given[:7], given[7:18], given[18:]]
        for piece in pieces:
            for name in piece:
                shutil.copy(source / name, folder / name)
            index(home, folder)
        if way == "in-pieces":
            for name in given[5:9]:
                (folder / name).rename(tmp_path / name)
            index(home)
            with writing(home) as library:  # gone for good, so that they come back as new
                gone = library.catalog.photos.known_ids()
                library.catalog.photos.forget(np.setdiff1d(gone, library.catalog.photos.ids()))
            for name in given[5:9]:
                (tmp_path / name).rename(folder / name)
            index(home)
        orders.append(_exact_order(home, folder, tmp_path / f"{way}.npz"))
    for name in ("paths", "neighbours", "scores"):
        np.testing.assert_array_equal(orders[0][name], orders[1][name])
