import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from photosearch.imaging.pixels import encoder_box, encoder_pixels

sides = st.integers(1, 20_000)


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((300, 300), (0, 0, 300, 300)),
        ((400, 300), (50, 0, 350, 300)),
        ((300, 450), (0, 75, 300, 375)),
        ((900, 300), (150, 0, 750, 300)),
    ],
)
def test_encoder_box_cuts_the_longer_side_by_a_third_at_most(size, expected):
    assert encoder_box(*size) == pytest.approx(expected)


@given(sides, sides)
def test_encoder_box_is_central_and_inside(width, height):
    left, top, right, bottom = encoder_box(width, height)
    assert 0 <= left < right <= width
    assert 0 <= top < bottom <= height
    assert left + right == pytest.approx(width)
    assert top + bottom == pytest.approx(height)
    assert (right - left) * (bottom - top) >= width * height * 0.666


@pytest.mark.parametrize("size", [(1, 1), (224, 224), (333, 500), (3000, 2), (640, 480)])
def test_encoder_pixels_of_any_size_are_a_square_of_bytes(size):
    pixels = encoder_pixels(Image.new("RGB", size, (10, 200, 30)))
    assert pixels.shape == (224, 224, 3)
    assert pixels.dtype == np.uint8
    assert (pixels == (10, 200, 30)).all()


def test_encoder_pixels_are_writable_and_the_images_own_no_more():
    image = Image.new("RGB", (224, 224))
    encoder_pixels(image)[:] = 255
    assert image.getextrema() == ((0, 0), (0, 0), (0, 0))


def test_encoder_pixels_of_another_mode_are_refused():
    with pytest.raises(ValueError, match="RGB"):
        encoder_pixels(Image.new("L", (300, 300)))
