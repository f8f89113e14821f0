"""Scatter matrices: shrunk, inverted, and brought into the order that a metric keeps."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from photosearch.metric.transform import LinearMetric

Matrix = NDArray[np.float64]
_SMALLEST = 1e-6  # of the largest eigenvalue: as far as a direction without spread is stretched


def shrunk(scatter: Matrix, share: float) -> Matrix:
    """Mix a scatter matrix with the round one of the same trace (Ledoit and Wolf 2004).

    Few groups span few of the dimensions; along the others whitening would stretch noise without
    limit.

    Args:
        scatter: (D, D) float64, symmetric, positive semi-definite.
        share: of the round one, 0 to 1.

    Raises:
        ValueError: the share is not 0 to 1.
    """
    if not 0.0 <= share <= 1.0:
        raise ValueError(f"shrinkage must be 0 to 1, not {share}")
    level = np.trace(scatter) / len(scatter)
    return np.asarray((1.0 - share) * scatter + share * level * np.eye(len(scatter)))


def powered(scatter: Matrix, exponent: float) -> Matrix:
    """Return scatter ** exponent, (D, D) float64 symmetric; tiny eigenvalues are raised."""
    values, axes = np.linalg.eigh(scatter)
    values = np.maximum(values, values[-1] * _SMALLEST)
    return np.asarray((axes * values**exponent) @ axes.T)


def metric_of(vectors: NDArray[np.floating], matrix: Matrix, source: str) -> LinearMetric:
    """Return the metric that centres vectors and multiplies them with a matrix.

    The result is turned onto its principal axes, strongest first, as an index wants it: no distance
    changes.

    Args:
        vectors: (N, D) float, N >= 1: they say where the centre and the axes are.
        matrix: (D, d) float64.
        source: kept in the metric.

    Returns:
        a metric of d dimensions, power 0; its spectrum is the variance of what it gives.
    """
    mean = vectors.mean(axis=0, dtype=np.float64)
    mapped = (vectors.astype(np.float64) - mean) @ matrix
    values, axes = np.linalg.eigh(mapped.T @ mapped / len(mapped))
    spectrum, axes = values[::-1], axes[:, ::-1]
    strongest = np.abs(axes).argmax(axis=0)  # an eigenvector's sign is LAPACK's whim: fix it
    axes = axes * np.where(axes[strongest, np.arange(axes.shape[1])] < 0, -1.0, 1.0)
    spectrum = np.maximum(spectrum, max(float(spectrum[0]) * _SMALLEST, 1e-12))
    return LinearMetric(
        mean=mean.astype(np.float32),
        projection=(matrix @ axes).astype(np.float32),
        spectrum=spectrum.astype(np.float32),
        power=0.0,
        source=source,
    )
