"""A list of equally high rows whose geometry is arithmetic, for hundreds of thousands of rows.

As ``ArithmeticView`` for tiles: the stock list lays every row out (0.3 s for 100,000), this one
none. It stays a ``QListView`` so that screen readers see a list.
"""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QRegion
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

_Index = QModelIndex | QPersistentModelIndex
_MOVES = {
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
}


class RowView(QListView):
    """Shows one row below the other; only what is visible costs anything.

    Signals:
        row_entered(row): the keyboard or the mouse went to another row; -1 for none.
    """

    row_entered = Signal(int)

    def __init__(
        self,
        model: QAbstractListModel,
        delegate: QStyledItemDelegate,
        row_px: int,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._row_px = row_px
        self._rows = model
        self._delegate = delegate
        self.setModel(model)
        self.setItemDelegate(delegate)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QListView.Shape.NoFrame)

    def go_to(self, row: int) -> None:
        """Put the keyboard on a row and show it."""
        self.setCurrentIndex(self._rows.index(row) if row >= 0 else QModelIndex())

    def visible_rows(self) -> range:
        """Return the rows that are in view, wholly or in part."""
        top, count = self.verticalOffset(), self._rows.rowCount()
        first = min(top // self._row_px, count)
        last = (top + self.viewport().height() - 1) // self._row_px
        return range(first, min(last + 1, count))

    # -- geometry: Qt asks, arithmetic answers --------------------------------------------------

    def visualRect(self, index: _Index) -> QRect:
        """Return a row's place in the viewport."""
        if not index.isValid():
            return QRect()
        top = index.row() * self._row_px - self.verticalOffset()
        return QRect(0, top, self.viewport().width(), self._row_px)

    def indexAt(self, point: QPoint) -> QModelIndex:
        """Return the row under a point of the viewport."""
        row = (point.y() + self.verticalOffset()) // self._row_px
        return self._rows.index(row) if 0 <= row < self._rows.rowCount() else QModelIndex()

    def horizontalOffset(self) -> int:
        """Return 0: rows are as wide as the viewport."""
        return 0

    def verticalOffset(self) -> int:
        """Return how far the content is scrolled, in px."""
        return self.verticalScrollBar().value()

    def isIndexHidden(self, index: _Index) -> bool:  # noqa: ARG002 - as Qt calls it
        """Return False: no row is hidden."""
        return False

    def scrollTo(
        self,
        index: _Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Scroll until a row is visible."""
        if not index.isValid():
            return
        bar, height = self.verticalScrollBar(), self.viewport().height()
        top = index.row() * self._row_px
        if hint == QAbstractItemView.ScrollHint.PositionAtCenter:
            bar.setValue(top - (height - self._row_px) // 2)
        elif top < bar.value():
            bar.setValue(top)
        elif top + self._row_px > bar.value() + height:
            bar.setValue(top + self._row_px - height)

    def doItemsLayout(self) -> None:
        """Lay nothing out; only the scroll bar has to know."""
        self.updateGeometries()
        self.viewport().update()

    def updateGeometries(self) -> None:
        """Take the number of rows into the scroll bar."""
        bar, height = self.verticalScrollBar(), self.viewport().height()
        bar.setSingleStep(self._row_px)
        bar.setPageStep(max(self._row_px, height - self._row_px))
        bar.setRange(0, max(0, self._rows.rowCount() * self._row_px - height))
        QAbstractItemView.updateGeometries(self)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        """Return the place of the selected row."""
        region = QRegion()
        for position in range(selection.count()):
            region += QRegion(self.visualRect(selection.at(position).topLeft()))
        return region

    def moveCursor(
        self,
        cursor_action: QAbstractItemView.CursorAction,
        modifiers: Qt.KeyboardModifier,  # noqa: ARG002 - as Qt calls it
    ) -> QModelIndex:
        """Return where a key takes the keyboard."""
        count = self._rows.rowCount()
        if not count:
            return QModelIndex()
        page = max(1, self.viewport().height() // self._row_px - 1)
        action = QAbstractItemView.CursorAction
        step = {
            action.MoveUp: -1,
            action.MovePrevious: -1,
            action.MoveDown: 1,
            action.MoveNext: 1,
            action.MovePageUp: -page,
            action.MovePageDown: page,
            action.MoveHome: -count,
            action.MoveEnd: count,
        }.get(cursor_action, 0)
        row = max(0, self.currentIndex().row()) + step
        return self._rows.index(min(max(row, 0), count - 1))

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """Select the row of a click."""
        index = self.indexAt(rect.center())
        if index.isValid():
            self.selectionModel().select(QItemSelection(index, index), command)

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        """Scroll to the row and tell the window."""
        super().currentChanged(current, previous)
        self.viewport().update()
        self.row_entered.emit(current.row() if current.isValid() else -1)

    def keyboardSearch(self, search: str) -> None:
        """Do nothing: letters are keys of the page."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move by the keys of a list; everything else is the page's."""
        if Qt.Key(event.key()) in _MOVES:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows that are in view."""
        painter = QPainter(self.viewport())
        flag, region = QStyle.StateFlag, event.rect()
        current = self.currentIndex().row()
        for row in self.visible_rows():
            index = self._rows.index(row)
            area = self.visualRect(index)
            if not area.intersects(region):
                continue
            option = QStyleOptionViewItem()
            self.initViewItemOption(option)
            option.rect = area
            option.state &= ~(flag.State_Selected | flag.State_HasFocus)
            if row == current:
                option.state |= flag.State_Selected
                if self.hasFocus():
                    option.state |= flag.State_HasFocus
            self._delegate.paint(painter, option, index)
        painter.end()
