"""The real program, started as a person's shell would start it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_ROOT = Path(__file__).resolve().parents[2]
_GUARD = Path(__file__).resolve().parent / "guard"
COMMAND_WITHIN_S = 120.0


@dataclass(frozen=True)
class Ran:
    """How a command ended."""

    code: int
    stdout: str
    stderr: str

    @property
    def document(self) -> dict[str, Any]:
        """The one JSON document on stdout."""
        document: dict[str, Any] = json.loads(self.stdout)
        return document


class Program:
    """photosearch with a library of its own.

    Args:
        library: The library's folder.
        home: What ``HOME`` of everything that is started is; its processes are known by it.
        prefix: A command that starts another, such as one that enters a namespace.
        environment: Added to what this process has.
    """

    def __init__(
        self,
        library: Path,
        home: Path,
        prefix: Sequence[str] = (),
        environment: dict[str, str] | None = None,
    ) -> None:
        self.library = library
        self.home = home
        self.prefix = tuple(prefix)
        self._added = environment or {}
        self.environment = {
            **os.environ,
            **_homes(home),
            "PYTHONPATH": f"{_ROOT}{os.pathsep}{_GUARD}",
            "PHOTOSEARCH_TEST_NETWORK_LOG": str(home / "network"),
            "DBUS_SESSION_BUS_ADDRESS": "disabled:",
            **self._added,
        }

    def beside(self, prefix: Sequence[str] = (), **environment: str) -> Program:
        """Return the same program and library, started another way."""
        added = {**self._added, **environment}
        return Program(self.library, self.home, prefix or self.prefix, added)

    def command(self, *arguments: str | Path, options: Sequence[str] = ()) -> list[str]:
        """Return the command line; ``options`` are the interpreter's."""
        program = [sys.executable, *options, "-P", "-m", "photosearch", "--library"]
        return [*self.prefix, *program, str(self.library), *map(str, arguments)]

    def start(self, *arguments: str | Path) -> subprocess.Popen[str]:
        """Start a command; the caller ends it."""
        return subprocess.Popen(
            self.command(*arguments),
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            errors="surrogateescape",
        )

    def run(
        self, *arguments: str | Path, within_s: float = COMMAND_WITHIN_S, expect: int | None = 0
    ) -> Ran:
        """Run a command to its end, which must be ``expect`` unless that is ``None``."""
        process = self.start(*arguments)
        try:
            stdout, stderr = process.communicate(timeout=within_s)
        except subprocess.TimeoutExpired:
            process.kill()
            stdout, stderr = process.communicate()
            raise AssertionError(f"{arguments} took over {within_s} s: {stderr}") from None
        if expect is not None:
            assert process.returncode == expect, f"{arguments}: {process.returncode}\n{stderr}"
        return Ran(process.returncode, stdout, stderr)

    def index(self, *folders: Path, within_s: float = COMMAND_WITHIN_S) -> dict[str, Any]:
        """Index folders and return the report."""
        return self.run("--json", "--quiet", "index", *folders, within_s=within_s).document

    def status(self) -> dict[str, Any]:
        """Return what the library holds."""
        return self.run("--json", "status").document


def _homes(home: Path) -> dict[str, str]:
    kinds = ("DATA", "CONFIG", "CACHE", "STATE")
    folders = {f"XDG_{kind}_HOME": str(home / kind.lower()) for kind in kinds}
    return {"HOME": str(home), "XDG_RUNTIME_DIR": str(home / "runtime"), **folders}


def processes_of(home: Path) -> dict[int, str]:
    """Return the command lines of all live processes that were started with this home."""
    wanted = b"HOME=" + os.fsencode(home)
    found: dict[int, str] = {}
    for directory in Path("/proc").iterdir():
        if directory.name.isdecimal():
            with suppress(OSError):  # it has ended, or is somebody else's
                if wanted in (directory / "environ").read_bytes().split(b"\0"):
                    line = (directory / "cmdline").read_bytes()
                    found[int(directory.name)] = line.replace(b"\0", b" ").decode(
                        "utf-8", "replace"
                    )
    return found


def wait_until(condition: Callable[[], bool], what: str, within_s: float = 20.0) -> None:
    """Wait for something to become true."""
    deadline = time.monotonic() + within_s
    while not condition():
        assert time.monotonic() < deadline, f"not within {within_s} s: {what}"
        time.sleep(0.05)


def assert_all_ended(home: Path, within_s: float = 5.0) -> None:
    """Fail if processes of a home live on; they are killed then."""
    deadline = time.monotonic() + within_s
    while (left := processes_of(home)) and time.monotonic() < deadline:
        time.sleep(0.05)
    for pid in left:
        with suppress(OSError):
            os.kill(pid, signal.SIGKILL)
    assert not left, f"still running: {left}"
