"""Where the window was: geometry, layout and keys, under the library's own name."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QByteArray, QSettings
from PySide6.QtWidgets import QMainWindow, QSplitter


class WindowMemory:
    """Reads and writes the window's place in ``settings``."""

    def __init__(self, settings: QSettings, library_key: str) -> None:
        self._settings = settings
        self._prefix = f"window/{library_key}/"

    def restore(self, window: QMainWindow, splitters: Mapping[str, QSplitter]) -> bool:
        """Put the window where it was; False when it was never shown for this library."""
        geometry = self._settings.value(self._prefix + "geometry")
        for name, splitter in splitters.items():
            sizes = self._settings.value(self._prefix + name)
            if isinstance(sizes, QByteArray):
                splitter.restoreState(sizes)
        return isinstance(geometry, QByteArray) and window.restoreGeometry(geometry)

    def save(self, window: QMainWindow, splitters: Mapping[str, QSplitter]) -> None:
        """Remember where the window is."""
        self._settings.setValue(self._prefix + "geometry", window.saveGeometry())
        for name, splitter in splitters.items():
            self._settings.setValue(self._prefix + name, splitter.saveState())
        self._settings.sync()

    def flag(self, name: str, default: bool) -> bool:
        """Return a remembered yes or no of the layout."""
        return str(self._settings.value(self._prefix + name, default)).lower() == "true"

    def set_flag(self, name: str, value: bool) -> None:
        """Remember a yes or no of the layout."""
        self._settings.setValue(self._prefix + name, value)

    def text(self, name: str) -> str:
        """Return a remembered text; empty where there is none."""
        return str(self._settings.value(self._prefix + name, ""))

    def set_text(self, name: str, value: str) -> None:
        """Remember a text."""
        self._settings.setValue(self._prefix + name, value)
