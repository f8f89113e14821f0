"""A metric that was tuned on a person's groups: level 0, a head, and a turn of the axes.

The head's vectors are turned onto the principal axes of the library's own, strongest first, as the
index (which holds the first 256) and the grain want them: no distance changes but for what the
weakest axes held beyond ``DIM``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from photosearch.base.types import Vectors
from photosearch.metric.group_head import GroupHead
from photosearch.metric.level0 import DIM
from photosearch.metric.transform import (
    CHUNK,
    INDEX_DIM,
    LinearMetric,
    fingerprint_of,
    unit_rows,
)

SOURCE = "groups"
_SMALLEST = 1e-6


@dataclass(frozen=True, eq=False)
class TunedMetric:
    """Level 0 with a head behind it.

    Attributes:
        base: level 0.
        head: what was learned.
        rotation: (e, d) float32 with orthonormal columns, e the head's dimensions.
        spectrum: (d,) float32 > 0, falling, as ``LinearMetric`` has it.
        power: that the axes' weights stand for.
    """

    base: LinearMetric
    head: GroupHead
    rotation: Vectors
    spectrum: Vectors
    power: float

    @property
    def source(self) -> str:
        """Return where the numbers come from."""
        return SOURCE

    @property
    def feature_dim(self) -> int:
        """Return D, the number of dimensions of a feature."""
        return self.base.feature_dim

    @property
    def dim(self) -> int:
        """Return d, the number of dimensions of a whole vector."""
        return int(self.rotation.shape[1])

    @property
    def index_dim(self) -> int:
        """Return how many of the strongest axes an index holds."""
        return min(INDEX_DIM, self.dim)

    @property
    def arrays(self) -> Mapping[str, Vectors]:
        """Return all its numbers, by name."""
        own = {"rotation": self.rotation, "spectrum": self.spectrum}
        base = {f"base_{name}": array for name, array in self.base.arrays.items()}
        return {**own, **base, **self.head.arrays}

    @cached_property
    def fingerprint(self) -> str:
        """Return the SHA-256 (hex) of everything that decides a vector or an order."""
        return fingerprint_of(self.arrays, self.power)

    @cached_property
    def _wide_rotation(self) -> NDArray[np.float64]:
        return self.rotation.astype(np.float64)

    def project(self, features: NDArray[np.floating]) -> Vectors:
        """Return the vectors (N, d) float32 of unit length of features (N, D) float32."""
        return self.of_level0(self.base.project(features))

    def of_level0(self, vectors: Vectors) -> Vectors:
        """Return the vectors (N, d) float32 of unit length of level-0 ones (N, base.dim)."""
        out = np.empty((len(vectors), self.dim), dtype=np.float32)
        for start in range(0, len(vectors), CHUNK):
            block = self.head.apply(vectors[start : start + CHUNK])
            out[start : start + CHUNK] = unit_rows(block @ self._wide_rotation)
        return out


def tuned_metric(base: LinearMetric, head: GroupHead, sample: Vectors) -> TunedMetric:
    """Put a head behind level 0.

    Args:
        base: level 0 of the library.
        head: learned on its vectors.
        sample: (N, base.dim) float32, level-0 vectors of photos of the library: they say where the
            strong axes are. The result depends on their order in the last bits.
    """
    given = head.apply(sample)
    values, axes = np.linalg.eigh(given.T @ given / max(1, len(given)))
    kept = np.argsort(-values, kind="stable")[: min(DIM, len(values))]
    values = values[kept]
    values = np.maximum(values, max(float(values[0]) * _SMALLEST, 1e-12))
    axes = axes[:, kept]
    strongest = np.abs(axes).argmax(axis=0)  # an eigenvector's sign is LAPACK's whim: fix it
    axes = axes * np.where(axes[strongest, np.arange(axes.shape[1])] < 0, -1.0, 1.0)
    # An axis with weight s ** -p has variance s ** (1 - 2 p): what s it would have had.
    spectrum = values ** (1 / (1 - 2 * base.power)) if base.power < 0.5 else values
    return TunedMetric(
        base=base,
        head=head,
        rotation=axes.astype(np.float32),
        spectrum=spectrum.astype(np.float32),
        power=base.power,
    )
