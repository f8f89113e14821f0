"""Are a classifier's penultimate features as good as metric training?"""

from __future__ import annotations

from dataclasses import replace

from photosearch.learning.lab.claims.claim import (
    Claim,
    ClaimLab,
    Finding,
    Scores,
    compared,
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
        " on seen classes and, by more, on classes never seen."
    )

    def measure(self, lab: ClaimLab) -> Finding:
        """Compare on both; what is asserted of unseen classes decides."""
        plan = unfrozen(lab.plan)
        inputs = lab.inputs if plan is lab.plan else lab.inputs_of(plan)
        seen_scores = _both(lab, plan, lab.data, inputs)
        unseen_scores = _both(lab, plan, lab.unseen(lab.options.seed), inputs)
        seen = compared("MAP@R, metric less classifier, seen classes", *seen_scores)
        found = compared("unseen classes", *unseen_scores)
        names = ("classifier", "metric")
        rows = [
            row(f"{name}, {where}", scores)
            for where, both in (("seen", seen_scores), ("unseen", unseen_scores))
            for name, scores in zip(names, both, strict=True)
        ]
        return replace(found, reason=f"{seen.reason[:-1]}; {found.reason}", rows=rows)


def _both(lab: ClaimLab, plan: Plan, data: LabData, inputs: Inputs) -> tuple[Scores, Scores]:
    """Return MAP@R of a classifier's features and of a metric, trained on the same photos."""
    start = inputs.learner(new_model(plan))
    watch = Watch(lab.progress)
    classifier = train_classifier(plan, start, data, inputs, data.gallery, watch)
    learner = lab.train(plan, data, inputs).learner
    vectors = lab.embeddings(learner, data, inputs)
    return map_at_r(data, classifier.features), map_at_r(data, vectors)
