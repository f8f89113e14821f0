"""A screen that nobody sees, with a window manager, a mouse and a keyboard."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

_PROGRAMS = ("Xvfb", "openbox", "xdotool")
_STEPS = 12


@dataclass(frozen=True)
class Rectangle:
    """A place on the screen, px."""

    x: int
    y: int
    width: int
    height: int

    @property
    def centre(self) -> tuple[int, int]:
        """The point in its middle."""
        return self.x + self.width // 2, self.y + self.height // 2


def missing_programs() -> list[str]:
    """Return what a display needs and this computer does not have."""
    return [name for name in _PROGRAMS if shutil.which(name) is None]


class Display:
    """An X server of its own, reachable over a local socket only."""

    def __init__(self, home: Path) -> None:
        reader, writer = os.pipe()
        screen = ["-screen", "0", "1920x1200x24", "-nolisten", "tcp", "-noreset"]
        self._server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writer), *screen],
            pass_fds=(writer,),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(writer)
        with os.fdopen(reader) as answer:
            self.name = f":{answer.readline().strip()}"
        self._environment = {**os.environ, "DISPLAY": self.name, "HOME": str(home)}
        self._manager = subprocess.Popen(
            ["openbox", "--sm-disable"],
            env=self._environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._wait_for_manager()

    def close(self) -> None:
        """End the window manager and the server."""
        for process in (self._manager, self._server):
            process.terminate()
            process.wait(10)

    def do(self, *arguments: str | int) -> str:
        """Run xdotool and return what it says."""
        done = self._try(*map(str, arguments))
        assert done.returncode == 0, f"xdotool {arguments}: {done.stderr}"
        return done.stdout.strip()

    def windows_of(self, pid: int) -> list[str]:
        """Return the visible windows of a process."""
        found = self._try("search", "--onlyvisible", "--all", "--pid", str(pid), "--name", ".")
        return found.stdout.split()

    def rectangle(self, window: str) -> Rectangle:
        """Return where a window is."""
        lines = self.do("getwindowgeometry", "--shell", window).splitlines()
        value = dict(line.split("=") for line in lines)
        return Rectangle(*(int(value[name]) for name in ("X", "Y", "WIDTH", "HEIGHT")))

    def press(self, window: str, *keys: str) -> None:
        """Press keys in a window, as its person would."""
        self.do("windowactivate", "--sync", window)
        for key in keys:
            self.do("key", key)

    def drag(self, start: tuple[int, int], end: tuple[int, int]) -> None:
        """Press the mouse button at one place, move to the other by steps, and let go."""
        path = [
            [start[axis] + (end[axis] - start[axis]) * step // _STEPS for axis in (0, 1)]
            for step in range(_STEPS + 1)
        ]
        self.do("mousemove", *path[0], "mousedown", 1)
        moves: list[str | int] = []
        for x, y in path[1:]:
            moves += ["mousemove", x, y, "sleep", "0.03"]
        self.do(*moves, "sleep", "0.15", "mouseup", 1)

    def _try(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["xdotool", *arguments],
            env=self._environment,
            capture_output=True,
            text=True,
            timeout=20,
            check=False,
        )

    def _wait_for_manager(self) -> None:
        deadline = time.monotonic() + 20
        while self._try("get_num_desktops").returncode != 0:
            assert time.monotonic() < deadline, "no window manager"
            time.sleep(0.05)


def environment_of(display: Display, trace: Path) -> dict[str, str]:
    """Return what a program needs to open its window there and to tell what happens in it."""
    return {
        "DISPLAY": display.name,
        "QT_QPA_PLATFORM": "xcb",
        "PHOTOSEARCH_TRACE": str(trace),
    }
