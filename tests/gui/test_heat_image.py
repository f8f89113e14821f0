"""Heat painted over photos."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QImage

from photosearch.base.types import Box
from photosearch.gui.heat_image import glow_of, heated, part_of
from photosearch.gui.values import HeatMap, PixelBox

_CORNER = np.zeros((7, 7), np.float32)
_CORNER[:2, :2] = 1.0


@pytest.fixture
def grey() -> QImage:
    image = QImage(300, 200, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.gray)
    return image


def test_glow_is_lighter_where_it_is_hot():
    glow = glow_of(_CORNER)
    assert glow.pixelColor(10, 10).lightness() > glow.pixelColor(150, 150).lightness() + 40


def test_heated_photo_is_as_large_as_wished_and_keeps_its_shape(grey):
    found = HeatMap(_CORNER, Box(0, 0, 1, 1), PixelBox(0, 0, 1, 1))
    image = heated(grey, found, QSize(150, 150))
    assert (image.width(), image.height()) == (150, 100)
    assert image.pixelColor(10, 8).lightness() > image.pixelColor(130, 90).lightness()


def test_heated_photo_is_left_alone_where_it_was_not_looked_at(grey):
    found = HeatMap(_CORNER, Box(0.25, 0, 0.5, 1), PixelBox(0, 0, 1, 1))
    image = heated(grey, found, QSize(300, 300))
    assert image.pixelColor(20, 100) == grey.pixelColor(20, 100)
    assert image.pixelColor(150, 100) != grey.pixelColor(150, 100)


def test_part_of_a_picture_lies_within_it():
    part = part_of(QRectF(10, 20, 100, 50), Box(0.5, 0.2, 0.5, 0.4))
    assert part.topLeft() == QPointF(60, 30)
    assert (part.width(), part.height()) == (50, 20)
