"""The order that a search shows: the index's candidates, scored again.

Three things, mixed by the grain g (0 same thing, 0.5 automatic, 1 same kind), all at query time:

- the power of the metric's weights: 0.5 (every axis alike, whitening) at g = 0, the metric's own at
  0.5, 0.1 at g = 1. Whitening finds the same thing, strong axes the same kind.
- smoothing: every vector plus its neighbours, weighted; alpha query expansion on both sides
  (Radenović et al. 2019, section 3.4; database augmentation: Arandjelović and Zisserman 2012). The
  weight falls with the gap to the best neighbour and with the locally scaled score itself, so that
  a CD with two other photos is not smeared over ten strangers. Towards g = 1 more neighbours
  count.
- local scale: 2 cos - r(q) - r(x) (Conneau et al. 2018, eq. 3).
- copies: what is nearly identical needs no surroundings to say so. From a cosine of 0.85 on, which
  photos of one thing do not reach, it counts by itself; in a small library smoothing would put
  strangers before a resized copy.

Everything is a pure function of arrays. The query's own neighbours are taken in the order (cosine,
key) and smoothed vectors are compared on the grid, so scores do not depend on how candidates came
in.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from photosearch.base.types import Ids, Vectors
from photosearch.metric.neighbourhood import BACKGROUND_SCALE, N_CANDIDATES, query_row
from photosearch.metric.transform import on_grid, unit_rows

AUTOMATIC = 0.5
MIN_CANDIDATES = 200
COPY_FROM = 0.85
COPY_SLOPE = 20.0
PENALTY = 2.0
_ROUND = 1e5
_CHUNK = 64


def n_candidates(top: int) -> int:
    """Return how many candidates to ask the index for."""
    return max(MIN_CANDIDATES, 4 * top)


@dataclass(frozen=True)
class Smoothing:
    """How far a vector moves to its neighbours.

    Attributes:
        n_neighbours: at most ``neighbourhood.N_NEIGHBOURS``.
        weight: of a neighbour that is the best and sure.
        gap: locally scaled score below the best at which the weight is 1/e of that.
        sure: locally scaled score from which on a neighbour counts in full.
    """

    n_neighbours: int
    weight: float
    gap: float
    sure: float

    def weights(self, scores: Vectors) -> Vectors:
        """Return what each neighbour counts, (..., n) from scores (..., k), falling."""
        scores = scores[..., : self.n_neighbours]
        real = np.isfinite(scores)
        finite = np.where(real, scores, 0.0)
        nearness = np.exp((finite - finite[..., :1]) / self.gap)
        certainty = (finite / self.sure + 0.2).clip(0.2, 1.0)
        weights = self.weight * nearness * certainty
        return np.where(real, weights, 0.0).astype(np.float32)

    def towards(self, other: Smoothing, share: float) -> Smoothing:
        """Return the setting a share (0 to 1) of the way to another one."""

        def between(a: float, b: float) -> float:
            return a + share * (b - a)

        return Smoothing(
            n_neighbours=round(between(self.n_neighbours, other.n_neighbours)),
            weight=between(self.weight, other.weight),
            gap=between(self.gap, other.gap),
            sure=between(self.sure, other.sure),
        )


@dataclass(frozen=True)
class RerankSettings:
    """What the grain mixes."""

    automatic: Smoothing = field(default_factory=lambda: Smoothing(5, 0.5, 0.3, 0.24))
    kind: Smoothing = field(default_factory=lambda: Smoothing(10, 0.5, 1.0, 0.24))
    thing_power: float = 0.5
    kind_power: float = 0.1


@dataclass(frozen=True, eq=False)
class Candidates:
    """What is known of C candidates; the query itself is not among them.

    Attributes:
        keys: (C,) anything that sorts and does not depend on the history: image keys as ``S32``,
            or their rank; decides ties.
        vectors: (C, d) float32 unit rows.
        scale: (C,) float32, ``NeighbourRows.scale``.
        neighbours: (C, k) int64, rows of ``pool``, nearest first; anything where there is none. k
            is at least ``Reranker.n_neighbours`` of the grain.
        neighbour_scores: (C, k) float32, ``NeighbourRows.scores``; -inf where there is none.
        pool: (U, d) float32 unit rows, the vectors of all neighbours, each once.
    """

    keys: NDArray[np.generic]
    vectors: Vectors
    scale: Vectors
    neighbours: Ids
    neighbour_scores: Vectors
    pool: Vectors

    def taken(self, order: Ids) -> Candidates:
        """Return these candidates, in this order."""
        return Candidates(
            self.keys[order],
            self.vectors[order],
            self.scale[order],
            self.neighbours[order],
            self.neighbour_scores[order],
            self.pool,
        )


@dataclass(frozen=True, eq=False)
class Reranker:
    """Scores candidates under one metric.

    Attributes:
        spectrum: (d,) float32, of the metric.
        power: of the metric.
        background: r of a query without surroundings.
        settings: what the grain mixes.
    """

    spectrum: Vectors
    power: float
    background: float = BACKGROUND_SCALE
    settings: RerankSettings = field(default_factory=RerankSettings)

    def scores(self, query: Vectors, candidates: Candidates, grain: float = AUTOMATIC) -> Vectors:
        """Score candidates for a query; higher is more alike.

        Args:
            query: (d,) float32 unit vector.
            candidates: C of them, ideally the nearest by cosine.
            grain: 0 same thing, 0.5 automatic, 1 same kind.

        Returns:
            (C,) float32 in the order given, multiples of 1e-5; a locally scaled cosine, about -1 to
            2, around 0 for photos that have nothing in common.
        """
        if not 0.0 <= grain <= 1.0:
            raise ValueError(f"the grain {grain} is not between 0 and 1")
        if len(candidates.keys) == 0:
            return np.empty(0, dtype=np.float32)
        one = on_grid(query)
        cosines = _cosines(one, candidates.vectors)
        nearest = np.lexsort((candidates.keys, -cosines))[:N_CANDIDATES]
        near = on_grid(candidates.vectors[nearest])
        found, found_scores, own = query_row(
            cosines[nearest], near, candidates.scale[nearest], self.background
        )
        smoothing = self.smoothing(grain)
        found = found[: smoothing.n_neighbours]
        moved = one + (near[found] * smoothing.weights(found_scores)[:, None]).sum(axis=0)
        alike = _smoothed_cosines(moved, candidates, smoothing, self._factors(grain))
        score = 2 * alike - own - candidates.scale
        score += COPY_SLOPE * (cosines - COPY_FROM).clip(0.0)
        return np.asarray(np.rint(score * _ROUND) / _ROUND, dtype=np.float32)

    def n_neighbours(self, grain: float) -> int:
        """Return how many neighbours of each candidate ``scores`` looks at, at this grain."""
        return self.smoothing(grain).n_neighbours

    def smoothing(self, grain: float) -> Smoothing:
        """Return how far vectors move to their neighbours at this grain."""
        kindness = max(0.0, 2 * grain - 1)
        return self.settings.automatic.towards(self.settings.kind, kindness)

    def _factors(self, grain: float) -> Vectors:
        """Return what turns the metric's weights into those of the grain's power, (d,)."""
        end = self.settings.thing_power if grain < AUTOMATIC else self.settings.kind_power
        exponent = np.float32(abs(2 * grain - 1) * (self.power - end))
        return np.asarray((self.spectrum / self.spectrum[0]) ** exponent, dtype=np.float32)


def _cosines(query: Vectors, vectors: Vectors) -> Vectors:
    cosines = np.empty(len(vectors), dtype=np.float32)
    for start in range(0, len(vectors), _CHUNK):
        part = slice(start, start + _CHUNK)
        cosines[part] = on_grid(vectors[part]) @ query
    return cosines


def _smoothed_cosines(
    query: Vectors, candidates: Candidates, smoothing: Smoothing, factors: Vectors
) -> Vectors:
    """Return the cosines (C,) of a smoothed query to smoothed and reweighted candidates.

    One neighbour rank at a time for as many candidates as the cache holds: with all in one array
    2,000 candidates take four times as long.
    """
    weights = smoothing.weights(candidates.neighbour_scores)
    rows = np.where(weights > 0, candidates.neighbours[:, : weights.shape[1]], 0)
    direction = on_grid(unit_rows(query * factors))
    cosines = np.empty(len(rows), dtype=np.float32)
    for start in range(0, len(rows), _CHUNK):
        part = slice(start, start + _CHUNK)
        moved = on_grid(candidates.vectors[part])
        for rank in range(weights.shape[1] if len(candidates.pool) else 0):
            neighbour = candidates.pool[rows[part, rank]]
            neighbour *= weights[part, rank, None]
            moved += neighbour
        moved *= factors
        cosines[part] = on_grid(unit_rows(moved)) @ direction
    return cosines


def best_first(scores: Vectors, keys: NDArray[np.generic]) -> Ids:
    """Order by score, ties by key.

    Args:
        scores: (C,) float32.
        keys: (C,) as in ``Candidates``.

    Returns:
        (C,) int64 positions.
    """
    return np.lexsort((keys, -scores)).astype(np.int64)


def combined_query(positives: Vectors, negatives: Vectors, against: float = 0.25) -> Vectors:
    """Make one query of several examples (Rocchio 1971, with weights 1 and -0.25).

    Args:
        positives: (P, d) float32 unit rows, P >= 1.
        negatives: (M, d) float32 unit rows, M >= 0.
        against: weight of the mean of the negatives.

    Returns:
        (d,) float32 of unit length.
    """
    query = unit_rows(positives.mean(axis=0, dtype=np.float64))
    if len(negatives):
        query = query - against * unit_rows(negatives.mean(axis=0, dtype=np.float64))
    return unit_rows(query).astype(np.float32)


def penalty(query: Vectors, vectors: Vectors, negatives: Vectors) -> Vectors:
    """Return what candidates lose for being nearer to a negative example than to the query.

    Args:
        query: (d,) float32 of unit length.
        vectors: (C, d) float32 unit rows.
        negatives: (M, d) float32 unit rows, M >= 0.

    Returns:
        (C,) float32, 0 or more, in units of the score.
    """
    if not len(negatives):
        return np.zeros(len(vectors), dtype=np.float32)
    nearer = (vectors @ negatives.T).max(axis=1) - vectors @ query
    return np.asarray(PENALTY * nearer.clip(0.0), dtype=np.float32)
