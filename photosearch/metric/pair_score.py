"""The score of two photos, whichever is asked first: verification, groups and calibration use it.

It is the order's own score (``rerank``) at the automatic grain, with both photos moved to their
neighbours, so that it needs no list of candidates: what a photo's surroundings are is settled once
(``Placed``), and any number of pairs takes one matrix product.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from photosearch.base.types import Ids, Vectors
from photosearch.metric.neighbourhood import (
    BACKGROUND_SCALE,
    N_CANDIDATES,
    exact_candidates,
    neighbour_rows,
    query_row,
)
from photosearch.metric.rerank import (
    COPY_FROM,
    COPY_SLOPE,
    Candidates,
    RerankSettings,
    Smoothing,
)
from photosearch.metric.transform import on_grid, unit_rows


@dataclass(frozen=True, eq=False)
class Placed:
    """N photos in their surroundings.

    Attributes:
        vectors: (N, d) float32 unit rows.
        smoothed: (N, d) float32 unit rows, moved to the neighbours.
        scale: (N,) float32, r.
    """

    vectors: Vectors
    smoothed: Vectors
    scale: Vectors

    def __len__(self) -> int:
        return len(self.scale)

    def taken(self, rows: Ids) -> Placed:
        """Return some of the photos, in the order of ``rows``."""
        return Placed(self.vectors[rows], self.smoothed[rows], self.scale[rows])

    def with_others(self, others: Placed) -> Placed:
        """Return these photos and others after them."""
        return Placed(
            np.concatenate([self.vectors, others.vectors]),
            np.concatenate([self.smoothed, others.smoothed]),
            np.concatenate([self.scale, others.scale]),
        )


def place(photos: Candidates, smoothing: Smoothing) -> Placed:
    """Place photos of a library, whose neighbours are known.

    Args:
        photos: N of them.
        smoothing: Of the metric's order.
    """
    weights = smoothing.weights(photos.neighbour_scores)
    moved = photos.vectors.copy()
    for rank in range(weights.shape[1] if len(photos.pool) else 0):
        own = weights[:, rank]
        rows = np.where(own > 0, photos.neighbours[:, rank], 0)
        moved += own[:, None] * photos.pool[rows]
    smoothed = unit_rows(moved).astype(np.float32)
    return Placed(photos.vectors, smoothed, photos.scale.astype(np.float32))


def place_all(vectors: Vectors, smoothing: Smoothing | None = None) -> Placed:
    """Place photos that are each other's whole surroundings; quadratic, for some thousands.

    Args:
        vectors: (N, d) float32 unit rows, in an order that does not depend on their history.
        smoothing: Of the metric's order; by default the automatic one.
    """
    smoothing = smoothing or RerankSettings().automatic
    exact = on_grid(vectors)
    rows = neighbour_rows(exact, np.arange(len(exact)), exact_candidates(exact))
    weights = smoothing.weights(rows.scores)
    moved = exact.copy()
    for rank in range(weights.shape[1]):
        own = weights[:, rank]
        moved += own[:, None] * exact[np.where(own > 0, rows.ids[:, rank], 0)]
    return Placed(exact, unit_rows(moved).astype(np.float32), rows.scale)


def place_query(
    query: Vectors,
    candidates: Candidates,
    smoothing: Smoothing,
    background: float = BACKGROUND_SCALE,
) -> Placed:
    """Place a photo that the library does not hold, by what lies near it there.

    Args:
        query: (d,) float32 unit vector.
        candidates: The nearest of the library by cosine, in any order.
        smoothing: Of the metric's order.
        background: r of a query without surroundings.

    Returns:
        One photo.
    """
    one = on_grid(query)
    cosines = on_grid(candidates.vectors) @ one
    nearest = np.lexsort((candidates.keys, -cosines))[:N_CANDIDATES]
    near = on_grid(candidates.vectors[nearest])
    found, scores, own = query_row(cosines[nearest], near, candidates.scale[nearest], background)
    found = found[: smoothing.n_neighbours]
    moved = one + (near[found] * smoothing.weights(scores)[:, None]).sum(axis=0)
    smoothed = unit_rows(moved[None]).astype(np.float32)
    return Placed(query[None].astype(np.float32), smoothed, np.array([own], dtype=np.float32))


def pair_scores(some: Placed, others: Placed) -> Vectors:
    """Score every photo of some with every one of others: (N, M) float32, higher is more alike.

    A locally scaled cosine: 2 cos - r - r (Conneau et al. 2018, eq. 3) of the smoothed vectors,
    about -1 to 2, more for copies.
    """
    scores = 2 * (some.smoothed @ others.smoothed.T)
    scores -= some.scale[:, None]
    scores -= others.scale[None, :]
    scores += COPY_SLOPE * (some.vectors @ others.vectors.T - COPY_FROM).clip(0.0)
    return np.asarray(scores, dtype=np.float32)


def paired_scores(some: Placed, others: Placed) -> Vectors:
    """Score the i-th photo of some with the i-th of others: (N,) float32, as ``pair_scores``."""
    cosines = np.einsum("nd,nd->n", some.smoothed, others.smoothed)
    plain = np.einsum("nd,nd->n", some.vectors, others.vectors)
    scores = 2 * cosines - some.scale - others.scale
    return np.asarray(scores + COPY_SLOPE * (plain - COPY_FROM).clip(0.0), dtype=np.float32)
