"""Temperatures of 0.05 to 1: what sharpening the softmax does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from photosearch.base.errors import UserError
from photosearch.base.progress import NO_PROGRESS, Progress
from photosearch.learning.lab.experiments.ablation import Ablation, run_ablation
from photosearch.learning.lab.options import LabOptions
from photosearch.learning.lab.plan import Plan, has_temperature
from photosearch.learning.lab.results import Results
from photosearch.learning.lab.run_folder import RunFolder
from photosearch.learning.lab.sweep import (
    Measured,
    Variant,
    best_of,
    numbers,
    quality_curves,
    sweep_table,
)

TEMPERATURES = (0.05, 0.1, 0.2, 0.5, 1.0)
_QUICK_TEMPERATURES = (0.1, 1.0)


def run(options: LabOptions, progress: Progress = NO_PROGRESS) -> RunFolder:
    """Train with every temperature in ``options.values`` (see ``run_ablation``)."""
    if not has_temperature(options.loss):
        text = f"the loss {options.loss} has no temperature"
        raise UserError("no-temperature", text, "Choose anchor-positive, nt-xent or supcon.")
    usual = _QUICK_TEMPERATURES if options.quick else TEMPERATURES
    temperatures = numbers(options.values, "temperature") or list(usual)

    def variants(plan: Plan) -> Sequence[Variant]:
        return [
            Variant(f"{value:g}", replace(plan, loss_options={"temperature": value}))
            for value in temperatures
        ]

    def results(measured: Sequence[Measured]) -> Results:
        return _results(options.loss, temperatures, measured)

    return run_ablation(Ablation("ablate-temperature", variants, results), options, progress)


def _results(loss: str, temperatures: Sequence[float], measured: Sequence[Measured]) -> Results:
    best = best_of(measured)
    return Results(
        kind="ablate-temperature",
        title=f"Temperature of {loss}",
        summary=[
            (
                f"Best MAP@R {best.map_at_r.mean:.3f} at a temperature of {best.name}. Losses at"
                " different temperatures can't be compared with one another."
            )
        ],
        tables=[sweep_table("Temperature", "temperature", measured)],
        charts=quality_curves("Temperature", "temperature", temperatures, measured),
    )
