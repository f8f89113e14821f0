from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from photosearch.services.picture_difference import lay_over
from tests.pictures import make_photo


def pixels(picture: Image.Image) -> np.ndarray:
    return np.asarray(picture.convert("RGB"))


@pytest.fixture
def photo() -> Image.Image:
    return make_photo(3, (240, 160))


def test_same_picture_has_no_difference(photo):
    laid = lay_over(pixels(photo), pixels(photo))
    assert laid.share == 0.0
    assert laid.fits
    assert not laid.turned


def test_smaller_copy_is_laid_at_the_size_of_the_first(photo):
    laid = lay_over(pixels(photo), pixels(photo.resize((120, 80))))
    assert laid.second.shape == laid.difference.shape == (160, 240, 3)
    assert laid.fits


@pytest.mark.parametrize("turn", list(Image.Transpose))
def test_turned_copy_is_turned_back(photo, turn):
    laid = lay_over(pixels(photo), pixels(photo.transpose(turn)))
    assert laid.turned
    assert laid.fits
    assert np.array_equal(laid.second, pixels(photo))


def test_change_stands_out_where_it_is(photo):
    changed = pixels(photo).copy()
    changed[40:60, 100:140] = 255 - changed[40:60, 100:140]
    laid = lay_over(pixels(photo), changed)
    inside = laid.difference[40:60, 100:140].mean()
    outside = np.delete(laid.difference, np.s_[40:60], axis=0).mean()
    assert inside > 2 * outside
    assert laid.share == pytest.approx(20 * 40 / (160 * 240), rel=0.3)


def test_weak_change_is_amplified(photo):
    brighter = np.clip(pixels(photo).astype(int) + 3, 0, 255).astype(np.uint8)
    laid = lay_over(pixels(photo), brighter)
    assert laid.gain > 8
    assert laid.share == 0.0


def test_another_picture_does_not_fit(photo):
    assert not lay_over(pixels(photo), pixels(photo.crop((0, 0, 160, 160)))).fits
