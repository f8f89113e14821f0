"""Does a metric model stay as small however many classes there are?"""

from __future__ import annotations

from photosearch.learning.lab.claims.claim import Claim, ClaimLab, Finding, Row
from photosearch.learning.lab.classifier import SoftmaxClassifier
from photosearch.learning.lab.results import Chart, Series
from photosearch.learning.lab.training_run import new_model

CLASSES = (10, 100, 1_000, 10_000)


class ModelSize(Claim):
    """Weights of a metric model and of a classifier, with 10 to 10,000 classes."""

    name = "model-size"
    statement = "A metric model does not grow with the number of classes; a classifier does."

    def measure(self, lab: ClaimLab) -> Finding:
        """Count the weights of models that are built; nothing is drawn, so there is no interval."""
        model = new_model(lab.plan)
        n_metric = sum(p.numel() for p in model.parameters())
        n_backbone = n_metric - sum(p.numel() for p in model.projection.parameters())
        heads = [
            sum(p.numel() for p in SoftmaxClassifier(model.n_features, n).parameters())
            for n in CLASSES
        ]
        rows: list[Row] = []
        for n_classes, n_head in zip(CLASSES, heads, strict=True):
            rows.append((f"metric model, {n_classes:,} classes", n_metric, None, None))
            rows.append((f"classifier, {n_classes:,} classes", n_backbone + n_head, None, None))
        grows = heads[-1] > heads[0]
        reason = (
            f"{n_metric:,} weights for any number; the classifier has {n_backbone + heads[0]:,}"
            f" for 10 classes and {n_backbone + heads[-1]:,} for 10,000."
        )
        series = [
            Series("metric model", [n_metric / 1e6] * len(CLASSES)),
            Series("classifier", [(n_backbone + n_head) / 1e6 for n_head in heads]),
        ]
        label = "million weights"
        chart = Chart("curve", self.name, CLASSES, series, "classes", label, log_x=True)
        return Finding("holds" if grows else "does not hold", reason, rows, chart)
