"""Paints a group's row: its first two pictures, a name, what it would win, what is intended."""

from __future__ import annotations

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from photosearch.gui.duplicate_model import GROUP_ROLE, INTENT_ROLE, LINE_ROLE
from photosearch.gui.icons import picture
from photosearch.gui.review_values import DuplicateGroup
from photosearch.gui.theme import Theme, current_theme
from photosearch.gui.thumbnail_loader import ThumbnailLoader
from photosearch.gui.wording import file_name

COVER_PX = 48
ROW_PX = 64
_PAD_PX = 8
_OVERLAP_PX = 14
_SIGN_PX = 16
_TEXT_LEFT_PX = _PAD_PX + COVER_PX + _OVERLAP_PX + 12

_Index = QModelIndex | QPersistentModelIndex


class DuplicateDelegate(QStyledItemDelegate):
    """Paints rows; their pictures come from a loader and appear once they are there."""

    def __init__(self, covers: ThumbnailLoader, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._covers = covers
        self._drawings: dict[tuple[str, str, float], QPixmap] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: ARG002 - as Qt calls it
        """Return the height that every row has."""
        return QSize(200, ROW_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one row."""
        theme = current_theme()
        group: DuplicateGroup = index.data(GROUP_ROLE)
        area: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        _paint_ground(painter, area, option, theme)
        for place in (1, 0):
            self._paint_cover(painter, area, group, place, theme)
        right = self._paint_sign(painter, area, group, index.data(INTENT_ROLE), theme)
        text = area.adjusted(_TEXT_LEFT_PX, 0, 0, 0)
        text.setRight(right - 6)
        _paint_text(painter, text, file_name(group.members[0].path), index.data(LINE_ROLE), theme)
        painter.restore()

    def _paint_cover(
        self, painter: QPainter, area: QRect, group: DuplicateGroup, place: int, theme: Theme
    ) -> None:
        left = area.left() + _PAD_PX + place * _OVERLAP_PX
        top = area.top() + (ROW_PX - COVER_PX) // 2 + (4 if place else 0)
        side = COVER_PX - (8 if place else 0)
        frame = QRectF(left + (8 if place else 0), top, side, side)
        path = QPainterPath()
        path.addRoundedRect(frame, 5, 5)
        painter.fillPath(path, QColor(theme.border if place else theme.tile))
        pixmap = self._covers.pixmap(int(group.members[place].photo_id))
        if pixmap is not None:
            size = pixmap.deviceIndependentSize()
            size.scale(side, side, Qt.AspectRatioMode.KeepAspectRatioByExpanding)
            target = QRectF(0, 0, size.width(), size.height())
            target.moveCenter(frame.center())
            painter.save()
            painter.setClipPath(path)
            painter.drawPixmap(target, pixmap, QRectF(pixmap.rect()))
            painter.restore()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(theme.surface), 1.5))
        painter.drawPath(path)

    def _paint_sign(
        self,
        painter: QPainter,
        area: QRect,
        group: DuplicateGroup,
        goes: tuple[bool, ...] | None,
        theme: Theme,
    ) -> int:
        """Paint what is intended, or why nothing is suggested; return what is left of it."""
        right = area.right() - _PAD_PX
        name, colour, text = "", theme.muted, ""
        if goes is not None and any(goes):
            name, colour, text = "trash", theme.danger, str(sum(goes))
        elif goes is not None:
            name, colour = "check", theme.good
        elif group.caution:
            name, colour = "stack", theme.warning
        if not name:
            return right
        if text:
            font = painter.font()
            painter.setFont(_sized(font, -1, bold=True))
            painter.setPen(QColor(colour))
            width = painter.fontMetrics().horizontalAdvance(text)
            box = QRect(right - width, area.top(), width + 1, area.height())
            painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), text)
            painter.setFont(font)
            right -= width + 3
        ratio = painter.device().devicePixelRatioF()
        drawing = self._drawings.get((name, colour, ratio))
        if drawing is None:
            drawing = self._drawings[name, colour, ratio] = picture(name, _SIGN_PX, colour, ratio)
        painter.drawPixmap(QPoint(right - _SIGN_PX, area.center().y() - _SIGN_PX // 2), drawing)
        return right - _SIGN_PX


def _paint_ground(
    painter: QPainter, area: QRect, option: QStyleOptionViewItem, theme: Theme
) -> None:
    state: QStyle.StateFlag = option.state
    flag = QStyle.StateFlag
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if state & flag.State_Selected:
        painter.setBrush(QColor(theme.accent_soft))
    if state & flag.State_HasFocus:
        painter.setPen(QPen(QColor(theme.accent), 1.5))
    painter.drawRoundedRect(QRectF(area).adjusted(2, 1.5, -2, -1.5), 8, 8)


def _paint_text(painter: QPainter, area: QRect, name: str, line: str, theme: Theme) -> None:
    base = painter.font()
    elide = Qt.TextElideMode
    upper, lower = QRect(area), QRect(area)
    upper.setBottom(area.center().y())
    lower.setTop(area.center().y() + 2)
    painter.setPen(QColor(theme.text))
    text = painter.fontMetrics().elidedText(name, elide.ElideMiddle, area.width())
    painter.drawText(upper, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom), text)
    painter.setFont(_sized(base, -1))
    painter.setPen(QColor(theme.muted))
    text = painter.fontMetrics().elidedText(line, elide.ElideRight, area.width())
    painter.drawText(lower, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop), text)
    painter.setFont(base)


def _sized(font: QFont, points: float, *, bold: bool = False) -> QFont:
    changed = QFont(font)
    changed.setPointSizeF(max(8.0, font.pointSizeF() + points))
    if bold:
        changed.setWeight(QFont.Weight.DemiBold)
    return changed
