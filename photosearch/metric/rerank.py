"""The order that a search shows: the index's candidates, scored again.

Three things, mixed by the grain g (0 same thing, 0.5 automatic, 1 same kind), all at query time:

- smoothing: every vector plus its neighbours, weighted; alpha query expansion on both sides
  (Radenović et al. 2019, section 3.4; database augmentation: Arandjelović and Zisserman 2012). The
  weight falls with the gap to the best neighbour and with the locally scaled score itself, so that
  a CD with two other photos is not smeared over ten strangers. Towards g = 1 more neighbours
  count, and the weights of the principal axes are those of power 0.2.
- local scale: 2 cos - r(q) - r(x) (Conneau et al. 2018, eq. 3).
- local whitening, towards g = 0: cosine after centring and whitening on the query's own nearest
  candidates (exemplar LDA: Hariharan, Malik and Ramanan 2012, eq. 6, with the background taken
  locally). What all of its surroundings share says nothing about which thing it is.

Everything is a pure function of arrays. Candidates are put into the order (cosine, key) first and
smoothed vectors are compared on the grid, so scores do not depend on how they came in.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from photosearch.base.types import Ids, Vectors
from photosearch.metric.neighbourhood import BACKGROUND_SCALE, NEAR_DUPLICATE, query_row
from photosearch.metric.transform import on_grid, unit_rows

AUTOMATIC = 0.5
MIN_CANDIDATES = 200
_ROUND = 1e5


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
    kind_power: float = 0.2
    local_photos: int = 200
    local_prior: float = 50.0
    local_ridge: float = 0.3


@dataclass(frozen=True, eq=False)
class Candidates:
    """What is known of C candidates; the query itself is not among them.

    Attributes:
        keys: (C,) anything that sorts and does not depend on the history: image keys as ``S32``,
            or their rank; decides ties.
        vectors: (C, d) float32 unit rows.
        scale: (C,) float32, ``NeighbourRows.scale``.
        neighbour_vectors: (C, k, d) float32; anything where there is no neighbour.
        neighbour_scores: (C, k) float32, ``NeighbourRows.scores``.
    """

    keys: NDArray[np.generic]
    vectors: Vectors
    scale: Vectors
    neighbour_vectors: Vectors
    neighbour_scores: Vectors

    def taken(self, order: Ids) -> Candidates:
        """Return these candidates, in this order."""
        return Candidates(
            self.keys[order],
            self.vectors[order],
            self.scale[order],
            self.neighbour_vectors[order],
            self.neighbour_scores[order],
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
        one, near = on_grid(query), on_grid(candidates.vectors)
        cosines = near @ one
        order = np.lexsort((candidates.keys, -cosines))
        ordered = candidates.taken(order)
        cosines, near = cosines[order], near[order]
        kindness = max(0.0, 2 * grain - 1)
        score = self._smoothed(one, near, cosines, ordered, kindness)
        if grain < AUTOMATIC:
            share = 1 - 2 * grain
            score = (1 - share) * score + share * 2 * self._local(one, near, cosines)
        out = np.empty(len(score), dtype=np.float32)
        out[order] = np.rint(score * _ROUND) / _ROUND
        return out

    def _smoothed(
        self,
        query: Vectors,
        near: Vectors,
        cosines: Vectors,
        candidates: Candidates,
        kindness: float,
    ) -> Vectors:
        found, found_scores, own = query_row(cosines, near, candidates.scale, self.background)
        smoothing = self.settings.automatic.towards(self.settings.kind, kindness)
        k = smoothing.n_neighbours
        weighted = (
            candidates.neighbour_vectors[:, :k]
            * smoothing.weights(candidates.neighbour_scores)[..., None]
        )
        moved = near + weighted.sum(axis=1)
        moved_query = query + (near[found[:k]] * smoothing.weights(found_scores)[:, None]).sum(
            axis=0
        )
        if kindness > 0:
            factors = self._factors(self.power + kindness * (self.settings.kind_power - self.power))
            moved, moved_query = moved * factors, moved_query * factors
        alike = on_grid(unit_rows(moved)) @ on_grid(unit_rows(moved_query))
        return np.asarray(2 * alike - own - candidates.scale)

    def _factors(self, power: float) -> Vectors:
        """Return what turns the metric's weights into those of another power, (d,)."""
        exponent = np.float32(self.power - power)
        return np.asarray((self.spectrum / self.spectrum[0]) ** exponent, dtype=np.float32)

    def _local(self, query: Vectors, near: Vectors, cosines: Vectors) -> Vectors:
        """Return the cosine after centring and whitening on the surroundings."""
        settings = self.settings
        around = near[: settings.local_photos]
        around = around[cosines[: settings.local_photos] < NEAR_DUPLICATE]
        n_around, dim = len(around), len(query)
        total = n_around + settings.local_prior
        mean = around.sum(axis=0, dtype=np.float32) / np.float32(total)
        spread = around - mean
        # The prior is the library's own surroundings: mean 0, and every direction alike.
        covariance = spread.T @ spread
        covariance[np.diag_indices(dim)] += settings.local_prior / dim
        covariance /= np.float32(total)
        covariance[np.diag_indices(dim)] += settings.local_ridge * np.trace(covariance) / dim
        centred, one = near - mean, query - mean
        precision = np.linalg.inv(covariance)
        whitened = centred @ precision
        lengths = np.sqrt(np.einsum("cd,cd->c", whitened, centred).clip(1e-12))
        own_length = np.sqrt(max(float(one @ precision @ one), 1e-12))
        return np.asarray(whitened @ one / (lengths * own_length))


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
