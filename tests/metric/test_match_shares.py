"""Shares of colour, layout and subject in a match."""

from __future__ import annotations

import numpy as np
import pytest

from photosearch.metric.level0 import isotropic
from photosearch.metric.match_shares import look_of, match_shares

_METRIC = isotropic(512)


def axis(number):
    vector = np.zeros(512, np.float32)
    vector[number] = 1.0
    return vector


def picture(seed, colour=(200, 60, 60)):
    """Return a picture of random blocks, bright or dark, in one colour."""
    blocks = np.random.default_rng(seed).random((16, 16)) * 0.8 + 0.2
    luma = np.kron(blocks, np.ones((24, 24)))
    return (luma[..., None] * np.array(colour)).astype(np.uint8)


def shares(one, other):
    found = match_shares(one, other, _METRIC)
    return np.array([found.colour, found.layout, found.subject])


def test_match_shares_of_the_same_picture_are_a_third_each():
    same = look_of(picture(0), axis(0))
    np.testing.assert_allclose(shares(same, same), 1 / 3, atol=1e-4)


def test_match_shares_of_nothing_in_common_are_a_third_each():
    one = look_of(picture(0, (220, 20, 20)), axis(0))
    other = look_of(picture(1, (20, 20, 220)), axis(1))
    np.testing.assert_allclose(shares(one, other), 1 / 3)


@pytest.mark.parametrize(
    ("what", "pixels", "vector"),
    [
        ("colour", picture(1), axis(1)),
        ("layout", picture(0, (60, 60, 200)), axis(1)),
        ("subject", picture(1, (60, 60, 200)), axis(0)),
    ],
)
def test_match_shares_are_of_what_two_pictures_share(what, pixels, vector):
    found = match_shares(look_of(picture(0), axis(0)), look_of(pixels, vector), _METRIC)
    assert getattr(found, what) == pytest.approx(1.0)


def test_match_shares_sum_to_one():
    mixed = (axis(0) + axis(1)) / np.float32(np.sqrt(2))
    found = shares(look_of(picture(0), axis(0)), look_of(picture(1), mixed))
    assert found.sum() == pytest.approx(1.0)
    assert (found[[0, 2]] > 0.1).all()


def test_look_of_a_plain_picture_has_no_layout():
    look = look_of(np.full((384, 384, 3), 90, np.uint8), axis(0))
    assert not look.layout.any()
