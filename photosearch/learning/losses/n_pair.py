"""The multi-class N-pair loss: one pair a class, every other positive a negative."""

from __future__ import annotations

import math

from torch import Tensor

from photosearch.index.protocol import Distance
from photosearch.learning.distances import typical_ratio
from photosearch.learning.losses.library import library_distance
from photosearch.learning.losses.metric_loss import LossSettings, MetricLoss
from photosearch.learning.losses.tuple_softmax import tuple_softmax
from photosearch.learning.losses.tuples import Tuples


class NPair(MetricLoss):
    """The multi-class N-pair loss (Sohn 2016, L_N-pair-mc).

    loss = mean_i log(1 + sum_{j != i} exp(scale (s_ij - s_ii))), s_ij of anchor i and positive j,
    the first pair of each class in the batch.

    The paper's s is the inner product of embeddings whose length is learned and held down by a
    penalty. Rows have length 1 here, so ``scale`` stands for the squared length and no penalty is
    needed; scale 1 is the paper's formula on unit rows, from which nothing much can be learned (no
    difference exceeds 2). Wraps pytorch-metric-learning's ``NPairsLoss``.
    """

    name = "n-pair"
    batch = "anchor-positive"
    accepts = frozenset({"triplets"})

    def __init__(self, settings: LossSettings) -> None:
        super().__init__(settings)
        from pytorch_metric_learning.losses import NPairsLoss

        distance = library_distance(settings.distance)
        distance.normalize_embeddings = False  # the length carries the scale
        self._pairs = NPairsLoss(distance=distance)

    @classmethod
    def defaults(cls, distance: Distance, dim: int) -> dict[str, float]:
        """Return the scale: rows of length 3."""
        return {"scale": 9.0 / typical_ratio(distance, dim)}

    def _of_labels(self, rows: Tensor, labels: Tensor) -> Tensor:
        scale = self.option("scale")
        length = math.sqrt(scale) if self.settings.distance == "cosine" else scale
        loss: Tensor = self._pairs(rows * length, labels)
        return loss

    def _of_tuples(self, rows: Tensor, tuples: Tuples) -> Tensor:
        return tuple_softmax(self._similarities(rows, rows), tuples, 1.0 / self.option("scale"))
