"""Local features: points of a grey picture that are found again after it was cropped or turned.

ORB (Rublee et al., "ORB: an efficient alternative to SIFT or SURF", 2011). On thumbnails SIFT takes
eight times as long and finds hardly more: of 315 crops, rotations and borders 99 % against 98 %,
and most of that difference is where a point lies, which ``imaging.alignment`` refines by itself.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from photosearch.base.types import Pixels, Vectors

MOST_POINTS = 500
_RATIO = 0.87
_BYTES = 32
_LEAST_PX = 32
_NONE = 1024  # bits: more than there are


@dataclass(frozen=True, eq=False)
class LocalFeatures:
    """Points and what is around them.

    Attributes:
        points: (n, 2) float32, x and y in pixels.
        descriptors: (n, 32) uint8, 256 bits each.
    """

    points: Vectors
    descriptors: Pixels


_NO_FEATURES = LocalFeatures(
    np.zeros((0, 2), dtype=np.float32), np.zeros((0, _BYTES), dtype=np.uint8)
)


def local_features(grey: Pixels) -> LocalFeatures:
    """Find the points of a grey picture (h, w) uint8."""
    if min(grey.shape) < _LEAST_PX:  # OpenCV fails on the levels of its pyramid
        return _NO_FEATURES
    keypoints, descriptors = _detectors().orb.detectAndCompute(grey, None)
    if descriptors is None:
        return _NO_FEATURES
    points = np.array([point.pt for point in keypoints], dtype=np.float32).reshape(-1, 2)
    return LocalFeatures(points, np.ascontiguousarray(descriptors, dtype=np.uint8))


def matched(first: LocalFeatures, second: LocalFeatures) -> npt.NDArray[np.int64]:
    """Return the points that each find the other and nobody else nearly as well.

    Returns:
        (m, 2) int64: rows of ``first`` and of ``second``.
    """
    if min(len(first.points), len(second.points)) < 2:
        return np.zeros((0, 2), dtype=np.int64)
    bits = _differing_bits(first.descriptors, second.descriptors)
    rows = np.arange(len(bits))
    nearest = bits.argmin(axis=1)
    mutual = bits.argmin(axis=0)[nearest] == rows
    best = bits[rows, nearest]
    bits[rows, nearest] = _NONE
    chosen = mutual & (best < _RATIO * bits.min(axis=1))
    return np.stack([rows[chosen], nearest[chosen]], axis=1)


def _differing_bits(first: Pixels, second: Pixels) -> npt.NDArray[np.uint16]:
    """Return by how many bits every two descriptors differ, (n, m): one pass for both ways."""
    words, others = first.view(np.uint64), second.view(np.uint64)
    bits = np.zeros((len(first), len(second)), dtype=np.uint16)
    for word in range(words.shape[1]):
        bits += np.bitwise_count(words[:, word, None] ^ others[None, :, word])
    return bits


class _Detectors(threading.local):
    """One detector a thread: nothing says that several may use one."""

    def __init__(self) -> None:
        import cv2  # 0.1 s that only a second look at duplicates needs

        cv2.setNumThreads(1)  # pairs are what is done side by side
        # Low thresholds: thumbnails of skies and cloth have few strong corners. Ten levels of 1.2
        # find a crop at five times the size.
        self.orb: Any = cv2.ORB_create(  # type: ignore[attr-defined, unused-ignore]
            nfeatures=MOST_POINTS, fastThreshold=4, nlevels=10, edgeThreshold=15, patchSize=25
        )


@lru_cache(1)
def _detectors() -> _Detectors:
    return _Detectors()
