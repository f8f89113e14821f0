"""A decoded picture as a QImage."""

from __future__ import annotations

import numpy as np
from PySide6.QtGui import QImage

from photosearch.base.types import Pixels
from photosearch.gui.values import Glimpse, Picture


def image_of(picture: Picture | Glimpse) -> QImage:
    """Return a decoded picture as an image that owns its pixels (RGB, 8 bits a channel)."""
    view = QImage(
        picture.rgb,
        picture.width,
        picture.height,
        3 * picture.width,
        QImage.Format.Format_RGB888,
    )
    # The view borrows the bytes; the conversion makes the copy that painting is fastest with.
    return view.convertToFormat(QImage.Format.Format_RGB32)


def pixels_of(image: QImage) -> Pixels:
    """Return the pixels of an image, (h, w, 3) uint8 of their own."""
    rgb = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(rgb.constBits(), np.uint8).reshape(rgb.height(), rgb.bytesPerLine())
    return rows[:, : 3 * rgb.width()].reshape(rgb.height(), rgb.width(), 3).copy()


def image_of_pixels(pixels: Pixels) -> QImage:
    """Return pixels, (h, w, 3) uint8, as an image of its own."""
    height, width = pixels.shape[:2]
    data = np.ascontiguousarray(pixels).tobytes()
    view = QImage(data, width, height, 3 * width, QImage.Format.Format_RGB888)
    return view.convertToFormat(QImage.Format.Format_RGB32)
