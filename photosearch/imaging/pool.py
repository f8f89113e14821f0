"""Supervised decode workers: a crash, a hang or a bomb costs its one file.

One thread a worker writes a job into the worker's pipe and waits for the answer; another looks
after deadlines. Threads that wait on pipes work alike on every system, which selectors do not. The
standard library's pools are no help: one crash takes all of ``ProcessPoolExecutor`` down and hangs
``multiprocessing.Pool``.

Jobs that need more than the normal limits (a scan of 400 megapixels) move to one further lane with
higher ones, where they run one at a time while the others go on.
"""

from __future__ import annotations

import os
import threading
import time
from collections import deque
from types import TracebackType
from typing import Self

from photosearch.base.errors import UserError
from photosearch.imaging.decoded import Decoded
from photosearch.imaging.failures import Refusal
from photosearch.imaging.jobs import DecodeJob, Limits
from photosearch.imaging.lane import Lane, LaneClosedError

_QUEUED_PER_WORKER = 4
_DEADLINE_INTERVAL_S = 0.1


class DecodePool:
    """Decodes photos in child processes.

    ``submit`` and ``results`` may be called from different threads, or from one.
    """

    def __init__(self, workers: int = 0, limits: Limits | None = None) -> None:
        """Start the workers; they are ready a fraction of a second later.

        Args:
            workers: 0 for one a core.
            limits: On memory, size and time.
        """
        self._limits = limits or Limits()
        self._changed = threading.Condition()
        self._waiting: deque[DecodeJob] = deque()
        self._waiting_big: deque[DecodeJob] = deque()
        self._done: list[tuple[DecodeJob, Decoded]] = []
        self._unfinished = 0
        self._error: UserError | None = None
        self._closed = False
        self._lanes: list[Lane] = []
        self._threads: list[threading.Thread] = []
        self._big_lane: Lane | None = None
        self.workers = workers or os.cpu_count() or 1
        self.capacity = self.workers * _QUEUED_PER_WORKER
        for _ in range(self.workers):
            self._add_lane(Lane(self._limits.normal), self._waiting)
        self._start_thread(self._watch_deadlines, ())

    def __len__(self) -> int:
        """Return how many jobs are under way or have results that nobody took."""
        with self._changed:
            return self._unfinished + len(self._done)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def pids(self) -> list[int]:
        """Process numbers of the workers that live."""
        return [pid for lane in list(self._lanes) if (pid := lane.pid) is not None]

    def submit(self, job: DecodeJob) -> None:
        """Queue a job; wait while ``capacity`` jobs are unfinished.

        Raises:
            UserError: ``"workers-do-not-start"``.
            RuntimeError: The pool is closed.
        """
        with self._changed:
            self._changed.wait_for(self._has_room)
            self._raise_if_unusable()
            self._waiting.append(job)
            self._unfinished += 1
            self._changed.notify_all()

    def results(self, timeout_s: float) -> list[tuple[DecodeJob, Decoded]]:
        """Return what is finished, in the order of finishing.

        Args:
            timeout_s: How long to wait for the first result if there is none yet; without
                unfinished jobs there is no wait.

        Raises:
            UserError: ``"workers-do-not-start"``.
        """
        with self._changed:
            self._changed.wait_for(self._has_news, timeout_s)
            done, self._done = self._done, []
            if not done and self._error is not None:
                raise self._error
            return done

    def close(self) -> None:
        """End the workers, whatever they are doing; unfinished jobs are dropped."""
        with self._changed:
            self._closed = True
            self._waiting.clear()
            self._waiting_big.clear()
            self._unfinished = 0
            self._changed.notify_all()
            lanes, threads = list(self._lanes), list(self._threads)
        for lane in lanes:
            lane.shut()
        for thread in threads:
            thread.join()

    def _has_room(self) -> bool:
        return self._closed or self._error is not None or self._unfinished < self.capacity

    def _has_news(self) -> bool:
        return bool(self._done) or self._unfinished == 0 or self._error is not None

    def _raise_if_unusable(self) -> None:
        if self._error is not None:
            raise self._error
        if self._closed:
            raise RuntimeError("the pool is closed")

    def _add_lane(self, lane: Lane, queue: deque[DecodeJob]) -> None:
        self._lanes.append(lane)
        self._start_thread(self._serve, (lane, queue))

    def _start_thread(self, target: object, arguments: tuple[object, ...]) -> None:
        thread = threading.Thread(
            target=target,  # type: ignore[arg-type]
            args=arguments,
            name="decode",
            daemon=True,
        )
        self._threads.append(thread)
        thread.start()

    def _serve(self, lane: Lane, queue: deque[DecodeJob]) -> None:
        """Be a lane's thread."""
        try:
            lane.warm_up()
            while (job := self._next_job(lane, queue)) is not None:
                self._settle(lane, job, lane.run(job))
        except LaneClosedError:
            return
        except UserError as error:
            self._fail(error)
        finally:
            lane.release()

    def _next_job(self, lane: Lane, queue: deque[DecodeJob]) -> DecodeJob | None:
        if lane is self._big_lane and not queue:
            lane.release()  # it may hold gigabytes
        with self._changed:
            self._changed.wait_for(lambda: self._closed or queue)
            return None if self._closed else queue.popleft()

    def _settle(self, lane: Lane, job: DecodeJob, answer: Decoded | Refusal) -> None:
        with self._changed:
            if self._closed:
                return
            if isinstance(answer, Refusal) and answer.bigger and lane is not self._big_lane:
                self._waiting_big.append(job)
                if self._big_lane is None:
                    self._big_lane = Lane(self._limits.big)
                    self._add_lane(self._big_lane, self._waiting_big)
            else:
                result = answer.failure if isinstance(answer, Refusal) else answer
                self._done.append((job, result))
                self._unfinished -= 1
            self._changed.notify_all()

    def _fail(self, error: UserError) -> None:
        with self._changed:
            self._error = error
            self._changed.notify_all()

    def _watch_deadlines(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._closed or self._unfinished)
                if self._closed:
                    return
                lanes = list(self._lanes)
            for lane in lanes:
                lane.check_deadline()
            time.sleep(_DEADLINE_INTERVAL_S)
