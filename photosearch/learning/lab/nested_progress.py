"""Progress of one part of a longer piece of work."""

from __future__ import annotations

from dataclasses import replace

from photosearch.base.progress import Progress, Step


class NestedProgress:
    """Says which part a step belongs to.

    Args:
        progress: Of the whole.
        part: Such as ``"64 units (4 of 7)"``.
    """

    def __init__(self, progress: Progress, part: str) -> None:
        self._progress = progress
        self._part = part

    def report(self, step: Step) -> None:
        """Pass the step on, with the part before its detail."""
        detail = f"{self._part}: {step.detail}" if step.detail else self._part
        self._progress.report(replace(step, detail=detail))

    def checkpoint(self) -> None:
        """Wait while paused; raise ``Cancelled`` when cancelled."""
        self._progress.checkpoint()
