"""``PHOTOSEARCH_TRACE=FILE``: what the window does when, as JSON lines.

``{"event": "shown", "t": monotonic seconds, "ms": milliseconds}``. The events: ``shown`` and
``usable`` (ms since the program's start), ``query received``, ``results painted`` (ms since the
query came), ``frame`` (the longest time in the last quarter of a second that the event loop was
late or a paint took). Writing is buffered a line at a time; without the variable all is a no-op.
"""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from typing import IO

from PySide6.QtCore import QObject, Qt, QTimer

_BEAT_MS = 10
_WINDOW_S = 0.25


def process_age_s() -> float:
    """Return how long this process has run; 0.0 where the system does not say."""
    try:
        fields = Path("/proc/self/stat").read_text().rpartition(")")[2].split()
        uptime = float(Path("/proc/uptime").read_text().split()[0])
        return max(0.0, uptime - int(fields[19]) / os.sysconf("SC_CLK_TCK"))
    except (OSError, ValueError, IndexError):
        return 0.0


class Trace(QObject):
    """Appends events to a file, and measures how late the event loop is."""

    def __init__(self, path: str = "", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._file: IO[str] | None = None
        self._started = time.monotonic() - process_age_s()
        self._query_at: float | None = None
        self._worst_ms = 0.0
        self._last_beat = 0.0
        self._window_start = 0.0
        self._timer: QTimer | None = None
        if path:
            self._file = Path(path).open("a", buffering=1, encoding="utf-8")  # noqa: SIM115
            self._start_beat()

    @property
    def active(self) -> bool:
        """Whether events are written."""
        return self._file is not None

    def since_start(self, event: str) -> None:
        """Write an event with the milliseconds since the program's start."""
        self._write(event, (time.monotonic() - self._started) * 1000)

    def query_received(self) -> None:
        """Note that a query came; the next painted results are measured from here."""
        self._query_at = time.monotonic()
        self._write("query received", 0.0)

    def results_painted(self) -> None:
        """Write how long the last query took to the painted results; once a query."""
        if self._query_at is not None:
            self._write("results painted", (time.monotonic() - self._query_at) * 1000)
            self._query_at = None

    def painted(self, ms: float) -> None:
        """Count a paint's time into the current frame figure."""
        self._worst_ms = max(self._worst_ms, ms)

    def close(self) -> None:
        """Stop measuring and close the file."""
        if self._timer is not None:
            self._timer.stop()
        if self._file is not None:
            self._file.close()
            self._file = None

    def _start_beat(self) -> None:
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_beat)
        self._last_beat = self._window_start = time.monotonic()
        self._timer.start(_BEAT_MS)

    def _on_beat(self) -> None:
        now = time.monotonic()
        self._worst_ms = max(self._worst_ms, (now - self._last_beat) * 1000 - _BEAT_MS)
        self._last_beat = now
        if now - self._window_start >= _WINDOW_S:
            self._write("frame", self._worst_ms)
            self._worst_ms, self._window_start = 0.0, now

    def _write(self, event: str, ms: float) -> None:
        if self._file is not None:
            line = {"event": event, "t": round(time.monotonic(), 4), "ms": round(ms, 2)}
            self._file.write(json.dumps(line) + "\n")
