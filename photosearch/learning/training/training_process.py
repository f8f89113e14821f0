"""A training task in a child process, seen from the thread of the parent that drives it.

Training takes all the cores it is given for minutes, and a crash of a numeric library takes its
process along; neither may happen to the window. ``run_task`` blocks its thread, passes the child's
progress on, and hands a cancel over; a child that does not stop by itself is killed, so that it
takes a second at most. Everything that a task writes is written in one step, so killing is safe.
"""

from __future__ import annotations

import logging
import os
import queue
import signal
import subprocess
import tempfile
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import IO, Any

from photosearch.base.errors import Cancelled, UserError
from photosearch.base.framing import FrameError, Header, Payload, read_frame, write_frame
from photosearch.base.progress import NO_PROGRESS, Progress, Step
from photosearch.base.workers import start_worker, worker_command
from photosearch.learning.training.child import OUT_OF_MEMORY

_logger = logging.getLogger(__name__)

_POLL_S = 0.1
_CANCEL_GRACE_S = 0.7
_TAIL_CHARACTERS = 4_000

Answer = tuple[Header, list[bytes]]


@dataclass(frozen=True)
class Task:
    """What the child is to do.

    Attributes:
        function: ``"module:function"``, see child.py.
        arguments: JSON values.
        payloads: Bytes that go along.
        n_threads: For matrix products and convolutions; 0: all cores but one, which is left to
            the window.
    """

    function: str
    arguments: Mapping[str, Any]
    payloads: Sequence[Payload] = field(default=())
    n_threads: int = 0


class TaskFailedError(RuntimeError):
    """The task raised what nobody expected: a bug. The message is the child's traceback."""


def run_task(task: Task, progress: Progress = NO_PROGRESS) -> Answer:
    """Do a task in a child process and return its answer and payloads.

    Args:
        task: What to do.
        progress: The child's steps are reported to it in this thread.

    Raises:
        Cancelled: The person cancelled; the child has ended.
        UserError: The task's own; or ``training-crashed``, ``training-out-of-memory``,
            ``training-does-not-start``.
        TaskFailedError: A bug in the task.
    """
    with tempfile.TemporaryFile() as stderr:
        child = _Child(task, stderr)
        try:
            return child.follow(progress)
        except (EOFError, OSError, FrameError) as error:
            raise child.death() from error
        finally:
            child.close()


def default_threads() -> int:
    """Return how many threads leave one core to the window."""
    return max(1, (os.cpu_count() or 2) - 1)


class _Child:
    """The process and a thread that reads its frames; used by one thread."""

    def __init__(self, task: Task, stderr: IO[bytes]) -> None:
        threads = str(task.n_threads or default_threads())
        names = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
        variables = {**dict.fromkeys(names, threads), "PYTHONFAULTHANDLER": "1"}
        self._stderr = stderr
        try:
            self._process = start_worker(worker_command("train"), variables, stderr)
        except OSError as error:
            raise UserError(
                "training-does-not-start",
                f"The process that trains does not start: {error.strerror or error}.",
                "Free some memory, or start the program again.",
            ) from error
        self._frames: queue.SimpleQueue[Answer | Exception] = queue.SimpleQueue()
        self._reader = threading.Thread(target=self._read, name="training child", daemon=True)
        self._reader.start()
        self._task = task

    def follow(self, progress: Progress) -> Answer:
        """Send the task and stay with it to its end."""
        header = {"task": self._task.function, "arguments": dict(self._task.arguments)}
        self._send(header, self._task.payloads)
        while True:
            frame = self._next()
            if frame is not None and "step" in frame[0]:
                progress.report(Step(**frame[0]["step"]))
                continue
            if frame is not None and "checkpoint" not in frame[0]:
                return _answer(frame)
            self._check(progress)
            if frame is not None:
                self._send({"go": True})

    def death(self) -> UserError:
        """Return what to tell a person about a child that ended without an answer."""
        self.close()
        code = self._process.returncode
        self._stderr.seek(0)
        tail = self._stderr.read().decode("utf-8", "replace")[-_TAIL_CHARACTERS:]
        _logger.error("the training process ended with %s: %s", code, tail)
        if code == -getattr(signal, "SIGKILL", 9):  # Nobody but the kernel, short of memory.
            return UserError(**OUT_OF_MEMORY)
        return UserError(
            "training-crashed",
            f"The process that trains crashed (exit code {code}).",
            "What was finished is kept: start it again, with --resume where there is a run.",
        )

    def close(self) -> None:
        """End the process, if it has not ended, and let go of its pipes."""
        if self._process.stdin is not None:
            with suppress(OSError):
                self._process.stdin.close()
        if self._process.poll() is None:
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(0.2)  # its own exit code, if it is on its way out
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        self._reader.join()
        if self._process.stdout is not None:
            self._process.stdout.close()

    def _check(self, progress: Progress) -> None:
        try:
            progress.checkpoint()
        except Cancelled:
            with suppress(OSError):
                self._send({"go": False})
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(_CANCEL_GRACE_S)
            raise

    def _send(self, header: Mapping[str, Any], payloads: Sequence[Payload] = ()) -> None:
        assert self._process.stdin is not None
        write_frame(self._process.stdin, header, payloads)

    def _next(self) -> Answer | None:
        try:
            frame = self._frames.get(timeout=_POLL_S)
        except queue.Empty:
            return None
        if isinstance(frame, Exception):
            raise frame
        return frame

    def _read(self) -> None:
        assert self._process.stdout is not None
        try:
            while True:
                self._frames.put(read_frame(self._process.stdout))
        except (EOFError, OSError, FrameError, ValueError) as error:
            self._frames.put(error if isinstance(error, FrameError) else EOFError(str(error)))


def _answer(frame: Answer) -> Answer:
    header, payloads = frame
    if "error" in header:
        raise UserError(**header["error"])
    if "failed" in header:
        raise TaskFailedError(header["failed"])
    if "cancelled" in header:
        raise Cancelled
    if "answer" not in header:
        raise FrameError("the child answered with something else")
    return header["answer"], payloads
