"""All members of a group in a row: picture, number, and what happens to each, by sign and word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from photosearch.gui.icons import picture
from photosearch.gui.mark_words import mark_colour, mark_icon, mark_text
from photosearch.gui.review_values import DuplicateGroup, MemberMark
from photosearch.gui.theme import Theme, current_theme
from photosearch.gui.thumbnail_loader import ThumbnailLoader
from photosearch.gui.wording import file_name, number

CARD_PX = QSize(132, 112)
_PICTURE_PX = 76
_ROLE = int(Qt.ItemDataRole.UserRole) + 1

_Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()


@dataclass(frozen=True)
class Card:
    """What is shown of a member."""

    photo_id: int
    name: str
    place: int
    mark: MemberMark
    anchor: bool


class MemberModel(QAbstractListModel):
    """The members of one group, for a view."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cards: list[Card] = []

    def set_cards(self, cards: Sequence[Card]) -> None:
        """Show members; the same ones keep the view's place."""
        same = [each.photo_id for each in cards] == [each.photo_id for each in self._cards]
        if same and len(cards) == len(self._cards):
            self._cards = list(cards)
            if cards:
                self.dataChanged.emit(self.index(0), self.index(len(cards) - 1))
            return
        self.beginResetModel()
        self._cards = list(cards)
        self.endResetModel()

    @property
    def cards(self) -> list[Card]:
        """Return what is shown; not to be changed."""
        return self._cards

    def rowCount(self, parent: _Index = _NO_PARENT) -> int:
        """Return how many members there are."""
        return 0 if parent.isValid() else len(self._cards)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - as Qt declares it
        """Return what a view, a screen reader or a tooltip asks about a member."""
        if not index.isValid() or index.row() >= len(self._cards):
            return None
        card = self._cards[index.row()]
        roles = Qt.ItemDataRole
        if role in (int(roles.DisplayRole), int(roles.ToolTipRole)):
            return card.name
        if role == int(roles.AccessibleTextRole):
            return f"{number(card.place + 1)}, {card.name}, {mark_text(card.mark)}"
        return card if role == _ROLE else None


class MemberStrip(QListView):
    """Shows members in one row; the one under the keyboard is compared with the anchor.

    Signals:
        member_chosen(place): the person clicked on a member.
    """

    member_chosen = Signal(int)

    def __init__(self, thumbnails: ThumbnailLoader, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self._members = MemberModel(self)
        self.setObjectName("memberStrip")
        self.setModel(self._members)
        self.setItemDelegate(_CardDelegate(thumbnails, self))
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(False)
        self.setUniformItemSizes(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedHeight(CARD_PX.height() + 14)
        self.setAccessibleName(self.tr("Photos of this group"))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.clicked.connect(lambda index: self.member_chosen.emit(index.row()))
        thumbnails.loaded.connect(lambda *_: self.viewport().update())
        thumbnails.set_size(2 * _PICTURE_PX, self.devicePixelRatioF())

    @property
    def cards(self) -> list[Card]:
        """Return what is shown."""
        return self._members.cards

    def show_members(
        self, group: DuplicateGroup, marks: Sequence[MemberMark], anchor: int, current: int
    ) -> None:
        """Show the members of a group and which two are compared."""
        self._members.set_cards(
            [
                Card(int(each.photo_id), file_name(each.path), place, mark, place == anchor)
                for place, (each, mark) in enumerate(zip(group.members, marks, strict=True))
            ]
        )
        self.setCurrentIndex(self._members.index(current))
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint, and ask for the pictures of what is in view."""
        super().paintEvent(event)
        first = max(0, self.horizontalOffset() // CARD_PX.width())
        last = first + self.viewport().width() // CARD_PX.width() + 2
        self._thumbnails.want([card.photo_id for card in self.cards[first:last]])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave every key to the page."""
        event.ignore()


class _CardDelegate(QStyledItemDelegate):
    """Paints a member."""

    def __init__(self, thumbnails: ThumbnailLoader, parent: QListView) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self._view = parent

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: ARG002 - as Qt calls it
        """Return the size that every card has."""
        return CARD_PX

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one card."""
        card: Card = index.data(_ROLE)
        theme = current_theme()
        area: QRect = option.rect.adjusted(3, 3, -3, -3)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        current = index.row() == self._view.currentIndex().row()
        painter.setBrush(QColor(theme.accent_soft if current else theme.tile))
        outline = QPen(QColor(theme.accent), 2) if current else QPen(Qt.PenStyle.NoPen)
        if card.anchor and not current:
            outline = QPen(QColor(theme.accent), 1.5, Qt.PenStyle.DashLine)
        painter.setPen(outline)
        painter.drawRoundedRect(QRectF(area).adjusted(1, 1, -1, -1), 8, 8)
        self._paint_picture(painter, area, card)
        self._paint_number(painter, area, card, theme)
        self._paint_mark(painter, area, card, theme)
        painter.restore()

    def _paint_picture(self, painter: QPainter, area: QRect, card: Card) -> None:
        pixmap = self._thumbnails.pixmap(card.photo_id)
        if pixmap is None:
            return
        frame = QRectF(area.left() + 5, area.top() + 5, area.width() - 10, _PICTURE_PX)
        size = pixmap.deviceIndependentSize()
        size.scale(frame.width(), frame.height(), Qt.AspectRatioMode.KeepAspectRatio)
        target = QRectF(0, 0, size.width(), size.height())
        target.moveCenter(frame.center())
        if card.mark.state == "trash":
            painter.setOpacity(0.45)
        painter.drawPixmap(target, pixmap, QRectF(pixmap.rect()))
        painter.setOpacity(1.0)

    def _paint_number(self, painter: QPainter, area: QRect, card: Card, theme: Theme) -> None:
        if card.place > 8:
            return
        badge = QRectF(area.left() + 5, area.top() + 5, 17, 17)
        painter.setPen(QPen(QColor(theme.border), 1))
        painter.setBrush(QColor(theme.raised))
        painter.drawRoundedRect(badge, 4, 4)
        painter.setPen(QColor(theme.text))
        painter.drawText(badge, int(Qt.AlignmentFlag.AlignCenter), str(card.place + 1))

    def _paint_mark(self, painter: QPainter, area: QRect, card: Card, theme: Theme) -> None:
        text = mark_text(card.mark)
        colour = mark_colour(card.mark, theme)
        line = QRect(area.left() + 6, area.bottom() - 24, area.width() - 12, 22)
        metrics = painter.fontMetrics()
        sign = mark_icon(card.mark)
        width = min(metrics.horizontalAdvance(text), line.width() - 20)
        left = line.left() + (line.width() - width - (18 if sign else 0)) // 2
        if sign:
            ratio = painter.device().devicePixelRatioF()
            painter.drawPixmap(left, line.top() + 3, picture(sign, 15, colour, ratio))
            left += 18
        painter.setPen(QColor(colour))
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, width + 2)
        box = QRect(left, line.top(), width + 4, line.height())
        painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), shown)
