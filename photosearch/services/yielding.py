"""Work that lets others go first: it waits while the computer has something better to do."""

from __future__ import annotations

import time
from collections.abc import Callable

from photosearch.base.progress import Progress, Step

_LOOK_S = 0.1
_ASK_AGAIN_S = 2.0


class YieldingProgress:
    """A progress at whose checkpoints work waits as long as there is a reason to.

    A wait is reported as a step of the phase ``wait-<reason>``; a cancel ends it at once.
    """

    def __init__(
        self, progress: Progress, reason: Callable[[], str], ask_again_s: float = _ASK_AGAIN_S
    ) -> None:
        """Wrap a progress.

        Args:
            progress: What is reported to, and asked for cancel.
            reason: Why to wait now, a stable word; empty: go on.
            ask_again_s: How often to ask while the work goes on.
        """
        self._progress = progress
        self._reason = reason
        self._ask_again_s = ask_again_s
        self._next = 0.0

    def report(self, step: Step) -> None:
        """Pass the step on."""
        self._progress.report(step)

    def checkpoint(self) -> None:
        """Wait while there is a reason to; raise ``Cancelled`` when cancelled."""
        self._progress.checkpoint()
        if time.monotonic() < self._next:
            return
        said = ""
        while reason := self._reason():
            if reason != said:
                self._progress.report(Step(f"wait-{reason}", 0))
                said = reason
            time.sleep(_LOOK_S)
            self._progress.checkpoint()
        self._next = time.monotonic() + self._ask_again_s
