"""Probabilities that hold for pairs nobody labelled, and that follow the labels."""

from __future__ import annotations

import numpy as np
import pytest

from photosearch.metric.calibration import PairScores
from photosearch.metric.pair_score import pair_scores
from photosearch.services.calibrating import (
    calibrate_metric,
    calibration_of,
    labelled_photos,
    scores_of_groups,
    search_calibration,
)
from photosearch.services.constraints import reject
from photosearch.services.groups import add_photos, delete_group
from photosearch.services.placing import place_photos
from photosearch.services.searching import PhotoExample, Query, search
from tests.services.families import families, label


@pytest.fixture
def held(tmp_path):
    with families(tmp_path) as both:
        yield both


def test_library_without_groups_is_uncalibrated_but_knows_its_random_pairs(held):
    library, _ = held
    found = calibration_of(library, library.gallery)
    assert not found.calibrated
    assert found.thresholds
    assert search_calibration(library, library.gallery) is None


def test_groups_calibrate_pairs_of_families_without_labels(held):
    library, of = held
    label(library, of, n_groups=5, n_photos=6)
    calibration = calibration_of(library, library.gallery)
    unseen = place_photos(library.gallery, np.concatenate(of[5:]).astype(np.int64))
    scores = pair_scores(unseen, unseen)
    family = np.repeat(np.arange(len(of) - 5), len(of[0]))
    same = (family[:, None] == family[None]) & ~np.eye(len(family), dtype=bool)
    assert calibration.calibrated
    assert calibration.balanced(scores[same]).mean() > 0.9
    assert calibration.balanced(scores[family[:, None] != family[None]]).mean() < 0.1


def test_calibration_is_kept_until_a_label_changes(held):
    library, of = held
    label(library, of, n_groups=4, n_photos=6)
    gallery = library.gallery
    before = calibration_of(library, gallery)
    stored = library.catalog.facts.get(f"calibration:{gallery.in_use.metric_id}")
    assert calibration_of(library, gallery) == before
    add_photos(library, "f0", of[0][6:8])
    after = calibration_of(library, gallery)
    assert after.n_same == before.n_same + 13
    again = library.catalog.facts.get(f"calibration:{gallery.in_use.metric_id}")
    assert again["stamp"] != stored["stamp"]


def test_rejected_results_lower_the_probability_of_results_like_them(held):
    library, of = held
    label(library, of, n_groups=5, n_photos=6)
    before = calibration_of(library, library.gallery)
    for family in of[5:9]:
        reject(library, family[0], family[1:9], "rejected-result")
    after = calibration_of(library, library.gallery)
    sure = np.array([before.threshold(1e-4)], dtype=np.float32)
    assert after.n_answers == 32
    assert after.shown(sure)[0] < before.shown(sure)[0]


def test_near_duplicates_in_a_group_count_once(tmp_path):
    with families(tmp_path, n_families=8, size=6, noise=0.02) as (library, of):
        label(library, of, n_groups=4, n_photos=6)
        assert calibration_of(library, library.gallery).n_same == 0


def test_search_gives_probabilities_once_groups_are_known(held):
    library, of = held
    asked = Query((PhotoExample(of[7][0]),), top=12)
    assert {one.probability for one in search(library, asked).results} == {None}
    label(library, of, n_groups=5, n_photos=6)
    results = search(library, asked).results
    chances = [one.probability for one in results]
    kin = [one.photo_id in of[7] for one in results]
    assert min(chance for chance, near in zip(chances, kin, strict=True) if near) > 0.6
    assert [one.relevant for one in results] == kin


def test_scores_handed_over_for_a_metric_take_the_place_of_its_own(held):
    library, of = held
    label(library, of, n_groups=5, n_photos=6)
    same = np.linspace(0, 1, 60, dtype=np.float32)
    fair = PairScores(same, same - 1)
    assert calibrate_metric(library, library.gallery, fair).n_same == 60


def test_labelled_photos_of_a_deleted_group_are_not_known(held):
    library, of = held
    label(library, of, n_groups=3, n_photos=4)
    delete_group(library, "f1")
    ids, member = labelled_photos(library.catalog, library.gallery)
    assert set(ids.tolist()) == {*of[0][:4], *of[2][:4]}
    assert member.sum(axis=0).tolist() == [4, 4]


def test_search_beside_a_window_takes_what_there_is(held):
    library, of = held
    library.window_open = True
    label(library, of, n_groups=4, n_photos=6)
    assert search_calibration(library, library.gallery) is None
    made = calibration_of(library, library.gallery)
    add_photos(library, "f0", of[0][6:8])
    assert search_calibration(library, library.gallery) == made


def test_scores_of_a_tuned_metric_are_brought_to_the_scale_of_the_library(held, monkeypatch):
    library, of = held
    label(library, of, n_groups=5, n_photos=6)
    gallery = library.gallery
    before = calibration_of(library, gallery)
    monkeypatch.setattr("photosearch.services.calibrating._tuned", lambda *_: True)
    ids, member = labelled_photos(library.catalog, gallery)
    own = scores_of_groups(place_photos(gallery, ids), member)
    higher = PairScores(own.same + 0.3, own.different + 0.3)
    after = calibrate_metric(library, gallery, higher)
    assert after.threshold(0.1) == pytest.approx(before.threshold(0.1), abs=0.15)
    assert calibrate_metric(library, gallery).n_same == len(own.same)  # they are kept
