"""The desktop around the window: open a file, show where it is, open it with another program.

Qt's ``QDesktopServices`` loses names that are not UTF-8, so programs are started with byte paths.
A frozen build's LD_LIBRARY_PATH would break them: the one from before it is restored.
"""

from __future__ import annotations

import logging
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Sequence

from photosearch.base.errors import UserError
from photosearch.base.paths import shown
from photosearch.gui.file_mime import file_url

_logger = logging.getLogger(__name__)
_DBUS_WAIT_S = 3


def open_file(path: bytes) -> None:
    """Open a file with its default program.

    Raises:
        UserError: The file is not there, or the desktop has no program for it.
    """
    _check(path)
    if sys.platform == "win32":
        os.startfile(os.fsdecode(path))  # noqa: S606 - a file the person chose
    elif sys.platform == "darwin":
        _start([b"open", path])
    else:
        _start([_needed("xdg-open"), path])


def open_with(program: bytes, paths: Sequence[bytes]) -> None:
    """Open files with a program that the person chose.

    Raises:
        UserError: The program can't be started.
    """
    if sys.platform == "darwin":
        _start([b"open", b"-a", program, *paths])
    else:
        _start([program, *paths])


def show_in_file_manager(path: bytes) -> None:
    """Show a file, selected, in the file manager; or at least its folder.

    Raises:
        UserError: The file is not there, or there is no file manager.
    """
    _check(path)
    if sys.platform == "win32":
        _start([b"explorer", b"/select," + path])
    elif sys.platform == "darwin":
        _start([b"open", b"-R", path])
    elif not _ask_file_manager(path):
        _start([_needed("xdg-open"), os.path.dirname(path)])


def clean_environment() -> dict[str, str]:
    """Return this process's environment as it was before a frozen build changed it."""
    environment = dict(os.environ)
    original = environment.pop("LD_LIBRARY_PATH_ORIG", None)
    if getattr(sys, "frozen", False):
        environment.pop("LD_LIBRARY_PATH", None)
    if original:
        environment["LD_LIBRARY_PATH"] = original
    return environment


def _ask_file_manager(path: bytes) -> bool:
    program = shutil.which("dbus-send")
    if program is None or "DBUS_SESSION_BUS_ADDRESS" not in os.environ:
        return False
    command = [
        program,
        "--session",
        "--print-reply",
        "--dest=org.freedesktop.FileManager1",
        "/org/freedesktop/FileManager1",
        "org.freedesktop.FileManager1.ShowItems",
        f"array:string:{file_url(path).replace(',', '%2C')}",
        "string:",
    ]
    try:
        done = subprocess.run(
            command, env=clean_environment(), capture_output=True, timeout=_DBUS_WAIT_S, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def _start(command: list[bytes]) -> None:
    try:
        process = subprocess.Popen(
            command if sys.platform != "win32" else [os.fsdecode(part) for part in command],
            env=clean_environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        name = shown(command[0])
        text = f"{name} can't be started: {error.strerror}"
        raise UserError("no-program", text, "Choose another program.", name=name) from error
    # Reaps the child whenever it ends; the thread holds nothing and never keeps the program alive.
    threading.Thread(target=process.wait, name="photosearch-child", daemon=True).start()


def _needed(name: str) -> bytes:
    program = shutil.which(name)
    if program is None:
        text = f"{name} is not installed, so no other program can be opened from here"
        raise UserError("no-file-manager", text, "Install the package xdg-utils.")
    return os.fsencode(program)


def _check(path: bytes) -> None:
    if not os.path.exists(path):
        text = f"{shown(path)} is not there now"
        hint = "Plug its drive in, or let its folder be looked at."
        raise UserError("offline-file", text, hint, path=shown(path))
