"""Similarities that depend on the two vectors and on nothing else, and their order.

A matrix product rounds a pair differently depending on where in the matrix it lies and on how many
queries come with it (up to about 1e-6 at 256 dimensions). So a product only chooses candidates,
with a margin above its worst rounding, and these are scored here, each row on its own: products of
float32 are exact in float64, and NumPy sums each row in the same order wherever it lies. The order
is by the float32 similarity, then by id: the order of insertion, the blocks and the company of a
query leave no trace.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from photosearch.base.types import Ids, Vectors
from photosearch.index.protocol import Distance, Neighbours

_Wide = npt.NDArray[np.float64]

_BLOCK = 4096


def pair_similarities(vectors: Vectors, query: Vectors, distance: Distance) -> Vectors:
    """Return how near rows are to a query.

    Args:
        vectors: (N, d) float32.
        query: (d,) float32.
        distance: cosine gives the cosine; the others the negative distance.

    Returns:
        (N,) float32, higher is nearer.
    """
    similarities = np.empty(len(vectors), np.float32)
    wide_query = query.astype(np.float64)
    for start in range(0, len(vectors), _BLOCK):
        wide = vectors[start : start + _BLOCK].astype(np.float64)
        similarities[start : start + _BLOCK] = _score(wide, wide_query, distance)
    return similarities


def nearest_first(ids: Ids, similarities: Vectors, k: int) -> tuple[Ids, Vectors]:
    """Return the k nearest of (N,) ids and similarities, equal ones by ascending id."""
    order = np.lexsort((ids, -similarities))[:k]
    return ids[order], similarities[order]


def padded(n_queries: int, k: int) -> Neighbours:
    """Return an answer of n_queries rows that has found nothing yet, to be written into."""
    return Neighbours(
        np.full((n_queries, k), -1, np.int64), np.full((n_queries, k), -np.inf, np.float32)
    )


def _score(wide: _Wide, query: _Wide, distance: Distance) -> _Wide:
    """Return (N,) similarities; ``wide`` is overwritten."""
    if distance == "cosine":
        wide *= query
        scores: _Wide = np.sum(wide, axis=1)
        return scores
    wide -= query
    if distance == "euclidean":
        wide *= wide
        scores = np.sqrt(np.sum(wide, axis=1))
    else:
        scores = np.sum(np.abs(wide, out=wide), axis=1)
    return -scores
