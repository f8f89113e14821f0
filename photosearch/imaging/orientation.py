"""The eight EXIF orientations: of pictures and of boxes."""

from __future__ import annotations

from PIL import Image

from photosearch.base.types import Box

_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
SIDEWAYS = frozenset({5, 6, 7, 8})
"""Orientations that swap width and height."""


def oriented(image: Image.Image, orientation: int) -> Image.Image:
    """Return the picture as its EXIF orientation (1 to 8) wants it shown."""
    turn = _TURNS.get(orientation)
    return image if turn is None else image.transpose(turn)


def oriented_size(size: tuple[int, int], orientation: int) -> tuple[int, int]:
    """Return (width, height) as shown."""
    return (size[1], size[0]) if orientation in SIDEWAYS else size


def stored_box(box: Box, orientation: int) -> Box:
    """Return where a part of the picture as shown lies in the picture as stored."""
    x, y, width, height = box.x, box.y, box.width, box.height
    right, below = max(0.0, 1 - x - width), max(0.0, 1 - y - height)
    return {
        1: lambda: box,
        2: lambda: Box(right, y, width, height),
        3: lambda: Box(right, below, width, height),
        4: lambda: Box(x, below, width, height),
        5: lambda: Box(y, x, height, width),
        6: lambda: Box(y, right, height, width),
        7: lambda: Box(below, right, height, width),
        8: lambda: Box(below, x, height, width),
    }[orientation]()
