"""What tells of two photos whether they are one, without a look at their pixels.

The catalogue holds perceptual hashes in eight orientations and a grey picture of 32 x 32 of every
photo: re-encoded, resized, recoloured, blurred, turned and mirrored copies show in these.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from photosearch.base.types import Ids
from photosearch.grouping.hash_pairs import Hashes, Pairs, distances

FIRST_NUMBERS = ("similarity", "correlation", "bits", "aspect")
GREY_PX = 32
N_TURNS = 8
_ROWS = 2048
_LEAST_NORM = 1.0

Greys = npt.NDArray[np.uint8]


@dataclass(frozen=True, eq=False)
class PhotoEvidence:
    """N photos, by id.

    Attributes:
        ids: (N,) int64, ascending.
        hashes: (N, 8) uint64, of the eight orientations.
        greys: (N, 1024) uint8.
        sizes: (N, 2) int64: width and height in pixels.
        taken_at: (N,) float64 seconds, wall clock as if it were UTC; NaN where unknown.
        cameras: (N,) int64, equal for photos of one camera; -1 where unknown.
    """

    ids: Ids
    hashes: Hashes
    greys: Greys
    sizes: npt.NDArray[np.int64]
    taken_at: npt.NDArray[np.float64]
    cameras: npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class FirstLook:
    """Pairs by their numbers.

    Attributes:
        numbers: (P, 4) float32, see ``FIRST_NUMBERS``: cosine of the index's vectors; the better
            correlation of the grey pictures, as shown or in the orientation whose hash fits; bits
            by which the hashes differ at best; absolute logarithm of the ratio of the aspects,
            whichever side is up.
        turns: (P,) int64, 0 to 7: the orientation of the second photo that is most like the first.
    """

    numbers: npt.NDArray[np.float32]
    turns: npt.NDArray[np.int64]


def first_look(
    photos: PhotoEvidence, pairs: Pairs, similarities: npt.NDArray[np.float32]
) -> FirstLook:
    """Compare the photos of pairs.

    Args:
        photos: N of them.
        pairs: (P, 2) rows of ``photos``.
        similarities: (P,) cosines of their vectors.
    """
    numbers = np.empty((len(pairs), len(FIRST_NUMBERS)), dtype=np.float32)
    turns = np.empty(len(pairs), dtype=np.int64)
    numbers[:, 0] = similarities
    for start in range(0, len(pairs), _ROWS):
        part = slice(start, start + _ROWS)
        bits = distances(photos.hashes, pairs[part])
        numbers[part, 1], turns[part] = _correlations(
            photos.greys, pairs[part], bits.argmin(axis=1)
        )
        numbers[part, 2] = bits.min(axis=1)
    shape = np.log(photos.sizes[:, 0] / photos.sizes[:, 1])
    one, other = np.abs(shape[pairs[:, 0]]), np.abs(shape[pairs[:, 1]])
    numbers[:, 3] = np.abs(one - other)
    return FirstLook(numbers, turns)


def _correlations(
    greys: Greys, pairs: Pairs, fitting: npt.NDArray[np.int64]
) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.int64]]:
    """Return the better correlation of each pair, as shown or turned to fit, and which it is."""
    first, second = _standard(greys[pairs[:, 0]]), _standard(greys[pairs[:, 1]])
    found = np.einsum("pyx,pyx->p", first, second)
    turns = np.zeros(len(pairs), dtype=np.int64)
    for turn in range(1, N_TURNS):
        rows = np.flatnonzero(fitting == turn)
        turned = np.einsum("pyx,pyx->p", first[rows], _oriented(second[rows], turn))
        better = turned > found[rows]
        found[rows[better]], turns[rows[better]] = turned[better], turn
    return found, turns


def _standard(greys: Greys) -> npt.NDArray[np.float32]:
    """Return grey pictures (P, 32, 32) with mean 0 and length 1; flat ones with a length below."""
    rows = greys.astype(np.float32)
    rows -= rows.mean(axis=1, keepdims=True)
    rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), _LEAST_NORM)
    return rows.reshape(-1, GREY_PX, GREY_PX)


def _oriented(pictures: npt.NDArray[np.float32], turn: int) -> npt.NDArray[np.float32]:
    """Return pictures (P, 32, 32) as an EXIF orientation would turn them.

    The order is that of ``imaging.perceptual``: from 4 on rows and columns change places.
    """
    if turn >= N_TURNS // 2:
        pictures = pictures.transpose(0, 2, 1)
    across, down = ((1, 1), (-1, 1), (-1, -1), (1, -1))[turn % 4]
    return pictures[:, ::down, ::across]
