"""Drawings whose groups are real: kept by the services in a catalogue of the same photos."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

from photosearch.catalog.filters import PhotoFilter
from photosearch.gui.opened_library import OpenedLibrary
from photosearch.gui.photo_mime import add_photos
from photosearch.gui.values import UndoneStep
from photosearch.services.library import Library
from tests.gui.fakes import FakeLibrary


class GroupedLibrary(FakeLibrary):
    """Photos 1 to 40; those of a group, and undo, come from the real catalogue."""

    def __init__(self, library: Library) -> None:
        super().__init__(n_photos=40)
        self.real = library
        self._opened = OpenedLibrary(library)
        self.groups = self._opened.groups
        self.tuning = self._opened.tuning

    def photos(self, order: str, descending: bool, photo_filter: PhotoFilter) -> np.ndarray:
        if photo_filter.group_id is None:
            return super().photos(order, descending, photo_filter)
        return self._opened.photos(order, descending, photo_filter)

    def undo(self) -> UndoneStep:
        return self._opened.undo()

    def undo_takes_turns(self) -> bool:
        return self._opened.undo_takes_turns()

    def contents(self) -> dict[str, list[int]]:
        """Return the photos of each group by its name."""
        catalog = self.real.catalog
        found: dict[str, list[int]] = {group.name: [] for group in catalog.groups.all()}
        names = {group.group_id: group.name for group in catalog.groups.all()}
        for label in catalog.labels.of_groups(list(names)):
            found[names[label.group_id]].append(int(label.photo_id))
        return found

    def sayings(self) -> list[tuple[str, str, tuple[int, ...]]]:
        """Return what was said: kind, source, photos."""
        found = self.real.catalog.constraints.all()
        return [(one.saying.kind, one.source, one.saying.photos) for one in found]


def photos_mime(*ids: int) -> QMimeData:
    mime = QMimeData()
    add_photos(mime, np.array(ids, np.int64))
    return mime


def drop_on(widget: QWidget, point: QPoint, mime: QMimeData) -> bool:
    """Drag over a widget and let go; False when it does not take it."""
    copy, none, left = (
        Qt.DropAction.CopyAction,
        Qt.KeyboardModifier.NoModifier,
        Qt.MouseButton.LeftButton,
    )
    enter = QDragEnterEvent(point, copy, mime, left, none)
    QApplication.sendEvent(widget, enter)
    move = QDragMoveEvent(point, copy, mime, left, none)
    QApplication.sendEvent(widget, move)
    if not (enter.isAccepted() and move.isAccepted()):
        return False
    QApplication.sendEvent(widget, QDropEvent(QPointF(point), copy, mime, left, none))
    return True
