"""One worker after the other: a lane replaces a worker that died and says what that means."""

from __future__ import annotations

import logging
import threading

from photosearch.base.errors import UserError
from photosearch.imaging.decoded import Decoded, DecodeFailure
from photosearch.imaging.failures import Refusal
from photosearch.imaging.jobs import DecodeJob, WorkerLimits
from photosearch.imaging.supervisor import WorkerDiedError, WorkerProcess

_logger = logging.getLogger(__name__)

_START_ATTEMPTS = 3
_CRASHES = 2  # a second worker gets a chance: the first may have been the victim of its past
_REASONS = {
    "crashed": "Decoding the picture crashed.",
    "timeout": "Decoding the picture took too long.",
    "out-of-memory": "Decoding the picture takes too much memory.",
}


class LaneClosedError(Exception):
    """The lane was closed while it worked."""


class Lane:
    """Runs jobs one at a time; only ``check_deadline`` and ``shut`` may come from other threads."""

    def __init__(self, limits: WorkerLimits) -> None:
        self._limits = limits
        self._lock = threading.Lock()
        self._worker: WorkerProcess | None = None
        self._shut = False

    @property
    def pid(self) -> int | None:
        """Process number of the worker, if there is one."""
        worker = self._worker
        return worker.pid if worker else None

    def warm_up(self) -> None:
        """Start a worker now rather than with the first job."""
        self._ready()

    def run(self, job: DecodeJob) -> Decoded | Refusal:
        """Return what came of a job, whatever happens to the worker.

        Raises:
            LaneClosedError: ``shut`` was called meanwhile.
            UserError: ``"workers-do-not-start"``.
        """
        code = "crashed"
        for _attempt in range(_CRASHES):
            worker = self._ready()
            try:
                return worker.ask(job)
            except WorkerDiedError as death:
                self._worker = None
                code = death.code
            if self._shut:
                raise LaneClosedError
            _logger.info("a decode worker ended: %s", code)
            if code != "crashed":
                break
        return Refusal(DecodeFailure(code, _REASONS[code]), bigger=code == "out-of-memory")

    def check_deadline(self) -> None:
        """Kill the worker if its job takes too long."""
        worker = self._worker
        if worker is not None:
            worker.check_deadline()

    def release(self) -> None:
        """End the worker; the next job gets a new one."""
        worker, self._worker = self._worker, None
        if worker is not None:
            worker.close()

    def shut(self) -> None:
        """Stop what runs, for good; the lane's thread then has to call ``release``."""
        with self._lock:
            self._shut = True
            worker = self._worker
        if worker is not None:
            worker.kill()

    def _ready(self) -> WorkerProcess:
        if self._worker is not None:
            return self._worker
        for _attempt in range(_START_ATTEMPTS):
            try:
                return self._started()
            except (OSError, WorkerDiedError) as error:
                self.release()
                if self._shut:
                    raise LaneClosedError from error
                _logger.warning("a decode worker did not start: %s", error)
        raise UserError(
            "workers-do-not-start",
            "The processes that decode photos do not start.",
            "Run 'photosearch --worker decode' in a terminal to see why.",
        )

    def _started(self) -> WorkerProcess:
        with self._lock:
            if self._shut:
                raise LaneClosedError
            worker = self._worker = WorkerProcess(self._limits)
        worker.greet()
        return worker
