"""A decoded picture as a QImage."""

from __future__ import annotations

from PySide6.QtGui import QImage

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
