"""Is the learned metric better than the raw features under a fixed distance?"""

from __future__ import annotations

from dataclasses import replace

from photosearch.learning.lab.claims.claim import Claim, ClaimLab, Finding, compared, map_at_r, row


class LearnedMetric(Claim):
    """Raw features under Euclidean and cosine distance against the learned metric."""

    name = "learned-metric"
    statement = (
        "A learned metric retrieves better than the features it started from, under Euclidean"
        " distance and under cosine."
    )

    def measure(self, lab: ClaimLab) -> Finding:
        """Compare with the better of the two fixed distances."""
        raw = lab.raw_features(lab.data)
        fixed = {
            name: map_at_r(lab.data, raw, distance)
            for name, distance in (("Euclidean", "euclidean"), ("cosine", "cosine"))
        }
        vectors = lab.embeddings(lab.usual().learner, lab.data)
        learned = map_at_r(lab.data, vectors, lab.plan.distance)
        best = max(fixed, key=lambda name: float(fixed[name].mean()))
        found = compared(f"MAP@R, learned less {best}", fixed[best], learned)
        rows = [row(f"raw features, {name}", scores) for name, scores in fixed.items()]
        return replace(found, rows=[*rows, row("learned metric", learned)])
