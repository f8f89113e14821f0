"""Bugs: an exception that nobody expected becomes a report on this computer and a short message.

Nothing is sent anywhere. The hooks may run in any thread; the dialog is opened by a queued signal
in the main one, once at a time.
"""

from __future__ import annotations

import logging
import platform
import sys
import threading
import traceback
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal, qVersion
from PySide6.QtWidgets import QMessageBox, QWidget

import photosearch
from photosearch.base.paths import shown

_logger = logging.getLogger(__name__)
_KEPT = 20


class CrashReports(QObject):
    """Saves reports of unexpected exceptions and shows them.

    Signals:
        reported(report path or ""): a report was written.
    """

    reported = Signal(str)

    def __init__(self, directory: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._directory = directory
        self._open = False
        self.reported.connect(self._on_reported, Qt.ConnectionType.QueuedConnection)
        self._window: QWidget | None = None

    def install(self) -> None:
        """Take over the hooks of main thread and threads."""
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread_exception

    def uninstall(self) -> None:
        """Give the hooks back."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__

    def set_window(self, window: QWidget | None) -> None:
        """Say over which window messages appear."""
        self._window = window

    def report(self, error: BaseException) -> None:
        """Save a report of an exception and show it; from any thread."""
        _logger.error("unexpected: %r", error, exc_info=error)
        self.reported.emit(str(self._save(error) or ""))

    def _save(self, error: BaseException) -> Path | None:
        now = datetime.now(UTC)
        text = "\n".join(
            [
                f"photosearch {photosearch.__version__}, {now.isoformat()}",
                f"Python {platform.python_version()}, Qt {qVersion()}, {platform.platform()}",
                "",
                "".join(traceback.format_exception(error)),
            ]
        )
        path = self._directory / f"crash-{now:%Y%m%d-%H%M%S-%f}.txt"
        try:
            self._directory.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", errors="backslashreplace")
            for old in sorted(self._directory.glob("crash-*.txt"))[:-_KEPT]:
                old.unlink()
        except OSError as problem:
            _logger.warning("the crash report can't be saved: %s", problem)
            return None
        return path

    def _on_exception(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        self.report(error)

    def _on_thread_exception(self, arguments: threading.ExceptHookArgs) -> None:
        if arguments.exc_value is not None:
            self.report(arguments.exc_value)

    def _on_reported(self, path: str) -> None:
        if self._open or self._window is None:
            return
        self._open = True
        box = QMessageBox(self._window)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle(self.tr("Something went wrong"))
        box.setText(self.tr("Something went wrong inside the program. Your photos are safe."))
        where = self.tr("A report was saved on this computer; nothing was sent:\n{path}")
        box.setInformativeText(where.format(path=shown(path)) if path else "")
        box.finished.connect(self._on_closed)
        box.open()

    def _on_closed(self) -> None:
        self._open = False
