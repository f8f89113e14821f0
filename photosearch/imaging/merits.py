"""Merits: what tells the better one of several files that show the same.

They cost next to nothing while a photo is decoded anyway, so that a choice among a hundred thousand
duplicates needs no pixels.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image

_PARTS = 4
COLOUR_BYTES = 3 * _PARTS * _PARTS
_QUALITIES = np.arange(1, 101)
# The luminance table of Annex K.1 of the JPEG standard (ITU-T T.81), row by row, as the Independent
# JPEG Group's library scales it.
_STANDARD = np.array(
    [
        16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55,
        14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29, 51, 87, 80, 62,
        18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92,
        49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99,
    ]
)  # fmt: skip
_SUB_IFDS = (0x8769, 0x8825, 0xA005)


def jpeg_quality(image: Image.Image) -> int | None:
    """Return what quality, 1 to 100, a JPEG was saved with; ``None`` for any other picture.

    It is the setting of the Independent JPEG Group's library whose luminance table is nearest in
    the mean absolute logarithm, so cameras' own tables get the quality that they come to.

    Args:
        image: Opened; it need not be loaded.
    """
    tables = getattr(image, "quantization", None)
    table = np.asarray(tables.get(0, ()), np.float64) if isinstance(tables, dict) else np.empty(0)
    if table.shape != (64,) or table.min() < 1:
        return None
    return int(_QUALITIES[np.abs(_LOG_TABLES - np.log(table)).sum(axis=1).argmin()])


def colours(image: Image.Image) -> bytes:
    """Return the mean colours of a picture's sixteen parts: 4 x 4 x 3 uint8.

    Args:
        image: RGB.
    """
    return image.resize((_PARTS, _PARTS), Image.Resampling.BOX).tobytes()


def sharpness(grey: npt.NDArray[np.uint8]) -> float:
    """Return how sharp a picture is, 0 (blurred, or plain) to about 5, whatever it shows.

    The variance of the Laplacian over the mean squared gradient: the mean squared frequency of the
    gradient (the mobility of Hjorth, "EEG analysis based on time domain properties", 1970, in two
    dimensions and squared). The variance of the Laplacian alone tells more of contrast and content.

    Args:
        grey: (H, W) uint8; pictures are comparable at one size of the shorter side.
    """
    if min(grey.shape) < _SMALLEST_PX:
        return 0.0
    values = grey.astype(np.int16)
    right = np.diff(values, axis=1)
    down = np.diff(values, axis=0)
    gradient = _mean_square(right) + _mean_square(down)
    laplacian = np.diff(right, axis=1)[1:-1] + np.diff(down, axis=0)[:, 1:-1]
    return _mean_square(laplacian) / (gradient + _NOISE)


def tag_count(tags: Mapping[int, Any]) -> int:
    """Return how many EXIF tags there are, those of the place too."""
    inner = sum(len(part) for part in tags.values() if isinstance(part, Mapping))
    return inner + sum(tag not in _SUB_IFDS for tag in tags)


_SMALLEST_PX = 3
_NOISE = 1.0  # grey levels squared: the grain of a plain wall is no sharpness


def _mean_square(values: npt.NDArray[np.int16]) -> float:
    flat = values.ravel().astype(np.float32)
    return float(np.dot(flat, flat)) / flat.size


def _log_tables() -> npt.NDArray[np.float64]:
    scale = np.where(_QUALITIES < 50, 5000 // _QUALITIES, 200 - 2 * _QUALITIES)
    tables = (scale[:, None] * _STANDARD[None, :] + 50) // 100
    return np.asarray(np.log(np.clip(tables, 1, 255)), np.float64)


_LOG_TABLES = _log_tables()
