"""Every kind of pixel becomes 8-bit sRGB."""

import numpy as np
import pytest
from PIL import Image

from photosearch.imaging.colour import GROUND, plain, srgb, value_range
from photosearch.imaging.shrinking import shrunk
from tests.pictures import (
    make_photo,
    mean_difference,
    sixteen_bit_grey,
    swapped_profile,
    wide_profile,
)

_PHOTO = make_photo(11, (90, 60))


def test_plain_sixteen_bit_is_scaled_not_clipped():
    image = sixteen_bit_grey(_PHOTO)
    assert image.mode == "I;16"
    assert mean_difference(plain(image, value_range(image)), _PHOTO.convert("L")) == 0


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (np.array([[0, 65535]], dtype=np.int32), [0, 255]),
        (np.array([[0, 255]], dtype=np.int32), [0, 255]),
        (np.array([[-1000, 1000]], dtype=np.int32), [0, 255]),
        (np.array([[0.0, 1.0]], dtype=np.float32), [0, 255]),
        (np.array([[0.0, 0.5]], dtype=np.float32), [0, 127]),
        (np.array([[10.0, 500.0]], dtype=np.float32), [0, 255]),
        (np.array([[7.0, 7.0]], dtype=np.float32), [0, 0]),
    ],
)
def test_plain_wide_values_are_scaled_to_their_range(values, expected):
    image = Image.fromarray(values)
    assert np.asarray(plain(image, value_range(image))).tolist() == [expected]


@pytest.mark.parametrize("mode", ["RGBA", "LA", "La", "RGBa"])
def test_plain_transparent_pixels_lie_over_the_ground(mode):
    clear = Image.new("RGBA", (4, 4), (255, 0, 0, 0))
    image = clear.convert("LA").convert(mode) if mode in {"LA", "La"} else clear.convert(mode)
    assert set(plain(image).convert("L").tobytes()) == {GROUND}


def test_plain_palette_with_transparency_lies_over_the_ground():
    image = Image.new("P", (2, 1))
    image.putpalette([255, 0, 0, 0, 255, 0])
    image.putdata([0, 1])
    image.info["transparency"] = 0
    assert plain(image).convert("RGB").tobytes() == bytes([GROUND] * 3 + [0, 255, 0])


def test_plain_one_bit_is_black_and_white():
    image = Image.new("1", (2, 1))
    image.putpixel((1, 0), 1)
    assert plain(image).tobytes() == b"\x00\xff"


def test_srgb_swapped_primaries_swap_the_colours():
    red = Image.new("RGB", (4, 4), (255, 0, 0))
    shown = srgb(red, swapped_profile()).getpixel((0, 0))
    assert shown[1] > 200
    assert shown[0] < 60


def test_srgb_wide_profile_makes_colours_stronger():
    dull = Image.new("RGB", (4, 4), (180, 60, 60))
    red, green, _ = srgb(dull, wide_profile()).getpixel((0, 0))
    assert red > 185
    assert green <= 60


@pytest.mark.parametrize("profile", [None, b"", b"nonsense" * 40])
def test_srgb_without_usable_profile_keeps_the_pixels(profile):
    assert srgb(_PHOTO, profile).tobytes() == _PHOTO.tobytes()


def test_srgb_profile_of_another_colour_space_is_ignored():
    assert srgb(_PHOTO.convert("L"), swapped_profile()).mode == "RGB"


def test_srgb_cmyk_without_profile_shows_the_picture():
    assert mean_difference(srgb(_PHOTO.convert("CMYK"), None), _PHOTO) < 2


def test_srgb_lab_is_converted():
    grey = srgb(Image.new("LAB", (2, 2), (128, 128, 128)), None).getpixel((0, 0))
    assert max(grey) - min(grey) <= 2
    assert 100 < grey[0] < 140


@pytest.mark.parametrize("mode", ["RGB", "L", "RGBA", "CMYK", "I;16", "P"])
def test_shrunk_in_bands_equals_shrunk_at_once(mode, monkeypatch):
    image = make_photo(12, (400, 300))
    image = sixteen_bit_grey(image) if mode == "I;16" else image.convert(mode)
    at_once = shrunk(image, (40, 30))
    monkeypatch.setattr("photosearch.imaging.shrinking._BAND_PIXELS", 9000)
    assert shrunk(image, (40, 30)).tobytes() == at_once.tobytes()
    assert at_once.size == (40, 30)
