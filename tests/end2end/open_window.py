"""An open window of the real program, seen from outside: its trace, its place, its keys."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.end2end.display import Display, Rectangle, environment_of
from tests.end2end.program import Program, wait_until

_PEER = Path(__file__).resolve().parent / "peers" / "neighbour.py"


class OpenWindow:
    """A started window; ``close`` or ``kill`` ends it.

    Attributes:
        process: The program.
    """

    def __init__(self, program: Program, display: Display, *arguments: str | Path) -> None:
        self._display = display
        self._trace = program.home / "trace.jsonl"
        self._trace.unlink(missing_ok=True)
        self._seen = 0
        environment = environment_of(display, self._trace)
        self.program = program.beside(**environment)
        with (program.home / "stderr").open("wb") as errors:
            self.process = subprocess.Popen(
                self.program.command(*arguments),
                env=self.program.environment,
                stdin=subprocess.DEVNULL,
                stdout=errors,
                stderr=errors,
            )

    def events(self) -> list[dict[str, Any]]:
        """Return what happened in the window so far, frames left out."""
        if not self._trace.exists():
            return []
        lines = self._trace.read_text(encoding="utf-8").splitlines(keepends=True)
        events = [json.loads(line) for line in lines if line.endswith("\n")]
        return [event for event in events if event["event"] != "frame"]

    def wait_for(self, event: str, within_s: float = 30.0) -> dict[str, Any]:
        """Return the next event of a name after those that were waited for already."""
        found: list[dict[str, Any]] = []

        def happened() -> bool:
            assert self.process.poll() is None, f"ended: {self.errors()}"
            for place, one in enumerate(self.events()[self._seen :]):
                if one["event"] == event:
                    self._seen += place + 1
                    found.append(one)
                    return True
            return False

        wait_until(happened, event, within_s)
        return found[0]

    @property
    def handle(self) -> str:
        """The window's number on the display."""
        wait_until(lambda: bool(self._display.windows_of(self.process.pid)), "a window")
        return self._display.windows_of(self.process.pid)[0]

    @property
    def rectangle(self) -> Rectangle:
        """Where the window is."""
        return self._display.rectangle(self.handle)

    def place(self, x: int, y: int, width: int, height: int) -> Rectangle:
        """Move the window and return where it came to be: its frame may add a few px."""
        handle = self.handle
        self._display.do("windowsize", handle, width, height)
        self._display.do("windowmove", handle, x, y)

        def there() -> bool:
            now = self._display.rectangle(handle)
            near = abs(now.x - x) <= 40 and abs(now.y - y) <= 60
            return near and (now.width, now.height) == (width, height)

        wait_until(there, "the window's new place")
        return self._display.rectangle(handle)

    def press(self, *keys: str) -> None:
        """Press keys in the window."""
        self._display.press(self.handle, *keys)

    def copied(self, *keys: str) -> list[Path]:
        """Press keys, copy, and return the files that another program then finds to paste."""
        self.press(*keys, "ctrl+c")
        return read_clipboard(self)

    def errors(self) -> str:
        """Return what the program wrote to its standard error."""
        return (self.program.home / "stderr").read_text(errors="replace")

    def close(self, within_s: float = 15.0) -> int:
        """Close the window as its close button does and return the exit code."""
        self.press("alt+F4")
        return self._end(within_s)

    def end(self, within_s: float = 15.0) -> int:
        """Ask the program to end, as the end of a session does, and return the exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self._end(within_s)

    def kill(self) -> None:
        """End the program at once, whatever it does."""
        self.process.kill()
        self._end(10)

    def _end(self, within_s: float) -> int:
        try:
            return self.process.wait(within_s)
        finally:
            if self.process.poll() is None:
                self.process.kill()
                self.process.wait()


class Neighbour:
    """Another program on the same display, which offers files to drag or to paste."""

    def __init__(self, window: OpenWindow, *arguments: str | Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-P", str(_PEER), *map(str, arguments)],
            env=window.program.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            text=True,
        )

    def said(self) -> str:
        """Return the next line that it printed; empty when it has ended."""
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()

    def close(self) -> None:
        """End it."""
        self._process.terminate()
        self._process.wait(10)
        assert self._process.stdout is not None
        self._process.stdout.close()


def read_clipboard(window: OpenWindow) -> list[Path]:
    """Return the files on the clipboard, as another program sees them."""
    neighbour = Neighbour(window, "read")
    try:
        return [Path(os.fsdecode(name)) for name in json.loads(neighbour.said())]
    finally:
        neighbour.close()
