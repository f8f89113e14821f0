"""Paints a group's two bars: before above, after below, each with its figure."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from photosearch.gui.gain_model import GAIN_ROLE
from photosearch.gui.theme import current_theme
from photosearch.gui.tuning_texts import points

ROW_PX = 40
_BAR_PX = 8
_FIGURE_PX = 40

_Index = QModelIndex | QPersistentModelIndex


class GainDelegate(QStyledItemDelegate):
    """Bars are out of 100."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one cell."""
        theme, gain, area = current_theme(), index.data(GAIN_ROLE), QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, QColor(theme.accent_soft))
        font = QFont(option.font)
        font.setPointSizeF(max(7.5, font.pointSizeF() - 2))
        painter.setFont(font)
        painter.setPen(Qt.PenStyle.NoPen)
        width = area.width() - _FIGURE_PX - 20
        for name, colour, middle in (
            ("before", theme.muted, area.top() + area.height() * 0.32),
            ("after", theme.accent, area.top() + area.height() * 0.7),
        ):
            whole = QRectF(area.left() + 8, middle - _BAR_PX / 2, width, _BAR_PX)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.tile))
            painter.drawRoundedRect(whole, 3, 3)
            share = min(max(float(gain[name]) / 100, 0.0), 1.0)
            painter.setBrush(QColor(colour))
            painter.drawRoundedRect(QRectF(whole.topLeft(), whole.size()).adjusted(
                0, 0, -width * (1 - share), 0), 3, 3)  # fmt: skip
            figure = QRectF(whole.right() + 6, middle - 8, _FIGURE_PX, 16)
            painter.setPen(QColor(theme.text))
            align = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(figure, int(align), points(float(gain[name])))
        painter.restore()
