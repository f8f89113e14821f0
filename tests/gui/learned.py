"""Metrics and tunings that are made up, so that the window's tests learn nothing."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from photosearch.base.errors import UserError
from photosearch.base.progress import Progress, Step
from photosearch.gui.values import (
    MetricRow,
    SheetCell,
    SheetRow,
    TuningProposal,
    TuningReport,
    TuningRequest,
)

PASSED = [
    {"name": "held-out photos", "before": 72.9, "after": 81.7, "limit": 74.6,
     "passed": True, "error": 2.3, "n": 60},
    {"name": "other groups", "before": 72.0, "after": 71.4, "limit": 69.0,
     "passed": True, "error": 1.3, "n": 60},
    {"name": "familiar neighbours", "before": 100.0, "after": 98.0, "limit": 75.0,
     "passed": True, "error": 0.0, "n": 900},
    {"name": "spread", "before": 100.0, "after": 99.0, "limit": 50.0,
     "passed": True, "error": 0.0, "n": 900},
]  # fmt: skip
FAILED = [PASSED[0], {**PASSED[1], "after": 60.0, "passed": False}, *PASSED[2:]]
GAINS = [
    {"group": "Vases", "photos": 6, "before": 40.0, "after": 60.0},
    {"group": "Bowls", "photos": 7, "before": 50.0, "after": 45.5},
]


def metric(metric_id: int, level: int, *, active: bool, name: str = "") -> MetricRow:
    return MetricRow(
        encoder_id=1, level=level, fingerprint=f"f{metric_id}", dim=256, file_name="m.npz",
        sha256=b"", n_photos=40, name=name, metric_id=metric_id, created_at=1.8e9, active=active,
        card={"labels": 13, "checks": PASSED, "groups": GAINS} if level else {},
    )  # fmt: skip


class LearnedTuning:
    """Metric 1 is untuned and in use; a tuning makes metric 2, unless it is told otherwise."""

    def __init__(self) -> None:
        self.rows = [metric(1, 0, active=True)]
        self.requests: list[TuningRequest] = []
        self.report: TuningReport | None = None
        self.passes = True
        self.error: Exception | None = None
        self.waits = False
        self.offer: TuningProposal | None = None
        self.declined = 0
        self.sheets: list[tuple[int, int]] = []
        self.files: list[tuple[str, bytes]] = []
        self.on_switch: Callable[[], None] = lambda: None
        self.threads: set[int] = set()

    def tune(self, request: TuningRequest, progress: Progress) -> TuningReport:
        self.requests.append(request)
        self.threads.add(threading.get_ident())
        progress.report(Step("evaluate", 3, 9))
        while self.waits:
            progress.checkpoint()
            time.sleep(0.01)
        progress.checkpoint()
        if self.error is not None:
            raise self.error
        before, made = self.in_use(), None
        if self.passes:
            made = max(row.metric_id for row in self.rows) + 1
            self.rows.append(metric(made, request.level, active=False, name=request.name))
            self.use(made, progress)
        self.report = TuningReport(
            self.passes, self.in_use(), before, made, PASSED if self.passes else FAILED,
            GAINS, [] if self.passes else ["higher-keep", "more-groups"], 1.5,
        )  # fmt: skip
        return self.report

    def last_report(self) -> TuningReport | None:
        return self.report

    def losses(self) -> list[str]:
        return ["supcon", "triplet"]

    def in_use(self) -> int:
        return next(row.metric_id for row in self.rows if row.active)

    def versions(self) -> list[MetricRow]:
        return list(self.rows)

    def use(self, metric_id: int, progress: Progress) -> None:
        progress.checkpoint()
        self.rows = [
            metric(row.metric_id, row.level, active=row.metric_id == metric_id, name=row.name)
            for row in self.rows
        ]
        self.on_switch()

    def rename(self, metric_id: int, name: str) -> None:
        self.rows = [
            metric(row.metric_id, row.level, active=row.active, name=name)
            if row.metric_id == metric_id
            else row
            for row in self.rows
        ]

    def export(self, metric_id: int, file: bytes) -> None:
        self.files.append((f"export {metric_id}", file))

    def take_in(self, file: bytes) -> MetricRow:
        if not file.endswith(b".metric"):
            raise UserError("bad-metric-file", "it is no metric", path=file.decode())
        self.files.append(("import", file))
        self.rows.append(metric(9, 1, active=False, name="from elsewhere"))
        return self.rows[-1]

    def remove(self, metric_id: int) -> None:
        self.rows = [row for row in self.rows if row.metric_id != metric_id]

    def sheet(self, old: int, new: int, progress: Progress) -> list[SheetRow]:
        progress.checkpoint()
        self.sheets.append((old, new))
        before = (SheetCell(2, False, True), SheetCell(9, True, False))
        after = (SheetCell(2, False, True), SheetCell(3, True, True))
        return [SheetRow(1, "A", before, after)]

    def proposal(self, progress: Progress) -> TuningProposal | None:
        progress.checkpoint()
        return self.offer

    def decline(self) -> None:
        self.declined += 1
        self.offer = None
