"""The triplet loss: the positive nearer than the negative, by a margin."""

from __future__ import annotations

import torch
from torch import Tensor

from photosearch.index.protocol import Distance
from photosearch.learning.distances import typical_ratio
from photosearch.learning.losses.library import library_distance
from photosearch.learning.losses.metric_loss import LossSettings, MetricLoss
from photosearch.learning.losses.tuples import Tuples
from photosearch.learning.miners import mine


class Triplet(MetricLoss):
    """A relative constraint (Schroff et al. 2015, section 3.1; Hermans et al. 2017, L_tri).

    loss = mean of max(0, D_ap - D_an + margin) over the mined triplets that violate the margin: a
    triplet is satisfied where D_ap - D_an + margin <= 0.

    Schroff et al. square the Euclidean distances and sum; Hermans et al. found plain ones steadier
    and the mean over violations better with "all", and so does pytorch-metric-learning's
    ``TripletMarginLoss``, which is wrapped here.
    """

    name = "triplet"
    accepts = frozenset({"triplets"})

    def __init__(self, settings: LossSettings) -> None:
        super().__init__(settings)
        from pytorch_metric_learning.losses import TripletMarginLoss

        self._hinges = TripletMarginLoss(
            margin=self.option("margin"), distance=library_distance(settings.distance)
        )

    @classmethod
    def defaults(cls, distance: Distance, dim: int) -> dict[str, float]:
        """Return the margin, FaceNet's 0.2."""
        return {"margin": 0.2 * typical_ratio(distance, dim)}

    def _of_labels(self, rows: Tensor, labels: Tensor) -> Tensor:
        margin, miner = self.option("margin"), self.settings.miner
        return self._of_triplets(rows, mine(self._distances(rows), labels, miner, margin))

    def _of_tuples(self, rows: Tensor, tuples: Tuples) -> Tensor:
        return self._of_triplets(rows, torch.tensor(tuples.rows, device=rows.device))

    def _of_triplets(self, rows: Tensor, triplets: Tensor) -> Tensor:
        loss: Tensor = self._hinges(rows, indices_tuple=tuple(triplets.T))
        return loss
