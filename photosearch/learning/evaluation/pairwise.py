"""Exact distances between all rows of two sets, a block at a time.

They are computed in float64 and rounded once to float32. So exact copies get equal distances
whatever block they fall in (BLAS adds in an order that depends on the block), and their order is
decided by row number, not by noise in the last bit.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from photosearch.base.types import Vectors
from photosearch.metric.distance import Distance
from photosearch.metric.transform import unit_rows

# What is left of 1 - 1 and of |x|^2 + |y|^2 - 2xy for exact copies, relative to their size.
_NOISE = 1e-13
_TILE = 512  # columns of the gallery that stay in the cache, three times as fast


class Distances:
    """The distances from any rows to a fixed gallery.

    Cosine distance is 1 - cos, 0 to 2 (1 where a vector is zero); Euclidean and Manhattan distance
    are metrics, >= 0. On unit vectors cosine and Euclidean rank alike.
    """

    def __init__(self, gallery: NDArray[np.floating], distance: Distance | str) -> None:
        """Prepare the gallery: (M, d) floats; ``ValueError`` where one is not finite."""
        self.distance = Distance(distance)
        self._gallery = self._prepared(gallery)
        self._squares = np.einsum("md,md->m", self._gallery, self._gallery)

    def __len__(self) -> int:
        return len(self._gallery)

    def to(self, queries: NDArray[np.floating]) -> Vectors:
        """Measure from every query, (n, d), to every row of the gallery: (n, M) float32."""
        rows = self._prepared(queries)
        if self.distance is Distance.MANHATTAN:
            return _manhattan(rows, self._gallery)
        products = rows @ self._gallery.T
        if self.distance is Distance.COSINE:
            np.subtract(1.0, products, out=products)
            products[products < _NOISE] = 0.0
            return products.astype(np.float32)
        squares = np.einsum("nd,nd->n", rows, rows)[:, None] + self._squares
        products *= -2.0
        products += squares
        products[products < _NOISE * squares] = 0.0
        return np.sqrt(products, out=products).astype(np.float32)

    def _prepared(self, vectors: NDArray[np.floating]) -> NDArray[np.float64]:
        rows = np.asarray(vectors, dtype=np.float64)
        if not np.isfinite(rows).all():
            raise ValueError("a vector is not finite")
        return np.asarray(unit_rows(rows)) if self.distance is Distance.COSINE else rows


def _manhattan(rows: NDArray[np.float64], gallery: NDArray[np.float64]) -> Vectors:
    """Add up |x - y| one dimension at a time, in that order for every pair."""
    result = np.empty((len(rows), len(gallery)), dtype=np.float32)
    columns = np.ascontiguousarray(gallery.T)
    for start in range(0, len(gallery), _TILE):
        part = columns[:, start : start + _TILE]
        total = np.zeros((len(rows), part.shape[1]))
        difference = np.empty_like(total)
        for x, y in zip(rows.T, part, strict=True):
            np.subtract(x[:, None], y, out=difference)
            total += np.abs(difference, out=difference)
        result[:, start : start + _TILE] = total
    return result
