"""The page of photos: a line to sort and size them, the grid, or what stands in its place."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QSlider,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from photosearch.base.types import Ids
from photosearch.gui.browsing_controller import SIMILARITY
from photosearch.gui.empty_state import EmptyState
from photosearch.gui.grid_view import GridView
from photosearch.gui.group_header import GroupHeader
from photosearch.gui.icons import icon
from photosearch.gui.photo_model import Mark, PhotoModel
from photosearch.gui.results_footer import ResultsFooter

_KEPT_SELECTION = 10_000


class BrowsePage(QWidget):
    """Grid, header and footer.

    Signals:
        order_chosen(order, descending): the person wants another order.
        tile_size_chosen(px): the person wants smaller or larger tiles.
    """

    order_chosen = Signal(str, bool)
    tile_size_chosen = Signal(int)

    def __init__(self, model: PhotoModel, grid: GridView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.grid = grid
        self.empty = EmptyState(self)
        self.footer = ResultsFooter(self)
        self.group_header = GroupHeader(self)
        self._title = QLabel(self)
        self._title.setProperty("kind", "heading")
        self._descending = True
        self._order = self._order_box()
        self._sort_label = QLabel(self.tr("Sort by"), self)
        self._sort_label.setProperty("kind", "muted")
        self._sort_label.setBuddy(self._order)
        self._direction = QToolButton(self)
        self._direction.setProperty("kind", "flat")
        self._direction.clicked.connect(self._on_direction)
        for part in (self._order, self._direction):
            policy = part.sizePolicy()
            policy.setRetainSizeWhenHidden(True)  # the grid must not jump when results come
            part.setSizePolicy(policy)
        self._small, self._large = QLabel(self), QLabel(self)
        self._size = self._size_slider()
        self._stack = QStackedWidget(self)
        self._stack.addWidget(grid)
        self._stack.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self._head = self._header()
        layout.addWidget(self.group_header)
        layout.addWidget(self._head)
        layout.addWidget(self._stack, 1)
        layout.addWidget(self.footer)
        self.refresh_icons()

    @property
    def showing_empty(self) -> bool:
        """Whether the empty state stands in place of the grid."""
        return self._stack.currentWidget() is self.empty

    def set_title(self, text: str) -> None:
        """Say what the grid shows."""
        self._title.setText(text)

    def set_order(self, order: str, descending: bool) -> None:
        """Show how the photos are sorted."""
        with QSignalBlocker(self._order):
            self._order.setCurrentIndex(max(0, self._order.findData(order)))
        self._descending = descending
        self._show_direction()

    def set_sortable(self, sortable: bool) -> None:
        """Show or hide how the photos are sorted: results of a search have their own order."""
        self._sort_label.setVisible(sortable)
        self._order.setVisible(sortable)
        self._direction.setVisible(sortable)
        self._direction.setEnabled(self._order.currentData() != SIMILARITY)

    def set_tile_px(self, tile_px: int) -> None:
        """Show photos at a size."""
        with QSignalBlocker(self._size):
            self._size.setValue(tile_px)
        self.grid.set_tile_px(tile_px)

    def show_photos(self, ids: Ids, marks: dict[int, Mark] | None, keep: bool) -> None:
        """Show photos in the grid; ``keep`` selection and place of the list before."""
        grid = self.grid
        selected = grid.selected_ids() if keep and grid.n_selected() <= _KEPT_SELECTION else ()
        current = grid.current_id() if keep else None
        place = grid.verticalScrollBar().value() if keep else 0
        self._model.set_photos(ids, marks)
        grid.updateGeometries()
        grid.verticalScrollBar().setValue(place)
        if len(selected) or current is not None:
            grid.select_ids((int(each) for each in selected), current)
            grid.verticalScrollBar().setValue(place)
        self.show_grid()

    def show_grid(self) -> None:
        """Show the grid."""
        focus = self.focusWidget()
        had_focus = focus is not None and (focus is self.empty or self.empty.isAncestorOf(focus))
        self._stack.setCurrentWidget(self.grid)
        self._head.setVisible(True)
        if had_focus:
            self.grid.setFocus()

    def show_empty(self, bare: bool = False) -> None:
        """Show the empty state in the grid's place; ``bare`` without the line above it."""
        self._stack.setCurrentWidget(self.empty)
        self._head.setVisible(not bare)
        if bare:
            self.empty.focus_action()

    def refresh_icons(self) -> None:
        """Take the icons in the colours of the present palette."""
        self._small.setPixmap(icon("small-tiles").pixmap(QSize(18, 18)))
        self._large.setPixmap(icon("large-tiles").pixmap(QSize(18, 18)))
        self._show_direction()
        self.group_header.refresh_icons()
        self.empty.refresh_theme()
        self.grid.refresh_theme()

    def _header(self) -> QWidget:
        head = QWidget(self)
        row = QHBoxLayout(head)
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(8)
        row.addWidget(self._title, 1)
        row.addWidget(self._sort_label)
        row.addWidget(self._order)
        row.addWidget(self._direction)
        row.addSpacing(16)
        row.addWidget(self._small)
        row.addWidget(self._size)
        row.addWidget(self._large)
        return head

    def _order_box(self) -> QComboBox:
        box = QComboBox(self)
        for data, words in (
            ("date", self.tr("Date")),
            ("name", self.tr("Name")),
            ("folder", self.tr("Folder")),
            (SIMILARITY, self.tr("Similarity")),
        ):
            box.addItem(words, data)
        likeness = self.tr("Similarity to the selected photo")
        box.setItemData(box.findData(SIMILARITY), likeness, Qt.ItemDataRole.ToolTipRole)
        box.setAccessibleName(self.tr("Sort by"))
        box.setMinimumContentsLength(10)
        box.activated.connect(self._on_order)
        return box

    def _size_slider(self) -> QSlider:
        slider = QSlider(Qt.Orientation.Horizontal, self)
        slider.setRange(96, 384)
        slider.setSingleStep(16)
        slider.setPageStep(48)
        slider.setFixedWidth(112)
        slider.setAccessibleName(self.tr("Size of the photos"))
        slider.setToolTip(self.tr("Size of the photos"))
        slider.valueChanged.connect(self._on_size)
        return slider

    def _show_direction(self) -> None:
        name = "sort-descending" if self._descending else "sort-ascending"
        words = self.tr("Last first") if self._descending else self.tr("First first")
        if self._order.currentData() == "date":
            words = self.tr("Newest first") if self._descending else self.tr("Oldest first")
        self._direction.setIcon(icon(name))
        self._direction.setToolTip(words)
        self._direction.setAccessibleName(words)

    def _on_order(self) -> None:
        self._direction.setEnabled(self._order.currentData() != SIMILARITY)
        self._show_direction()
        self.order_chosen.emit(self._order.currentData(), self._descending)

    def _on_direction(self) -> None:
        self._descending = not self._descending
        self._show_direction()
        self.order_chosen.emit(self._order.currentData(), self._descending)

    def _on_size(self, tile_px: int) -> None:
        self.grid.set_tile_px(tile_px)
        self.tile_size_chosen.emit(tile_px)
