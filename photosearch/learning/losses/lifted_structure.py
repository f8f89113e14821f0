"""The lifted structured loss: each positive pair against all negatives of both of its ends."""

from __future__ import annotations

import torch
from torch import Tensor

from photosearch.index.protocol import Distance
from photosearch.learning.distances import typical_ratio
from photosearch.learning.losses.metric_loss import MetricLoss, same_class, zero


class LiftedStructure(MetricLoss):
    """The smooth upper bound J~ of Song et al. 2016, section 4.

    J_ij = log(sum_{k not of i's class} exp(margin - D_ik) + sum_{l not of j's} exp(margin - D_jl))
    + D_ij; loss = mean over unordered positive pairs of max(0, J_ij)^2 / 2.

    ``scale`` s sharpens the bound, log(sum exp(s ...)) / s: unit rows are at most 2 apart, so with
    s = 1 (the paper, whose embeddings are of any length) the logarithm of the number of negatives
    outweighs every distance. pytorch-metric-learning's ``LiftedStructureLoss`` gives the same at
    s = 1 but holds a (positive pairs, negative pairs) matrix: 8.4 s and 1 GB for a step of 64
    classes x 4 photos; so it is not wrapped.
    """

    name = "lifted-structure"

    @classmethod
    def defaults(cls, distance: Distance, dim: int) -> dict[str, float]:
        """Return the margin and the scale."""
        ratio = typical_ratio(distance, dim)
        return {"margin": 0.5 if distance == "cosine" else ratio, "scale": 10.0 / ratio}

    def _of_labels(self, rows: Tensor, labels: Tensor) -> Tensor:
        positive, negative = same_class(labels)
        if not (bool(positive.any()) and bool(negative.any())):
            return zero(rows)
        margin, scale = self.option("margin"), self.option("scale")
        distances = self._distances(rows)
        lifted = ((margin - distances) * scale).masked_fill(~negative, -torch.inf)
        against = torch.logsumexp(lifted, dim=1)
        one, other = torch.nonzero(positive.triu(), as_tuple=True)
        bound = torch.logaddexp(against[one], against[other]) / scale + distances[one, other]
        return 0.5 * (bound.clamp(min=0) ** 2).mean()
