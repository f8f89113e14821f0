"""The two forms of a vector: strong axes for the index, all of them for the order.

The first 256 principal axes find the candidates as well as all 512 do. What tells one thing from
another of its kind is in the rest, and only a few hundred candidates a query need that. So an index
holds heads, and whole vectors lie beside the neighbour rows, 8 bits a number.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from photosearch.base.types import Vectors
from photosearch.metric.transform import Metric, unit_rows

_STEPS = 127.0


@dataclass(frozen=True, eq=False)
class Parts:
    """The vectors of N photos in two forms.

    Attributes:
        heads: (N, i) float32, rows of unit length; zeros where a feature is the mean itself.
        codes: (N, d) int8, the whole vectors up to their length.
    """

    heads: Vectors
    codes: NDArray[np.int8]

    def whole(self) -> Vectors:
        """Return the whole vectors (N, d) float32, rows of unit length."""
        return whole_of(self.codes)


def whole_of(codes: NDArray[np.int8]) -> Vectors:
    """Return vectors of unit length (N, d) float32 for their codes (N, d) int8."""
    return unit_rows(codes.astype(np.float32)).astype(np.float32, copy=False)


def split(metric: Metric, features: NDArray[np.floating]) -> Parts:
    """Return the vectors of features in both forms.

    Args:
        metric: With i index axes of d.
        features: (N, D) float32.
    """
    vectors = metric.project(features)
    heads = unit_rows(vectors[:, : metric.index_dim].astype(np.float64)).astype(np.float32)
    largest = np.abs(vectors).max(axis=1, initial=0.0)
    steps = np.where(largest > 0, largest / _STEPS, 1.0)
    return Parts(heads, np.rint(vectors / steps[:, None]).astype(np.int8))
