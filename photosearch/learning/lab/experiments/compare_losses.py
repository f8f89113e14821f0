"""Every loss on the same features with the same budget, and the time that a step of it takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from photosearch.base.progress import NO_PROGRESS, Progress
from photosearch.learning.data.augmentation import STRONG
from photosearch.learning.lab.experiments.ablation import Ablation, run_ablation
from photosearch.learning.lab.options import LabOptions
from photosearch.learning.lab.plan import Plan
from photosearch.learning.lab.results import Chart, Results, Series, Table
from photosearch.learning.lab.run_folder import RunFolder
from photosearch.learning.lab.sweep import Measured, Variant, best_of, sweep_table
from photosearch.learning.losses.by_name import LOSSES


def run(options: LabOptions, progress: Progress = NO_PROGRESS) -> RunFolder:
    """Train with every loss in ``options.values`` (see ``run_ablation``)."""
    names = options.values or tuple(LOSSES)

    def variants(plan: Plan) -> Sequence[Variant]:
        return [Variant(name, _with_loss(plan, name)) for name in names]

    return run_ablation(Ablation("compare-losses", variants, _results), options, progress)


def _with_loss(plan: Plan, name: str) -> Plan:
    """Return the plan with another loss; one that learns from views alone gets strong ones."""
    augmentation = STRONG if name == "nt-xent" else plan.augmentation
    return replace(plan, loss=name, loss_options={}, augmentation=augmentation)


def _results(measured: Sequence[Measured]) -> Results:
    in_order = sorted(measured, key=lambda one: -one.map_at_r.mean)
    best, last = best_of(measured), in_order[-1]
    ill = [one.name for one in measured if one.outcome != "finished"]
    summary = [
        (
            f"Best MAP@R {best.map_at_r.mean:.3f} with {best.name}, least {last.map_at_r.mean:.3f}"
            f" with {last.name}. nt-xent learns from views alone, without labels."
        ),
    ]
    if ill:
        summary.append(
            f"These trainings were stopped, their last good model kept: {', '.join(ill)}."
        )
    names = [one.name for one in in_order]
    quality = [
        Series("MAP@R", [one.map_at_r.mean for one in in_order], *_intervals(in_order)),
        Series("Recall@1", [one.recall_at_1.mean for one in in_order]),
    ]
    times = [Series("a step", [one.step_ms for one in in_order])]
    return Results(
        kind="compare-losses",
        title="Losses",
        summary=summary,
        tables=[_table(in_order)],
        charts=[
            Chart("bars", "Retrieval on held-out photos", names, quality, "", "0 to 1"),
            Chart("bars", "Time of a step", names, times, "", "milliseconds"),
        ],
    )


def _table(measured: Sequence[Measured]) -> Table:
    """Return a row a loss; the values of different losses are not to be compared."""
    table = sweep_table("Losses", "loss function", measured)
    columns = ["its last value" if name == "loss" else name for name in table.columns]
    return replace(table, columns=columns)


def _intervals(
    measured: Sequence[Measured],
) -> tuple[list[float], list[float]] | tuple[None, None]:
    if any(one.map_at_r.n < 2 for one in measured):
        return None, None
    low = [one.map_at_r.mean - one.map_at_r.sd for one in measured]
    return low, [one.map_at_r.mean + one.map_at_r.sd for one in measured]
