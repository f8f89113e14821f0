"""How the program starts itself as a child process that talks over pipes.

One mechanism for every child, in frozen builds too: ``photosearch --worker NAME``, handled before
any other import. The child's standard input and output carry frames (framing.py); it ends when
they close. Never fork: the parent has threads, a window and open databases.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any, BinaryIO

import photosearch


def worker_command(name: str) -> list[str]:
    """Return how the program starts itself as a worker.

    ``-P`` keeps the current folder off the import path: a folder of photos may hold a ``PIL/``.
    """
    if getattr(sys, "frozen", False):
        return [sys.executable, "--worker", name]
    return [sys.executable, "-P", "-m", "photosearch", "--worker", name]


def start_worker(
    command: list[str],
    environment: Mapping[str, str],
    stderr: int | IO[bytes] = subprocess.DEVNULL,
) -> subprocess.Popen[bytes]:
    """Start a worker with pipes on its standard input and output.

    Args:
        command: See ``worker_command``.
        environment: Variables that it gets beside this process's own.
        stderr: Where its standard error goes.

    Raises:
        OSError: The system can't start it.
    """
    package_dir = str(Path(photosearch.__file__).resolve().parent.parent)
    path = os.pathsep.join(filter(None, [package_dir, os.environ.get("PYTHONPATH")]))
    options: dict[str, Any] = {"process_group": 0}  # Ctrl-C in the terminal is not for the worker
    if sys.platform == "win32":
        flags = subprocess.CREATE_NO_WINDOW | subprocess.CREATE_NEW_PROCESS_GROUP
        options = {"creationflags": flags | subprocess.BELOW_NORMAL_PRIORITY_CLASS}
    return subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=stderr,
        env={**os.environ, **environment, "PYTHONPATH": path},
        cwd=Path(sys.executable).parent,  # not a drive that somebody wants to pull out
        **options,
    )


def private_output() -> BinaryIO:
    """Return a worker's standard output, from now on its own: what is printed goes to stderr.

    Decoders and libraries that print must not garble the frames.
    """
    own = os.dup(sys.stdout.fileno())
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return os.fdopen(own, "wb")
