"""Which regions of two photos speak for their match: heat on a grid of 7 × 7 cells.

A photo is looked at in four overlapping quarters, each as large to the encoder as a whole photo is
to the index, and their maps are stitched into one of 7 × 7 cells. Regions of 3 × 3, 4 × 4 and
5 × 5 cells are brought under the metric in use, and every region of one photo meets every one of
the other. Evidence is the cosine less the mean of its row and column: a region that is like all of
the other photo, such as sky, speaks for nothing. A region is as warm as its best evidence, a cell
as warm as the regions around it on average.

Measured on collages of four photos of a kind that share one quarter
(tests/benchmarks/heat_maps.py), the hottest cell within the shared quarter; the middle row and
column belong to no quarter. Same photo in the quarter / another photo of its group, mean of four
sets, 160 pairs each time: cells of one look, best centred cosine .98 / .39; mutual soft nearest
.97 / .43; regions of one look .99 / .56; of the quarters 1.00 / .66; with the means taken off
1.00 / .72; one look with them 1.00 / .59; both looks together 1.00 / .65. Telling which quarters
match when the quarters are known gives 1.00 / .72. On 240 other pairs, from files: 1.00 / .70; a
standard error is .02. Half or three quarters of the means, other weights of the sizes and softer
maxima lie within one of that; scaling by neighbours in the library gained nothing.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from photosearch.base.types import Pixels, Vectors
from photosearch.metric.transform import Metric

CELLS = 7
LOOK_PX = 384
"""Width and height of the pixels that ``quarters`` takes."""

_QUARTER_PX = 224
_STARTS = (0, LOOK_PX - _QUARTER_PX)
# The sizes of regions, in cells, and how much each counts: half of the width most.
_SPANS = {3: 1.0, 4: 2.0, 5: 1.0}
_FLAT = 1e-4

_HOT = 0.5
_EVERYWHERE = 0.8
_THIRDS = (2.5, 3.5)
_PLACES = (
    ("upper left", "top", "upper right"),
    ("left", "middle", "right"),
    ("lower left", "bottom", "lower right"),
)

Heat = NDArray[np.float32]


def quarters(pixels: Pixels) -> Pixels:
    """Return the four overlapping quarters of a picture, upper left, upper right, lower ones.

    Args:
        pixels: (384, 384, 3) uint8.

    Returns:
        (4, 224, 224, 3) uint8.
    """
    return np.stack(
        [
            pixels[top : top + _QUARTER_PX, left : left + _QUARTER_PX]
            for top in _STARTS
            for left in _STARTS
        ]
    )


def stitched(maps: Vectors) -> Vectors:
    """Return the map of a whole picture from those of its quarters.

    Args:
        maps: (4, 7, 7, D) float32, in the order of ``quarters``.

    Returns:
        (7, 7, D) float32; each cell is the mean of what lies in it.
    """
    sides = maps.reshape(2, 2, CELLS, CELLS, -1).transpose(0, 2, 1, 3, 4)
    wide = sides.reshape(2 * CELLS * 2 * CELLS, -1)
    both = np.kron(_OVERLAP, _OVERLAP).astype(np.float32)
    return np.asarray(both @ wide, dtype=np.float32).reshape(CELLS, CELLS, -1)


def region_vectors(cells: Vectors, metric: Metric) -> Vectors:
    """Return the vectors of a picture's 50 regions, of 3 × 3, then 4 × 4, then 5 × 5 cells.

    Args:
        cells: (7, 7, D) float32, not centred.
        metric: Takes features of D numbers.

    Returns:
        (50, d) float32, rows of unit length.
    """
    return metric.project(np.concatenate([_windows(cells, span) for span in _SPANS]))


def heat_maps(some: Vectors, others: Vectors) -> tuple[Heat, Heat]:
    """Return where two pictures match.

    Args:
        some: (50, d) float32, the regions of one.
        others: (50, d) float32, those of the other.

    Returns:
        Two (7, 7) float32, 0 to 1: the hottest cell of each is 1, the coldest 0; all 0 for a
        picture whose regions are all alike.
    """
    heats = np.zeros((2, CELLS, CELLS), dtype=np.float64)
    start = 0
    for span, weight in _SPANS.items():
        end = start + (CELLS - span + 1) ** 2
        cosines = some[start:end].astype(np.float64) @ others[start:end].T.astype(np.float64)
        ordinary = cosines.mean(axis=1, keepdims=True) + cosines.mean(axis=0, keepdims=True)
        evidence = cosines - ordinary / 2
        heats[0] += weight * _spread(evidence.max(axis=1), span)
        heats[1] += weight * _spread(evidence.max(axis=0), span)
        start = end
    return _scaled(heats[0]), _scaled(heats[1])


def hottest(heat: Heat) -> tuple[int, int]:
    """Return row and column of the hottest cell; of several the first."""
    row, column = divmod(int(heat.argmax()), CELLS)
    return row, column


def place_of(heat: Heat) -> str:
    """Say where a heat is, as a stable word for people's languages.

    Returns:
        ``"everywhere"``, or where the weight of its hot cells lies: ``"upper left"``, ``"top"``,
        ``"upper right"``, ``"left"``, ``"middle"``, ``"right"``, ``"lower left"``, ``"bottom"`` or
        ``"lower right"``.
    """
    hot = heat >= _HOT
    if not heat.any() or hot.mean() > _EVERYWHERE:
        return "everywhere"
    weights = np.where(hot, heat, 0.0)
    places = np.arange(CELLS)
    row = float((weights.sum(axis=1) * places).sum() / weights.sum())
    column = float((weights.sum(axis=0) * places).sum() / weights.sum())
    return _PLACES[int(np.digitize(row, _THIRDS))][int(np.digitize(column, _THIRDS))]


def _windows(cells: Vectors, span: int) -> Vectors:
    """Return the means (n * n, D) of all windows of ``span`` × ``span`` cells."""
    n = CELLS - span + 1
    total = np.zeros((n, n, cells.shape[-1]), dtype=np.float32)
    for row in range(span):
        for column in range(span):
            total += cells[row : row + n, column : column + n]
    return np.asarray(total / np.float32(span * span)).reshape(n * n, -1)


def _spread(warmth: NDArray[np.float64], span: int) -> NDArray[np.float64]:
    """Return for each cell the mean warmth of the windows that hold it, (7, 7)."""
    n = CELLS - span + 1
    holds = np.zeros((CELLS, n))
    for start in range(n):
        holds[start : start + span, start] = 1.0
    holds /= holds.sum(axis=1, keepdims=True)
    return np.asarray(holds @ warmth.reshape(n, n) @ holds.T)


def _scaled(heat: NDArray[np.float64]) -> Heat:
    lowest, highest = float(heat.min()), float(heat.max())
    if highest - lowest < _FLAT:
        return np.zeros_like(heat, dtype=np.float32)
    return ((heat - lowest) / (highest - lowest)).astype(np.float32)


def _overlap() -> NDArray[np.float64]:
    """Return how much each of 14 cells of two quarters fills each of 7 of the whole, (7, 14)."""
    whole, part = LOOK_PX / CELLS, _QUARTER_PX / CELLS
    starts = np.concatenate([start + part * np.arange(CELLS) for start in _STARTS])[None, :]
    begins = whole * np.arange(CELLS)[:, None]
    shared = np.minimum(begins + whole, starts + part) - np.maximum(begins, starts)
    shared = shared.clip(0.0)
    return np.asarray(shared / shared.sum(axis=1, keepdims=True))


_OVERLAP = _overlap()
