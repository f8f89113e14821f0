"""The button that makes a group, of the photos that are dropped on it if there are any."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QPushButton, QWidget

from photosearch.gui.photo_mime import has_photos, photos_of


class NewGroupButton(QPushButton):
    """Takes clicks and photos.

    Signals:
        photos_dropped(ids): make a group of these.
    """

    photos_dropped = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText("\u2009" + self.tr("New group…"))
        self.setToolTip(self.tr("Make a group (Ctrl+G), or drop photos here"))
        self.setObjectName("newGroup")
        self.setAcceptDrops(True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take photos of the library."""
        if has_photos(event.mimeData()):
            self._show_dropping(True)
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Take them anywhere on the button."""
        event.accept()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Look as before."""
        self._show_dropping(False)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell which photos were dropped."""
        self._show_dropping(False)
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.photos_dropped.emit(photos_of(event.mimeData()))

    def _show_dropping(self, dropping: bool) -> None:
        self.setProperty("dropping", "true" if dropping else "false")
        self.style().unpolish(self)
        self.style().polish(self)
