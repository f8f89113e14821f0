"""Icons: own line drawings (SVG, 24×24, ``currentColor``), coloured from the palette at load."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from photosearch.base.paths import resources_dir

_EDGE_PX = 20
_FOLDER = resources_dir() / "icons"


def icon(name: str) -> QIcon:
    """Return an icon in the text colour of the current palette.

    Raises:
        FileNotFoundError: There is no such icon.
    """
    colour = QApplication.palette().color(QPalette.ColorRole.ButtonText).name()
    screens = QApplication.screens()
    return _icon(name, colour, tuple(sorted({each.devicePixelRatio() for each in screens})))


def picture(name: str, edge_px: int, colour: str, device_pixel_ratio: float = 1.0) -> QPixmap:
    """Return an icon as a pixmap of ``edge_px`` in a colour ``#rrggbb``."""
    return _render(_drawing(name), edge_px, colour, device_pixel_ratio)


def application_icon() -> QIcon:
    """Return the program's own icon."""
    drawing = _drawing("photosearch")
    result = QIcon()
    for edge in (32, 64, 256):
        result.addPixmap(_render(drawing, edge, "#000000", 1.0))
    return result


@lru_cache(maxsize=128)
def _icon(name: str, colour: str, ratios: tuple[float, ...]) -> QIcon:
    # Only for the screens that there are: drawing all sizes ahead cost a tenth of the start.
    result = QIcon()
    for ratio in ratios:
        result.addPixmap(_render(_drawing(name), _EDGE_PX, colour, ratio))
    return result


@lru_cache(maxsize=64)
def _drawing(name: str) -> str:
    return (_FOLDER / f"{name}.svg").read_text(encoding="utf-8")


def _render(drawing: str, edge_px: int, colour: str, ratio: float) -> QPixmap:
    renderer = QSvgRenderer(QByteArray(drawing.replace("currentColor", colour).encode()))
    side = round(edge_px * ratio)
    pixmap = QPixmap(side, side)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter, QRectF(0, 0, side, side))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap
