"""What is lost when labels become pairs, triplets or quadruplets, or are taken away?"""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

from photosearch.learning.data.augmentation import STRONG
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
from photosearch.learning.lab.plan import Plan, Supervision
from photosearch.learning.lab.sampling import TUPLE_ROUNDS

_TUPLES = ("pairs", "triplets", "quadruplets")


class MoreSupervision(Claim):
    """The same network and budget on labels, on tuples made of them, and without labels."""

    name = "supervision"
    statement = (
        "With the same network and budget, labels teach more than the same labels as pairs,"
        " triplets or quadruplets, and these more than no labels."
    )

    def measure(self, lab: ClaimLab) -> Finding:
        """Train all five; compare labels with the best of the tuples, and the least with none."""
        scores: dict[str, Scores] = {}
        for kind in get_args(Supervision):
            trained = lab.train(f"supervision: {kind}", supervised(lab.plan, kind))
            scores[kind] = map_at_r(lab.data, lab.embeddings(trained.learner, lab.data))
        in_order = sorted(_TUPLES, key=lambda kind: float(scores[kind].mean()))
        least, best = in_order[0], in_order[-1]
        differences = {
            f"MAP@R, labels less {best}:": paired_difference(scores[best], scores["labels"]),
            f"{least} less none:": paired_difference(scores["none"], scores[least]),
        }
        return decided(differences, [row(name, found) for name, found in scores.items()])


def supervised(plan: Plan, kind: Supervision) -> Plan:
    """Return a plan that learns from something else, with as many photos shown.

    An epoch of tuples shows each photo ``TUPLE_ROUNDS`` times, one of labels once. All use the
    anchor–positive softmax, in its form for tuples where there are no labels.
    """
    settings = plan.settings
    if kind in _TUPLES:
        settings = replace(settings, epochs=max(1, settings.epochs // TUPLE_ROUNDS))
    augmentation = STRONG if kind == "none" else plan.augmentation
    return replace(
        plan,
        loss="anchor-positive",
        loss_options={},
        supervision=kind,
        settings=settings,
        augmentation=augmentation,
    )
