"""Writes changed settings to their file, a moment after the last change."""

from __future__ import annotations

import logging
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from photosearch.base.settings import Settings, save_settings

_logger = logging.getLogger(__name__)
_PAUSE_MS = 800


class SettingsKeeper(QObject):
    """Keeps the settings' file up to date."""

    def __init__(self, path: Path | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = path
        self._waiting: Settings | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.flush)

    def keep(self, settings: Settings) -> None:
        """Write these settings soon."""
        self._waiting = settings
        self._timer.start(_PAUSE_MS)

    def flush(self) -> None:
        """Write what waits now."""
        self._timer.stop()
        settings, self._waiting = self._waiting, None
        if settings is None:
            return
        try:
            save_settings(settings, self._path)
        except OSError as error:
            _logger.warning("the settings can't be saved: %s", error)
