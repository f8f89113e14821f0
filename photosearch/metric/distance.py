"""The plain distances that a person can choose instead of the metric's own order.

Euclidean and Manhattan distance are metrics: d(x, x) = 0, positive, symmetric, triangle inequality
(up to rounding). The cosine distance 1 - cos and the squared Euclidean distance are not: both break
the triangle inequality. On unit vectors |x - y|^2 = 2 (1 - cos), so cosine and Euclidean rank
alike.
"""

from __future__ import annotations

from enum import Enum

import numpy as np

from photosearch.base.types import Vectors


class Distance(Enum):
    """A distance by name."""

    COSINE = "cosine"
    EUCLIDEAN = "euclidean"
    MANHATTAN = "manhattan"

    def between(self, query: Vectors, vectors: Vectors) -> Vectors:
        """Measure from a query to every row, smaller = more alike.

        Args:
            query: (d,) float32.
            vectors: (N, d) float32.

        Returns:
            (N,) float32: cosine 0 to 2 (1 where a vector is zero), the others >= 0.
        """
        if self is Distance.COSINE:
            return _cosine(query, vectors)
        difference = np.abs(vectors.astype(np.float64) - query)
        if self is Distance.MANHATTAN:
            return np.asarray(difference.sum(axis=1), dtype=np.float32)
        return np.asarray(np.sqrt((difference**2).sum(axis=1)), dtype=np.float32)


def _cosine(query: Vectors, vectors: Vectors) -> Vectors:
    rows, one = vectors.astype(np.float64), query.astype(np.float64)
    lengths = np.sqrt((rows**2).sum(axis=1) * (one**2).sum())
    dots = np.einsum("nd,d->n", rows, one)
    cosines = np.divide(dots, lengths, out=np.zeros(len(rows)), where=lengths > 0)
    return np.asarray((1.0 - cosines).clip(0.0, 2.0), dtype=np.float32)
