"""How common duplicates are here, told by the pairs themselves.

A model learns probabilities where every sixth pair is a copy; a library of somebody who never edits
has one in a thousand. What a pair looks like does not depend on how common it is, so the share can
be found from the probabilities alone (Saerens, Latinne and Decaestecker, "Adjusting the outputs of
a classifier to new a priori probabilities", 2002), and the probabilities follow.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from photosearch.metric.logistic_curve import sigmoid

FEWEST_PAIRS = 50
_ROUNDS = 200
_ENOUGH = 1e-7
_LEAST = 1e-4

Floats = npt.NDArray[np.float64]


def log_odds(share: float) -> float:
    """Return the logarithm of the odds of a share strictly between 0 and 1."""
    return float(np.log(share / (1 - share)))


def share_among(odds: Floats, learned: float) -> float:
    """Estimate the share of positives by expectation maximisation.

    Args:
        odds: (P,) log odds as the model gives them.
        learned: The share among the pairs that the model has learned from.

    Returns:
        ``learned`` where there are too few pairs to tell.
    """
    if len(odds) < FEWEST_PAIRS:
        return learned
    share, neutral = learned, odds - log_odds(learned)
    for _ in range(_ROUNDS):
        before = share
        share = float(sigmoid(neutral + log_odds(before)).mean())
        share = min(max(share, _LEAST), 1 - _LEAST)
        if abs(share - before) < _ENOUGH:
            break
    return share
