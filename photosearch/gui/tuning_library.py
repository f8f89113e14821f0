"""What the window asks of a library's metrics: tuning them on groups, comparing, switching.

Beside ``PhotoLibrary`` and like it: every call may come from any thread, and is made in a job.
"""

from __future__ import annotations

from typing import Protocol

from photosearch.base.progress import Progress
from photosearch.base.types import MetricId
from photosearch.gui.values import (
    MetricRow,
    SheetRow,
    TuningProposal,
    TuningReport,
    TuningRequest,
)


class TuningLibrary(Protocol):
    """The metrics of a library as the window sees them."""

    def tune(self, request: TuningRequest, progress: Progress) -> TuningReport:
        """Learn from the groups, and use what comes of it if it is better."""

    def last_report(self) -> TuningReport | None:
        """Return what the last tuning came to; ``None`` before the first."""

    def losses(self) -> list[str]:
        """Return the losses that level 2 knows, the default first."""

    def in_use(self) -> MetricId:
        """Return the metric that searches use."""

    def versions(self) -> list[MetricRow]:
        """Return every metric, oldest first."""

    def use(self, metric_id: MetricId, progress: Progress) -> None:
        """Search with another metric from now on."""

    def rename(self, metric_id: MetricId, name: str) -> None:
        """Give a metric another name."""

    def export(self, metric_id: MetricId, file: bytes) -> None:
        """Write a metric to a file."""

    def take_in(self, file: bytes) -> MetricRow:
        """Take in a metric that was exported."""

    def remove(self, metric_id: MetricId) -> None:
        """Forget a metric that is not in use."""

    def sheet(self, old: MetricId, new: MetricId, progress: Progress) -> list[SheetRow]:
        """Return what some labelled photos find under two metrics."""

    def proposal(self, progress: Progress) -> TuningProposal | None:
        """Say why tuning is worth proposing; ``None`` if it is not."""

    def decline(self) -> None:
        """Propose no more until there is as much again."""
