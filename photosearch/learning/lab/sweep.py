"""The same training several times with one thing changed: what ablations and comparisons are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from torch import nn

from photosearch.base.errors import UserError
from photosearch.base.progress import NO_PROGRESS, Progress
from photosearch.learning.evaluation.intervals import SeedSpread, over_seeds
from photosearch.learning.lab.held_out import final_retrieval
from photosearch.learning.lab.inputs import Inputs
from photosearch.learning.lab.kept_model import keep_model
from photosearch.learning.lab.lab_data import LabData
from photosearch.learning.lab.nested_progress import NestedProgress
from photosearch.learning.lab.plan import Plan
from photosearch.learning.lab.results import Cell, Chart, Series, Table
from photosearch.learning.lab.run_folder import RunFolder
from photosearch.learning.lab.training_run import Trained, train_plan
from photosearch.learning.training.epoch_report import EpochReport
from photosearch.learning.training.trainer import Watch


@dataclass(frozen=True)
class Variant:
    """One value of what is changed, and the training with it."""

    name: str
    plan: Plan


@dataclass(frozen=True)
class Measured:
    """What came of a variant, mean and standard deviation over the seeds.

    Attributes:
        name: Of the variant.
        outcome: Of its trainings: the first that was not healthy, else ``"finished"``.
        loss: Of the last epoch.
        recall_at_1: On held-out photos.
        r_precision: Likewise.
        map_at_r: Likewise.
        step_ms: Milliseconds a step.
        seconds: Of all its trainings.
    """

    name: str
    outcome: str
    loss: SeedSpread
    recall_at_1: SeedSpread
    r_precision: SeedSpread
    map_at_r: SeedSpread
    step_ms: float
    seconds: float


COLUMNS = ("loss", "Recall@1", "R-precision", "MAP@R", "± sd", "ms a step", "seconds", "ended")


def run_sweep(
    variants: Sequence[Variant],
    seeds: Sequence[int],
    data: LabData,
    inputs: Inputs,
    folder: RunFolder,
    progress: Progress = NO_PROGRESS,
) -> list[Measured]:
    """Train every variant with every seed; each epoch is a line of the metrics.

    All get the same budget, and their last epoch counts. A training that diverges or collapses is
    part of the result. A loss that can't learn from these data at all ends the sweep with its
    ``UserError``. The model of the best variant, of the first seed, is kept.
    """
    found: list[Measured] = []
    kept: Trained | None = None
    for number, variant in enumerate(variants, start=1):
        part = f"{variant.name} ({number} of {len(variants)})"
        nested = NestedProgress(progress, part)
        measured, trained = _measured(variant, seeds, data, inputs, folder, nested)
        found.append(measured)
        if best_of(found) is measured:
            kept = trained
    if kept is not None:
        keep_model(folder, kept, data, inputs)
    return found


def sweep_table(title: str, first: str, measured: Sequence[Measured]) -> Table:
    """Return a row a variant."""
    rows: list[list[Cell]] = [
        [
            one.name,
            one.loss.mean,
            one.recall_at_1.mean,
            one.r_precision.mean,
            one.map_at_r.mean,
            one.map_at_r.sd if one.map_at_r.n > 1 else None,
            round(one.step_ms, 2),
            round(one.seconds, 1),
            one.outcome,
        ]
        for one in measured
    ]
    return Table(title, [first, *COLUMNS], rows)


def quality_curves(
    title: str, x_label: str, x: Sequence[float], measured: Sequence[Measured]
) -> list[Chart]:
    """Return two plots over the values: the loss, and the retrieval quality."""
    loss = [_series("loss of the last epoch", [one.loss for one in measured])]
    quality = [
        _series("Recall@1", [one.recall_at_1 for one in measured]),
        _series("MAP@R", [one.map_at_r for one in measured]),
    ]
    return [
        Chart("curve", f"{title}: retrieval", x, quality, x_label, "on held-out photos", True),
        Chart("curve", f"{title}: loss", x, loss, x_label, "training loss", True),
    ]


def best_of(measured: Sequence[Measured]) -> Measured:
    """Return the variant with the highest MAP@R."""
    return max(measured, key=lambda one: one.map_at_r.mean)


def numbers(values: Sequence[str], what: str) -> list[float]:
    """Return a person's list of numbers above 0 (``UserError``: ``bad-value``)."""
    found = []
    for value in values:
        try:
            number = float(value)
        except ValueError:
            number = 0.0
        if not 0 < number < float("inf"):
            text = f"{value!r} is no {what}"
            raise UserError("bad-value", text, "Give numbers above 0, separated by commas.")
        found.append(number)
    return found


def _series(name: str, values: Sequence[SeedSpread]) -> Series:
    means = [value.mean for value in values]
    if all(value.n < 2 for value in values):
        return Series(name, means)
    low = [value.mean - value.sd for value in values]
    return Series(name, means, low, [value.mean + value.sd for value in values])


def line_writer(
    folder: RunFolder, name: str, seed: int
) -> Callable[[EpochReport, nn.Module], None]:
    """Return what writes each epoch of a training as a line of the metrics."""

    def write(report: EpochReport, model: nn.Module) -> None:
        del model
        folder.append_metrics({"run": name, "seed": seed, **report.to_json()})

    return write


def _measured(
    variant: Variant,
    seeds: Sequence[int],
    data: LabData,
    inputs: Inputs,
    folder: RunFolder,
    progress: Progress,
) -> tuple[Measured, Trained]:
    """Return what came of a variant, and its training with the first seed."""
    losses, scores, times, seconds, outcome = [], [], [], 0.0, "finished"
    every = []
    plan = variant.plan.with_fixed_budget()
    for seed in seeds:
        watch = Watch(progress, line_writer(folder, variant.name, seed))
        trained = train_plan(plan.with_seed(seed), data, inputs, watch)
        every.append(trained)
        result = trained.result
        outcome = outcome if result.healthy else result.outcome
        losses.append(result.epochs[-1].loss if result.epochs else float("nan"))
        scores.append(final_retrieval(data, inputs, trained.learner, variant.plan.distance).scores)
        times.append(trained.step_ms)
        seconds += result.seconds
    measured = Measured(
        name=variant.name,
        outcome=outcome,
        loss=over_seeds(losses),
        recall_at_1=over_seeds([score.recall_at_1 for score in scores]),
        r_precision=over_seeds([score.r_precision for score in scores]),
        map_at_r=over_seeds([score.map_at_r for score in scores]),
        step_ms=over_seeds(times).mean,
        seconds=seconds,
    )
    return measured, every[0]
