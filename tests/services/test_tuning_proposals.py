"""When a tuning is proposed, and when not."""

from __future__ import annotations

import numpy as np
import pytest

from photosearch.encoder.quantisation import quantise
from photosearch.services.groups import add_photos
from photosearch.services.tuning import LAST_TUNING
from photosearch.services.tuning_proposals import (
    decline_tuning,
    drift_between,
    known_at_tuning,
    propose_tuning,
    worth_learning_from,
)
from tests.services.catalogued import catalogued


@pytest.fixture
def held(tmp_path):
    with catalogued(tmp_path, [b"%02d.jpg" % one for one in range(60)]) as both:
        yield both


def labelled(held, n_groups, size):
    library, photos = held
    for group in range(n_groups):
        add_photos(library, f"g{group}", photos[group * size : (group + 1) * size])


def tuned(library, **facts):
    library.catalog.facts.put(LAST_TUNING, {**known_at_tuning(library), "at": 1.0, **facts})


@pytest.mark.parametrize(
    ("sizes", "enough"), [([], False), ([9], False), ([3, 2], False), ([3, 3], True)]
)
def test_worth_learning_from_takes_two_groups_of_three(sizes, enough):
    assert worth_learning_from(sizes) is enough


def test_propose_without_groups_is_nothing(held):
    assert propose_tuning(held[0]) is None


def test_propose_with_one_large_group_is_nothing(held):
    labelled(held, 1, 20)
    assert propose_tuning(held[0]) is None


def test_propose_first_tuning_once_ten_photos_are_labelled(held):
    labelled(held, 3, 3)
    assert propose_tuning(held[0]) is None
    labelled(held, 4, 3)
    proposal = propose_tuning(held[0])
    assert proposal.reason == "labels"
    assert proposal.new_labels == 12


def test_propose_right_after_a_tuning_is_nothing(held):
    labelled(held, 4, 3)
    tuned(held[0])
    assert propose_tuning(held[0]) is None


def test_propose_again_takes_a_quarter_more_labels(held):
    labelled(held, 4, 12)
    tuned(held[0])
    add_photos(held[0], "new", held[1][48:58])
    assert propose_tuning(held[0]) is None  # 10 more than 48
    add_photos(held[0], "new", held[1][58:60])
    assert propose_tuning(held[0]).reason == "labels"


def test_propose_counts_no_photo_that_is_in_two_groups(held):
    labelled(held, 4, 3)
    tuned(held[0])
    add_photos(held[0], "twice", held[1][:12])
    assert propose_tuning(held[0]) is None


def test_propose_when_a_third_of_the_photos_is_new(held):
    labelled(held, 4, 3)
    tuned(held[0], newest_photo=int(held[1][41]))
    proposal = propose_tuning(held[0])
    assert (proposal.reason, proposal.new_photos, proposal.n_photos) == ("new-photos", 18, 60)


def test_propose_after_not_now_is_nothing(held):
    labelled(held, 4, 3)
    decline_tuning(held[0])
    assert propose_tuning(held[0]) is None


def test_propose_after_not_now_comes_back_with_more_labels(held):
    labelled(held, 4, 3)
    decline_tuning(held[0])
    add_photos(held[0], "new", held[1][40:50])
    assert propose_tuning(held[0]).reason == "labels"


def unit(rows):
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


def test_drift_of_photos_of_the_same_kind_is_small():
    rows = unit(np.random.default_rng(0).standard_normal((900, 32)))
    drift = drift_between(rows[:600], rows[600:])
    assert drift.mean_shift < 0.05
    assert drift.nearness == pytest.approx(1, abs=0.05)
    assert not drift.large


def test_drift_sees_another_mean():
    random = np.random.default_rng(0)
    old = unit(random.standard_normal((600, 32)))
    new = unit(random.standard_normal((300, 32)) + np.eye(32)[0] * 3)
    assert drift_between(old, new).mean_shift > 0.3


def test_drift_sees_photos_far_from_all_old_ones():
    random = np.random.default_rng(0)
    old = unit(np.pad(random.standard_normal((600, 16)), ((0, 0), (0, 16))))
    new = unit(np.pad(random.standard_normal((300, 16)), ((0, 0), (16, 0))))
    drift = drift_between(old, new)
    assert drift.mean_shift < 0.1
    assert drift.nearness < 0.1
    assert drift.large


def test_drift_of_few_photos_is_not_known():
    rows = unit(np.random.default_rng(0).standard_normal((30, 8)))
    assert drift_between(rows[:20], rows[20:]) is None


def test_propose_when_new_photos_are_unlike_the_old_ones(tmp_path):
    random = np.random.default_rng(0)
    kinds = np.repeat(random.standard_normal((2, 1280)), [150, 50], axis=0)
    features = np.abs(2 + kinds + random.standard_normal((200, 1280))).astype(np.float32)
    with catalogued(tmp_path, [b"%03d.jpg" % one for one in range(200)]) as (library, photos):
        library.catalog.features.put(photos, library.gallery.in_use.encoder_id, *quantise(features))
        labelled((library, photos), 4, 3)
        tuned(library, newest_photo=int(photos[149]))
        proposal = propose_tuning(library)
        assert (proposal.reason, proposal.new_photos) == ("drift", 50)


def test_propose_after_a_tuning_of_which_less_is_known_counts_no_photo_as_new(held):
    labelled(held, 4, 3)
    held[0].catalog.facts.put(LAST_TUNING, {"labels": 12, "at": 1.0})
    assert propose_tuning(held[0]) is None
