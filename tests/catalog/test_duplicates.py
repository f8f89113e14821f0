"""Looks at pairs and answers about them, in the catalogue."""

from __future__ import annotations

import numpy as np
import pytest

from photosearch.catalog.catalog import Catalog
from photosearch.catalog.duplicates import DuplicateAnswer, Looks
from photosearch.catalog.photos import NewPhoto


@pytest.fixture
def catalog(tmp_path):
    with Catalog.open(tmp_path, writable=True) as opened:
        opened.photos.add_many(
            [NewPhoto(bytes([seed]) * 32, 4, 3, bytes(64), bytes(1024)) for seed in range(5)]
        )
        yield opened


def looks(pairs, seed=0) -> Looks:
    numbers = np.random.default_rng(seed).random((len(pairs), 14)).astype(np.float32)
    return Looks(np.array(pairs, np.int64).reshape(-1, 2), numbers)


def test_looks_come_back_by_pair(catalog):
    stored = looks([(2, 3), (1, 2)])
    catalog.duplicates.put_looks(stored, 1)
    found = catalog.duplicates.looks(1, 14)
    assert found.pairs.tolist() == [[1, 2], [2, 3]]
    assert np.array_equal(found.numbers, stored.numbers[::-1])


def test_looks_of_another_version_or_length_are_not_there(catalog):
    catalog.duplicates.put_looks(looks([(1, 2)]), 1)
    assert len(catalog.duplicates.looks(2, 14).pairs) == 0
    assert len(catalog.duplicates.looks(1, 13).pairs) == 0


def test_new_version_of_a_look_takes_the_place_of_the_old(catalog):
    catalog.duplicates.put_looks(looks([(1, 2)]), 1)
    catalog.duplicates.put_looks(looks([(1, 2)], seed=1), 2)
    assert len(catalog.duplicates.looks(1, 14).pairs) == 0
    assert catalog.duplicates.looks(2, 14).pairs.tolist() == [[1, 2]]


def test_comparisons_of_pixels_come_back(catalog):
    catalog.duplicates.put_compared([((1, 2), True), ((1, 3), False)])
    assert catalog.duplicates.compared() == {(1, 2): True, (1, 3): False}


def test_answers_are_replaced_and_removed(catalog):
    said = DuplicateAnswer((1, 2), duplicates=False, said_at=5.0)
    catalog.duplicates.put_answers([said, DuplicateAnswer((2, 4), duplicates=True, said_at=6.0)])
    again = DuplicateAnswer((1, 2), duplicates=True, said_at=7.0)
    catalog.duplicates.put_answers([again])
    catalog.duplicates.remove_answers([(2, 4)])
    assert catalog.duplicates.answers() == [again]


def test_forgotten_photo_takes_its_looks_and_answers_along(catalog):
    catalog.duplicates.put_looks(looks([(1, 2), (3, 4)]), 1)
    catalog.duplicates.put_compared([((2, 5), True)])
    catalog.duplicates.put_answers([DuplicateAnswer((1, 2), duplicates=False, said_at=5.0)])
    catalog.photos.forget([2])
    assert catalog.duplicates.looks(1, 14).pairs.tolist() == [[3, 4]]
    assert catalog.duplicates.compared() == {}
    assert catalog.duplicates.answers() == []
