"""Logistic curve: the probability that falls out of a score (Platt 1999)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from photosearch.base.types import Vectors

Floats = NDArray[np.float64]

_ROUNDS, _RIDGE, _LEAST_STEP = 60, 1e-9, 1e-7


def platt(
    same: Vectors, different: Vectors, weights: Floats, share: float = 0.5
) -> tuple[float, float]:
    """Fit a logistic curve to pairs (Platt 1999, with his targets; Newton's method).

    Args:
        same: (n,) scores.
        different: (m,) scores.
        weights: (m,) of ``different``.
        share: What all of ``same`` weigh, of 1.

    Returns:
        Slope, never negative, and intercept.
    """
    scores = np.concatenate([same, different]).astype(np.float64)
    target = np.zeros(len(scores))
    target[: len(same)] = (len(same) + 1) / (len(same) + 2)
    target[len(same) :] = 1 / (len(different) + 2)
    each = np.concatenate(
        [np.full(len(same), share / len(same)), (1 - share) * weights / weights.sum()]
    )
    centre, spread = float(scores.mean()), float(scores.std()) or 1.0
    slope, shift = fit_line((scores - centre) / spread, target, each, (1.0, 0.0), (0.0, 0.0))
    slope = max(slope, 0.0) / spread
    return slope, shift - slope * centre


def fit_line(
    scores: Floats,
    targets: Floats,
    weights: Floats,
    start: tuple[float, float],
    firmness: tuple[float, float],
) -> tuple[float, float]:
    """Fit slope and shift of a logistic curve by Newton's method.

    Args:
        scores: (n,).
        targets: (n,) 0 to 1.
        weights: (n,).
        start: Slope and shift to begin with.
        firmness: What holds each of them there: one over the variance of a normal prior.
    """
    design = np.stack([scores, np.ones(len(scores))], axis=1)
    origin, pull = np.array(start), np.diag(np.array(firmness))

    def loss(at: Floats) -> float:
        odds, away = design @ at, at - origin
        own = float((weights * (np.logaddexp(0.0, odds) - targets * odds)).sum())
        return own + 0.5 * float(away @ pull @ away)

    found = origin.copy()
    now = loss(found)
    for _ in range(_ROUNDS):
        guess = sigmoid(design @ found)
        gradient = design.T @ (weights * (guess - targets)) + pull @ (found - origin)
        bend = weights * guess * (1 - guess)
        curvature = (design * bend[:, None]).T @ design + pull + _RIDGE * np.eye(2)
        step = np.linalg.solve(curvature, gradient)
        following = loss(found - step)
        while following > now and float(np.abs(step).max()) > _LEAST_STEP:
            step /= 2
            following = loss(found - step)
        if following >= now - _LEAST_STEP * now:
            break
        found, now = found - step, following
    return float(found[0]), float(found[1])


def sigmoid(odds: Floats) -> Floats:
    """Return the probabilities of log odds (n,)."""
    return np.asarray(1 / (1 + np.exp(-odds.clip(-40.0, 40.0))), dtype=np.float64)
