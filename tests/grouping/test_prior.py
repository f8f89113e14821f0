"""How common positives are is found from the probabilities alone."""

from __future__ import annotations

import numpy as np
import pytest

from photosearch.grouping.prior import FEWEST_PAIRS, log_odds, share_among

LEARNED = 0.2


def odds_of(share: float, n: int = 20_000, seed: int = 0) -> np.ndarray:
    """Return calibrated log odds (for ``LEARNED``) of pairs of which a share is positive.

    Scores are normal with means -2 and 2, so that their log likelihood ratio is 4 times the score.
    """
    rng = np.random.default_rng(seed)
    positive = rng.random(n) < share
    scores = rng.normal(np.where(positive, 2.0, -2.0), 1.0)
    return 4 * scores + log_odds(LEARNED)


@pytest.mark.parametrize("share", [0.01, 0.1, 0.2, 0.5, 0.9])
def test_share_is_found_wherever_it_is(share):
    assert share_among(odds_of(share), LEARNED) == pytest.approx(share, abs=0.01)


def test_library_without_any_has_next_to_none():
    assert share_among(odds_of(0.0), LEARNED) < 0.005


def test_too_few_pairs_say_nothing():
    assert share_among(odds_of(0.9, n=FEWEST_PAIRS - 1), LEARNED) == LEARNED
