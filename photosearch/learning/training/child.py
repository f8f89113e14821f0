"""The child process that trains: one task, then it ends.

Its standard input and output carry frames (base/framing.py). The parent sends the task; the child
answers with any number of ``{"step"}`` and ``{"checkpoint"}``, and at last one of ``{"answer"}``,
``{"error"}``, ``{"cancelled"}`` or ``{"failed"}``. Each ``{"checkpoint"}`` waits for the parent's
``{"go"}``: that is how a pause and a cancel reach it. When the parent goes away the pipe closes,
and the child ends at its next checkpoint, or after two seconds wherever it is.

A task is a function ``(arguments, payloads, progress) -> (answer, payloads)`` named
``"module:function"``: the parent is the same program, so it may name any. What a task imports is
its own affair: the lab's experiments load the lab's libraries, background tuning torch alone.
"""

from __future__ import annotations

import importlib
import os
import queue
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import asdict
from typing import IO, Any

from photosearch.base.errors import Cancelled, UserError
from photosearch.base.framing import FrameError, read_frame, write_frame
from photosearch.base.progress import Progress, Step
from photosearch.base.workers import private_output

Document = dict[str, Any]
TaskFunction = Callable[[Document, list[bytes], Progress], tuple[Document, list[bytes]]]

_EVERY_S = 0.1
_ORPHAN_GRACE_S = 2.0
_LOST_EXIT = 1
_LONGEST_TRACE = 20_000


def main() -> int:
    """Do the task that comes through the pipe on standard input; return the exit code."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's business
    tasks, answers = sys.stdin.buffer, private_output()
    try:
        header, payloads = read_frame(tasks)
        progress = _PipeProgress(tasks, answers)
        write_frame(answers, *_outcome(header, payloads, progress))
    except (EOFError, BrokenPipeError):
        return 0
    except FrameError:
        return _LOST_EXIT
    sys.stderr.flush()
    # Not the usual way out: a thread waits in standard input, and torch's own take their time.
    os._exit(0)


def _outcome(
    header: Document, payloads: list[bytes], progress: Progress
) -> tuple[Document, list[bytes]]:
    parts: list[bytes] = []
    try:
        found, parts = _function(header["task"])(header["arguments"], payloads, progress)
        outcome: Document = {"answer": found}
    except Cancelled:
        outcome = {"cancelled": True}
    except UserError as error:
        body = {"code": error.code, "message": error.message, "hint": error.hint}
        outcome = {"error": body}
    except MemoryError:
        outcome = {"error": OUT_OF_MEMORY}
    except ModuleNotFoundError as error:
        outcome = _not_found(error)
    except Exception:  # noqa: BLE001 - it is raised again in the parent
        outcome = {"failed": traceback.format_exc()[-_LONGEST_TRACE:]}
    return outcome, parts


OUT_OF_MEMORY = {
    "code": "training-out-of-memory",
    "message": "The training needs more memory than there is.",
    "hint": "Close other programs, or train with fewer photos, smaller ones or smaller batches.",
}


def _not_found(error: ModuleNotFoundError) -> Document:
    name = error.name or "a library"
    if name.startswith("photosearch"):
        return {"failed": traceback.format_exc()[-_LONGEST_TRACE:]}
    return {
        "error": {
            "code": "training-not-installed",
            "message": f"Training needs {name}, which is not installed.",
            "hint": "Install photosearch[lab], or start with packaging/run.py, which does.",
        }
    }


def _function(name: str) -> TaskFunction:
    module, _, function = name.partition(":")
    found: TaskFunction = getattr(importlib.import_module(module), function)
    return found


class _PipeProgress:
    """Progress whose watcher sits at the other end of the pipe."""

    def __init__(self, tasks: IO[bytes], answers: IO[bytes]) -> None:
        self._answers = answers
        self._cancelled = threading.Event()
        self._go: queue.SimpleQueue[bool] = queue.SimpleQueue()
        self._asked_at = time.monotonic()
        self._told_at = 0.0
        self._phase = ""
        threading.Thread(target=self._listen, args=(tasks,), name="parent", daemon=True).start()

    def report(self, step: Step) -> None:
        """Tell the parent, ten times a second at most; a new phase and its end always."""
        now = time.monotonic()
        last = step.total > 0 and step.done >= step.total
        if now - self._told_at < _EVERY_S and step.phase == self._phase and not last:
            return
        self._told_at, self._phase = now, step.phase
        write_frame(self._answers, {"step": asdict(step)}, [])

    def checkpoint(self) -> None:
        """Ask the parent, ten times a second at most, and wait for its word."""
        if self._cancelled.is_set():
            raise Cancelled
        now = time.monotonic()
        if now - self._asked_at < _EVERY_S:
            return
        write_frame(self._answers, {"checkpoint": True}, [])
        if not self._go.get():
            raise Cancelled
        self._asked_at = time.monotonic()

    def _listen(self, tasks: IO[bytes]) -> None:
        try:
            while True:
                header, _ = read_frame(tasks)
                if header.get("go") is not True:
                    self._cancelled.set()
                self._go.put(header.get("go") is True)
        except (EOFError, OSError, FrameError):
            self._cancelled.set()
            self._go.put(False)
            time.sleep(_ORPHAN_GRACE_S)
            os._exit(_LOST_EXIT)
