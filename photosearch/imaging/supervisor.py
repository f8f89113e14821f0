"""One worker process, seen from the parent: started, asked, killed when it takes too long."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from typing import Any

from photosearch.base.framing import FrameError, read_frame, write_frame
from photosearch.base.types import Pixels
from photosearch.base.workers import start_worker, worker_command
from photosearch.imaging.confinement import OUT_OF_MEMORY_EXIT
from photosearch.imaging.decoded import Decoded, DecodedPhoto, DecodedQuery
from photosearch.imaging.failures import Refusal
from photosearch.imaging.jobs import DecodeJob, WorkerLimits
from photosearch.imaging.messages import Message, pack_job, pack_limits, unpack_answer

_START_DEADLINE_S = 30.0
_PIPE_BYTES = 1 << 20  # a whole answer fits, so that it takes no ping-pong to hand it over
_NEVER = float("inf")


class WorkerDiedError(Exception):
    """The worker ended without an answer.

    Attributes:
        code: ``"crashed"``, ``"timeout"`` or ``"out-of-memory"``.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class WorkerProcess:
    """A decode worker.

    ``greet`` and ``ask`` belong to one thread, which is also the one that made the worker (Linux
    ends the worker with that thread); ``check_deadline`` and ``kill`` may come from any.
    """

    def __init__(self, limits: WorkerLimits) -> None:
        """Start the process (``OSError`` if the system can't)."""
        self._limits = limits
        self._lock = threading.Lock()
        self._deadline = time.monotonic() + _START_DEADLINE_S
        self._timed_out = False
        self._process = _start()

    @property
    def pid(self) -> int:
        """Process number."""
        return self._process.pid

    def greet(self) -> None:
        """Hand over the limits and wait until the worker is ready (``WorkerDiedError``)."""
        self._exchange(pack_limits(self._limits))

    def ask(self, job: DecodeJob) -> Decoded | Refusal:
        """Return what the worker makes of a job.

        Raises:
            WorkerDiedError: It crashed, was killed at the deadline or talks nonsense; it is gone.
        """
        with self._lock:
            self._deadline = time.monotonic() + self._limits.deadline_s
        header, payloads = self._exchange(pack_job(job))
        try:
            answer = unpack_answer(header, payloads)
            if isinstance(answer, (DecodedPhoto, DecodedQuery)):
                _check_size(answer.pixels, job)
            return answer
        except FrameError as error:
            raise self._died() from error

    def check_deadline(self) -> None:
        """Kill the process if it has exceeded its time."""
        with self._lock:
            if time.monotonic() <= self._deadline:
                return
            self._timed_out = True
        self._process.kill()

    def kill(self) -> None:
        """End the process at once; a thread that waits in ``ask`` gets ``WorkerDiedError``."""
        self._process.kill()

    def close(self) -> None:
        """End the process and let go of its pipes."""
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        self._process.wait()

    def _exchange(self, message: Message) -> tuple[dict[str, Any], list[bytes]]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        try:
            write_frame(self._process.stdin, *message)
            answer = read_frame(self._process.stdout)
        except (OSError, EOFError, FrameError) as error:
            raise self._died() from error
        with self._lock:
            self._deadline = _NEVER
        return answer

    def _died(self) -> WorkerDiedError:
        killed_by_us = self._timed_out
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=0.2)  # its own exit code, if it is on its way out
        code = self._process.returncode
        self.close()
        if killed_by_us:
            return WorkerDiedError("timeout")
        # Nobody but the kernel, short of memory, sends SIGKILL.
        out_of_memory = {OUT_OF_MEMORY_EXIT, -getattr(signal, "SIGKILL", 9)}
        return WorkerDiedError("out-of-memory" if code in out_of_memory else "crashed")


def _check_size(pixels: Pixels, job: DecodeJob) -> None:
    if len(pixels) != job.pixels_px:
        raise FrameError("the pixels are not those asked for")


def _start() -> subprocess.Popen[bytes]:
    single = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    process = start_worker(worker_command("decode"), single)
    _widen(process)
    return process


def _widen(process: subprocess.Popen[bytes]) -> None:
    if sys.platform == "linux" and process.stdout is not None:
        import fcntl

        with suppress(OSError):
            fcntl.fcntl(process.stdout.fileno(), fcntl.F_SETPIPE_SZ, _PIPE_BYTES)
