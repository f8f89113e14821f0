"""Heat as colours, and two photos with it as one picture."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image

from photosearch.base.types import Box
from photosearch.imaging.decoded import DecodedPicture, Exif
from photosearch.services.explaining import HeatMap, PixelBox
from photosearch.services.heat_picture import heat_colours, heat_picture

_CORNER = np.zeros((7, 7), np.float32)
_CORNER[0, 0] = 1.0


def grey(width: int, height: int) -> DecodedPicture:
    rgb = bytes([128]) * (3 * width * height)
    return DecodedPicture(width, height, rgb, width, height, len(rgb), "jpeg", Exif(), ())


def heat_map(seen: Box) -> HeatMap:
    return HeatMap(_CORNER, seen, PixelBox(0, 0, 1, 1))


def test_heat_colours_are_lighter_where_it_is_hotter():
    ramp = np.tile(np.linspace(0, 1, 7, dtype=np.float32), (7, 1))
    colours = heat_colours(ramp)
    assert (colours.shape, colours.dtype) == ((7, 7, 4), np.uint8)
    lightness = colours[0, :, :3].astype(int).sum(axis=1)
    assert (np.diff(lightness) > 0).all()


def test_heat_colours_let_the_photo_through():
    assert heat_colours(_CORNER)[..., 3].max() < 200


def test_heat_picture_shows_both_side_by_side_with_the_heat_where_it_is():
    whole, middle = Box(0, 0, 1, 1), Box(1 / 6, 0, 2 / 3, 1)
    made = heat_picture((grey(256, 256), grey(600, 200)), (heat_map(whole), heat_map(middle)))
    image = Image.open(io.BytesIO(made))
    assert (image.format, image.size) == ("PNG", (480 + 12 + 1440, 480))
    assert sum(image.getpixel((10, 10))) > sum(image.getpixel((400, 400))) + 60
    assert image.getpixel((480 + 12 + 40, 240)) == (128, 128, 128)  # not looked at
    assert image.getpixel((486, 240)) == (255, 255, 255)
