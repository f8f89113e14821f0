"""Heat over photos, painted: small pictures for panels, a glow for a photo shown large."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter

from photosearch.base.types import Box
from photosearch.gui.values import Heat, HeatMap, heat_colours

_GLOW_PX = 168


def glow_of(heat: Heat) -> QImage:
    """Return a heat as a see-through image, smooth from cell to cell; in any thread."""
    colours = heat_colours(heat)
    rows, columns = heat.shape
    cells = QImage(
        colours.tobytes(), columns, rows, 4 * columns, QImage.Format.Format_RGBA8888
    ).convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
    return cells.scaled(
        _GLOW_PX,
        _GLOW_PX,
        Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )


def heated(image: QImage, found: HeatMap, size: QSize) -> QImage:
    """Return a photo, fitted into ``size`` px, with its heat over it; in any thread."""
    small = image.scaled(
        size, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    ).convertToFormat(QImage.Format.Format_RGB32)
    painter = QPainter(small)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(part_of(QRectF(small.rect()), found.seen), glow_of(found.heat))
    painter.end()
    return small


def part_of(whole: QRectF, part: Box) -> QRectF:
    """Return where a part of a picture lies that is painted in ``whole``."""
    return QRectF(
        whole.x() + part.x * whole.width(),
        whole.y() + part.y * whole.height(),
        part.width * whole.width(),
        part.height * whole.height(),
    )
