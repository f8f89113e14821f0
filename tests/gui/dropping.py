"""Dropping something on the window as a person does."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from tests.gui.conftest import settle

LEFT = Qt.MouseButton.LeftButton


def drop(window, mime: QMimeData, place: QPoint = QPoint(300, 300)) -> bool:  # noqa: B008
    main = window.main
    copy, keys = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(place, copy, mime, LEFT, keys)
    QApplication.sendEvent(main, enter)
    if enter.isAccepted():
        QApplication.sendEvent(main, QDropEvent(QPointF(place), copy, mime, LEFT, keys))
    return enter.isAccepted()


def wait_for_results(window) -> None:
    settle(lambda: window.main.model.marked and not window.main.jobs.busy)
