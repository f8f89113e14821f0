"""What a person does to learn in a window, for tests."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QWidget

from photosearch.gui.values import TuningRequest
from photosearch.gui.window import Window
from tests.gui.conftest import settle

DEFAULT = TuningRequest()


def learn(window: Window, request: TuningRequest = DEFAULT) -> None:
    """Learn, and wait for the end."""
    window.learning.controller.start(request)
    settle(lambda: not window.learning.controller.running)


def button_of(dialog: QWidget, words: str) -> QPushButton:
    """Return the button that says something."""
    return next(each for each in dialog.findChildren(QPushButton) if words in each.text())
