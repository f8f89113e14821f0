"""Sequences that look like bursts and are not: every frame of them is needed.

- A bracket is one view at several exposures: frames lie over each other and differ in brightness.
- A panorama moves on: each frame overlaps the next one in a part of both.
- A focus stack is one view at several distances: frames lie over each other at one brightness, and
  what is sharp differs.

It is better to be too careful here: all that a caution does is that nothing is suggested for the
trash.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from photosearch.imaging.alignment import NUMBERS

BRACKET, PANORAMA, FOCUS_STACK = "bracket", "panorama", "focus-stack"
FEWEST_FRAMES = 3
_BRACKET_STOPS = 0.6  # cameras offer steps from a third to several; light drifts less in seconds
_STEADY_STOPS = 0.25
_OVER_EACH_OTHER = 0.9
_ON = 0.85
_STACK_SPREAD = 0.25
_FEWEST_STACKED = 4

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Sequence:
    """Frames in the order of being taken.

    Attributes:
        brightness: (n,) mean light of each, linear, above 0.
        sharpness: (n,) of each; NaN where it was not measured.
        steps: (n - 1, 14) float32: each frame laid over the next (``imaging.alignment``); NaN where
            the two were not compared.
    """

    brightness: Floats
    sharpness: Floats
    steps: npt.NDArray[np.float32]


def caution(sequence: Sequence) -> str:
    """Return what a sequence may be besides a burst; empty where nothing speaks for it."""
    if len(sequence.brightness) < FEWEST_FRAMES:
        return ""
    steps = {name: sequence.steps[:, place] for place, name in enumerate(NUMBERS)}
    known = ~np.isnan(steps["agreeing"])
    if not known.any():
        return ""
    overlap = np.maximum(steps["covers_first"], steps["covers_second"])[known]
    fits = steps["agreeing"][known] > 0.5
    still = fits & (overlap >= _OVER_EACH_OTHER)
    stops = float(np.ptp(np.log2(sequence.brightness)))
    if still.mean() > 0.5 and stops >= _BRACKET_STOPS and _levels(sequence.brightness) >= 3:
        return BRACKET
    moved = fits & (overlap < _ON) & (steps["is_affine"][known] > 0)
    if moved.mean() > 0.5:
        return PANORAMA
    if len(sequence.brightness) >= _FEWEST_STACKED and still.mean() > 0.9:
        spread = _spread(sequence.sharpness)
        if stops <= _STEADY_STOPS and spread >= _STACK_SPREAD:
            return FOCUS_STACK
    return ""


def _levels(brightness: Floats) -> int:
    """Return how many exposures are told apart by half of the least step."""
    rising = np.sort(np.log2(brightness))
    return 1 + int((np.diff(rising) > _BRACKET_STOPS / 3).sum())


def _spread(sharpness: Floats) -> float:
    known = sharpness[np.isfinite(sharpness)]
    if len(known) < _FEWEST_STACKED or known.max() <= 0:
        return 0.0
    return float(1 - known.min() / known.max())
