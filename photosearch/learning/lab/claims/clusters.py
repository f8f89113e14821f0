"""Do clusters and neighbours fit the classes better after metric learning?"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from photosearch.base.types import Vectors
from photosearch.learning.evaluation.classifiers import LabelledVectors, k_nearest
from photosearch.learning.evaluation.clustering import MIN_SAMPLES, cluster, clustering_scores
from photosearch.learning.evaluation.intervals import Interval, paired_difference
from photosearch.learning.lab.claims.claim import Claim, ClaimLab, Finding, Row, decided, row
from photosearch.learning.lab.training_run import new_model
from photosearch.metric.transform import unit_rows

_N_DRAWS = 20
_METHODS = ("k-means", "DBSCAN")
_LEFT_OUT = (
    f"DBSCAN is shown and does not count: its clusters have {MIN_SAMPLES} photos or more, most"
    " classes fewer."
)


class BetterClusters(Claim):
    """k-means, DBSCAN and kNN on the features before and on the embeddings after."""

    name = "clusters"
    measured_by = "AMI; share that is right"
    statement = "Clusters (k-means, DBSCAN) and kNN fit the classes better on a learned embedding."

    def measure(self, lab: ClaimLab) -> Finding:
        """Compare clusters over halves of the classes, and kNN photo by photo.

        DBSCAN decides nothing where classes have fewer photos than a cluster of it.
        """
        held = lab.data.split.held_out
        start = lab.inputs.learner(new_model(lab.plan)).eval()
        learner = lab.usual().learner
        before = np.asarray(unit_rows(lab.inputs.features(start, held)))
        after = lab.inputs.embed(learner, held, lab.progress)
        rows: list[Row] = []
        differences: dict[str, Interval] = {}
        for method in _METHODS:
            pairs = np.array([_ami(lab, method, before, after, seed) for seed in range(_N_DRAWS)])
            for name, column in zip(("before", "after"), pairs.T, strict=True):
                ami = over_halves(column)
                rows.append((f"AMI, {method}, {name}", ami.mean, ami.low, ami.high))
            if method != "DBSCAN" or not _too_few(lab):
                differences[f"AMI of {method}:"] = over_halves(pairs[:, 1] - pairs[:, 0])
        train = lab.data.split.train
        known, wanted = lab.data.labels[train], lab.data.labels[held]
        taught = (lab.inputs.features(start, train), lab.inputs.embed(learner, train))
        right = [
            (k_nearest(LabelledVectors(vectors, known), asked) == wanted).astype(np.float64)
            for vectors, asked in zip(taught, (before, after), strict=True)
        ]
        rows += [row("kNN accuracy, before", right[0]), row("kNN accuracy, after", right[1])]
        differences["accuracy of kNN:"] = paired_difference(right[0], right[1])
        found = decided(differences, rows)
        return replace(found, reason=f"{found.reason} {_LEFT_OUT}") if _too_few(lab) else found


def _too_few(lab: ClaimLab) -> bool:
    held = lab.data.labels[lab.data.split.held_out]
    return len(held) < MIN_SAMPLES * len(np.unique(held))


def over_halves(values: NDArray[np.float64]) -> Interval:
    """Return the mean over drawn halves of a sample, with its 95 % interval.

    The spread over halves estimates that over whole samples (the delete-d jackknife with half of
    the sample deleted, Shao and Wu 1989), so it is not divided by the number of draws.
    """
    mean, reach = float(values.mean()), 1.96 * float(values.std(ddof=1))
    return Interval(mean, mean - reach, mean + reach, len(values))


def _ami(
    lab: ClaimLab, method: str, before: Vectors, after: Vectors, seed: int
) -> tuple[float, float]:
    """Return AMI before and after on the held-out photos of half of the classes.

    Classes are drawn, not photos: with few photos a class half of them would be no clusters.
    """
    lab.progress.checkpoint()
    labels = lab.data.labels[lab.data.split.held_out]
    classes = np.random.default_rng(seed).permutation(np.unique(labels))
    drawn = classes[: max(2, len(classes) // 2)]
    rows = np.flatnonzero(np.isin(labels, drawn))
    found = [
        cluster(method, vectors[rows], len(drawn), unit=True, seed=seed)
        for vectors in (before, after)
    ]
    one, other = (clustering_scores(clusters, labels[rows]).ami for clusters in found)
    return one, other
