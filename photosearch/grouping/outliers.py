"""Which photos do not belong to a group: those that few of the others are like.

A photo's belonging is its mean score to the nearer half of the others: a group of several kinds
keeps each of them, and what was put in by mistake has no half that it is near to (compare the mean
distance to k nearest neighbours: Bergman, Cohen and Hoshen 2020). Near-duplicates vouch for each
other once.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from photosearch.base.types import Vectors

FEWEST = 3
_SHARE = 0.5
_FEWEST_NEAR = 2
_FAR_OUT = 3.0
_SPREAD = 1.4826  # times the median of the absolute deviations: the standard deviation
_LEAST_SPREAD = 0.05


def belonging(scores: Vectors, copies: NDArray[np.bool_]) -> Vectors:
    """Return how much each photo belongs, higher is more.

    Args:
        scores: (n, n) float32, of each pair; the diagonal is not looked at.
        copies: (n, n) bool, which photos are near-duplicates of each other.

    Returns:
        (n,) float32; of a photo that has nothing but its copies beside it, its score to these.
    """
    n = len(scores)
    found = np.empty(n, dtype=np.float32)
    first = ~np.tril(copies, -1).any(axis=1)  # stands for its near-duplicates
    for row in range(n):
        others = first & ~copies[row]
        others[row] = False
        if not others.any():
            others = np.arange(n) != row
        near = np.sort(scores[row, others])[::-1]
        n_near = max(_FEWEST_NEAR, int(np.ceil(_SHARE * len(near))))
        found[row] = near[:n_near].mean() if len(near) else 0.0
    return found


def far_out(belongings: Vectors) -> NDArray[np.bool_]:
    """Say which photos lie far below the rest: three deviations below the median, robustly.

    Args:
        belongings: (n,) float32.
    """
    middle = float(np.median(belongings))
    spread = _SPREAD * float(np.median(np.abs(belongings - middle)))
    return np.asarray(belongings < middle - _FAR_OUT * max(spread, _LEAST_SPREAD))
