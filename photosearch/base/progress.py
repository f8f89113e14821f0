"""Progress and cancel for long work, without a window.

Every long function takes a ``Progress`` and works without one (``NO_PROGRESS``). It calls
``report`` at every batch, and ``checkpoint`` at least every 100 ms: that is where a cancel raises
``Cancelled`` and a pause waits.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from photosearch.base.errors import Cancelled


@dataclass(frozen=True)
class Step:
    """How far a piece of work is.

    Attributes:
        phase: A stable word such as ``"scan"``, ``"index"``, ``"fit"``, ``"neighbours"``.
        done: Units finished.
        total: Units in all; 0 while unknown.
        rate: Units a second over the last seconds; 0.0 while unknown.
        remaining_s: Estimated seconds left; ``None`` while unknown.
        detail: What is being worked on, for people; may be empty.
    """

    phase: str
    done: int
    total: int = 0
    rate: float = 0.0
    remaining_s: float | None = None
    detail: str = ""


class Progress(Protocol):
    """What long work talks to."""

    def report(self, step: Step) -> None:
        """Show how far the work is."""

    def checkpoint(self) -> None:
        """Wait while paused; raise ``Cancelled`` when the person has cancelled."""


class NoProgress:
    """Nobody watches and nobody cancels."""

    def report(self, step: Step) -> None:
        """Drop the step."""

    def checkpoint(self) -> None:
        """Go on."""


NO_PROGRESS = NoProgress()


class ProgressControl:
    """A progress that another thread can pause, resume and cancel.

    ``report`` calls ``on_step`` in the working thread.
    """

    def __init__(self, on_step: Callable[[Step], None]) -> None:
        self._on_step = on_step
        self._cancelled = threading.Event()
        self._running = threading.Event()
        self._running.set()

    @property
    def paused(self) -> bool:
        """Whether the work waits at its next checkpoint."""
        return not self._running.is_set()

    @property
    def cancelled(self) -> bool:
        """Whether the work ends at its next checkpoint."""
        return self._cancelled.is_set()

    def pause(self) -> None:
        """Make the work wait at its next checkpoint."""
        self._running.clear()

    def resume(self) -> None:
        """Let paused work go on."""
        self._running.set()

    def cancel(self) -> None:
        """End the work at its next checkpoint, paused or not."""
        self._cancelled.set()
        self._running.set()

    def report(self, step: Step) -> None:
        """Hand the step to the watcher."""
        self._on_step(step)

    def checkpoint(self) -> None:
        """Wait while paused; raise ``Cancelled`` when cancelled."""
        self._running.wait()
        if self._cancelled.is_set():
            raise Cancelled
