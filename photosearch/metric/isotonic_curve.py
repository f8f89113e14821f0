"""Isotonic curve: rising values that fit best (pooling adjacent violators: Ayer et al. 1955)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from photosearch.base.types import Vectors

Floats = NDArray[np.float64]


def isotonic(scores: Vectors, targets: Floats, weights: Floats) -> tuple[Floats, Floats]:
    """Fit a rising step function (pooling adjacent violators: Ayer et al. 1955).

    Args:
        scores: (n,) in any order, n >= 1.
        targets: (n,) 0 to 1.
        weights: (n,) > 0.

    Returns:
        (n,) scores, rising, and (n,) values, rising.
    """
    order = np.argsort(scores, kind="stable")
    means: list[float] = []
    masses: list[float] = []
    counts: list[int] = []
    for target, weight in zip(targets[order].tolist(), weights[order].tolist(), strict=True):
        mean, mass, count = target, weight, 1
        while means and means[-1] >= mean:
            total = masses[-1] + mass
            mean = (means.pop() * masses[-1] + mean * mass) / total
            mass, count = masses.pop() + mass, counts.pop() + count
        means.append(mean)
        masses.append(mass)
        counts.append(count)
    return scores[order].astype(np.float64), np.repeat(means, counts)
