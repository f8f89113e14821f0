"""Perceptual hashes: 64 bits that stay nearly the same when a picture is re-encoded or resized.

pHash (Zauner, "Implementation and benchmarking of perceptual image hash functions", 2010): DCT-II
of a 32 x 32 grey picture, the 8 x 8 frequencies 1 to 8 in each direction, one bit each: above the
median or not. Mirroring a picture changes the sign of its odd frequencies and transposing it
transposes them, so one DCT gives the hashes of all eight orientations.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

GREY_PX = 32
_FREQUENCIES = 8
_STEPS = 1000  # coefficients are compared in steps of 1/1000: rounding noise is not a bit


def perceptual_hashes(grey: npt.NDArray[np.uint8]) -> bytes:
    """Return 8 x uint64, little-endian: the hash under each EXIF orientation 1 to 8.

    Args:
        grey: (32, 32) uint8, the picture as shown.
    """
    low = _BASIS @ grey.astype(np.float64) @ _BASIS.T
    low = np.rint(low * _STEPS)
    sideways, upright = low * _SIGNS[None, :], low * _SIGNS[:, None]
    both = upright * _SIGNS[None, :]
    # The order of EXIF: as is, mirrored, turned by 180, upside down, transposed, turned by 90
    # clockwise, transversed, turned by 90 anticlockwise.
    turned = np.stack([low, sideways, both, upright, low.T, upright.T, both.T, sideways.T])
    bits = turned.reshape(8, -1)
    above = bits > np.median(bits, axis=1, keepdims=True)
    return np.packbits(above, axis=1, bitorder="little").tobytes()


def _basis() -> npt.NDArray[np.float64]:
    frequency = np.arange(1, _FREQUENCIES + 1)[:, None]
    position = np.arange(GREY_PX)[None, :]
    waves = np.cos(np.pi * frequency * (2 * position + 1) / (2 * GREY_PX))
    return np.asarray(waves * np.sqrt(2 / GREY_PX))


_BASIS = _basis()
_SIGNS = np.where(np.arange(1, _FREQUENCIES + 1) % 2 == 1, -1.0, 1.0)
