"""Rows that are derived block by block have to be those of the definition."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from photosearch.base.progress import NO_PROGRESS
from photosearch.encoder.quantisation import quantise
from photosearch.metric.neighbourhood import exact_candidates, neighbour_rows
from photosearch.metric.parts import whole_of
from photosearch.services import derivation
from photosearch.services.derivation import codes_of, derived_blocks
from photosearch.services.gallery import Gallery
from tests.services.catalogued import catalogued
from tests.services.families import families

N_PHOTOS = 90


@pytest.fixture
def gallery(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Gallery]:
    """Return photos in groups of three, to be derived in many blocks."""
    for name, rows in {"_READ": 40, "_LISTED": 16, "_YIELDED": 25}.items():
        monkeypatch.setattr(derivation, name, rows)
    with catalogued(tmp_path, [b"%03d.jpg" % row for row in range(N_PHOTOS)]) as (library, photos):
        random = np.random.default_rng(5)
        groups = np.repeat(random.gamma(0.5, 1.0, (N_PHOTOS // 3, 1280)), 3, axis=0)
        features = groups + random.gamma(0.5, 0.5, groups.shape)
        encoder_id = library.gallery.in_use.encoder_id
        codes, scales = quantise(features.astype(np.float32))
        with library.catalog.transaction():
            library.catalog.features.put(photos, encoder_id, codes, scales)
        library.gallery.catch_up()
        yield library.gallery


def test_derived_blocks_are_the_rows_of_the_whole_library(gallery):
    ids = gallery.index.ids()
    by_key = ids[np.argsort(gallery.keys_of(ids), kind="stable")]
    vectors = whole_of(codes_of(gallery, by_key))
    near = exact_candidates(gallery.index.get(by_key))
    expected = neighbour_rows(vectors, by_key, near)
    blocks = list(derived_blocks(gallery, NO_PROGRESS))
    assert len(blocks) > 1
    np.testing.assert_array_equal(np.concatenate([block.ids for block in blocks]), ids)
    by_id = np.argsort(by_key)
    names = {"neighbour_ids": "ids", "scores": "scores", "scales": "scale", "reaches": "reach"}
    for name, column in names.items():
        found = np.concatenate([getattr(block, name) for block in blocks])
        np.testing.assert_array_equal(found, getattr(expected, column)[by_id], err_msg=name)


def test_derived_blocks_from_the_index_find_the_same_neighbours(gallery, monkeypatch):
    exact = np.concatenate([b.neighbour_ids for b in derived_blocks(gallery, NO_PROGRESS)])
    monkeypatch.setattr(derivation, "EXACT_UP_TO", 0)
    found = np.concatenate([b.neighbour_ids for b in derived_blocks(gallery, NO_PROGRESS)])
    alike = [len(np.intersect1d(a, b)) / len(a) for a, b in zip(found, exact, strict=True)]
    assert np.mean(alike) > 0.98


def test_derived_blocks_leave_no_file(gallery):
    before = sorted(gallery.directory.iterdir())
    list(itertools.islice(derived_blocks(gallery, NO_PROGRESS), 1))
    assert sorted(gallery.directory.iterdir()) == before


def test_a_photo_alone_has_a_row_without_neighbours(tmp_path):
    with families(tmp_path, n_families=1, size=1) as (library, _):
        block = library.gallery.neighbours.get(library.gallery.index.ids())
        assert len(block.ids) == 1
        assert (block.neighbour_ids == -1).all()
