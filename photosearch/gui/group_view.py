"""The list of groups: choose one, rename it, drop photos or another group on it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import (
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QPaintEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from photosearch.base.types import GroupId
from photosearch.gui.group_delegate import COVER_PX, GroupDelegate
from photosearch.gui.group_model import GroupModel
from photosearch.gui.photo_mime import group_mime, group_of, has_photos, photos_of
from photosearch.gui.thumbnail_loader import ThumbnailLoader
from photosearch.gui.values import GroupSummary

_Index = QModelIndex | QPersistentModelIndex

# A cover fills a square: a photo as wide as three such squares is still sharp in it.
_LOADED_PX = 3 * COVER_PX


class GroupView(QListView):
    """Shows a ``GroupModel`` with covers; rows are realised only where they are looked at.

    Signals:
        chosen(GroupId): the person wants to see a group's photos.
        photos_dropped(GroupId, ids): photos were dropped on a group.
        group_dropped(GroupId, GroupId): a group was dropped on another one.
        renamed(GroupId, name): the person typed another name.
    """

    chosen = Signal(object)
    photos_dropped = Signal(object, object)
    group_dropped = Signal(object, object)
    renamed = Signal(object, str)

    def __init__(
        self, model: GroupModel, covers: ThumbnailLoader, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._groups = model
        self._covers = covers
        self._kept: GroupId | None = None
        self.rows = GroupDelegate(covers, self)
        self.setObjectName("groupList")
        self.setUniformItemSizes(True)
        self.setModel(model)
        self.setItemDelegate(self.rows)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDropIndicatorShown(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setAccessibleName(self.tr("Groups"))
        self.clicked.connect(self._on_chosen)
        self.activated.connect(self._on_chosen)
        self.rows.named.connect(self.renamed)
        covers.loaded.connect(self._on_loaded)
        model.modelReset.connect(self._on_changed)
        self._match_loader()

    def current_group(self) -> GroupSummary | None:
        """Return the group that the keyboard is on."""
        index = self.currentIndex()
        return self._groups.group(index.row()) if index.isValid() else None

    def go_to(self, group_id: GroupId | None) -> None:
        """Put the keyboard on a group, or on none."""
        row = -1 if group_id is None else self._groups.row_of(group_id)
        if row < 0:
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())
        elif row != self.currentIndex().row():
            self.setCurrentIndex(self._groups.index(row))

    def rename(self, group_id: GroupId) -> None:
        """Let the person type another name for a group."""
        self.go_to(group_id)
        if self.currentIndex().isValid():
            self.edit(self.currentIndex())

    def startDrag(self, supportedActions: Qt.DropAction) -> None:  # noqa: N803, ARG002 - Qt's name
        """Drag a group, to drop it on another one."""
        group = self.current_group()
        if group is None:
            return
        drag = QDrag(self)
        drag.setMimeData(group_mime(group.group_id))
        row = self.visualRect(self.currentIndex())
        drag.setPixmap(self.viewport().grab(row))
        drag.setHotSpot(QPoint(12, 12))
        drag.exec(Qt.DropAction.MoveAction)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take photos of the library, and groups."""
        mime = event.mimeData()
        if has_photos(mime) or group_of(mime) is not None:
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show on which group a drop would fall; scroll near the edges."""
        super().dragMoveEvent(event)
        target = self._target(event)
        self._show_target(self._groups.row_of(target) if target is not None else -1)
        if target is not None:
            event.accept()
        else:
            event.ignore()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Show no target any more."""
        super().dragLeaveEvent(event)
        self._show_target(-1)

    def dropEvent(self, event: QDropEvent) -> None:
        """Take photos into a group, or a group into another one."""
        self._show_target(-1)
        self.stopAutoScroll()
        target = self._target(event)
        if target is None:
            event.ignore()
            return
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        dragged = group_of(event.mimeData())
        if dragged is not None:
            self.group_dropped.emit(dragged, target)
        else:
            self.photos_dropped.emit(target, photos_of(event.mimeData()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint, and ask for the covers of what is visible."""
        super().paintEvent(event)
        first = self.indexAt(QPoint(4, 4)).row()
        last = self.indexAt(QPoint(4, self.viewport().height() - 4)).row()
        if first < 0:
            return
        end = last + 1 if last >= 0 else self._groups.rowCount()
        covers = [self._groups.group(row).cover for row in range(first, end)]
        self._covers.want([cover for cover in covers if cover is not None])

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        """Remember the group that the keyboard is on; other rows may come in its place."""
        super().currentChanged(current, previous)
        self._kept = self._groups.group(current.row()).group_id if current.isValid() else None

    def changeEvent(self, event: QEvent) -> None:
        """Follow the screen."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._match_loader()

    def _target(self, event: QDropEvent) -> GroupId | None:
        """Return the group that a drop would fall on; a group does not fall on itself."""
        index = self.indexAt(event.position().toPoint())
        if not index.isValid():
            return None
        target = self._groups.group(index.row()).group_id
        return None if group_of(event.mimeData()) == target else target

    def _show_target(self, row: int) -> None:
        if row != self.rows.drop_row:
            self.rows.drop_row = row
            self.viewport().update()

    def _match_loader(self) -> None:
        self._covers.set_size(_LOADED_PX, self.devicePixelRatioF())

    def _on_changed(self) -> None:
        """Keep the keyboard on its group, wherever that is now."""
        if self._kept is not None:
            self.go_to(self._kept)

    def _on_chosen(self, index: QModelIndex) -> None:
        self.chosen.emit(self._groups.group(index.row()).group_id)

    def _on_loaded(self) -> None:
        self.viewport().update()
