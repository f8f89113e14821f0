"""What the ablations and the comparison of losses share: one sweep into a run's folder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from photosearch.base.progress import Progress
from photosearch.learning.lab.experiments.train import config_of
from photosearch.learning.lab.inputs import inputs_for
from photosearch.learning.lab.lab_data import load_data
from photosearch.learning.lab.options import LabOptions
from photosearch.learning.lab.plan import Plan, plan_of
from photosearch.learning.lab.results import Results
from photosearch.learning.lab.run_folder import RunFolder, create_run
from photosearch.learning.lab.sweep import Measured, Variant, best_of, run_sweep
from photosearch.learning.lab.training_run import check_plan
from photosearch.learning.models.building import build_model


@dataclass(frozen=True)
class Ablation:
    """A sweep over one thing.

    Attributes:
        kind: Of the experiment.
        variants: Makes the trainings from the plan that the options ask for.
        results: Makes what is reported from what was measured.
    """

    kind: str
    variants: Callable[[Plan], Sequence[Variant]]
    results: Callable[[Sequence[Measured]], Results]


def run_ablation(ablation: Ablation, options: LabOptions, progress: Progress) -> RunFolder:
    """Train every variant on the same pictures and the same frozen features.

    Raises:
        UserError: The data or a variant can't be used; nothing is written then.
        Cancelled: The person cancelled.
    """
    plan = plan_of(options)
    variants = ablation.variants(plan)
    for variant in variants:  # An unknown loss or a size of 0 is said before hours of training.
        check_plan(variant.plan)
    data = load_data(options, build_model(plan.architecture).input_px, progress)
    inputs = inputs_for(plan.architecture, data.images.pixels, progress)
    out = Path(options.out) if options.out else None
    folder = create_run(ablation.kind, out, config_of(options, data, plan))
    seeds = range(options.seed, options.seed + max(1, options.seeds))
    measured = run_sweep(variants, seeds, data, inputs, folder, progress)
    results = ablation.results(measured)
    kept = f"The model of {best_of(measured).name} is kept, and the sheets are of it."
    folder.write_results(replace(results, summary=[*results.summary, kept]).to_json())
    return folder
