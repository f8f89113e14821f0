"""Laying one picture over another and showing where they differ.

A copy may be smaller, turned or mirrored: the turn whose small grey picture is nearest is taken. A
cropped copy lies nowhere on the whole picture; ``fits`` says so, and then nothing is to be read out
of the difference.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PIL import Image

from photosearch.base.types import Pixels

_SMALL_PX = 48
_DIFFERS = 12  # grey levels; JPEG at quality 75 changes few pixels by more
_LARGEST_GAIN = 16
_LEAST_LIKENESS = 0.6
_SURE_LIKENESS, _SURE_GAIN, _CLEAR_GAIN = 0.95, 0.02, 0.2
_GROUND = 0.15  # how bright the first picture shines through
_SAME_SHAPE = 0.03

_TURNS = (
    None,
    Image.Transpose.FLIP_LEFT_RIGHT,
    Image.Transpose.ROTATE_180,
    Image.Transpose.FLIP_TOP_BOTTOM,
    Image.Transpose.TRANSPOSE,
    Image.Transpose.ROTATE_90,
    Image.Transpose.TRANSVERSE,
    Image.Transpose.ROTATE_270,
)


@dataclass(frozen=True)
class LaidPair:
    """Two pictures of one size, the second laid over the first.

    Attributes:
        first: (h, w, 3) uint8.
        second: (h, w, 3) uint8, turned and resized to lie over the first.
        difference: (h, w, 3) uint8, the absolute difference times ``gain``, on the first one, dark.
        gain: Times.
        share: Of the pixels that differ visibly, 0 to 1.
        turned: Whether the second one had to be turned or mirrored.
        fits: Whether the two show the same at the same place.
    """

    first: Pixels
    second: Pixels
    difference: Pixels
    gain: int
    share: float
    turned: bool
    fits: bool


def lay_over(first: Pixels, second: Pixels) -> LaidPair:
    """Lay the second picture over the first and compare them.

    Args:
        first: (h, w, 3) uint8.
        second: (h, w, 3) uint8, of any size.
    """
    there = Image.fromarray(second)
    turn, likeness = _best_turn(Image.fromarray(first), there)
    turned = there if turn is None else there.transpose(turn)
    height, width = first.shape[:2]
    stretch = (turned.width / turned.height) / (width / height)
    if turned.size != (width, height):
        turned = turned.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=2.0)
    laid = np.asarray(turned)
    gap = np.abs(first.astype(np.int16) - laid)
    most = gap.max(axis=2)
    gain = int(
        np.clip(160 / max(float(np.percentile(most[::3, ::3], 99.5)), 1.0), 1, _LARGEST_GAIN)
    )
    ground = first.mean(axis=2, keepdims=True) * _GROUND
    return LaidPair(
        first=first,
        second=laid,
        difference=np.clip(ground + gap * gain, 0, 255).astype(np.uint8),
        gain=gain,
        share=float((most > _DIFFERS).mean()),
        turned=turn is not None,
        fits=likeness >= _LEAST_LIKENESS and abs(np.log(stretch)) <= _SAME_SHAPE,
    )


def _best_turn(first: Image.Image, second: Image.Image) -> tuple[Image.Transpose | None, float]:
    """Return the turn under which the small grey pictures are most alike, and how alike."""
    wanted = _small(first)
    small = _small(second)
    likeness = [
        _correlation(wanted, small if turn is None else small.transpose(turn)) for turn in _TURNS
    ]
    best = int(np.argmax(likeness))
    gain = likeness[best] - likeness[0]
    # Of a plain wall every turn is as good, and something painted over a symmetrical picture may
    # make a wrong one a little better.
    if gain < (_SURE_GAIN if likeness[best] > _SURE_LIKENESS else _CLEAR_GAIN):
        best = 0
    return _TURNS[best], likeness[best]


def _small(picture: Image.Image) -> Image.Image:
    return picture.convert("L").resize((_SMALL_PX, _SMALL_PX), Image.Resampling.BOX)


def _correlation(first: Image.Image, second: Image.Image) -> float:
    one, other = (np.asarray(each, np.float64) for each in (first, second))
    one, other = one - one.mean(), other - other.mean()
    scale = float(np.sqrt((one**2).sum() * (other**2).sum()))
    return float((one * other).sum() / scale) if scale > 0 else float(np.array_equal(one, other))
