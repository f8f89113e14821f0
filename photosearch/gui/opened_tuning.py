"""The metrics of the real library behind the window's facade: each call goes to its service."""

from __future__ import annotations

from dataclasses import fields

from photosearch.base.errors import UserError
from photosearch.base.progress import Progress
from photosearch.base.types import MetricId
from photosearch.gui.values import (
    MetricRow,
    SheetRow,
    TuningProposal,
    TuningReport,
    TuningRequest,
)
from photosearch.services import metric_versions, similarity_sheet, tuning, tuning_proposals
from photosearch.services.library import Library


class OpenedTuning:
    """Metrics of a library that this process has opened to write; see ``TuningLibrary``."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def tune(self, request: TuningRequest, progress: Progress) -> TuningReport:
        """Learn from the groups."""
        return tuning.tune(self._library, request, progress)

    def last_report(self) -> TuningReport | None:
        """Return what the last tuning came to."""
        fact = self._library.catalog.facts.get(tuning.LAST_TUNING)
        if not fact:
            return None
        names = {field.name for field in fields(TuningReport)}
        known = {name: value for name, value in fact.items() if name in names}
        return TuningReport(gains=fact.get("groups", []), **known)

    def losses(self) -> list[str]:
        """Return the losses that level 2 knows."""
        from photosearch.learning.losses.by_name import LOSSES
        from photosearch.learning.tuning.recipe import DEFAULT_LOSS

        return [DEFAULT_LOSS, *sorted(set(LOSSES) - {DEFAULT_LOSS})]

    def in_use(self) -> MetricId:
        """Return the metric that searches use."""
        return self._library.gallery.in_use.metric_id

    def versions(self) -> list[MetricRow]:
        """Return every metric."""
        return metric_versions.list_metrics(self._library)

    def use(self, metric_id: MetricId, progress: Progress) -> None:
        """Search with another metric."""
        metric_versions.use_metric(self._library, metric_id, progress)

    def rename(self, metric_id: MetricId, name: str) -> None:
        """Give a metric another name."""
        self._library.catalog.metrics.rename(metric_id, name.strip())

    def export(self, metric_id: MetricId, file: bytes) -> None:
        """Write a metric to a file."""
        metric_versions.export_metric(self._library, self._row(metric_id), file)

    def take_in(self, file: bytes) -> MetricRow:
        """Take in a metric."""
        return metric_versions.import_metric(self._library, file)

    def remove(self, metric_id: MetricId) -> None:
        """Forget a metric."""
        metric_versions.remove_metric(self._library, self._row(metric_id))

    def sheet(self, old: MetricId, new: MetricId, progress: Progress) -> list[SheetRow]:
        """Return what some labelled photos find under two metrics."""
        photos = similarity_sheet.sheet_photos(self._library)
        return similarity_sheet.similarity_sheet(self._library, old, new, photos, progress)

    def proposal(self, progress: Progress) -> TuningProposal | None:
        """Say why tuning is worth proposing."""
        return tuning_proposals.propose_tuning(self._library, progress)

    def decline(self) -> None:
        """Propose no more for now."""
        tuning_proposals.decline_tuning(self._library)

    def _row(self, metric_id: MetricId) -> MetricRow:
        row = self._library.catalog.metrics.get(metric_id)
        if row is None:
            raise UserError("no-such-metric", f"there is no metric {metric_id}")
        return row
