"""Where the window was: geometry and layout, under the library's own name, and nothing else."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QSettings
from PySide6.QtWidgets import QMainWindow, QSplitter


class WindowMemory:
    """Reads and writes the window's place in ``settings``."""

    def __init__(self, settings: QSettings, library_key: str) -> None:
        self._settings = settings
        self._prefix = f"window/{library_key}/"

    def restore(self, window: QMainWindow, splitter: QSplitter) -> bool:
        """Put the window where it was; False when it was never shown for this library."""
        geometry = self._settings.value(self._prefix + "geometry")
        sizes = self._settings.value(self._prefix + "splitter")
        if isinstance(sizes, QByteArray):
            splitter.restoreState(sizes)
        return isinstance(geometry, QByteArray) and window.restoreGeometry(geometry)

    def save(self, window: QMainWindow, splitter: QSplitter) -> None:
        """Remember where the window is."""
        self._settings.setValue(self._prefix + "geometry", window.saveGeometry())
        self._settings.setValue(self._prefix + "splitter", splitter.saveState())
        self._settings.sync()

    def flag(self, name: str, default: bool) -> bool:
        """Return a remembered yes or no of the layout."""
        return str(self._settings.value(self._prefix + name, default)).lower() == "true"

    def set_flag(self, name: str, value: bool) -> None:
        """Remember a yes or no of the layout."""
        self._settings.setValue(self._prefix + name, value)
