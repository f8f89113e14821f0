"""Pairs of photos of one class and of two, with their distances."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from photosearch.base.errors import UserError
from photosearch.base.types import Ids, Vectors
from photosearch.learning.evaluation.pairwise import Distances
from photosearch.metric.distance import Distance

N_PAIRS = 100_000
_ALL_BELOW = 1000  # photos; half a million pairs


@dataclass(frozen=True, eq=False)
class PairDistances:
    """Distances of pairs.

    Attributes:
        same: (n,) float32, of two photos of one class.
        different: (m,) float32, of two photos of different classes.
    """

    same: Vectors
    different: Vectors


def pair_distances(
    vectors: NDArray[np.floating],
    labels: NDArray[Any],
    distance: Distance | str = Distance.COSINE,
    n_pairs: int = N_PAIRS,
    seed: int = 0,
) -> PairDistances:
    """Measure pairs of both kinds: all of them below 1,000 photos, else a sample.

    A sample takes every photo with a class mate as often, and each partner at random; it is drawn
    with replacement. A pair never joins a photo to itself.

    Args:
        vectors: (N, d) floats.
        labels: (N,) classes, integers or strings.
        distance: by what.
        n_pairs: how many of each kind in a sample.
        seed: of the sample.

    Raises:
        UserError: No two photos are of one class, or all are.
    """
    codes = np.unique(labels, return_inverse=True)[1]
    sizes = np.bincount(codes)
    if len(sizes) < 2 or sizes.max() < 2:
        raise UserError(
            "no-pairs",
            f"The {len(labels)} photos make no pairs to compare.",
            "Give two classes or more, and one of them two photos or more.",
        )
    if len(codes) < _ALL_BELOW:
        return _all(Distances(vectors, distance).to(vectors), codes)
    first, second = _sample(codes, sizes, n_pairs, np.random.default_rng(seed))
    found = row_distances(vectors[first], vectors[second], distance)
    return PairDistances(found[:n_pairs], found[n_pairs:])


def row_distances(
    left: NDArray[np.floating], right: NDArray[np.floating], distance: Distance | str
) -> Vectors:
    """Measure between the rows of two arrays, one to one.

    Args:
        left: (n, d) floats.
        right: (n, d) floats.
        distance: by what.

    Returns:
        (n,) float32.
    """
    distance = Distance(distance)
    x, y = np.asarray(left, np.float64), np.asarray(right, np.float64)
    if distance is Distance.COSINE:
        squares = np.einsum("nd,nd->n", x, x) * np.einsum("nd,nd->n", y, y)
        lengths = np.sqrt(np.where(squares > 0, squares, 1.0))
        found = np.maximum(1 - np.einsum("nd,nd->n", x, y) / lengths, 0)
    elif distance is Distance.MANHATTAN:
        found = np.abs(x - y).sum(axis=1)
    else:
        found = np.sqrt(np.square(x - y).sum(axis=1))
    return np.asarray(found, dtype=np.float32)


def _all(distances: Vectors, codes: Ids) -> PairDistances:
    first, second = np.triu_indices(len(codes), 1)
    same = codes[first] == codes[second]
    found = distances[first, second]
    return PairDistances(found[same], found[~same])


def _sample(codes: Ids, sizes: Ids, n_pairs: int, rng: np.random.Generator) -> tuple[Ids, Ids]:
    """Draw by place in the list sorted by class: a class is then a run of places."""
    order = np.argsort(codes, kind="stable")
    starts = np.cumsum(sizes) - sizes
    mates = rng.choice(np.flatnonzero(sizes[codes[order]] > 1), n_pairs)
    strangers = rng.integers(0, len(codes), n_pairs)
    size, start = sizes[codes[order[mates]]], starts[codes[order[mates]]]
    same = start + (mates - start + 1 + rng.integers(0, size - 1)) % size
    size, start = sizes[codes[order[strangers]]], starts[codes[order[strangers]]]
    different = (start + size + rng.integers(0, len(codes) - size)) % len(codes)
    return order[np.concatenate([mates, strangers])], order[np.concatenate([same, different])]
