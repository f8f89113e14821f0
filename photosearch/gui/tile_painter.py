"""Paints a tile of the grid: the photo on a quiet card, its score, its state."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPixmap

from photosearch.gui.icons import picture
from photosearch.gui.photo_model import Mark
from photosearch.gui.theme import Theme

PADDING_PX = 6
CAPTION_PX = 24
_RADIUS_PX = 8


@dataclass(frozen=True)
class Tile:
    """What is painted for one photo."""

    pixmap: QPixmap | None
    absent: bool
    mark: Mark | None
    offline: bool
    selected: bool
    current: bool
    hovered: bool


class TilePainter:
    """Paints tiles in the colours of a theme."""

    def __init__(self, theme: Theme, ratio: float) -> None:
        self._ratio = ratio
        self._cards: dict[tuple[int, int, bool, bool, bool], QPixmap] = {}
        self._ground = QColor(theme.surface)
        self._card = QColor(theme.tile)
        self._accent = QColor(theme.accent)
        self._soft = QColor(theme.accent_soft)
        self._text = QColor(theme.text)
        self._muted = QColor(theme.muted)
        self._border = QColor(theme.border)
        self._no_picture = picture("picture", 32, theme.muted, ratio)
        self._offline = picture("drive", 16, theme.text, ratio)
        self._this_photo = QCoreApplication.translate("TilePainter", "this photo")

    def paint(self, painter: QPainter, rect: QRect, tile: Tile) -> None:
        """Paint one tile into its rectangle."""
        self._paint_card(painter, rect, tile)
        inner = rect.adjusted(PADDING_PX, PADDING_PX, -PADDING_PX, -PADDING_PX)
        if tile.mark is not None:
            inner.setBottom(inner.bottom() - CAPTION_PX)
        self._paint_photo(painter, inner, tile)
        if tile.mark is not None:
            caption = QRect(inner.left(), inner.bottom() + 5, inner.width(), CAPTION_PX - 3)
            self._paint_mark(painter, caption, tile.mark)
        if tile.offline:
            self._paint_offline(painter, inner)

    def paint_rubber_band(self, painter: QPainter, rect: QRect) -> None:
        """Paint the rectangle that selects photos."""
        fill = QColor(self._accent)
        fill.setAlpha(40)
        painter.setPen(QPen(self._accent, 1))
        painter.setBrush(fill)
        painter.drawRect(rect)

    def _paint_card(self, painter: QPainter, rect: QRect, tile: Tile) -> None:
        # Rounded corners are dear to paint (a third of a frame); a few cards serve every tile.
        key = (rect.width(), rect.height(), tile.selected, tile.current, tile.hovered)
        card = self._cards.get(key)
        if card is None:
            card = QPixmap(rect.size() * self._ratio)
            card.setDevicePixelRatio(self._ratio)
            card.fill(self._ground)  # blending see-through corners would take half of a frame
            own = QPainter(card)
            own.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._draw_card(own, QRect(0, 0, rect.width(), rect.height()), tile)
            own.end()
            self._cards[key] = card
        painter.drawPixmap(rect.topLeft(), card)

    def _draw_card(self, painter: QPainter, rect: QRect, tile: Tile) -> None:
        painter.setBrush(self._soft if tile.selected else self._card)
        if tile.selected or tile.current:
            painter.setPen(QPen(self._accent, 2, Qt.PenStyle.SolidLine))
        elif tile.hovered:
            painter.setPen(QPen(self._border, 1))
        else:
            painter.setPen(Qt.PenStyle.NoPen)
        box = QRectF(rect).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(box, _RADIUS_PX, _RADIUS_PX)
        if tile.current and tile.selected:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._text, 1))
            painter.drawRoundedRect(box.adjusted(2.5, 2.5, -2.5, -2.5), 6, 6)

    def _paint_photo(self, painter: QPainter, area: QRect, tile: Tile) -> None:
        if tile.pixmap is None:
            if tile.absent:
                half = QPoint(16, 16)
                painter.drawPixmap(area.center() - half, self._no_picture)
            return
        size = tile.pixmap.deviceIndependentSize()
        if size.width() <= area.width() + 1 and size.height() <= area.height() + 1:
            left = area.left() + (area.width() - size.width()) / 2
            top = area.top() + (area.height() - size.height()) / 2
            painter.drawPixmap(QPoint(round(left), round(top)), tile.pixmap)
            return
        size.scale(area.width(), area.height(), Qt.AspectRatioMode.KeepAspectRatio)
        target = QRect(0, 0, round(size.width()), round(size.height()))
        target.moveCenter(area.center())
        painter.drawPixmap(target, tile.pixmap)

    def _paint_mark(self, painter: QPainter, area: QRect, mark: Mark) -> None:
        font = QFont(painter.font())
        small = QFont(font)
        small.setPointSizeF(max(8.0, font.pointSizeF() - 1.5))
        small.setWeight(QFont.Weight.DemiBold)
        painter.setFont(small)
        painter.setPen(self._accent if mark.same else self._text)
        text = self._this_photo if mark.same else mark.text
        painter.drawText(
            area, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), text
        )
        used = painter.fontMetrics().horizontalAdvance(text)
        painter.setFont(font)
        if not mark.same:
            self._paint_bar(painter, area.adjusted(0, 0, -used - 8 if used else 0, 0), mark.share)

    def _paint_bar(self, painter: QPainter, area: QRect, share: float) -> None:
        groove = QRectF(area.left(), area.center().y() - 1.5, area.width(), 4)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._border)
        painter.drawRoundedRect(groove, 2, 2)
        groove.setWidth(max(4.0, groove.width() * min(max(share, 0.0), 1.0)))
        painter.setBrush(self._accent)
        painter.drawRoundedRect(groove, 2, 2)

    def _paint_offline(self, painter: QPainter, area: QRect) -> None:
        badge = QRect(area.right() - 25, area.top() + 4, 22, 22)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._card)
        painter.drawRoundedRect(badge, 6, 6)
        painter.drawPixmap(badge.topLeft() + QPoint(3, 3), self._offline)
