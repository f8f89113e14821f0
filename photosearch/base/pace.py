"""How fast work goes and how long it will take."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

from photosearch.base.progress import Step

_WINDOW_S = 20.0
_FIRST_ESTIMATE_S = 1.0


class Pace:
    """Makes steps with a rate over the last 20 seconds and the time left.

    A window instead of a mean since the start: after a pause, or where a folder of large scans
    follows a folder of thumbnails, the mean would be wrong for hours.
    """

    def __init__(self, phase: str, total: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._phase = phase
        self._total = total
        self._clock = clock
        self._marks: deque[tuple[float, int]] = deque([(clock(), 0)])

    def step(self, done: int, detail: str = "") -> Step:
        """Return where the work is, given the units finished so far."""
        now = self._clock()
        self._marks.append((now, done))
        while len(self._marks) > 2 and now - self._marks[0][0] > _WINDOW_S:
            self._marks.popleft()
        since, before = self._marks[0]
        elapsed = now - since
        rate = (done - before) / elapsed if elapsed >= _FIRST_ESTIMATE_S else 0.0
        left = (self._total - done) / rate if rate > 0 and self._total else None
        return Step(self._phase, done, self._total, rate, left, detail)
