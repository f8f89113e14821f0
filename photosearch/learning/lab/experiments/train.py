"""Train one encoder and measure it on what was held out."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from torch import nn

from photosearch.base.errors import UserError
from photosearch.base.progress import NO_PROGRESS, Progress
from photosearch.learning.evaluation.intervals import bootstrap
from photosearch.learning.evaluation.retrieval import Retrieval
from photosearch.learning.lab.held_out import final_retrieval, score_held_out
from photosearch.learning.lab.inputs import Inputs, inputs_for
from photosearch.learning.lab.kept_model import MODEL, EpochSheets, keep_checkpoint
from photosearch.learning.lab.lab_data import LabData, load_data
from photosearch.learning.lab.options import LabOptions
from photosearch.learning.lab.plan import Plan, plan_of
from photosearch.learning.lab.results import Cell, Results, Table
from photosearch.learning.lab.run_folder import RunFolder, create_run, open_run
from photosearch.learning.lab.training_run import Trained, check_plan, new_model, train_plan
from photosearch.learning.models.building import build_model
from photosearch.learning.training.checkpoint import (
    Checkpoint,
    program_versions,
    read_checkpoint,
)
from photosearch.learning.training.epoch_report import EpochReport, TrainingResult
from photosearch.learning.training.trainer import LAST_CHECKPOINT, Watch


def run(options: LabOptions, progress: Progress = NO_PROGRESS) -> RunFolder:
    """Train as the options say, or go on with the run in ``options.resume``.

    Raises:
        UserError: The data, the loss, the model or the run can't be used.
        Cancelled: The person cancelled; the run can be resumed.
    """
    earlier = open_run(Path(options.resume)) if options.resume else None
    if earlier is not None:
        options = LabOptions.from_json(earlier.config["options"])
    plan = plan_of(options)
    check_plan(plan)
    data = load_data(options, build_model(plan.architecture).input_px, progress)
    inputs = inputs_for(plan.architecture, data.images.pixels, progress)
    folder, checkpoint = _folder(options, plan, data, earlier)
    start = inputs.learner(new_model(plan)).eval()
    before = score_held_out(data, inputs.features(start, data.gallery), data.gallery, plan.distance)
    trained = train_into(folder, plan, data, inputs, progress, checkpoint)
    after = final_retrieval(data, inputs, trained.learner, plan.distance, progress)
    folder.write_results(_results(plan, trained, before, after).to_json())
    return folder


def train_into(  # noqa: PLR0913, PLR0917 - the parts of a training and where it goes
    folder: RunFolder,
    plan: Plan,
    data: LabData,
    inputs: Inputs,
    progress: Progress,
    resume: Checkpoint | None = None,
    name: str = MODEL,
    *,
    sheets: bool = True,
) -> Trained:
    """Train into a run's folder: a line of metrics and a sheet an epoch, and the checkpoints.

    A run of several trainings names them: each has a folder of its own for its last checkpoint,
    and one of them at most draws sheets.
    """
    checkpoints = folder.checkpoints_dir if name == MODEL else folder.checkpoints_dir / name
    checkpoints.mkdir(exist_ok=True)
    log = EpochSheets(folder.pictures_dir, plan, data, inputs) if sheets else None

    def on_epoch(report: EpochReport, model: nn.Module) -> None:
        folder.append_metrics({"run": name, **report.to_json()})
        if log is not None:
            log.draw(report.epoch, model)

    if log is not None and resume is None:
        log.draw(0, inputs.learner(new_model(plan)).eval())
    watch = Watch(progress, on_epoch, checkpoints)
    trained = train_plan(plan, data, inputs, watch, resume)
    keep_checkpoint(folder, trained, data, name)
    return trained


def config_of(options: LabOptions, data: LabData, plan: Plan | None) -> dict[str, object]:
    """Return what config.json says beside the kind and the time."""
    return {
        "options": options.to_json(),
        "seed": options.seed,
        "versions": program_versions(),
        "data": data.describe(),
        "settings": plan.describe() if plan else {},
        "skipped": [{"name": one.name, "reason": one.reason} for one in data.images.skipped],
    }


def retrieval_row(name: str, found: Retrieval) -> list[Cell]:
    """Return a row of a table of scores, with the interval of MAP@R over queries."""
    scores = asdict(found.scores)
    interval = bootstrap(found.map_at_r)
    around = f"{interval.low:.3f} to {interval.high:.3f}"
    return [name, scores["recall_at_1"], scores["r_precision"], scores["map_at_r"], around]


RETRIEVAL_COLUMNS = ("encoder", "Recall@1", "R-precision", "MAP@R", "95 % interval")


def profile_table(result: TrainingResult) -> Table:
    """Return where the time of a training went."""
    total = sum(result.profile.values()) or 1.0
    rows: list[list[Cell]] = [
        [name, seconds, f"{100 * seconds / total:.0f} %"]
        for name, seconds in sorted(result.profile.items(), key=lambda item: -item[1])
    ]
    return Table("Where the time went", ["phase", "seconds", "share"], rows)


def _folder(
    options: LabOptions, plan: Plan, data: LabData, earlier: RunFolder | None
) -> tuple[RunFolder, Checkpoint | None]:
    if earlier is None:
        out = Path(options.out) if options.out else None
        return create_run("train", out, config_of(options, data, plan)), None
    if earlier.config["data"]["fingerprint"] != data.images.fingerprint:
        raise UserError(
            "pictures-changed",
            "the pictures are not those that the run was started with",
            "Put them back as they were, or start a new run.",
        )
    last = read_checkpoint(earlier.checkpoints_dir / LAST_CHECKPOINT)
    earlier.keep_metrics(last.card.epoch)
    return earlier, last


def _results(plan: Plan, trained: Trained, before: Retrieval, after: Retrieval) -> Results:
    result = trained.result
    change = after.scores.map_at_r - before.scores.map_at_r
    # A run that had ended before it was resumed took no step.
    step = f", {trained.step_ms:.1f} ms a step" if trained.step_ms else ""
    summary = [
        (
            f"MAP@R on held-out photos {before.scores.map_at_r:.3f} with the features before,"
            f" {after.scores.map_at_r:.3f} after ({change:+.3f}); Recall@1"
            f" {before.scores.recall_at_1:.3f} and {after.scores.recall_at_1:.3f}."
        ),
        (
            f"{result.reason} The weights of epoch {result.best_epoch} are kept;"
            f" {result.seconds:.0f} s{step}."
        ),
        (
            "The held-out photos chose that epoch, which flatters them a little; comparisons and"
            " claims keep the last epoch instead."
        ),
    ]
    rows = [
        retrieval_row("features before training", before),
        retrieval_row("after training", after),
    ]
    title = f"{plan.loss} on {plan.architecture['kind']}, {plan.architecture['dim']} numbers"
    return Results(
        kind="train",
        title=title,
        summary=summary,
        tables=[Table("Held-out photos", RETRIEVAL_COLUMNS, rows), profile_table(result)],
    )
