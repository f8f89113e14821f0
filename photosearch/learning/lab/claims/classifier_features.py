"""Are a classifier's penultimate features as good as metric training?"""

from __future__ import annotations

from photosearch.learning.evaluation.intervals import paired_difference
from photosearch.learning.lab.claims.claim import (
    Claim,
    ClaimLab,
    Finding,
    Scores,
    decided,
    map_at_r,
    row,
)
from photosearch.learning.lab.claims.unseen_classes import unfrozen
from photosearch.learning.lab.classifier import train_classifier
from photosearch.learning.lab.inputs import Inputs
from photosearch.learning.lab.lab_data import LabData
from photosearch.learning.lab.plan import Plan
from photosearch.learning.lab.training_run import new_model
from photosearch.learning.training.trainer import Watch


class ClassifierFeatures(Claim):
    """A softmax classifier's penultimate features against metric training."""

    name = "classifier-features"
    statement = (
        "Metric training retrieves better than the penultimate features of a softmax classifier,"
        " on seen classes and on classes never seen."
    )

    def measure(self, lab: ClaimLab) -> Finding:
        """Train both twice: with photos of every class held out, and with whole classes."""
        plan = unfrozen(lab.plan)
        inputs = lab.inputs if plan is lab.plan else lab.inputs_of(plan)
        found = {
            "seen": _both(lab, plan, lab.data, inputs),
            "unseen": _both(lab, plan, lab.unseen(lab.options.seed), inputs),
        }
        rows = [
            row(f"{name}, {where} classes", scores)
            for where, both in found.items()
            for name, scores in zip(("classifier", "metric"), both, strict=True)
        ]
        seen, unseen = (paired_difference(*both) for both in found.values())
        parts = {"MAP@R, metric less classifier, seen classes:": seen, "unseen classes:": unseen}
        return decided(parts, rows)


def _both(lab: ClaimLab, plan: Plan, data: LabData, inputs: Inputs) -> tuple[Scores, Scores]:
    """Return MAP@R of a classifier's features and of a metric, trained on the same photos."""
    start = inputs.learner(new_model(plan))
    watch = Watch(lab.progress)
    classifier = train_classifier(plan, start, data, inputs, data.gallery, watch)
    if plan is lab.plan and data is lab.data:
        learner = lab.usual().learner
    else:
        learner = lab.train(f"metric, {data.held_out_by} held out", plan, data, inputs).learner
    vectors = lab.embeddings(learner, data, inputs)
    return map_at_r(data, classifier.features), map_at_r(data, vectors)
