"""Level 0: the metric that needs no label, fitted on the library's own features.

Centring and PCA with weights spectrum ** -power. Power 0.25 lies between what helps the same kind
(0.1) and the same thing (0.5); both ends are reached from it at query time, because a change of
the power is one factor a dimension (photosearch.metric.rerank).

What tells one thing from another of its kind is in the weak axes: with 256 dimensions no power and
no local whitening found the same thing as well as 512 do, and what came near on CD covers was worse
than the default on bent and relit copies of other photos, on bursts and on scenes. For kinds the
weak axes are harmless at this power.

Few photos say little about 1,280 dimensions: their covariance is mixed with the shipped one as if
that came from ``PRIOR_PHOTOS`` photos (Friedman 1989, regularised discriminant analysis, eq. 14).
So mixed, a fit on 100 photos ranks better than the shipped metric alone: MAP@R 65 against 42 on
the 109 CD covers (raw 46), 83 against 81 on 99 photos of 25 classes (raw 78), and on 300 photos,
few of which have kin, 51, 50 and 56 against 51, 45 and 54 (raw 51, 48 and 53).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from photosearch.base.types import Vectors
from photosearch.metric.transform import LinearMetric

POWER = 0.25
DIM = 512
SAMPLE_ROWS = 20_000
PRIOR_PHOTOS = 50
FIRST_FIT_PHOTOS = 100

Matrix = NDArray[np.float64]


def fit_level0(
    features: Vectors,
    *,
    dim: int = DIM,
    power: float = POWER,
    seed: int = 0,
    prior: LinearMetric | None = None,
) -> LinearMetric:
    """Fit centring and projection on features.

    The result depends on the order of the rows (the sample, and rounding): give them in the order
    of their image keys.

    Args:
        features: (N, D) float32, one row a photo, dequantised; N >= 1.
        dim: d of the metric; at most D, and at most N - 1 without ``prior``.
        power: exponent of the weights, 0 to 1.
        seed: of the sample of at most 20,000 rows.
        prior: the metric to shrink towards, the shipped one or ``isotropic``; none: no shrinkage.
    """
    if len(features) > SAMPLE_ROWS:
        chosen = np.random.default_rng(seed).choice(len(features), SAMPLE_ROWS, replace=False)
        features = features[np.sort(chosen)]
    mean = features.mean(axis=0, dtype=np.float64)
    centred = features.astype(np.float64) - mean
    covariance = centred.T @ centred / len(centred)
    rank = len(features) - 1
    if prior is not None:
        share = len(features) / (len(features) + PRIOR_PHOTOS)
        background = _covariance_of(prior)
        background *= np.trace(covariance) / np.trace(background)
        covariance = share * covariance + (1 - share) * background
        rank += prior.dim
    return from_moments(mean, covariance, min(dim, max(rank, 1)), power)


def isotropic(dim: int) -> LinearMetric:
    """Return the metric that knows nothing: no axis counts more than another.

    What a metric of an encoder that no shipped statistics exist for shrinks towards.

    Args:
        dim: of a feature.
    """
    return LinearMetric(
        mean=np.zeros(dim, dtype=np.float32),
        projection=np.eye(dim, dtype=np.float32),
        spectrum=np.ones(dim, dtype=np.float32),
        power=0.0,
        source="identity",
    )


def from_moments(
    mean: Matrix, covariance: Matrix, dim: int, power: float, source: str = "library"
) -> LinearMetric:
    """Build the metric of a mean and a covariance.

    Args:
        mean: (D,) float64.
        covariance: (D, D) float64, symmetric.
        dim: d; at most D.
        power: exponent of the weights, 0 to 1.
        source: kept in the metric.
    """
    values, axes = np.linalg.eigh(covariance)
    largest_first = np.argsort(-values, kind="stable")[:dim]
    spectrum = values[largest_first]
    spectrum = np.maximum(spectrum, max(float(spectrum[0]) * 1e-6, 1e-12))
    axes = axes[:, largest_first]
    strongest = np.abs(axes).argmax(axis=0)  # an eigenvector's sign is LAPACK's whim: fix it
    axes = axes * np.where(axes[strongest, np.arange(axes.shape[1])] < 0, -1.0, 1.0)
    weights = (spectrum / spectrum[0]) ** -power
    return LinearMetric(
        mean=mean.astype(np.float32),
        projection=(axes * weights).astype(np.float32),
        spectrum=spectrum.astype(np.float32),
        power=power,
        source=source,
    )


def _covariance_of(metric: LinearMetric) -> Matrix:
    spectrum = metric.spectrum.astype(np.float64)
    axes = metric.projection * (spectrum / spectrum[0]) ** metric.power
    return np.asarray((axes * spectrum) @ axes.T, dtype=np.float64)
