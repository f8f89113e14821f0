"""The reference experiment on CIFAR-10 from its archive to its report.

Two trainings with the same three convolutions, a plain and a good one (cifar_recipes.py); 4 % of
the training photos are held out to choose the epoch, and the 10,000 test photos are looked at once,
at the end: every one is a query among the others. Then the linear evaluation of both.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from photosearch.base.errors import UserError
from photosearch.base.progress import NO_PROGRESS, Progress
from photosearch.learning.data.cifar10 import read_cifar10
from photosearch.learning.data.class_table import class_table
from photosearch.learning.data.labelled_images import LabelledImages
from photosearch.learning.data.near_duplicates import duplicate_groups
from photosearch.learning.data.splitting import Split, split_photos
from photosearch.learning.evaluation.report import EvaluationReport
from photosearch.learning.evaluation.retrieval import Retrieval
from photosearch.learning.lab.cifar_recipes import best_plan, plain_plan
from photosearch.learning.lab.experiments.evaluate import (
    distance_histogram,
    evaluate_split,
    measures_table,
)
from photosearch.learning.lab.experiments.linear_eval import (
    Accuracies,
    accuracy_table,
    linear_accuracies,
)
from photosearch.learning.lab.experiments.train import (
    RETRIEVAL_COLUMNS,
    config_of,
    profile_table,
    retrieval_row,
    train_into,
)
from photosearch.learning.lab.held_out import score_held_out
from photosearch.learning.lab.inputs import PictureInputs
from photosearch.learning.lab.lab_data import LabData
from photosearch.learning.lab.nested_progress import NestedProgress
from photosearch.learning.lab.options import LabOptions
from photosearch.learning.lab.plan import Plan
from photosearch.learning.lab.results import Cell, Chart, Results, Table
from photosearch.learning.lab.run_folder import RunFolder, create_run
from photosearch.learning.lab.training_run import Trained

_VALIDATION_SHARE = 0.04
_QUICK_TRAIN, _QUICK_TEST = 60, 20  # photos a class
_QUICK_MINUTES = ("0.1", "0.1", "0.05")
_USUAL_MINUTES = ("15", "15", "3")


@dataclass(frozen=True, eq=False)
class _Finished:
    """One of the two trainings and what was measured of it on the test photos."""

    name: str
    trained: Trained
    retrieval: Retrieval
    report: EvaluationReport
    accuracies: Accuracies
    distances: Chart


def run(options: LabOptions, progress: Progress = NO_PROGRESS) -> RunFolder:
    """Do the whole experiment; ``options.values`` are minutes: plain, best, linear.

    Raises:
        UserError: The archive or a number can't be used.
        Cancelled: The person cancelled.
    """
    plain, best, linear = _minutes(options)
    started = time.monotonic()
    images, n_train = _read(options, progress)
    decoded_s = time.monotonic() - started
    learning, testing = _splits(images, n_train, progress)
    plans = {"plain": plain_plan(plain, options.seed), "best": best_plan(best, options.seed)}
    out = Path(options.out) if options.out else None
    folder = create_run("cifar10", out, config_of(options, testing, None))
    finished = []
    for name, plan in plans.items():
        nested = NestedProgress(progress, name)
        inputs = PictureInputs(images.pixels)
        sheets = name == "best"
        trained = train_into(folder, plan, learning, inputs, nested, name=name, sheets=sheets)
        finished.append(_measure(name, trained, testing, inputs, linear, options, nested))
    folder.write_results(_results(finished, decoded_s).to_json())
    return folder


def _minutes(options: LabOptions) -> tuple[float, float, float]:
    usual = _QUICK_MINUTES if options.quick else _USUAL_MINUTES
    given = usual if options.quick or len(options.values) != len(usual) else options.values
    plain, best, linear = (float(value) for value in given)
    if not min(plain, best, linear) > 0:
        raise UserError("bad-value", "A training can't take 0 minutes.", "Give it some.")
    return plain, best, linear


def _read(options: LabOptions, progress: Progress) -> tuple[LabelledImages, int]:
    cache = Path(options.cache) if options.cache else None
    train, test = read_cifar10(Path(options.archive), cache_dir=cache, progress=progress)
    if options.quick:
        train, test = _first(train, _QUICK_TRAIN), _first(test, _QUICK_TEST)
    if not len(train) or not len(test):
        text = "the archive holds no training or no test pictures"
        raise UserError("no-pictures", text, "Name an archive like cifar10.tar.gz.")
    both = LabelledImages(
        pixels=np.concatenate([train.pixels, test.pixels]),
        labels=np.concatenate([train.labels, test.labels]),
        keys=np.concatenate([train.keys, test.keys]),
        names=train.names + test.names,
        class_names=train.class_names,
        skipped=train.skipped + test.skipped,
    )
    return both, len(train)


def _first(images: LabelledImages, n_photos: int) -> LabelledImages:
    rows = [members[:n_photos] for members in class_table(images.labels).values()]
    return images.subset(np.sort(np.concatenate(rows)))


def _splits(images: LabelledImages, n_train: int, progress: Progress) -> tuple[LabData, LabData]:
    """Return the data that is learned and validated on, and the data that is tested on."""
    groups = duplicate_groups(images.pixels, progress)
    share = _VALIDATION_SHARE
    inner = split_photos(images.labels[:n_train], groups[:n_train], images.keys[:n_train], share)
    rows = np.arange(len(images), dtype=np.int64)
    outer = Split(rows[:n_train], rows[n_train:])
    return LabData(images, groups, inner), LabData(images, groups, outer)


def _measure(  # noqa: PLR0913, PLR0917 - what is measured on what
    name: str,
    trained: Trained,
    testing: LabData,
    inputs: PictureInputs,
    minutes: float,
    options: LabOptions,
    progress: Progress,
) -> _Finished:
    rows, held = np.arange(len(testing.images), dtype=np.int64), testing.split.held_out
    vectors = inputs.embed(trained.learner, rows, progress)
    plan = _classifier_plan(trained.plan, minutes)
    return _Finished(
        name=name,
        trained=trained,
        retrieval=score_held_out(testing, vectors[held], held, "cosine"),
        report=evaluate_split(vectors, testing, options, progress),
        accuracies=linear_accuracies(plan, trained.model, testing, inputs, held, progress),
        distances=distance_histogram(
            f"Distances between test photos, {name}", vectors[held], testing.labels[held], options
        ),
    )


def _classifier_plan(plan: Plan, minutes: float) -> Plan:
    """Return how the classifiers are trained: as the metric was, with batches worth their time."""
    settings = replace(plan.settings, minutes=minutes, warm_up=0.05)
    return replace(plan, settings=settings, photos=max(plan.photos, 8))


def _results(finished: list[_Finished], decoded_s: float) -> Results:
    best = finished[-1]
    scores = {one.name: one.retrieval.scores for one in finished}
    frozen, nearest = (
        float(best.accuracies[name].mean()) for name in ("linear, frozen", "kNN on embeddings")
    )
    verb = "above" if frozen > nearest else "not above"
    main = sorted(
        ((name, best.trained.result.profile.get(name, 0.0)) for name in ("forward", "backward")),
        key=lambda item: -item[1],
    )[0][0]
    summary = [
        (
            f"Recall@1 on {len(best.retrieval.queries):,} test photos: plain"
            f" {scores['plain'].recall_at_1:.3f}, best {scores['best'].recall_at_1:.3f}."
        ),
        (
            f"Best recipe: a linear classifier on frozen features is right on {frozen:.3f}, {verb}"
            f" kNN's {nearest:.3f}."
        ),
        (
            f"Most of a step is the {main} pass; reading and decoding all pictures took"
            f" {decoded_s:.0f} s, once."
        ),
    ]
    tables = [_main_table(finished), *_linear_tables(finished)]
    for one in finished:
        table = profile_table(one.trained.result)
        tables.append(replace(table, title=f"{table.title}: {one.name}"))
    names = [one.name for one in finished]
    tables.append(measures_table("Test photos", names, [one.report for one in finished]))
    return Results(
        kind="cifar10",
        title="CIFAR-10: three convolutions, 32-64-128",
        summary=summary,
        tables=tables,
        charts=[one.distances for one in finished],
    )


def _main_table(finished: list[_Finished]) -> Table:
    rows: list[list[Cell]] = []
    for one in finished:
        result = one.trained.result
        rows.append(
            [
                *retrieval_row(one.name, one.retrieval),
                round(result.seconds / 60, 1),
                len(result.epochs),
                round(one.trained.step_ms, 2),
                result.outcome,
            ]
        )
    columns = [*RETRIEVAL_COLUMNS, "minutes", "epochs", "ms a step", "ended"]
    return Table("Retrieval on the test photos", columns, rows)


def _linear_tables(finished: list[_Finished]) -> list[Table]:
    tables = [(one.name, accuracy_table(one.accuracies)) for one in finished]
    return [replace(table, title=f"{table.title}: {name}") for name, table in tables]
