"""Is the learned metric better than the raw features under a fixed distance?"""

from __future__ import annotations

from photosearch.learning.evaluation.intervals import paired_difference
from photosearch.learning.lab.claims.claim import Claim, ClaimLab, Finding, decided, map_at_r, row


class LearnedMetric(Claim):
    """Raw features under Euclidean and cosine distance against the learned metric."""

    name = "learned-metric"
    statement = (
        "A learned metric retrieves better than the features it started from, under Euclidean"
        " distance and under cosine."
    )

    def measure(self, lab: ClaimLab) -> Finding:
        """Compare with both fixed distances, photo by photo."""
        raw = lab.raw_features(lab.data)
        fixed = {
            name: map_at_r(lab.data, raw, distance)
            for name, distance in (("Euclidean", "euclidean"), ("cosine", "cosine"))
        }
        vectors = lab.embeddings(lab.usual().learner, lab.data)
        learned = map_at_r(lab.data, vectors, lab.plan.distance)
        differences = {
            f"MAP@R, learned less {name}:": paired_difference(scores, learned)
            for name, scores in fixed.items()
        }
        rows = [row(f"raw features, {name}", scores) for name, scores in fixed.items()]
        return decided(differences, [*rows, row("learned metric", learned)])
