"""Do clusters and neighbours fit the classes better after metric learning?"""

from __future__ import annotations

import numpy as np

from photosearch.base.types import Vectors
from photosearch.learning.evaluation.classifiers import LabelledVectors, k_nearest
from photosearch.learning.evaluation.clustering import cluster, clustering_scores
from photosearch.learning.evaluation.intervals import Interval, bootstrap
from photosearch.learning.lab.claims.claim import (
    Claim,
    ClaimLab,
    Finding,
    described,
    verdict_of,
)
from photosearch.learning.lab.training_run import new_model

_N_DRAWS, _SHARE = 10, 0.7
_METHODS = ("k-means", "DBSCAN")


class BetterClusters(Claim):
    """k-means, DBSCAN and kNN on the features before and on the embeddings after."""

    name = "clusters"
    statement = "Clusters (k-means, DBSCAN) and kNN fit the classes better on a learned embedding."

    def measure(self, lab: ClaimLab) -> Finding:
        """Compare over random 70 % of the held-out photos; k-means decides."""
        held = lab.data.split.held_out
        learner = lab.usual().learner
        start = lab.inputs.features(lab.inputs.learner(new_model(lab.plan)).eval(), held)
        before = start / np.maximum(np.linalg.norm(start, axis=1, keepdims=True), 1e-12)
        after = lab.inputs.embed(learner, held, lab.progress)
        rows: list[tuple[str, float, float | None, float | None]] = []
        differences: dict[str, Interval] = {}
        for method in _METHODS:
            pairs = np.array(
                [self._ami(lab, method, before, after, seed) for seed in range(_N_DRAWS)]
            )
            rows += [
                (f"AMI, {method}, before", float(pairs[:, 0].mean()), None, None),
                (f"AMI, {method}, after", float(pairs[:, 1].mean()), None, None),
            ]
            differences[method] = _over_draws(pairs[:, 1] - pairs[:, 0])
        rows += self._neighbours(lab, before, after)
        found = differences["k-means"]
        texts = [f"AMI of {name} {described(one)}" for name, one in differences.items()]
        return Finding(verdict_of(found), f"{'; '.join(texts)}.", found, rows)

    def _ami(
        self, lab: ClaimLab, method: str, before: Vectors, after: Vectors, seed: int
    ) -> list[float]:
        lab.progress.checkpoint()
        labels = lab.data.labels[lab.data.split.held_out]
        drawn = np.random.default_rng(seed).permutation(len(labels))
        rows = np.sort(drawn[: max(4, round(_SHARE * len(labels)))])
        n_classes = len(np.unique(labels[rows]))
        clusters = [
            cluster(method, vectors[rows], n_classes, unit=True, seed=seed)
            for vectors in (before, after)
        ]
        return [clustering_scores(one, labels[rows]).ami for one in clusters]

    def _neighbours(
        self, lab: ClaimLab, before: Vectors, after: Vectors
    ) -> list[tuple[str, float, float | None, float | None]]:
        """Return the accuracy of kNN among the training photos."""
        train, held = lab.data.split.train, lab.data.split.held_out
        known, wanted = lab.data.labels[train], lab.data.labels[held]
        start = lab.inputs.learner(new_model(lab.plan)).eval()
        taught = {
            "before": (lab.inputs.features(start, train), before),
            "after": (lab.inputs.embed(lab.usual().learner, train), after),
        }
        rows: list[tuple[str, float, float | None, float | None]] = []
        for name, (vectors, asked) in taught.items():
            right = k_nearest(LabelledVectors(vectors, known), asked) == wanted
            interval = bootstrap(right.astype(np.float64))
            rows.append((f"kNN accuracy, {name}", interval.mean, interval.low, interval.high))
        return rows


def _over_draws(differences: np.ndarray) -> Interval:
    low, high = np.percentile(differences, [2.5, 97.5])
    return Interval(float(differences.mean()), float(low), float(high), len(differences))
