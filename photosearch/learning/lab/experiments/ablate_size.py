"""Embeddings of 8 to 512 numbers: what the loss says, and what retrieval says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from photosearch.base.progress import NO_PROGRESS, Progress
from photosearch.learning.lab.experiments.ablation import Ablation, run_ablation
from photosearch.learning.lab.options import LabOptions
from photosearch.learning.lab.plan import Plan
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

SIZES = (8, 16, 32, 64, 128, 256, 512)
_QUICK_SIZES = (8, 64)


def run(options: LabOptions, progress: Progress = NO_PROGRESS) -> RunFolder:
    """Train with every size in ``options.values`` (see ``run_ablation``)."""
    usual = _QUICK_SIZES if options.quick else SIZES
    sizes = [int(size) for size in numbers(options.values, "size")] or list(usual)

    def variants(plan: Plan) -> Sequence[Variant]:
        return [
            Variant(str(size), replace(plan, architecture={**plan.architecture, "dim": size}))
            for size in sizes
        ]

    def results(measured: Sequence[Measured]) -> Results:
        return _results(sizes, measured)

    return run_ablation(Ablation("ablate-size", variants, results), options, progress)


def _results(sizes: Sequence[int], measured: Sequence[Measured]) -> Results:
    best = best_of(measured)
    lowest = min(measured, key=lambda one: one.loss.mean)
    agree = "the same size" if lowest is best else f"size {lowest.name}"
    return Results(
        kind="ablate-size",
        title="Embedding size",
        summary=[
            (
                f"Best MAP@R {best.map_at_r.mean:.3f} with {best.name} numbers; the lowest loss has"
                f" {agree}: the loss alone does not tell how well a model retrieves."
            ),
        ],
        tables=[sweep_table("Embedding size", "size", measured)],
        charts=quality_curves("Embedding size", "numbers in an embedding", sizes, measured),
    )
