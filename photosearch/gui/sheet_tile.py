"""One photo of the similarity sheet: a small picture with what is to be said of it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from photosearch.gui.icons import picture
from photosearch.gui.theme import current_theme

TILE_PX = 76
_BADGE_PX = 20
_ICON_PX = 14


class SheetTile(QWidget):
    """A picture, cut square; ``same`` has a tick, ``changed`` a plus or a minus and a frame."""

    def __init__(
        self,
        image: QImage | None,
        words: str,
        *,
        same: bool = False,
        change: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """Make a tile.

        Args:
            image: The thumbnail, if there is one.
            words: Its name and what the marks mean, for the tool tip and to be read out.
            same: Whether it is of the same group.
            change: ``"plus"`` (found only now), ``"minus"`` (found no more) or empty.
            parent: Its owner.
        """
        super().__init__(parent)
        self._image = image
        self._same = same
        self._change = change
        self.setFixedSize(TILE_PX, TILE_PX)
        self.setToolTip(words)
        self.setAccessibleName(words)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - as Qt calls it
        """Paint picture, frame and marks."""
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        frame = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        path = QPainterPath()
        path.addRoundedRect(frame, 6, 6)
        painter.fillPath(path, QColor(theme.tile))
        if self._image is not None and not self._image.isNull():
            painter.save()
            painter.setClipPath(path)
            painter.drawImage(frame, self._image, _middle(self._image.size()))
            painter.restore()
        if self._change:
            dashed = Qt.PenStyle.DashLine if self._change == "minus" else Qt.PenStyle.SolidLine
            painter.setPen(QPen(QColor(theme.accent), 2.5, dashed))
            painter.drawRoundedRect(frame, 6, 6)
            self._badge(painter, self._change, left=False)
        if self._same:
            self._badge(painter, "check", left=True)
        painter.end()

    def _badge(self, painter: QPainter, name: str, *, left: bool) -> None:
        theme = current_theme()
        x = 4.0 if left else self.width() - _BADGE_PX - 4.0
        area = QRectF(x, self.height() - _BADGE_PX - 4.0, _BADGE_PX, _BADGE_PX)
        painter.setPen(QPen(QColor(theme.border), 1))
        painter.setBrush(QColor(theme.surface))
        painter.drawEllipse(area)
        drawing = picture(name, _ICON_PX, theme.text, self.devicePixelRatioF())
        gap = (_BADGE_PX - _ICON_PX) / 2
        painter.drawPixmap(round(area.x() + gap), round(area.y() + gap), drawing)


def _middle(size: QSize) -> QRectF:
    edge = min(size.width(), size.height())
    return QRectF((size.width() - edge) / 2, (size.height() - edge) / 2, edge, edge)
