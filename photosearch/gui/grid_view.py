"""The grid of photos: paints tiles, asks for thumbnails, lets photos be dragged out."""

from __future__ import annotations

import time
from typing import cast

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QDrag,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from photosearch.gui.arithmetic_view import ArithmeticView
from photosearch.gui.photo_mime import add_photos
from photosearch.gui.photo_model import PhotoModel
from photosearch.gui.theme import current_theme
from photosearch.gui.thumbnail_loader import ThumbnailLoader
from photosearch.gui.tile_painter import CAPTION_PX, PADDING_PX, Tile, TilePainter
from photosearch.gui.values import PhotoDetails

_Index = QModelIndex | QPersistentModelIndex
_DRAG_LIMIT = 2000


class GridView(ArithmeticView):
    """Shows the photos of a ``PhotoModel``; select, rubber-band, drag out, move by keyboard.

    Signals:
        painted(ms): a paint took so long.
        hover_changed(photo id): the pointer came to another photo; -1 where there is none.
        complete(): a paint showed every visible photo with its picture.
    """

    painted = Signal(float)
    hover_changed = Signal(int)
    complete = Signal()

    def __init__(
        self, model: PhotoModel, loader: ThumbnailLoader, parent: QWidget | None = None
    ) -> None:
        self._tile_px = 176
        super().__init__(model, parent)
        self._loader = loader
        self._painter: TilePainter | None = None
        self._pressed: QPoint | None = None
        self._hovered = -1
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setSelectionRectVisible(True)
        self.setMouseTracking(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setAccessibleName(self.tr("Photos"))
        loader.loaded.connect(self._on_loaded)
        self._match_loader()

    def tile_size(self) -> tuple[int, int]:
        """Return width and height of a tile; results carry a caption."""
        return self._tile_px, self._tile_px + (CAPTION_PX if self._photos.marked else 0)

    def set_tile_px(self, tile_px: int) -> None:
        """Choose the edge of a tile; the current photo stays in view."""
        if tile_px == self._tile_px:
            return
        anchor = self.currentIndex()
        if not anchor.isValid() or not self.viewport().rect().intersects(self.visualRect(anchor)):
            rows = self.visible_rows()
            anchor = self._photos.index(rows.start) if rows else QModelIndex()
        self._tile_px = tile_px
        self._match_loader()
        self.updateGeometries()
        if anchor.isValid():
            self.scrollTo(anchor)
        self.viewport().update()

    def ask_for_thumbnails(self) -> bool:
        """Want what is visible, then the next screen; True when all visible is settled."""
        rows = self.visible_rows()
        ids = cast("list[int]", self._photos.ids[rows.start : rows.stop].tolist())
        missing = [photo_id for photo_id in ids if not self._loader.settled(photo_id)]
        ahead = cast("list[int]", self._photos.ids[rows.stop : rows.stop + len(rows)].tolist())
        self._loader.want(missing + ahead)
        return not missing

    def refresh_theme(self) -> None:
        """Paint in the colours of the current palette."""
        self._painter = None
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the tiles that the event's region meets."""
        started = time.perf_counter()
        painter = QPainter(self.viewport())
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        tiles = self._tile_painter()
        region = event.rect()
        top = self.verticalOffset()
        for row in self._geometry.rows_between(region.top() + top, region.bottom() + top):
            tiles.paint(painter, self._geometry.rect(row).translated(0, -top), self._tile(row))
        if band := self._rubber_band():
            tiles.paint_rubber_band(painter, band)
        painter.end()
        if self.ask_for_thumbnails():
            self.complete.emit()
        self.painted.emit((time.perf_counter() - started) * 1000)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the first visible photo where it was."""
        rows = self.visible_rows()
        first = rows.start if rows else 0
        at_top = self.verticalOffset() == 0
        super().resizeEvent(event)
        self.updateGeometries()
        if not at_top and event.oldSize().width() != event.size().width():
            self.scrollTo(self._photos.index(first), QAbstractItemView.ScrollHint.PositionAtTop)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where a rubber band would begin."""
        self._pressed = event.position().toPoint() + QPoint(0, self.verticalOffset())
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the pointer with the hover frame and the rubber band."""
        super().mouseMoveEvent(event)
        point = event.position().toPoint() + QPoint(0, self.verticalOffset())
        self._set_hovered(self._geometry.row_at(point))
        if self.state() == QAbstractItemView.State.DragSelectingState:
            self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the rubber band."""
        super().mouseReleaseEvent(event)
        self._pressed = None
        self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:
        """Take the hover frame away when the pointer leaves."""
        if event.type() == QEvent.Type.Leave:
            self._set_hovered(-1)
        return super().viewportEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow palette and screen."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.DevicePixelRatioChange):
            self._match_loader()
            self.refresh_theme()

    def startDrag(self, supportedActions: Qt.DropAction) -> None:  # noqa: N803, ARG002 - Qt's name
        """Drag the selected photos out as files, with a small picture under the pointer."""
        if drag := self.make_drag():
            drag.exec(Qt.DropAction.CopyAction)

    def make_drag(self) -> QDrag | None:
        """Return the drag of the selected photos; None when nothing is selected."""
        ids = self.selected_ids()[:_DRAG_LIMIT]
        if not ids.size:
            return None
        rows = [self._photos.row_of(int(photo_id)) for photo_id in ids]
        drag = QDrag(self)
        mime = self._photos.mimeData([self._photos.index(row) for row in rows])
        add_photos(mime, self.selected_ids())  # all of them, for drops inside the window
        drag.setMimeData(mime)
        pixmap = self._loader.pixmap(int(ids[0]))
        if pixmap is not None:
            small = pixmap.scaled(
                96,
                96,
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
            drag.setPixmap(small)
            drag.setHotSpot(QPoint(12, 12))
        return drag

    def _match_loader(self) -> None:
        self._loader.set_size(self._tile_px - 2 * PADDING_PX, self.devicePixelRatioF())
        self._painter = None

    def _tile_painter(self) -> TilePainter:
        if self._painter is None:
            self._painter = TilePainter(current_theme(), self.devicePixelRatioF())
        return self._painter

    def _tile(self, row: int) -> Tile:
        photo_id = self._photos.photo_id(row)
        pixmap: QPixmap | None = self._loader.pixmap(photo_id)
        details = self._photos.known_details(photo_id)
        index = self._photos.index(row)
        return Tile(
            pixmap=pixmap,
            absent=pixmap is None and self._loader.settled(photo_id),
            mark=self._photos.mark(photo_id),
            offline=details is not None and details.state != "online",
            selected=self.selectionModel().isSelected(index),
            current=self.hasFocus() and self.currentIndex().row() == row,
            hovered=row == self._hovered,
        )

    def _on_loaded(self, ids: list[int], details: list[PhotoDetails]) -> None:
        self._photos.keep_details(details)
        loaded = set(ids)
        top = self.verticalOffset()
        for row in self.visible_rows():
            if self._photos.photo_id(row) in loaded:
                self.viewport().update(self._geometry.rect(row).translated(0, -top))

    def _rubber_band(self) -> QRect | None:
        if self._pressed is None or self.state() != QAbstractItemView.State.DragSelectingState:
            return None
        start = self._pressed - QPoint(0, self.verticalOffset())
        now = self.viewport().mapFromGlobal(self.cursor().pos())
        return QRect(start, now).normalized()

    def _set_hovered(self, row: int) -> None:
        if row != self._hovered:
            before, self._hovered = self._hovered, row
            on_photo = 0 <= row < self._photos.rowCount()
            self.hover_changed.emit(self._photos.photo_id(row) if on_photo else -1)
            for each in (before, row):
                if 0 <= each < self._photos.rowCount():
                    self.viewport().update(self.visualRect(self._photos.index(each)))
