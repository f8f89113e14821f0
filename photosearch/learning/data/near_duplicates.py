"""Which pictures are copies of one another, so that none is another one's easy positive.

Two pictures belong together when their pixels are equal; or when their 8×8 grey pictures correlate
by 0.95 or more and their 16×16 grey pictures, less the plane that fits them best, by 0.85 or more:
re-encoded, resized, brightened, grey copies and most consecutive frames of a burst. Groups are
what such pairs connect. Without the second look all skies are one: of CIFAR-10's 60,000 pictures
798 were connected, of several classes. With it 2.8 % of them have a copy, in 691 groups of which
673 are of one class; so do two thirds of 96 video frames, and 0 to 2 % of four sets of photos
(flowers, clothes, covers, objects).

Up to 5,000 pictures all pairs are compared. Beyond, a pair is compared if it lands close together
in one of many orders of the pictures, each by the signs of random projections (locality-sensitive
hashing: Charikar, "Similarity estimation techniques from rounding algorithms", 2002). It finds
97 % of the pairs, and the work grows as n·log n: 7 s for 60,000 pictures.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from photosearch.base.progress import NO_PROGRESS, Progress, Step
from photosearch.base.types import Ids, Pixels, Vectors
from photosearch.learning.data.labelled_images import content_keys

COARSE_CORRELATION = 0.95
FINE_CORRELATION = 0.85
_COARSE_CELLS = 8
_FINE_CELLS = 16
_FLAT = 4.0  # grey levels: below this deviation there is nothing but noise to correlate
_LUMA = np.array([0.299, 0.587, 0.114], dtype=np.float32)  # ITU-R BT.601, as Pillow's grey
_ALL_PAIRS_UP_TO = 5_000
_BLOCK = 2_048
_ORDERS = 24
_WINDOW = 8
_BITS = 14

Pairs = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class _Signatures:
    """Small grey pictures as rows of unit length, shorter where the picture is flat.

    Shape:
        - coarse: (N, 64) float32, 8×8 without the mean.
        - fine: (N, 256) float32, 16×16 without the best plane.
    """

    coarse: Vectors
    fine: Vectors

    def confirmed(self, pairs: Pairs) -> Pairs:
        """Return those pairs, alike in the coarse, that are alike in the fine too."""
        cosines = np.einsum("nd,nd->n", self.fine[pairs[:, 0]], self.fine[pairs[:, 1]])
        return np.asarray(pairs[cosines >= FINE_CORRELATION])


def duplicate_groups(pixels: Pixels, progress: Progress = NO_PROGRESS) -> Ids:
    """Group pictures with their exact and near copies.

    Args:
        pixels: (N, H, W, 3) uint8.
        progress: Phase ``"near-duplicates"``.

    Returns:
        (N,) int64: the lowest index of each picture's group; its own where it has no copy.

    Raises:
        Cancelled: The person cancelled.
    """
    _, first, unique_of = np.unique(content_keys(pixels), return_index=True, return_inverse=True)
    signatures = _signatures(pixels, first, progress)
    find = _all_pairs if len(first) <= _ALL_PAIRS_UP_TO else _likely_pairs
    pairs = [block for block in find(signatures, progress) if len(block)]
    groups = _connected(len(first), np.concatenate(pairs) if pairs else np.empty((0, 2), np.int64))
    members = groups[unique_of]
    lowest = np.full(len(first), len(pixels), dtype=np.int64)
    np.minimum.at(lowest, members, np.arange(len(pixels)))
    return np.asarray(lowest[members])


def _signatures(pixels: Pixels, rows: Ids, progress: Progress) -> _Signatures:
    height, width = pixels.shape[1:3]
    down, across = _averaging(height), _averaging(width)
    fine = np.empty((len(rows), _FINE_CELLS * _FINE_CELLS), dtype=np.float32)
    for start in range(0, len(rows), _BLOCK):
        progress.checkpoint()
        grey = pixels[rows[start : start + _BLOCK]].astype(np.float32) @ _LUMA
        fine[start : start + len(grey)] = (down @ grey @ across.T).reshape(len(grey), -1)
    half = _COARSE_CELLS
    coarse = fine.reshape(-1, half, 2, half, 2).mean(axis=(2, 4)).reshape(-1, half * half)
    return _Signatures(_without(coarse, _plane(half)[:, :1]), _without(fine, _plane(_FINE_CELLS)))


def _plane(cells: int) -> Vectors:
    """Return an orthonormal basis of what is removed, (cells², 3): the mean and two slopes."""
    position = np.linspace(-1, 1, cells)
    down, across = np.meshgrid(position, position, indexing="ij")
    columns = np.stack([np.ones(cells * cells), down.ravel(), across.ravel()], axis=1)
    return np.asarray(columns / np.linalg.norm(columns, axis=0), dtype=np.float32)


def _without(small: Vectors, basis: Vectors) -> Vectors:
    left = small - (small @ basis) @ basis.T
    least = _FLAT * np.sqrt(small.shape[1])  # the norm that this deviation makes
    norms = np.linalg.norm(left, axis=1, keepdims=True)
    return np.asarray(left / np.maximum(norms, least), dtype=np.float32)


def _averaging(n_pixels: int) -> Vectors:
    """Return (16, n) weights that average rows of pixels into 16 cells, fractions included."""
    edges = np.linspace(0, n_pixels, _FINE_CELLS + 1)
    start, end = edges[:-1, None], edges[1:, None]
    position = np.arange(n_pixels)[None, :]
    overlap = np.minimum(end, position + 1) - np.maximum(start, position)
    weights = np.maximum(overlap, 0)
    return np.asarray(weights / weights.sum(axis=1, keepdims=True), dtype=np.float32)


def _all_pairs(signatures: _Signatures, progress: Progress) -> Iterator[Pairs]:
    coarse = signatures.coarse
    for start in range(0, len(coarse), _BLOCK):
        progress.checkpoint()
        progress.report(Step("near-duplicates", start, len(coarse)))
        rows, columns = np.nonzero(coarse[start : start + _BLOCK] @ coarse.T >= COARSE_CORRELATION)
        pairs = np.stack([rows + start, columns], axis=1).astype(np.int64)
        yield signatures.confirmed(pairs[pairs[:, 0] < pairs[:, 1]])


def _likely_pairs(signatures: _Signatures, progress: Progress) -> Iterator[Pairs]:
    random = np.random.default_rng(0)
    coarse = signatures.coarse
    for number in range(_ORDERS):
        progress.report(Step("near-duplicates", number, _ORDERS))
        directions = random.standard_normal((coarse.shape[1], _BITS + 1), dtype=np.float32)
        projected = coarse @ directions
        bits = projected[:, :_BITS] > np.median(projected[:, :_BITS], axis=0)
        codes = bits @ (1 << np.arange(_BITS))
        order = np.lexsort((projected[:, _BITS], codes)).astype(np.int64)
        in_order = coarse[order]
        for step in range(1, _WINDOW + 1):
            progress.checkpoint()
            cosines = np.einsum("nd,nd->n", in_order[:-step], in_order[step:])
            at = np.flatnonzero(cosines >= COARSE_CORRELATION)
            yield signatures.confirmed(np.stack([order[at], order[at + step]], axis=1))


def _connected(n_items: int, pairs: Pairs) -> Ids:
    """Return each item's lowest connected item: labels sink along pairs until they rest."""
    lowest = np.arange(n_items, dtype=np.int64)
    while True:
        before = lowest.copy()
        least = np.minimum(lowest[pairs[:, 0]], lowest[pairs[:, 1]])
        np.minimum.at(lowest, pairs[:, 0], least)
        np.minimum.at(lowest, pairs[:, 1], least)
        lowest = lowest[lowest]  # a label's own label: long chains in few rounds
        if np.array_equal(before, lowest):
            return lowest
