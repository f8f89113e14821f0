"""Store a feature in one byte a number: what the catalogue keeps.

The bundled encoder's feature is a mean of ReLU6 outputs, so it is never negative and all eight bits
serve its size: value = code * scale, scale = the row's greatest value / 255. Other encoders give
negative numbers too; a row that holds one has its zero at code 128 and says so by the sign of its
scale: value = (code - 128) * -scale, -scale = the greatest size / 127.

A row of 1,280 takes that many bytes, 4 for the scale and 4 for the checksum: 1,288 instead of
5,120. The greatest error is half a step. Queries take the same way, so a photo finds itself with a
cosine of exactly 1.
"""

import struct
import zlib

import numpy as np
from numpy.typing import NDArray

LEVELS = 255
_ZERO = 128
_SIGNED_LEVELS = 127
_SMALLEST_SCALE = float(np.finfo(np.float32).tiny)


def quantise(
    features: NDArray[np.float32],
) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
    """Round each row to bytes and a scale.

    Args:
        features: (N, D) float32, finite.

    Returns:
        codes: (N, D) uint8; the greatest value of a row without negative ones has the code 255.
        scales: (N,) float32, the value of one step, negative for a row with negative values; 0 for
            a row of zeros, or of values so small (below 3e-36) that float32 has no step for them.

    Raises:
        ValueError: a value is infinite or not a number.
    """
    if not np.isfinite(features).all():
        raise ValueError("features must be finite")
    signed = (features < 0).any(axis=1)
    levels = np.where(signed, np.float32(_SIGNED_LEVELS), np.float32(LEVELS))
    steps = (np.abs(features).max(axis=1, initial=0.0) / levels).astype(np.float32)
    steps[steps < _SMALLEST_SCALE] = 0.0
    signed &= steps > 0
    divisors = np.where(steps > 0, steps, np.float32(np.inf))  # x / inf = 0: no division by zero
    zeros = np.where(signed, np.float32(_ZERO), np.float32(0))
    codes = np.rint(features / divisors[:, None] + zeros[:, None]).clip(0, LEVELS).astype(np.uint8)
    return codes, np.where(signed, -steps, steps)


def dequantise(codes: NDArray[np.uint8], scales: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the features that the codes stand for.

    Args:
        codes: (N, D) uint8.
        scales: (N,) float32.

    Returns:
        (N, D) float32, within half a step of what was rounded.
    """
    steps = np.abs(scales.astype(np.float32))[:, None]
    zeros = np.where(scales < 0, np.float32(_ZERO), np.float32(0))[:, None]
    return (codes.astype(np.float32) - zeros) * steps


def crc(codes_row: NDArray[np.uint8], scale: float) -> int:
    """Return the CRC-32 of a stored row, 0 to 2**32 - 1.

    SQLite's integrity check sees no flipped bits inside a BLOB; this does.

    Args:
        codes_row: (D,) uint8.
        scale: the row's scale, taken as little-endian float32.
    """
    return zlib.crc32(struct.pack("<f", scale), zlib.crc32(codes_row.tobytes()))
