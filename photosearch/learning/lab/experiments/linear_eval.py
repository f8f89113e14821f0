"""Linear evaluation: what the features of an encoder are worth to a classifier.

Frozen: a linear classifier on the encoder's features (Zhang, Isola and Efros 2016). Unfrozen: the
same, and the encoder goes on learning. Beside them the same network trained end to end as a
classifier from where the encoder's training started, and kNN on the embeddings.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from photosearch.base.errors import UserError
from photosearch.base.progress import NO_PROGRESS, Progress
from photosearch.base.types import Ids
from photosearch.learning.evaluation.classifiers import LabelledVectors, k_nearest
from photosearch.learning.evaluation.intervals import bootstrap
from photosearch.learning.evaluation.linear import linear_evaluation
from photosearch.learning.lab.classifier import train_classifier
from photosearch.learning.lab.experiments.train import config_of
from photosearch.learning.lab.inputs import Inputs
from photosearch.learning.lab.lab_data import LabData
from photosearch.learning.lab.loaded_encoder import load_encoder, starting_point
from photosearch.learning.lab.nested_progress import NestedProgress
from photosearch.learning.lab.options import LabOptions
from photosearch.learning.lab.plan import Plan, plan_of
from photosearch.learning.lab.results import Cell, Chart, Results, Series, Table
from photosearch.learning.lab.run_folder import RunFolder, create_run
from photosearch.learning.models.embedding_model import EmbeddingModel
from photosearch.learning.training.trainer import Watch

COLUMNS = ("classifier", "accuracy", "low", "high")
Accuracies = dict[str, NDArray[np.bool_]]


def run(options: LabOptions, progress: Progress = NO_PROGRESS) -> RunFolder:
    """Evaluate the encoder in ``options.checkpoint`` on the pictures of ``options.folder``.

    Raises:
        UserError: The checkpoint or the pictures can't be used.
        Cancelled: The person cancelled.
    """
    loaded = load_encoder(options, progress)
    if loaded.data.held_out_by == "classes":
        text = "classes that are held out whole can't be classified"
        raise UserError("classes-held-out", text, "Use an encoder trained with --split photos.")
    kind = str(loaded.model.architecture["kind"])
    plan = replace(plan_of(replace(options, encoder=kind)), architecture=loaded.model.architecture)
    out = Path(options.out) if options.out else None
    folder = create_run("linear-eval", out, config_of(options, loaded.data, plan))
    asked = loaded.data.split.held_out
    found = linear_accuracies(plan, loaded.model, loaded.data, loaded.inputs, asked, progress)
    folder.write_results(linear_results(found, Path(options.checkpoint).name).to_json())
    return folder


def linear_accuracies(
    plan: Plan,
    model: EmbeddingModel,
    data: LabData,
    inputs: Inputs,
    asked: Ids,
    progress: Progress = NO_PROGRESS,
) -> Accuracies:
    """Return which photos each classifier got right, by the classifier's name.

    Args:
        plan: Of the classifiers that are trained: settings, batch and augmentation.
        model: The encoder; it is as it was afterwards.
        data: With the training photos.
        inputs: What the model's learner takes.
        asked: (n,) int64 rows of photos that no training has seen.
        progress: Of it all.
    """
    learner, rows = inputs.learner(model).eval(), data.split.train
    known, wanted = data.labels[rows], data.labels[asked]
    found: Accuracies = {}
    vectors = LabelledVectors(inputs.embed(learner, rows, progress), known)
    guessed = k_nearest(vectors, inputs.embed(learner, asked, progress))
    found["kNN on embeddings"] = guessed == wanted
    frozen = LabelledVectors(inputs.features(learner, rows), known)
    test = LabelledVectors(inputs.features(learner, asked), wanted)
    seed = plan.seed
    found["linear, frozen"] = linear_evaluation(frozen, test, seed=seed, progress=progress).correct
    starts = {"linear, unfrozen": copy_of(model), "end to end": starting_point(model, plan.seed)}
    for name, start in starts.items():
        watch = Watch(NestedProgress(progress, name))
        trained = train_classifier(plan, inputs.learner(start), data, inputs, asked, watch)
        found[name] = trained.correct
    return found


def copy_of(model: EmbeddingModel) -> EmbeddingModel:
    """Return a model with the same weights and none of them shared."""
    copied = starting_point(model, 0)
    copied.load_state_dict(model.state_dict())
    return copied


def accuracy_table(found: Accuracies) -> Table:
    """Return the accuracies with their intervals over photos."""
    rows: list[list[Cell]] = []
    for name, correct in found.items():
        interval = bootstrap(correct.astype(np.float64))
        rows.append([name, interval.mean, interval.low, interval.high])
    return Table("Linear evaluation", COLUMNS, rows)


def linear_results(found: Accuracies, name: str) -> Results:
    """Return what is reported."""
    table = accuracy_table(found)
    means = {name: float(correct.mean()) for name, correct in found.items()}
    verb = "above" if means["linear, frozen"] > means["kNN on embeddings"] else "not above"
    frozen, nearest = means["linear, frozen"], means["kNN on embeddings"]
    summary = [
        (
            f"A linear classifier on frozen features is right on {frozen:.3f} of the photos,"
            f" {verb} kNN's {nearest:.3f}; unfrozen {means['linear, unfrozen']:.3f}, trained end to"
            f" end {means['end to end']:.3f}."
        )
    ]
    bars = Series(
        "accuracy",
        [float(str(row[1])) for row in table.rows],
        [float(str(row[2])) for row in table.rows],
        [float(str(row[3])) for row in table.rows],
    )
    chart = Chart("bars", "Accuracy", list(found), [bars], "", "0 to 1")
    return Results("linear-eval", f"Linear evaluation of {name}", summary, [table], [chart])
