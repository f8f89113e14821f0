"""Brackets, panoramas and focus stacks among bursts."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from photosearch.grouping.sequences import BRACKET, FOCUS_STACK, PANORAMA, Sequence, caution
from photosearch.imaging.alignment import NUMBERS, Alignment

STILL = Alignment(0.95, 0.9, 0.9, 0.95, 0.99, 0.0, 0.7, 1.0, 1.0, 1.0, 0.02)
MOVED_ON = replace(STILL, covers_first=0.6, covers_second=0.6, n_points=80, is_affine=1)
HAND_HELD = replace(STILL, agreeing=0.4, covers_first=0.95, covers_second=0.95, is_affine=1)


def sequence(brightness, steps, sharpness=None) -> Sequence:
    n = len(brightness)
    numbers = np.array([step.numbers() if step else (np.nan,) * len(NUMBERS) for step in steps])
    return Sequence(
        np.array(brightness, float),
        np.full(n, np.nan) if sharpness is None else np.array(sharpness, float),
        numbers.astype(np.float32).reshape(-1, len(NUMBERS)),
    )


def test_three_exposures_of_one_view_are_a_bracket():
    assert caution(sequence([0.2, 0.1, 0.4], [STILL, STILL])) == BRACKET


def test_burst_of_equal_light_is_none():
    assert caution(sequence([0.2, 0.21, 0.2], [STILL, STILL])) == ""


def test_flash_in_one_frame_is_no_bracket():
    assert caution(sequence([0.2, 0.4, 0.2, 0.2], [STILL] * 3)) == ""


def test_frames_that_move_on_are_a_panorama():
    assert caution(sequence([0.2, 0.22, 0.21], [MOVED_ON, MOVED_ON])) == PANORAMA


def test_hand_held_burst_is_no_panorama():
    assert caution(sequence([0.2, 0.2, 0.2], [HAND_HELD, HAND_HELD])) == ""


def test_still_frames_of_different_sharpness_are_a_focus_stack():
    sharpness = [10, 14, 20, 13]
    assert caution(sequence([0.2] * 4, [STILL] * 3, sharpness)) == FOCUS_STACK
    assert caution(sequence([0.2] * 4, [STILL] * 3, [14, 14, 15, 14])) == ""
    assert caution(sequence([0.2] * 4, [STILL] * 3)) == ""


def test_two_frames_or_frames_never_compared_say_nothing():
    assert caution(sequence([0.1, 0.4], [STILL])) == ""
    assert caution(sequence([0.1, 0.2, 0.4], [None, None])) == ""
