"""Heat as colours over photos: for the window's overlay, and as a picture of two photos."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import numpy as np

from photosearch.base.types import Box, Pixels
from photosearch.imaging.decoded import DecodedPicture
from photosearch.metric.regions import Heat
from photosearch.services.explaining import HeatMap

if TYPE_CHECKING:
    from PIL.Image import Image

_HEIGHT_PX = 480
_GAP_PX = 12
_WIDEST_PX = 1600
_OPACITY = 0.38, 0.2
_STOPS = np.array([0.0, 0.35, 0.7, 1.0])
_COLOURS = np.array([[16, 12, 56], [136, 34, 106], [240, 112, 32], [252, 236, 128]], np.float64)
"""Dark to light in lightness as well as in hue, so that it also says something without colours."""


def heat_colours(heat: Heat) -> Pixels:
    """Return a heat as colours to lay over a photo.

    Args:
        heat: (7, 7) float32, 0 to 1.

    Returns:
        (7, 7, 4) uint8, red, green, blue and opacity, not premultiplied: cold cells darken the
        photo, hot ones glow.
    """
    colours = np.stack([np.interp(heat, _STOPS, _COLOURS[:, n]) for n in range(3)], axis=-1)
    opacity = 255 * (_OPACITY[0] + _OPACITY[1] * np.abs(2 * heat - 1))
    painted = np.rint(np.concatenate([colours, opacity[..., None]], axis=-1))
    return np.asarray(painted, dtype=np.uint8)


def heat_picture(
    pictures: tuple[DecodedPicture, DecodedPicture], maps: tuple[HeatMap, HeatMap]
) -> bytes:
    """Return a PNG of two photos side by side with their heat over them.

    Args:
        pictures: The photos, small.
        maps: Their heat.
    """
    from PIL import Image  # 30 ms, which a start of the window should not pay

    shown = [_overlaid(picture, one) for picture, one in zip(pictures, maps, strict=True)]
    width = sum(image.width for image in shown) + _GAP_PX
    both = Image.new("RGB", (width, _HEIGHT_PX), "white")
    both.paste(shown[0], (0, (_HEIGHT_PX - shown[0].height) // 2))
    both.paste(shown[1], (shown[0].width + _GAP_PX, (_HEIGHT_PX - shown[1].height) // 2))
    buffer = io.BytesIO()
    both.save(buffer, "PNG")
    return buffer.getvalue()


def _overlaid(picture: DecodedPicture, found: HeatMap) -> Image:
    from PIL import Image

    photo = Image.frombytes("RGB", (picture.width, picture.height), picture.rgb)
    scale = min(_HEIGHT_PX / photo.height, _WIDEST_PX / photo.width)
    size = (max(1, round(photo.width * scale)), max(1, round(photo.height * scale)))
    photo = photo.resize(size, Image.Resampling.BICUBIC)
    left, top, width, height = _pixels_of(found.seen, size)
    glow = Image.fromarray(heat_colours(found.heat), "RGBA")
    glow = glow.resize((width, height), Image.Resampling.BICUBIC)
    photo.paste(glow, (left, top), glow)
    return photo


def _pixels_of(part: Box, size: tuple[int, int]) -> tuple[int, int, int, int]:
    left, top = round(part.x * size[0]), round(part.y * size[1])
    return left, top, max(1, round(part.width * size[0])), max(1, round(part.height * size[1]))
