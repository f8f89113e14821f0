"""Same or not the same: two photos, a distance and a threshold.

A pair is accepted where its distance is at most the threshold. TAR is the share of the pairs of one
class that are accepted, FAR that of the others (ISO/IEC 19795-1's true and false match rates). A
threshold that was set on some pairs is measured on others: on its own pairs it looks 1.2 to 1.8
times better than it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from photosearch.base.types import Vectors
from photosearch.learning.evaluation.auroc import auroc
from photosearch.learning.evaluation.pairs import PairDistances

TARGET_FARS = (0.1, 0.01, 0.001)


@dataclass(frozen=True)
class OperatingPoint:
    """A threshold and what it does.

    Attributes:
        target_far: the false-accept rate that was asked for.
        threshold: largest distance that is accepted.
        far: false-accept rate at the threshold, 0 to 1.
        tar: true-accept rate at the threshold, 0 to 1.
    """

    target_far: float
    threshold: float
    far: float
    tar: float


@dataclass(frozen=True)
class Verification:
    """How well distances tell pairs apart.

    Attributes:
        auroc: how often a pair of one class is nearer than one of two.
        eer: equal error rate: the mean of FAR and 1 - TAR where they are closest.
        eer_threshold: distance at which that is.
        points: TAR at each asked FAR.
        n_same: pairs of one class.
        n_different: pairs of two classes; a FAR below 1 / n_different can't be told from 0.
    """

    auroc: float
    eer: float
    eer_threshold: float
    points: tuple[OperatingPoint, ...]
    n_same: int
    n_different: int


@dataclass(frozen=True, eq=False)
class RocCurve:
    """Rates at every distinct distance, ascending.

    Attributes:
        thresholds: (n,) float32.
        far: (n,) float64, rising to 1.
        tar: (n,) float64, rising to 1.
    """

    thresholds: Vectors
    far: NDArray[np.float64]
    tar: NDArray[np.float64]


def roc_curve(pairs: PairDistances) -> RocCurve:
    """Return FAR and TAR with every distance that occurs as the threshold."""
    thresholds = np.unique(np.concatenate([pairs.same, pairs.different]))
    far, tar = (_accepted(part, thresholds) for part in (pairs.different, pairs.same))
    return RocCurve(thresholds, far, tar)


def verification(pairs: PairDistances, fars: Sequence[float] = TARGET_FARS) -> Verification:
    """Measure how well distances tell pairs of one class from others.

    Args:
        pairs: their distances, at least one of each kind.
        fars: false-accept rates to set thresholds at, 0 to 1.
    """
    curve = roc_curve(pairs)
    at = int(np.argmin(np.abs(curve.far - (1 - curve.tar))))
    return Verification(
        auroc=auroc(-pairs.same, -pairs.different),
        eer=float(curve.far[at] + 1 - curve.tar[at]) / 2,
        eer_threshold=float(curve.thresholds[at]),
        points=tuple(_point(curve, far) for far in fars),
        n_same=len(pairs.same),
        n_different=len(pairs.different),
    )


def at_threshold(
    pairs: PairDistances, threshold: float, target_far: float = np.nan
) -> OperatingPoint:
    """Measure a threshold that was set on other pairs."""
    limit = np.array([threshold], dtype=np.float32)
    far, tar = (float(_accepted(part, limit)[0]) for part in (pairs.different, pairs.same))
    return OperatingPoint(target_far, threshold, far, tar)


def _point(curve: RocCurve, target: float) -> OperatingPoint:
    """Take the largest threshold whose FAR is not above the target; none: accept nothing."""
    allowed = int(np.searchsorted(curve.far, target, side="right"))
    if not allowed:
        below = float(np.nextafter(curve.thresholds[0], np.float32(-np.inf)))
        return OperatingPoint(target, below, 0.0, 0.0)
    at = allowed - 1
    return OperatingPoint(
        target, float(curve.thresholds[at]), float(curve.far[at]), float(curve.tar[at])
    )


def _accepted(distances: Vectors, thresholds: Vectors) -> NDArray[np.float64]:
    return np.searchsorted(np.sort(distances), thresholds, side="right") / len(distances)
