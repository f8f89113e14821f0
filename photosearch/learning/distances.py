"""Cosine, Euclidean and Manhattan distance between embeddings, with gradients.

Euclidean and Manhattan distance are metrics: d(x, x) = 0, positive, symmetric, triangle inequality.
The cosine distance 1 - cos and the squared Euclidean distance are not: both break the triangle
inequality. On unit vectors |x - y|^2 = 2 (1 - cos), so cosine and Euclidean rank alike.

At two equal rows Euclidean and Manhattan distance have a kink; the gradient there is 0, one of the
subgradients, so that copies of a photo in a batch never make NaN.
"""

from __future__ import annotations

import math
from typing import get_args

import torch
from torch import Tensor
from torch.nn import functional

from photosearch.base.errors import UserError
from photosearch.index.protocol import Distance

DISTANCES: tuple[Distance, ...] = get_args(Distance)


def pairwise(queries: Tensor, references: Tensor, distance: Distance = "cosine") -> Tensor:
    """Measure from every query to every reference, smaller = more alike.

    Shape:
        - queries: (N, d) float, references: (M, d) float.
        - output: (N, M); cosine 0 to 2 (1 where a row is zero), the others >= 0.

    Raises:
        UserError: ``unknown-distance``.
    """
    checked_distance(distance)
    if distance == "cosine":
        return 1.0 - _cosines(queries, references)
    if distance == "manhattan":
        return torch.cdist(queries, references, p=1.0)
    # As a matrix product it would be faster and, near 0, wrong by 3e-4.
    return torch.cdist(queries, references, compute_mode="donot_use_mm_for_euclid_dist")


def similarity_matrix(queries: Tensor, references: Tensor, distance: Distance = "cosine") -> Tensor:
    """Compare every query with every reference, higher = more alike.

    Shape:
        - queries: (N, d) float, references: (M, d) float.
        - output: (N, M); the cosine, -1 to 1, or minus the distance, <= 0.

    Raises:
        UserError: ``unknown-distance``.
    """
    if distance == "cosine":
        return _cosines(queries, references)
    return -pairwise(queries, references, distance)


def typical_ratio(distance: Distance, dim: int) -> float:
    """Return how long a distance is beside the Euclidean one, on average over directions.

    Margins and temperatures are stated for unit vectors under Euclidean distance; this carries
    them over to Manhattan, whose values grow with the dimension: E|g|_1 / E|g|_2 of a Gaussian
    vector is sqrt(2 d / pi), up to 1 / (4 d).
    """
    return math.sqrt(2.0 * dim / math.pi) if distance == "manhattan" and dim > 1 else 1.0


def checked_distance(name: str) -> Distance:
    """Return the distance of this name.

    Raises:
        UserError: ``unknown-distance``.
    """
    for known in DISTANCES:
        if name == known:
            return known
    raise UserError(
        "unknown-distance",
        f"{name} is no distance.",
        f"Say {', '.join(DISTANCES[:-1])} or {DISTANCES[-1]}.",
    )


def _cosines(queries: Tensor, references: Tensor) -> Tensor:
    return functional.normalize(queries) @ functional.normalize(references).T
