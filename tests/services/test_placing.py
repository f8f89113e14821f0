"""Photos in their surroundings."""

from __future__ import annotations

import numpy as np
import pytest

from photosearch.metric.pair_score import pair_scores, paired_scores
from photosearch.services.placing import nearest_photos, place_photos
from tests.services.families import families


@pytest.fixture(scope="module")
def held(tmp_path_factory):
    with families(tmp_path_factory.mktemp("families")) as both:
        yield both


def test_photos_come_back_in_the_order_asked_for(held):
    library, of = held
    ids = np.array([of[1][0], of[0][0], of[1][0]])
    placed = place_photos(library.gallery, ids)
    known, vectors = library.gallery.whole_vectors(ids[:2])
    assert np.array_equal(placed.vectors[0], placed.vectors[2])
    assert np.array_equal(placed.vectors[1], vectors[known == of[0][0]][0])


def test_family_scores_above_strangers_and_pairs_agree_with_the_matrix(held):
    library, of = held
    placed = place_photos(library.gallery, np.array([*of[0], *of[1]]))
    scores = pair_scores(placed, placed)
    family = np.repeat([0, 1], len(of[0]))
    own = scores[(family[:, None] == family[None]) & ~np.eye(20, dtype=bool)]
    assert own.min() > scores[family[:, None] != family[None]].max()
    rows = np.arange(20)
    swapped = paired_scores(placed, placed.taken(rows[::-1]))
    assert np.allclose(swapped, scores[rows, rows[::-1]], atol=1e-5)


def test_nearest_photos_begin_with_the_family(held):
    library, of = held
    head = library.gallery.index.get(np.array([of[3][0]]))[0]
    assert set(nearest_photos(library.gallery, head, 10).tolist()) == set(of[3])
