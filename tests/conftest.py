"""What holds for every test: nobody's own files, no network, nothing left running or warned about.

Each guard is a fixture that every test uses. They see only this process; programs that a test
starts are kept off the network by the empty network namespace in which packaging/check.py runs
the tests.
"""

from __future__ import annotations

import glob
import itertools
import logging
import os
import shutil
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

_GRACE_S = 3.0
_INTERNET = (socket.AF_INET, socket.AF_INET6)
_SOCKET_EVENTS = ("socket.__new__", "socket.bind", "socket.connect", "socket.sendto")
_NAME_EVENTS = ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr")

_T = TypeVar("_T")
_network_uses: list[str] = []


class NetworkUsedError(AssertionError):
    """Something asked for the network."""


def _watch_network(event: str, arguments: tuple[object, ...]) -> None:
    if not event.startswith("socket."):
        return
    if event == "socket.__new__":
        used = arguments[1] in _INTERNET
    elif event in _SOCKET_EVENTS:
        used = getattr(arguments[0], "family", None) in _INTERNET
    else:
        used = event in _NAME_EVENTS
    if used:
        _network_uses.append(f"{event}{arguments[1:]}")
        raise NetworkUsedError(f"{event}{arguments[1:]}")


sys.addaudithook(_watch_network)


@pytest.fixture(autouse=True)
def _no_network() -> Iterator[None]:
    """Fail a test that asks for the network, even where the refusal was swallowed."""
    _network_uses.clear()
    yield
    uses = list(_network_uses)
    _network_uses.clear()
    assert not uses, f"asked for the network: {uses}"


@pytest.fixture(scope="session")
def _homes() -> Iterator[Path]:
    # Not below tmp_path: a Unix socket's path may only have 107 bytes.
    directory = Path(tempfile.mkdtemp(prefix="ps-"))
    yield directory
    shutil.rmtree(directory, ignore_errors=True)


_home_numbers = itertools.count()


@pytest.fixture(autouse=True)
def home_dir(_homes: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the test, and what it starts, an empty home of its own."""
    home = _homes / str(next(_home_numbers))
    monkeypatch.setenv("HOME", str(home))
    for kind in ("data", "config", "cache", "state", "runtime"):
        folder = home / kind
        folder.mkdir(mode=0o700, parents=True)
        name = "XDG_RUNTIME_DIR" if kind == "runtime" else f"XDG_{kind.upper()}_HOME"
        monkeypatch.setenv(name, str(folder))
    return home


def _threads() -> set[threading.Thread]:
    # Threads that Qt or a library made and that only called Python are not ours to end.
    return {t for t in threading.enumerate() if not isinstance(t, threading._DummyThread)}


def _children() -> set[int]:
    """Return the ids of this process's children, zombies too; multiprocessing's own left out."""
    found: set[int] = set()
    for path in glob.glob("/proc/self/task/*/children"):
        try:
            found.update(map(int, Path(path).read_text().split()))
        except OSError:  # the thread has ended
            continue
    return {pid for pid in found if b"resource_tracker" not in _command_line(pid)}


def _command_line(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def _left_over(now: Callable[[], set[_T]], before: set[_T]) -> set[_T]:
    """Return what is there now and was not before, after a moment's grace."""
    deadline = time.monotonic() + _GRACE_S
    while (left := now() - before) and time.monotonic() < deadline:
        time.sleep(0.02)
    return left


@pytest.fixture(autouse=True)
def _nothing_left_running() -> Iterator[None]:
    """Fail a test that leaves a thread or a child process behind."""
    threads, children = _threads(), _children()
    yield
    assert not _left_over(_threads, threads), "left threads running"
    left = {pid: _command_line(pid) for pid in _left_over(_children, children)}
    assert not left, f"left child processes: {left}"


class _Records(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.levelname} {record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def _no_stray_warnings(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that logs a warning or worse; one that uses ``caplog`` looks for itself."""
    handler = _Records()
    logging.getLogger().addHandler(handler)
    yield
    logging.getLogger().removeHandler(handler)
    if "caplog" not in request.fixturenames:
        assert not handler.lines, f"logged unexpectedly: {handler.lines}"


@pytest.fixture(scope="session")
def data_dir() -> Path:
    """Return the folder of the evaluation photos (photos/, corrupt/, formats/), or skip."""
    named = os.environ.get("PHOTOSEARCH_DATA")
    beside = Path(__file__).resolve().parents[2] / "shared" / "data"
    directory = Path(named) if named else beside
    if not (directory / "photos").is_dir():
        pytest.skip(f"no evaluation photos in {directory} (set PHOTOSEARCH_DATA)")
    return directory
