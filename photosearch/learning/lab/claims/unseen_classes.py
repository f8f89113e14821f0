"""Does what was learned on some classes serve classes that were never seen?"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from photosearch.learning.evaluation.intervals import Interval
from photosearch.learning.lab.claims.claim import (
    Claim,
    ClaimLab,
    Finding,
    Row,
    decided,
    map_at_r,
)
from photosearch.learning.lab.plan import Plan

_SEEDS, _QUICK_SEEDS = 5, 2


class UnseenClasses(Claim):
    """Training on half of the classes, measured on the other half, over five seeds."""

    name = "unseen-classes"
    statement = (
        "An encoder that was trained on half of the classes retrieves the other half, which it has"
        " never seen, better than before."
    )

    def measure(self, lab: ClaimLab) -> Finding:
        """Compare with the encoder as it was, each seed with other classes held out."""
        plan = unfrozen(lab.plan)
        inputs = lab.inputs if plan is lab.plan else lab.inputs_of(plan)
        n_seeds = lab.options.seeds or (_QUICK_SEEDS if lab.options.quick else _SEEDS)
        pairs = []
        for seed in range(lab.options.seed, lab.options.seed + n_seeds):
            data = lab.unseen(seed)
            before = map_at_r(data, lab.raw_features(data))
            trained = lab.train("unseen classes", plan.with_seed(seed), data, inputs)
            learner = trained.learner
            after = map_at_r(data, lab.embeddings(learner, data, inputs))
            pairs.append((float(before.mean()), float(after.mean())))
        scores = np.array(pairs)
        difference = over_runs(scores[:, 1] - scores[:, 0])
        rows: list[Row] = []
        for name, column in zip(("before", "after"), scores.T, strict=True):
            found = over_runs(column)
            rows.append((name, found.mean, found.low, found.high))
        return decided({f"MAP@R on unseen classes over {n_seeds} seeds:": difference}, rows)


def unfrozen(plan: Plan) -> Plan:
    """Return the plan with lite0's last block and its head unfrozen, if all are frozen.

    The bundled features have no projection: 1,280 numbers are compared with as many, since a
    random projection to fewer would have to be made up for first.
    """
    if plan.architecture.get("kind") != "lite0":
        return plan
    n_blocks = max(1, int(plan.architecture["unfrozen_blocks"]))
    architecture = {**plan.architecture, "unfrozen_blocks": n_blocks, "dim": None}
    settings = replace(plan.settings, learning_rate=1e-4)
    return replace(plan, architecture=architecture, settings=settings)


def over_runs(differences: np.ndarray) -> Interval:
    """Return the mean over runs with its 95 % interval (Student's t)."""
    from scipy.stats import t

    n, mean = len(differences), float(differences.mean())
    if n < 2:
        return Interval(mean, -np.inf, np.inf, n)
    half = float(t.ppf(0.975, n - 1) * differences.std(ddof=1) / np.sqrt(n))
    return Interval(mean, mean - half, mean + half, n)
