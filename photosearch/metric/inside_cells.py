"""What is kept of a photo's map to find a thing inside it, and how it is searched.

Each of the 7 × 7 cells is centred and projected on the strongest axes, 8 bits a number. Projection
is linear, so the mean of a window's cells is the window's own vector, and its product with a query
is the mean of the cells' products: a photo costs 49 products of short vectors, not one for each of
its 140 windows. The lengths of the windows' vectors are kept beside the cells.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from photosearch.base.types import Box, Vectors
from photosearch.imaging.pixels import encoder_box
from photosearch.metric.transform import LinearMetric, unit_rows

CELLS = 7
AXES = 64
Codes = NDArray[np.int8]
Lengths = NDArray[np.float16]

_STEPS = 127.0
_CHUNK = 4096
_WINDOWS = tuple(
    (row, column, span)
    for span in range(1, CELLS + 1)
    for row in range(CELLS - span + 1)
    for column in range(CELLS - span + 1)
)
N_WINDOWS = len(_WINDOWS)


def coded(maps: Vectors, metric: LinearMetric) -> tuple[Codes, Lengths]:
    """Return what is kept of maps.

    Args:
        maps: (N, 7, 7, D) float32.
        metric: Takes features of D numbers.

    Returns:
        Cells (N, 49, 64) int8, up to a factor a photo, and the lengths of the means of the windows
        of those cells, (N, 140) float16.
    """
    n = len(maps)
    cells = maps.reshape(n, CELLS * CELLS, -1) - metric.mean
    vectors = cells @ metric.projection[:, :AXES]
    largest = np.abs(vectors).max(axis=(1, 2), keepdims=True, initial=0.0)
    steps = np.where(largest > 0, largest / _STEPS, 1.0)
    codes = np.rint(vectors / steps).astype(np.int8)
    means = np.einsum("wc,ncd->nwd", _MEANS, codes.astype(np.float32))
    return codes, np.linalg.norm(means, axis=2).astype(np.float16)


def thing_vector(feature: Vectors, metric: LinearMetric) -> Vectors:
    """Return what a thing's feature (D,) is searched by: (64,) float32 of unit length."""
    vector = (feature - metric.mean) @ metric.projection[:, :AXES]
    return np.asarray(unit_rows(vector[None])[0], dtype=np.float32)


def best_windows(
    thing: Vectors, codes: Codes, lengths: Lengths
) -> tuple[Vectors, NDArray[np.intp]]:
    """Return each photo's most similar window.

    Args:
        thing: (64,) float32 of unit length.
        codes: (N, 49, 64) int8.
        lengths: (N, 140) float16.

    Returns:
        Cosines (N,) float32, -1 to 1, and the windows' numbers (N,).
    """
    n = len(codes)
    scores = np.empty(n, dtype=np.float32)
    windows = np.empty(n, dtype=np.intp)
    for start in range(0, n, _CHUNK):
        part = slice(start, start + _CHUNK)
        products = codes[part].astype(np.float32) @ thing
        cosines = products @ _MEANS.T / np.maximum(lengths[part].astype(np.float32), 1.0)
        windows[part] = cosines.argmax(axis=1)
        scores[part] = cosines.max(axis=1)
    return scores.clip(-1.0, 1.0), windows


def window_box(window: int, width: int, height: int) -> Box:
    """Return a window's place in a photo of a size in pixels."""
    row, column, span = _WINDOWS[window]
    left, top, right, bottom = encoder_box(width, height)
    across, down = (right - left) / CELLS / width, (bottom - top) / CELLS / height
    return Box(
        left / width + column * across, top / height + row * down, span * across, span * down
    )


def _means() -> Vectors:
    """Return how much each cell counts in each window, (140, 49)."""
    weights = np.zeros((N_WINDOWS, CELLS, CELLS), dtype=np.float32)
    for window, (row, column, span) in enumerate(_WINDOWS):
        weights[window, row : row + span, column : column + span] = 1.0 / (span * span)
    return weights.reshape(N_WINDOWS, -1)


_MEANS = _means()
