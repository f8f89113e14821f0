"""The area under the ROC curve, without the curve."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def auroc(positive: NDArray[np.floating], negative: NDArray[np.floating]) -> float:
    """Return how often a positive scores above a negative, ties counting half.

    That is the area under the ROC curve (Mann and Whitney 1947; Hanley and McNeil 1982).

    Args:
        positive: (n,) scores that should be high.
        negative: (m,) scores that should be low.

    Returns:
        0 to 1; 0.5 is chance.

    Raises:
        ValueError: One of the two is empty.
    """
    if not len(positive) or not len(negative):
        raise ValueError("an AUROC needs positives and negatives")
    return float(wins(positive, negative).mean())


def wins(scores: NDArray[np.floating], rivals: NDArray[np.floating]) -> NDArray[np.float64]:
    """Return the share of the rivals that each score beats, ties counting half: (n,) float64."""
    ordered = np.sort(rivals)
    below = np.searchsorted(ordered, scores, side="left")
    up_to = np.searchsorted(ordered, scores, side="right")
    return np.asarray((below + up_to) / (2 * len(ordered)))
