"""Work off the main thread: one serial worker for writes, a small pool for reads.

Plain threads and one bridge object whose queued signal brings results home: no QObject is made in
a worker, and nothing is delivered once its job was dropped. (QThreadPool and QRunnable have
lifetimes that Python's garbage collector and Qt disagree about.)
"""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from photosearch.base.errors import Cancelled
from photosearch.base.progress import Progress, ProgressControl, Step

_logger = logging.getLogger(__name__)

Outcome = TypeVar("Outcome")
_STEP_INTERVAL_S = 0.1


class Job(Generic[Outcome]):
    """A piece of work that was handed to a worker."""

    def __init__(
        self,
        work: Callable[[Progress], Outcome],
        done: Callable[[Outcome], None],
        failed: Callable[[BaseException], None],
        control: ProgressControl,
    ) -> None:
        self._work = work
        self._done = done
        self._failed = failed
        self.control = control
        self.outcome: Outcome | None = None
        self.error: BaseException | None = None
        self.dropped = False

    def cancel(self) -> None:
        """End the work at its next checkpoint; ``failed`` gets ``Cancelled``."""
        self.control.cancel()

    def drop(self) -> None:
        """End the work and deliver nothing."""
        self.dropped = True
        self.control.cancel()

    def run(self) -> None:
        """Do the work in the calling thread and keep its outcome or its error."""
        if self.control.cancelled:
            self.error = Cancelled()
            return
        try:
            self.outcome = self._work(self.control)
        except BaseException as error:  # noqa: BLE001 - delivered to ``failed``, never lost
            self.error = error

    def deliver(self) -> None:
        """Call ``done`` or ``failed``; in the main thread."""
        if self.dropped:
            return
        if self.error is not None:
            self._failed(self.error)
        else:
            self._done(self.outcome)  # type: ignore[arg-type]  # set: run() ended without error


class JobRunner(QObject):
    """Runs jobs; lives in the main thread.

    Signals:
        step_reported(job, Step): a job reports how far it is, at most ten times a second.
    """

    step_reported = Signal(object, object)
    _finished = Signal(object)

    def __init__(self, readers: int = 2, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._finished.connect(self._on_finished, Qt.ConnectionType.QueuedConnection)
        self._writes: queue.SimpleQueue[Job[Any] | None] = queue.SimpleQueue()
        self._reads: queue.SimpleQueue[Job[Any] | None] = queue.SimpleQueue()
        self._open: set[Job[Any]] = set()
        self._closed = False
        self._threads = [self._thread("writer", self._writes)]
        self._threads += [self._thread(f"reader-{n}", self._reads) for n in range(readers)]
        self._n_readers = readers

    @property
    def busy(self) -> bool:
        """Whether a job has not been delivered yet."""
        return bool(self._open)

    def read(
        self,
        work: Callable[[Progress], Outcome],
        done: Callable[[Outcome], None],
        failed: Callable[[BaseException], None],
    ) -> Job[Outcome]:
        """Run work that changes nothing, beside other reads."""
        return self._put(self._reads, work, done, failed)

    def write(
        self,
        work: Callable[[Progress], Outcome],
        done: Callable[[Outcome], None],
        failed: Callable[[BaseException], None],
    ) -> Job[Outcome]:
        """Run work that changes the library, after the writes before it."""
        return self._put(self._writes, work, done, failed)

    def close(self, timeout_s: float = 5.0) -> bool:
        """Cancel everything and end the threads; False when one did not end in time."""
        if not self._closed:
            self._closed = True
            for job in list(self._open):
                job.drop()
            self._open.clear()
            self._writes.put(None)
            for _ in range(self._n_readers):
                self._reads.put(None)
        deadline = time.monotonic() + timeout_s
        for thread in self._threads:
            thread.join(max(0.0, deadline - time.monotonic()))
        stuck = [thread.name for thread in self._threads if thread.is_alive()]
        if stuck:
            _logger.warning("threads that did not end in %.0f s: %s", timeout_s, ", ".join(stuck))
        return not stuck

    def _put(
        self,
        line: queue.SimpleQueue[Job[Any] | None],
        work: Callable[[Progress], Outcome],
        done: Callable[[Outcome], None],
        failed: Callable[[BaseException], None],
    ) -> Job[Outcome]:
        throttle = _Throttle()
        control = ProgressControl(lambda step: self._on_step(job, throttle, step))
        job = Job(work, done, failed, control)
        if self._closed:
            job.drop()
            return job
        self._open.add(job)
        line.put(job)
        return job

    def _thread(self, name: str, line: queue.SimpleQueue[Job[Any] | None]) -> threading.Thread:
        thread = threading.Thread(
            target=self._serve, args=(line,), name=f"photosearch-{name}", daemon=True
        )
        thread.start()
        return thread

    def _serve(self, line: queue.SimpleQueue[Job[Any] | None]) -> None:
        while (job := line.get()) is not None:
            job.run()
            if not self._closed:
                self._finished.emit(job)

    def _on_step(self, job: Job[Any], throttle: _Throttle, step: Step) -> None:
        if not self._closed and throttle.lets_through(step):
            self.step_reported.emit(job, step)

    def _on_finished(self, job: Job[Any]) -> None:
        self._open.discard(job)
        job.deliver()


class _Throttle:
    """Lets the first step of a phase through, and then one every 100 ms."""

    def __init__(self) -> None:
        self._phase = ""
        self._last = 0.0

    def lets_through(self, step: Step) -> bool:
        """Tell whether this step is worth an event in the main thread."""
        now = time.monotonic()
        if step.phase == self._phase and now - self._last < _STEP_INTERVAL_S:
            return False
        self._phase, self._last = step.phase, now
        return True
