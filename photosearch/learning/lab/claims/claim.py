"""A claim: a statement, a measurement with intervals, a verdict."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import ClassVar, Literal

import numpy as np
from numpy.typing import NDArray

from photosearch.base.progress import Progress
from photosearch.base.types import Vectors
from photosearch.learning.evaluation.intervals import Interval, bootstrap
from photosearch.learning.lab.held_out import score_held_out
from photosearch.learning.lab.inputs import Inputs, inputs_for
from photosearch.learning.lab.kept_model import keep_model
from photosearch.learning.lab.lab_data import LabData, split_data
from photosearch.learning.lab.options import LabOptions
from photosearch.learning.lab.plan import Plan
from photosearch.learning.lab.results import Chart
from photosearch.learning.lab.run_folder import RunFolder
from photosearch.learning.lab.sweep import line_writer
from photosearch.learning.lab.training_run import Trained, new_model, train_plan
from photosearch.learning.models.embedding_model import EmbeddingModel
from photosearch.learning.training.trainer import Watch

Verdict = Literal["holds", "does not hold", "undecided"]
Scores = NDArray[np.float64]
Row = tuple[str, float, float | None, float | None]
"""A name, a value, and its 95 % interval where it was drawn and not counted."""


@dataclass(frozen=True)
class Finding:
    """What came of a claim's measurement.

    Attributes:
        verdict: By the intervals of the differences: above 0, below 0, or around it.
        reason: The deciding numbers in a sentence.
        rows: Everything that was measured: name, value, low, high.
        chart: Of it; ``None``: bars of the rows.
    """

    verdict: Verdict
    reason: str
    rows: Sequence[Row] = field(default=())
    chart: Chart | None = None


class Claim:
    """One assertion of the theory.

    Attributes:
        name: For the command line.
        statement: What is asserted, in one sentence.
        measured_by: What its rows are, for the axis of its chart.
    """

    name: ClassVar[str]
    measured_by: ClassVar[str] = "MAP@R"
    statement: ClassVar[str]

    def measure(self, lab: ClaimLab) -> Finding:
        """Measure it."""
        raise NotImplementedError


class ClaimLab:
    """What claims measure with: the pictures, their inputs, and trainings that are done once.

    Attributes:
        options: What the person asked.
        plan: The training that they amount to.
        data: The pictures, photos of every class held out.
        inputs: Of the pictures, for models with the plan's frozen blocks.
        folder: Of the run; every training writes its epochs there.
        progress: Of it all.
    """

    def __init__(
        self,
        options: LabOptions,
        plan: Plan,
        data: LabData,
        inputs: Inputs,
        folder: RunFolder,
        progress: Progress,
    ) -> None:
        self.options = options
        self.plan = plan.with_fixed_budget()
        self.data = data
        self.inputs = inputs
        self.folder = folder
        self.progress = progress
        self._usual: Trained | None = None

    def usual(self) -> Trained:
        """Return the model of the plan itself, trained once for all claims and kept."""
        if self._usual is None:
            self._usual = self.train("usual", self.plan)
            keep_model(self.folder, self._usual, self.data, self.inputs)
        return self._usual

    def train(
        self, name: str, plan: Plan, data: LabData | None = None, inputs: Inputs | None = None
    ) -> Trained:
        """Train a model on the plan's pictures, or on another split of them."""
        watch = Watch(self.progress, line_writer(self.folder, name, plan.seed))
        return train_plan(plan, data or self.data, inputs or self.inputs, watch)

    def raw_features(self, data: LabData, inputs: Inputs | None = None) -> Vectors:
        """Return the features from before any training of the gallery's photos, not normalised."""
        chosen = inputs or self.inputs
        learner = chosen.learner(new_model(self.plan)).eval()
        return chosen.features(learner, data.gallery)

    def embeddings(
        self, learner: EmbeddingModel, data: LabData, inputs: Inputs | None = None
    ) -> Vectors:
        """Return the embeddings of the gallery's photos."""
        return (inputs or self.inputs).embed(learner.eval(), data.gallery, self.progress)

    def unseen(self, seed: int) -> LabData:
        """Return the pictures with half of the classes held out whole."""
        options = replace(self.options, split="classes", seed=seed)
        return split_data(self.data.images, options, self.progress)

    def inputs_of(self, plan: Plan) -> Inputs:
        """Return inputs for another number of frozen blocks."""
        return inputs_for(plan.architecture, self.data.images.pixels, self.progress)


def map_at_r(data: LabData, vectors: Vectors, distance: str = "cosine") -> Scores:
    """Return MAP@R of each held-out photo that has another of its class in the gallery."""
    return score_held_out(data, vectors, data.gallery, distance).map_at_r


def recall_at_1(data: LabData, vectors: Vectors, distance: str = "cosine") -> Scores:
    """Return 1 for each held-out photo whose nearest is of its class, else 0."""
    return score_held_out(data, vectors, data.gallery, distance).recall_at_1


def row(name: str, scores: Scores) -> tuple[str, float, float, float]:
    """Return a row of a finding: the mean over photos with its interval."""
    interval = bootstrap(scores)
    return name, interval.mean, interval.low, interval.high


def decided(differences: Mapping[str, Interval], rows: Sequence[Row] = ()) -> Finding:
    """Return the verdict on a claim of one or more parts, each the difference "after less before".

    It holds where every part does, and does not where one does not.
    """
    verdicts = {verdict_of(difference) for difference in differences.values()}
    verdict: Verdict = "undecided"
    if "does not hold" in verdicts or verdicts == {"holds"}:
        verdict = "does not hold" if "does not hold" in verdicts else "holds"
    parts = [f"{name} {described(difference)}" for name, difference in differences.items()]
    return Finding(verdict, f"{'; '.join(parts)}.", rows)


def verdict_of(difference: Interval) -> Verdict:
    """Return what an interval says about "the difference is above 0"."""
    if difference.low > 0:
        return "holds"
    return "does not hold" if difference.high < 0 else "undecided"


def described(difference: Interval) -> str:
    """Return a difference in points with its interval."""
    mean, low, high = (100 * value for value in (difference.mean, difference.low, difference.high))
    text = f"{mean:+.1f} points (95 % interval {low:+.1f} to {high:+.1f})"
    return text.replace("-", "−")
