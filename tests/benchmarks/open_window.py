"""A window of the program in a process of its own, watched through its trace."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from photosearch.base.errors import LibraryInUseError
from photosearch.services.handover import ask
from tests.benchmarks.workplace import Workplace

_PATIENCE_S = 120.0
_POLL_S = 0.005


@dataclass(frozen=True)
class Event:
    """A line of the trace: ``at`` on the system's monotonic clock in seconds, ``ms`` as said."""

    name: str
    at: float
    ms: float


@contextmanager
def display(place: Workplace) -> Iterator[dict[str, str]]:
    """Lend an environment with an X display of its own; without Xvfb Qt's own ``offscreen``."""
    environment = {**place.environment(), "XDG_SESSION_TYPE": "x11"}
    environment.pop("WAYLAND_DISPLAY", None)
    if shutil.which("Xvfb") is None:
        yield {**environment, "QT_QPA_PLATFORM": "offscreen"}
        return
    reader, writer = os.pipe()
    command = [
        "Xvfb",
        "-displayfd",
        str(writer),
        "-screen",
        "0",
        "1600x1000x24",
        "-nolisten",
        "tcp",
    ]
    with subprocess.Popen(command, pass_fds=[writer], stderr=subprocess.DEVNULL) as server:
        os.close(writer)
        with os.fdopen(reader) as said:
            number = said.readline().strip()
        try:
            yield {**environment, "DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}
        finally:
            server.terminate()


class OpenWindow:
    """A window that is open as long as the ``with`` block lasts.

    Attributes:
        started_at: Just before its process, on the monotonic clock.
        errors: What it has written to standard error, once it is closed.
    """

    def __init__(
        self, place: Workplace, library: Path, environment: dict[str, str], *options: str
    ) -> None:
        self._library = library
        self._runtime = environment["XDG_RUNTIME_DIR"]
        self._trace = place.directory / "trace.jsonl"
        self._trace.unlink(missing_ok=True)
        self._errors = place.directory / "window-errors.txt"
        command = place.command("--library", str(library))
        command[1:1] = options
        with self._errors.open("wb") as errors:
            self.started_at = time.monotonic()
            self._process = subprocess.Popen(
                command,
                env={**environment, "PHOTOSEARCH_TRACE": str(self._trace)},
                cwd=place.directory,
                stdout=subprocess.DEVNULL,
                stderr=errors,
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        try:
            self._process.wait(15)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    @property
    def errors(self) -> str:
        """What it has written to standard error so far."""
        return self._errors.read_text(errors="replace")

    def events(self, name: str) -> list[Event]:
        """Return what the trace has so far of one kind."""
        if not self._trace.exists():
            return []
        whole, _, _ = self._trace.read_text().rpartition("\n")
        lines = [json.loads(line) for line in whole.splitlines()]
        return [Event(name, line["t"], line["ms"]) for line in lines if line["event"] == name]

    def wait_for(self, name: str, count: int = 1) -> Event:
        """Wait for so many events of a kind and return the last one."""
        give_up_at = time.monotonic() + _PATIENCE_S
        while time.monotonic() < give_up_at:
            found = self.events(name)
            if len(found) >= count:
                return found[count - 1]
            if self._process.poll() is not None:
                raise RuntimeError(f"the window ended: {self.errors[-2000:]}")
            time.sleep(_POLL_S)
        raise RuntimeError(f"the window never told: {name}; {self.errors[-2000:]}")

    def show(self, photo: Path) -> None:
        """Hand it a photo to search for, as a second start of the program does."""
        before = os.environ.get("XDG_RUNTIME_DIR")
        os.environ["XDG_RUNTIME_DIR"] = self._runtime
        try:
            ask(self._library, "show", {"files": [str(photo)]})
        except LibraryInUseError as error:
            raise RuntimeError(f"the window does not answer: {self.errors[-2000:]}") from error
        finally:
            if before is None:
                del os.environ["XDG_RUNTIME_DIR"]
            else:
                os.environ["XDG_RUNTIME_DIR"] = before
