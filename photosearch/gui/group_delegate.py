"""Paints a group's row: cover, name, number of photos, key, and a soft mark where it is odd."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from photosearch.gui.group_model import GROUP_ROLE, ICON_ROLE, KEY_ROLE
from photosearch.gui.icons import picture
from photosearch.gui.theme import Theme, current_theme
from photosearch.gui.thumbnail_loader import ThumbnailLoader
from photosearch.gui.values import GroupSummary
from photosearch.gui.wording import number

COVER_PX = 32
ROW_PX = 42
_PAD_PX = 5
_BADGE_PX = 18
_ICON_PX = 16
_NAME_LEFT_PX = _PAD_PX + COVER_PX + 8

_Index = QModelIndex | QPersistentModelIndex


class GroupDelegate(QStyledItemDelegate):
    """Paints groups; their covers come from a loader and appear once they are there.

    Signals:
        named(GroupId, name): a name was typed that is not the one before.
    """

    named = Signal(object, str)

    def __init__(self, covers: ThumbnailLoader, parent: QAbstractItemView) -> None:
        super().__init__(parent)
        self._covers = covers
        self._drawings: dict[tuple[str, str, float], QPixmap] = {}
        self.drop_row = -1
        self.n_painted = 0

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: ARG002 - as Qt calls it
        """Return the height that every row has."""
        return QSize(120, ROW_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one row."""
        self.n_painted += 1
        theme = current_theme()
        group: GroupSummary = index.data(GROUP_ROLE)
        area: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, area, option, dropping=index.row() == self.drop_row)
        self._paint_cover(painter, area, group, theme)
        right = area.right() - _PAD_PX
        right = self._paint_key(painter, area, right, index.data(KEY_ROLE), theme)
        right = self._paint_count(painter, area, right, group.n_photos, theme)
        if sign := index.data(ICON_ROLE):
            colour = theme.warning if sign == "warning" else theme.muted
            place = QPoint(right - _ICON_PX, area.center().y() - _ICON_PX // 2)
            ratio = painter.device().devicePixelRatioF()
            painter.drawPixmap(place, self._drawing(sign, colour, ratio))
            right -= _ICON_PX + 4
        name = area.adjusted(_NAME_LEFT_PX, 0, 0, 0)
        name.setRight(right - 4)
        painter.setPen(QColor(theme.text))
        text = painter.fontMetrics().elidedText(
            group.name, Qt.TextElideMode.ElideRight, name.width()
        )
        painter.drawText(
            name, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), text
        )
        painter.restore()

    def updateEditorGeometry(
        self,
        editor: QWidget,
        option: QStyleOptionViewItem,
        index: _Index,  # noqa: ARG002 - as Qt calls it
    ) -> None:
        """Put the field for a new name where the name is."""
        area: QRect = option.rect
        editor.setGeometry(area.adjusted(_NAME_LEFT_PX - 8, 4, -_PAD_PX, -4))

    def setEditorData(self, editor: QWidget, index: _Index) -> None:
        """Fill the field; what was typed stays when the row changes meanwhile."""
        if not (isinstance(editor, QLineEdit) and editor.isModified()):
            super().setEditorData(editor, index)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: _Index) -> None:  # noqa: ARG002 - as Qt calls it
        """Tell the name that was typed; the model changes once the library has."""
        group: GroupSummary = index.data(GROUP_ROLE)
        if isinstance(editor, QLineEdit) and editor.text().strip() != group.name:
            self.named.emit(group.group_id, editor.text())

    def _drawing(self, name: str, colour: str, ratio: float) -> QPixmap:
        """Return an icon; drawing one from its lines takes a millisecond."""
        known = self._drawings.get((name, colour, ratio))
        if known is None:
            known = self._drawings[name, colour, ratio] = picture(name, _ICON_PX, colour, ratio)
        return known

    def _paint_ground(
        self, painter: QPainter, area: QRect, option: QStyleOptionViewItem, *, dropping: bool
    ) -> None:
        theme = current_theme()
        state: QStyle.StateFlag = option.state
        flag = QStyle.StateFlag
        box = QRectF(area).adjusted(1, 1, -1, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        if dropping:
            painter.setPen(QPen(QColor(theme.accent), 2, Qt.PenStyle.DashLine))
            painter.setBrush(QColor(theme.accent_soft))
        elif state & flag.State_Selected:
            painter.setBrush(QColor(theme.accent_soft))
        elif state & flag.State_MouseOver:
            painter.setBrush(QColor(theme.tile))
        else:
            painter.setBrush(Qt.BrushStyle.NoBrush)
        if state & flag.State_HasFocus and not dropping:
            painter.setPen(QPen(QColor(theme.accent), 1))
        painter.drawRoundedRect(box, 6, 6)

    def _paint_cover(
        self, painter: QPainter, area: QRect, group: GroupSummary, theme: Theme
    ) -> None:
        top = area.top() + (area.height() - COVER_PX) // 2
        frame = QRect(area.left() + _PAD_PX, top, COVER_PX, COVER_PX)
        path = QPainterPath()
        path.addRoundedRect(QRectF(frame), 5, 5)
        painter.fillPath(path, QColor(theme.border))
        pixmap = self._covers.pixmap(group.cover) if group.cover is not None else None
        ratio = painter.device().devicePixelRatioF()
        if pixmap is None:
            drawing = self._drawing("picture", theme.muted, ratio)
            painter.drawPixmap(
                frame.center() - QPoint(_ICON_PX // 2 - 1, _ICON_PX // 2 - 1), drawing
            )
            return
        size = pixmap.deviceIndependentSize()
        size.scale(COVER_PX, COVER_PX, Qt.AspectRatioMode.KeepAspectRatioByExpanding)
        target = QRectF(0, 0, size.width(), size.height())
        target.moveCenter(QRectF(frame).center())
        painter.save()
        painter.setClipPath(path)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(target, pixmap, QRectF(pixmap.rect()))
        painter.restore()

    def _paint_key(
        self, painter: QPainter, area: QRect, right: int, key: int | None, theme: Theme
    ) -> int:
        """Paint the key, in a column that every row keeps free, and return what is left of it."""
        if key is not None:
            top = area.top() + (area.height() - _BADGE_PX) // 2
            badge = QRect(right - _BADGE_PX, top, _BADGE_PX, _BADGE_PX)
            painter.setPen(QPen(QColor(theme.muted), 1))
            painter.setBrush(QColor(theme.surface))
            painter.drawRoundedRect(QRectF(badge).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
            painter.setPen(QColor(theme.text))
            font = painter.font()
            painter.setFont(_small(font))
            painter.drawText(badge, int(Qt.AlignmentFlag.AlignCenter), str(key))
            painter.setFont(font)
        return right - _BADGE_PX - 6

    def _paint_count(
        self, painter: QPainter, area: QRect, right: int, n_photos: int, theme: Theme
    ) -> int:
        font = painter.font()
        painter.setFont(_small(font))
        painter.setPen(QColor(theme.muted))
        text = number(n_photos)
        width = painter.fontMetrics().horizontalAdvance(text)
        box = QRect(right - width, area.top(), width, area.height())
        painter.drawText(
            box, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), text
        )
        painter.setFont(font)
        return right - width - 6


def _small(font: QFont) -> QFont:
    small = QFont(font)
    small.setPointSizeF(max(8.0, font.pointSizeF() - 1))
    return small
