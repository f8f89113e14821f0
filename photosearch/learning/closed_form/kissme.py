"""KISSME: keep it simple and straightforward metric, from nothing but pairs."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from photosearch.base.errors import UserError
from photosearch.learning.closed_form.scatter import Matrix, metric_of, powered, shrunk
from photosearch.learning.losses.tuples import Tuples
from photosearch.metric.transform import LinearMetric

SHRINKAGE = 0.5


def kissme(
    vectors: NDArray[np.floating], pairs: Tuples, shrinkage: float = SHRINKAGE
) -> LinearMetric:
    """Fit M = S ** -1 - D ** -1 (Koestinger et al. 2012, KISSME) and its root.

    S and D are the mean outer products of the differences of pairs that are the same and that are
    not: the likelihood ratio of two Gaussians. M is brought onto the positive semi-definite
    matrices by dropping its negative eigenvalues, as the paper does.

    Args:
        vectors: (N, D) float, such as level-0 vectors.
        pairs: of both kinds, positions 0 to N - 1.
        shrinkage: share of round scatters in S and D, 0 (the paper) to below 1.

    Returns:
        a metric of d <= D dimensions whose plain squared Euclidean distance, before vectors are
        brought to unit length, is (x - y)^T M (x - y).

    Raises:
        UserError: ``too-few-pairs``: one kind of pair is missing, or all of one kind are copies;
            ``pairs-say-nothing``: nowhere do same pairs differ less than others.
        ValueError: these are not pairs, or the shrinkage is not 0 to 1.
    """
    if pairs.same is None:
        raise ValueError(f"KISSME learns from pairs, not from {pairs.kind}")
    near = shrunk(_scatter(vectors, pairs.rows[pairs.same]), shrinkage)
    far = shrunk(_scatter(vectors, pairs.rows[~pairs.same]), shrinkage)
    if not (np.trace(near) > 0 and np.trace(far) > 0):
        raise UserError(
            "too-few-pairs",
            "There are not enough pairs to learn from.",
            'Mark some pairs as "the same" and some as "not the same"; copies do not count.',
        )
    values, axes = np.linalg.eigh(powered(near, -1.0) - powered(far, -1.0))
    kept = values > max(float(values[-1]), 0.0) * 1e-9
    if not kept.any():
        raise UserError(
            "pairs-say-nothing",
            'Pairs marked as "the same" differ as much as the others in every way.',
            "Look for pairs that are marked wrongly, or mark more.",
        )
    return metric_of(vectors, axes[:, kept] * np.sqrt(values[kept]), "kissme")


def _scatter(vectors: NDArray[np.floating], pairs: NDArray[np.int64]) -> Matrix:
    differences = vectors[pairs[:, 0]].astype(np.float64) - vectors[pairs[:, 1]]
    return np.asarray(differences.T @ differences / max(1, len(pairs)))
