"""From numbers to kinds: the model's opinion, times, cameras and a person's answers."""

from __future__ import annotations

import numpy as np
import pytest

from photosearch.grouping.pair_evidence import PhotoEvidence
from photosearch.grouping.pair_kinds import (
    BURST,
    EDITED,
    SIMILAR,
    Answers,
    expected_cut,
    judge,
)
from photosearch.imaging.alignment import NUMBERS, Alignment
from photosearch.services.pair_finding import pair_model

EDIT_FIRST = (0.9, 0.99, 1, 0.0)
EDIT_LOOK = Alignment(0.95, 0.9, 0.94, 0.96, 1.0, 0.0, 0.7, 1.0, 1.0, 1.0, 0.02, 0, 0, 0)
SHOT_LOOK = Alignment(0.55, -0.1, 0.3, 0.6, 0.4, 0.25, 0.7, 0.95, 0.9, 0.9, 0.4, 60, 0.5, 1)
NONE_LOOK = Alignment(0.0, -0.5, -0.3, 0.0, 0.02, 0.8, 0.6, 1.0, 1.0, 0.1, 2.0, 0, 0, 0)
NOBODY = Answers(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=bool))


def judged(rows, times=None, cameras=None, answers=NOBODY):
    """Judge pairs (0, 1), (2, 3), …, one a row of (first numbers, alignment)."""
    n = 2 * len(rows)
    photos = PhotoEvidence(
        ids=np.arange(n),
        hashes=np.zeros((n, 8), np.uint64),
        greys=np.zeros((n, 1024), np.uint8),
        sizes=np.ones((n, 2), np.int64),
        taken_at=np.full(n, np.nan) if times is None else np.array(times, float),
        cameras=np.full(n, -1) if cameras is None else np.array(cameras),
    )
    pairs = np.arange(n).reshape(-1, 2)
    first = np.array([row[0] for row in rows], np.float32)
    missing = (np.nan,) * len(NUMBERS)
    looks = np.array([missing if row[1] is None else row[1].numbers() for row in rows], np.float32)
    return judge(pair_model(), photos, pairs, (first, looks), answers)


EDIT = (EDIT_FIRST, EDIT_LOOK)
SHOT = ((0.85, 0.6, 20, 0.0), SHOT_LOOK)
STRANGERS = ((0.4, 0.2, 30, 0.0), NONE_LOOK)


def test_edit_shot_and_strangers_are_told_apart_without_times():
    found = judged([EDIT, SHOT, STRANGERS])
    assert found.kinds[:2].tolist() == [EDITED, SIMILAR]
    assert found.probabilities[0] > 0.9
    assert found.probabilities[1] > 0.5
    assert found.probabilities[2] < 0.1


def test_two_moments_of_one_camera_are_never_an_edit():
    found = judged([EDIT], times=[100.0, 103.0], cameras=[1, 1])
    assert found.kinds.tolist() == [BURST]
    assert found.probabilities[0] > 0.5


@pytest.mark.parametrize(
    ("times", "cameras"),
    [
        ([100.0, 103.0], [1, 2]),  # two cameras: a clock may be off
        ([100.0, 103.0], [-1, -1]),
        ([100.0, np.nan], [1, 1]),
        ([100.0, 100.0], [1, 1]),
        ([100.0, 3_700.0], [1, 1]),  # an hour to the second: a clock that was set
    ],
)
def test_times_that_say_nothing_leave_an_edit_one(times, cameras):
    assert judged([EDIT], times, cameras).kinds.tolist() == [EDITED]


def test_shots_minutes_apart_are_similar_and_no_burst():
    found = judged([SHOT], times=[100.0, 400.0], cameras=[1, 1])
    assert found.kinds.tolist() == [SIMILAR]


def test_pair_without_a_look_gets_a_probability_of_its_own():
    found = judged([(EDIT_FIRST, None), (STRANGERS[0], None)])
    assert found.probabilities[0] > 0.8 > found.probabilities[1]


def test_rare_edits_are_as_sure_as_many():
    rows = [EDIT, *[STRANGERS] * 400]
    assert judged(rows).probabilities[0] == judged([EDIT]).probabilities[0]


def test_answer_decides_about_its_pair():
    answers = Answers(np.array([0, 2]), np.array([False, True]))
    found = judged([EDIT, EDIT, STRANGERS], answers=answers)
    assert found.probabilities[0] == 0
    assert found.kinds[1:].tolist() == [EDITED, EDITED]
    assert found.probabilities[2] == 1


def test_ten_answers_bend_the_others_and_nine_do_not():
    doubtful = Alignment(0.7, 0.4, 0.5, 0.75, 0.7, 0.08, 0.6, 0.95, 0.9, 0.97, 0.2, 30, 0.6, 1)
    rows = [((0.7, 0.8, 12, 0.05), doubtful)] * 14
    assert judged(rows).kinds[12] == SIMILAR
    for n_answers, wanted in ((9, SIMILAR), (12, EDITED)):
        said = Answers(np.arange(n_answers), np.ones(n_answers, dtype=bool))
        assert judged(rows, answers=said).kinds[12] == wanted


def test_cut_takes_as_many_as_the_precision_allows():
    shares = np.array([1.0, 0.99, 0.98, 0.9, 0.6, 0.3])
    assert expected_cut(shares, 0.989) == 0.98
    assert expected_cut(shares, 0.96) == 0.9
    assert expected_cut(shares, 0.5) == 0.6  # nothing unlikelier than not
    assert expected_cut(np.array([0.7]), 0.99) == 1.0
    assert expected_cut(np.zeros(0), 0.99) == 1.0
