"""Measure an encoder in every use that it is for, beside where its training started."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from photosearch.base.progress import NO_PROGRESS, Progress
from photosearch.base.types import Vectors
from photosearch.learning.data.labelled_images import Labels
from photosearch.learning.evaluation.classifiers import LabelledVectors
from photosearch.learning.evaluation.overlap import neighbour_overlap
from photosearch.learning.evaluation.pairs import pair_distances
from photosearch.learning.evaluation.report import EvaluationReport, EvaluationSettings
from photosearch.learning.evaluation.report import evaluate as measure
from photosearch.learning.lab.evaluation_charts import confusion_chart, roc_chart
from photosearch.learning.lab.experiments.train import config_of
from photosearch.learning.lab.lab_data import LabData
from photosearch.learning.lab.loaded_encoder import LoadedEncoder, load_encoder, starting_point
from photosearch.learning.lab.nested_progress import NestedProgress
from photosearch.learning.lab.options import LabOptions
from photosearch.learning.lab.results import Cell, Chart, Results, Series, Table
from photosearch.learning.lab.run_folder import RunFolder, create_run
from photosearch.learning.models.embedding_model import EmbeddingModel

_N_BINS = 40


def run(options: LabOptions, progress: Progress = NO_PROGRESS) -> RunFolder:
    """Measure the encoder in ``options.checkpoint`` on the pictures of ``options.folder``.

    Raises:
        UserError: The checkpoint or the pictures can't be used.
        Cancelled: The person cancelled.
    """
    loaded = load_encoder(options, progress)
    out = Path(options.out) if options.out else None
    folder = create_run("evaluate", out, config_of(options, loaded.data, None))
    rows = np.arange(len(loaded.data.images))
    before = _unit(loaded.inputs.features(_start(loaded, options.seed), rows))
    after = loaded.inputs.embed(loaded.learner, rows, progress)
    reports = [
        evaluate_split(vectors, loaded.data, options, NestedProgress(progress, name))
        for name, vectors in (("before", before), ("after", after))
    ]
    held = loaded.data.gallery
    overlap = float(neighbour_overlap(before[held], after[held]).mean())
    results = Results(
        kind="evaluate",
        title=f"Evaluation of {Path(options.checkpoint).name}",
        summary=_summary(loaded, reports, overlap),
        tables=[measures_table("In every use", ("before training", "encoder"), reports)],
        charts=_charts(after[held], loaded.data, options),
    )
    folder.write_results(results.to_json())
    return folder


def evaluate_split(
    vectors: Vectors, data: LabData, options: LabOptions, progress: Progress
) -> EvaluationReport:
    """Measure embeddings of all photos on the held-out ones; classifiers learn from the others.

    Args:
        vectors: (N, d) float32, of all photos.
        data: With the split.
        options: The distance and the seed; ``quick`` leaves classifiers out.
        progress: Of this part.
    """
    held, train = data.gallery, data.split.train
    taught = None
    if len(held) < len(data.images) and data.held_out_by == "photos":
        taught = LabelledVectors(vectors[train], data.labels[train])
    settings = EvaluationSettings(options.distance, options.seed, classifiers=not options.quick)
    return measure(LabelledVectors(vectors[held], data.labels[held]), taught, settings, progress)


def measures_table(title: str, names: Sequence[str], reports: Sequence[EvaluationReport]) -> Table:
    """Return every measure, an encoder a column, with the interval of the last one."""
    found = [{one.name: one for one in report.measures()} for report in reports]
    rows: list[list[Cell]] = []
    for name, last in found[-1].items():
        values: list[Cell] = [one[name].value if name in one else None for one in found]
        around = f"{last.low:.3f} to {last.high:.3f}" if last.low is not None else None
        rows.append([name, *values, around])
    return Table(title, ["measure", *names, f"95 % interval, {names[-1]}"], rows)


def distance_histogram(title: str, vectors: Vectors, labels: Labels, options: LabOptions) -> Chart:
    """Return how far photos of one class and of different classes lie from one another."""
    pairs = pair_distances(vectors, labels, options.distance, seed=options.seed)
    edges = np.histogram_bin_edges(np.concatenate([pairs.same, pairs.different]), _N_BINS)
    series = [
        Series(name, (np.histogram(part, edges)[0] / len(part)).tolist())
        for name, part in (("one class", pairs.same), ("two classes", pairs.different))
    ]
    middles = ((edges[:-1] + edges[1:]) / 2).round(4).tolist()
    return Chart("histogram", title, middles, series, f"{options.distance} distance", "share")


def _charts(vectors: Vectors, data: LabData, options: LabOptions) -> list[Chart]:
    labels = data.labels[data.gallery]
    pairs = pair_distances(vectors, labels, options.distance, seed=options.seed)
    names = data.images.class_names
    confused = confusion_chart(vectors, labels, names, options.distance)
    return [
        distance_histogram("Distances, encoder", vectors, labels, options),
        roc_chart(pairs),
        *([confused] if confused else []),
    ]


def _start(loaded: LoadedEncoder, seed: int) -> EmbeddingModel:
    return loaded.inputs.learner(starting_point(loaded.model, seed)).eval()


def _unit(vectors: Vectors) -> Vectors:
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(norms, 1e-12), dtype=np.float32)


def _summary(
    loaded: LoadedEncoder, reports: Sequence[EvaluationReport], overlap: float
) -> list[str]:
    before, after = (report.retrieval["map_at_r"].mean for report in reports)
    held = len(loaded.data.gallery) == len(loaded.data.split.held_out)
    kept = "is held out from its training" if loaded.trained_here else "is a part of this folder"
    if not held:
        kept = "holds photos of its training, since too few of a class are held out: it flatters"
    return [
        f"MAP@R {after:.3f}, with the features from before its training {before:.3f}.",
        (
            f"Measured on {reports[1].n_photos} photos of {reports[1].n_classes} classes; what is"
            f" measured {kept}."
        ),
        f"Of a photo's ten nearest neighbours {100 * overlap:.0f} % are the same in both.",
    ]
