"""What the before/after page shows: of a tuning that just ended, or of two metrics side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from photosearch.base.types import MetricId
from photosearch.gui.values import MetricRow, TuningReport

Outcome = Literal["in use", "kept", "rejected", "compared"]


@dataclass(frozen=True)
class Verdict:
    """Figures and what they are of.

    Attributes:
        outcome: ``"in use"``: searches use the new metric; ``"kept"``: it passed, but is not used;
            ``"rejected"``; ``"compared"``: a stored metric beside the one in use.
        old: The metric before, or the one in use.
        new: The other one; ``None`` where it was rejected and is not kept.
        checks: As ``TuningReport``'s.
        gains: Likewise.
        advice: Likewise.
        names: Of the old and the new metric, where two are compared.
    """

    outcome: Outcome
    old: MetricId
    new: MetricId | None
    checks: Sequence[dict[str, Any]] = ()
    gains: Sequence[dict[str, Any]] = ()
    advice: Sequence[str] = ()
    names: tuple[str, str] = field(default=("", ""))


def verdict_of_report(report: TuningReport, in_use: MetricId) -> Verdict:
    """Return what to show of a tuning, given the metric that is in use now."""
    outcome: Outcome = "rejected"
    if report.accepted:
        outcome = "in use" if report.made == in_use and report.made != report.previous else "kept"
    return Verdict(
        outcome, report.previous, report.made, report.checks, report.gains, report.advice
    )


def verdict_of_metrics(old: MetricRow, new: MetricRow, names: tuple[str, str]) -> Verdict:
    """Return what to show of a stored metric beside the one in use."""
    return Verdict(
        "compared",
        old.metric_id,
        new.metric_id,
        list(new.card.get("checks", [])),
        list(new.card.get("groups", [])),
        names=names,
    )
