"""Finding copies: all pairs of all queries in one list, as in the copy-detection contests.

Pooling asks for one threshold that serves every query, which no per-query list does.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class CopyDetection:
    """Attributes: µAP, and the recall at a precision with the score where it is reached."""

    micro_ap: float
    recall: float
    threshold: float


def copy_detection(
    scores: NDArray[np.floating],
    is_copy: NDArray[np.bool_],
    n_true: int,
    precision: float = 0.99,
) -> CopyDetection:
    """Score one list of pairs over all queries.

    µAP = sum over the list of P(k) · (recall(k) - recall(k - 1)), the recall being of *all* true
    pairs, found or not (Douze et al. 2021, "The 2021 Image Similarity Dataset"). Equal
    scores count the wrong pairs first.

    Args:
        scores: (n,) floats, higher is more alike.
        is_copy: (n,) bool, whether each pair is true.
        n_true: how many true pairs there are in all, at least the number in the list.
        precision: at which the recall is taken, 0 to 1.

    Returns:
        The recall is 0 and its threshold infinite where the precision is never reached.

    Raises:
        ValueError: The list holds more true pairs than there are, or there are none.
    """
    if n_true < max(1, int(is_copy.sum())):
        raise ValueError("fewer true pairs than the list holds")
    order = np.lexsort((is_copy, -scores))
    hits = is_copy[order]
    precisions = np.cumsum(hits) / np.arange(1, len(hits) + 1)
    micro_ap = float((precisions * hits).sum() / n_true)
    good = np.flatnonzero((precisions >= precision) & hits)
    if not len(good):
        return CopyDetection(micro_ap, 0.0, float("inf"))
    last = good[-1]
    recall = float(hits[: last + 1].sum() / n_true)
    return CopyDetection(micro_ap, recall, float(scores[order[last]]))
