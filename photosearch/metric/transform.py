"""The linear part of a metric: features in, unit vectors out.

A stored vector must depend on the photo and the metric only, whatever batch it came in. BLAS adds
in an order that depends on the batch, so ``project`` works in float64 and rounds once to float32;
what is left of the order (1e-15) hardly ever survives that rounding. ``on_grid`` goes on where two
vectors meet: it rounds to multiples of 2**-11, so that a dot product of unit vectors is a sum of
multiples of 2**-22 that stays below 2: exact in float32 in every order, on every machine.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from photosearch.base.types import Vectors

VERSION = 1
GRID = 2048.0
INDEX_DIM = 256
CHUNK = 4096


def unit_rows(rows: NDArray[np.floating]) -> NDArray[np.floating]:
    """Scale rows to length 1; a row of zeros stays.

    Args:
        rows: (..., d) float32 or float64.
    """
    lengths = np.sqrt(np.einsum("...d,...d->...", rows, rows))
    return np.asarray(rows / np.where(lengths > 0, lengths, 1.0)[..., None])


def on_grid(vectors: NDArray[np.floating]) -> Vectors:
    """Round unit vectors so that their dot products are exact in float32.

    Args:
        vectors: (..., d) unit rows.

    Returns:
        (..., d) float32, multiples of 2**-11; a cosine moves by about 1e-4.
    """
    rounded = np.multiply(vectors, np.float32(GRID), dtype=np.float32)
    np.rint(rounded, out=rounded)
    rounded *= np.float32(1 / GRID)
    return np.asarray(rounded)


class Metric(Protocol):
    """What turns features into the vectors that are indexed and compared."""

    @property
    def spectrum(self) -> Vectors:
        """Return (d,) float32 > 0, falling: what the grain weights the axes by."""
        ...

    @property
    def power(self) -> float:
        """Return the exponent of the weights that the axes have."""
        ...

    @property
    def source(self) -> str:
        """Return where its numbers come from, such as ``"library"``."""
        ...

    @property
    def feature_dim(self) -> int:
        """Return D, the number of dimensions of a feature."""
        ...

    @property
    def dim(self) -> int:
        """Return d, the number of dimensions of a whole vector."""
        ...

    @property
    def index_dim(self) -> int:
        """Return how many of the strongest axes an index holds."""
        ...

    @property
    def fingerprint(self) -> str:
        """Return the SHA-256 (hex) of everything that decides a vector or an order."""
        ...

    @property
    def arrays(self) -> Mapping[str, Vectors]:
        """Return all its numbers, by name."""
        ...

    def project(self, features: NDArray[np.floating]) -> Vectors:
        """Return the vectors (N, d) float32 of unit length of features (N, D) float32."""
        ...


def fingerprint_of(arrays: Mapping[str, Vectors], power: float) -> str:
    """Return the SHA-256 (hex) of a metric's numbers; ``arrays`` in their fixed order."""
    digest = hashlib.sha256(struct.pack("<Id", VERSION, power))
    for array in arrays.values():
        numbers = np.ascontiguousarray(array, dtype="<f4")
        digest.update(struct.pack("<II", numbers.shape[0], numbers.size))
        digest.update(numbers.tobytes())
    return digest.hexdigest()


@dataclass(frozen=True, eq=False)
class LinearMetric:
    """Centre, project and normalise.

    Attributes:
        mean: (D,) float32, taken from every feature.
        projection: (D, d) float32; column j is the j-th principal axis times its weight.
        spectrum: (d,) float32 > 0, the variance along each axis before weighting, falling.
        power: the exponent in weight = spectrum ** -power; 0 is plain PCA, 0.5 full whitening.
        source: where the statistics come from, such as ``"library"`` or ``"shipped"``.
    """

    mean: Vectors
    projection: Vectors
    spectrum: Vectors
    power: float
    source: str = "library"

    @property
    def dim(self) -> int:
        """Return d, the number of dimensions of the vectors."""
        return int(self.projection.shape[1])

    @property
    def index_dim(self) -> int:
        """Return i, how many of the strongest axes an index holds."""
        return min(INDEX_DIM, self.dim)

    @property
    def feature_dim(self) -> int:
        """Return D, the number of dimensions of a feature."""
        return int(self.projection.shape[0])

    @property
    def arrays(self) -> Mapping[str, Vectors]:
        """Return all its numbers, by name."""
        return {"mean": self.mean, "projection": self.projection, "spectrum": self.spectrum}

    @cached_property
    def fingerprint(self) -> str:
        """Return the SHA-256 (hex) of everything that decides a vector or an order."""
        return fingerprint_of(self.arrays, self.power)

    @cached_property
    def _wide_projection(self) -> NDArray[np.float64]:
        """The projection as ``project`` takes it; making it takes longer than using it once."""
        return self.projection.astype(np.float64)

    def project(self, features: NDArray[np.floating]) -> Vectors:
        """Return the vectors of features.

        Args:
            features: (N, D) float32.

        Returns:
            (N, d) float32, rows of unit length; zeros for a feature equal to the mean.
        """
        out = np.empty((len(features), self.dim), dtype=np.float32)
        for start in range(0, len(features), CHUNK):
            block = features[start : start + CHUNK].astype(np.float64) - self.mean
            out[start : start + CHUNK] = unit_rows(block @ self._wide_projection)
        return out
