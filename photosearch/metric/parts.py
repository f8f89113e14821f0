"""The two parts of a vector: strong axes, which the index holds, and weak ones, which re-rank.

The first 256 principal axes find the candidates as well as all 512 do. What tells one thing from
another of its kind is in the rest, and only a few hundred candidates a query need that: it lies
beside the neighbour rows, 8 bits a number, as the order of the index's candidates has use for it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from photosearch.base.types import Vectors
from photosearch.metric.transform import LinearMetric, unit_rows

_STEPS = 127.0


@dataclass(frozen=True, eq=False)
class Parts:
    """The vectors of N photos in two parts.

    Attributes:
        heads: (N, i) float32, rows of unit length; zeros where a feature is the mean itself.
        tails: (N, d - i) int8; a number is ``code * scale`` lengths of its head.
        scales: (N,) float32.
    """

    heads: Vectors
    tails: NDArray[np.int8]
    scales: Vectors

    def whole(self) -> Vectors:
        """Return the vectors (N, d) float32, rows of unit length."""
        tails = self.tails * self.scales[:, None]
        return unit_rows(np.concatenate([self.heads, tails], axis=1)).astype(np.float32)


def split(metric: LinearMetric, features: NDArray[np.floating]) -> Parts:
    """Return the parts of features.

    Args:
        metric: With i index axes of d.
        features: (N, D) float32.
    """
    vectors = metric.project(features)
    heads, tails = vectors[:, : metric.index_dim], vectors[:, metric.index_dim :]
    lengths = np.sqrt(np.einsum("nd,nd->n", heads, heads, dtype=np.float64))
    safe = np.where(lengths > 0, lengths, 1.0)[:, None]
    relative = tails / safe
    largest = np.abs(relative).max(axis=1, initial=0.0)
    scales = np.where(largest > 0, largest / _STEPS, 1.0).astype(np.float32)
    codes = np.rint(relative / scales[:, None]).astype(np.int8)
    return Parts((heads / safe).astype(np.float32), codes, scales)


def head_of(vector: Vectors, index_dim: int) -> Vectors:
    """Return what the index is asked with for a whole vector.

    Args:
        vector: (d,) float32 of unit length.
        index_dim: i.

    Returns:
        (i,) float32 of unit length.
    """
    return unit_rows(vector[:index_dim].astype(np.float64)).astype(np.float32)
