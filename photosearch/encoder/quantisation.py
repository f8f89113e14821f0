"""Store a feature in one byte a number: what the catalogue keeps.

A feature is a mean of ReLU6 outputs, so it is never negative and all eight bits serve its size:
value = code * scale, scale = the row's greatest value / 255. A row takes 1,280 bytes, 4 for the
scale and 4 for the checksum: 1,288 instead of 5,120. The greatest error is half a step, scale / 2.
Queries take the same way, so a photo finds itself with a cosine of exactly 1.
"""

import struct
import zlib

import numpy as np
from numpy.typing import NDArray

LEVELS = 255
_SMALLEST_SCALE = float(np.finfo(np.float32).tiny)


def quantise(
    features: NDArray[np.float32],
) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
    """Round each row to bytes and a scale.

    Args:
        features: (N, D) float32, finite, none below 0.

    Returns:
        codes: (N, D) uint8; the greatest value of a row has the code 255.
        scales: (N,) float32, the value of one step; 0 for a row of zeros, or of values so small
            (below 3e-36) that float32 has no step for them.

    Raises:
        ValueError: a value is negative, infinite or not a number.
    """
    if not np.isfinite(features).all() or (features < 0).any():
        raise ValueError("features must be finite and not negative")
    scales = (features.max(axis=1, initial=0.0) / np.float32(LEVELS)).astype(np.float32)
    scales[scales < _SMALLEST_SCALE] = 0.0
    steps = np.where(scales > 0, scales, np.float32(np.inf))  # x / inf = 0: no division by zero
    codes = np.rint(features / steps[:, None]).clip(0, LEVELS).astype(np.uint8)
    return codes, scales


def dequantise(codes: NDArray[np.uint8], scales: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the features that the codes stand for.

    Args:
        codes: (N, D) uint8.
        scales: (N,) float32.

    Returns:
        (N, D) float32, within scales / 2 of what was rounded.
    """
    return codes.astype(np.float32) * scales.astype(np.float32)[:, None]


def crc(codes_row: NDArray[np.uint8], scale: float) -> int:
    """Return the CRC-32 of a stored row, 0 to 2**32 - 1.

    SQLite's integrity check sees no flipped bits inside a BLOB; this does.

    Args:
        codes_row: (D,) uint8.
        scale: the row's scale, taken as little-endian float32.
    """
    return zlib.crc32(struct.pack("<f", scale), zlib.crc32(codes_row.tobytes()))
