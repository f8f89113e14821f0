"""The rows that an exact search goes through."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from photosearch.base.types import Ids, Vectors
from photosearch.index.checks import LENGTH_TOLERANCE
from photosearch.index.protocol import Distance
from photosearch.index.rows import Rows
from photosearch.index.scoring import nearest_first, pair_similarities

_BLOCK_NUMBERS = 8_000_000
"""float32 numbers of one block of similarities: 32 MB."""
_QUERIES_WITHOUT_BLAS = 4
_MANHATTAN_ROWS = 4096
_MANHATTAN_MARGIN = 1e-4
_GATHERED = 65_536
"""Up to so many chosen rows are copied out; more are searched in place under a mask."""


class VectorPool:
    """Rows of a matrix with their ids, all or some of them.

    Args:
        matrix: (M, d) float32, of which the first ``len(ids)`` rows are in use.
        ids: (N,) int64.
    """

    def __init__(self, matrix: Vectors, ids: Ids) -> None:
        self._matrix = matrix[: len(ids)]
        self._ids = ids
        self._mask: npt.NDArray[np.bool_] | None = None
        self._size = len(ids)

    def only(self, rows: Rows) -> VectorPool:
        """Return a pool of the given rows, of which negative ones are passed over."""
        rows = rows[rows >= 0]
        if len(rows) <= _GATHERED:
            return VectorPool(self._matrix[rows], self._ids[rows])
        pool = VectorPool(self._matrix, self._ids)
        pool._mask = np.zeros(len(self._ids), np.bool_)
        pool._mask[rows] = True
        pool._size = len(rows)
        return pool

    def nearest(
        self, queries: Vectors, k: int, distance: Distance
    ) -> Iterator[tuple[int, Ids, Vectors]]:
        """Yield for each query its number, and ids and similarities of its k nearest."""
        k = min(k, self._size)
        if k == 0:
            return
        block = max(1, _BLOCK_NUMBERS // len(self._ids))
        margin = _margin(self._matrix.shape[1], distance)
        for start in range(0, len(queries), block):
            some = queries[start : start + block]
            rough = _rough(self._matrix, some, distance)
            if self._mask is not None:
                rough[:, ~self._mask] = -np.inf
            for at, query in enumerate(some):
                rows = _candidates(rough[at], k, margin)
                similarities = pair_similarities(self._matrix[rows], query, distance)
                yield start + at, *nearest_first(self._ids[rows], similarities, k)


def _rough(matrix: Vectors, queries: Vectors, distance: Distance) -> Vectors:
    if distance != "manhattan":  # among unit vectors euclidean has the order of cosine
        # BLAS waits for its own threads, 10 to 30 ms while decode workers hold the cores; a few
        # queries are answered sooner on one.
        if len(queries) <= _QUERIES_WITHOUT_BLAS:
            return np.stack([np.einsum("nd,d->n", matrix, query) for query in queries])
        return queries @ matrix.T
    rough = np.empty((len(queries), len(matrix)), np.float32)
    for start in range(0, len(matrix), _MANHATTAN_ROWS):
        part = matrix[start : start + _MANHATTAN_ROWS]
        for at, query in enumerate(queries):
            apart = part - query
            rough[at, start : start + len(part)] = -np.abs(apart, out=apart).sum(axis=1)
    return rough


def _margin(dim: int, distance: Distance) -> float:
    """Return how far below the k-th rough similarity a true neighbour may lie.

    A float32 product of unit vectors errs by less than dim * eps / 2 (Higham, Accuracy and
    Stability of Numerical Algorithms, 3.1), here on both sides; for euclidean the lengths' own
    tolerance comes on top.
    """
    if distance == "manhattan":
        return _MANHATTAN_MARGIN
    rounding = dim * float(np.finfo(np.float32).eps)
    return rounding if distance == "cosine" else rounding + 4 * LENGTH_TOLERANCE


def _candidates(rough: Vectors, k: int, margin: float) -> Rows:
    kth = np.partition(rough, len(rough) - k)[len(rough) - k]
    return np.flatnonzero(rough >= max(kth - np.float32(margin), np.finfo(np.float32).min))
