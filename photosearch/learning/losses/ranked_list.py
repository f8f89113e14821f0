"""The ranked list loss: positives inside a ball, negatives outside a larger one."""

from __future__ import annotations

import torch
from torch import Tensor

from photosearch.index.protocol import Distance
from photosearch.learning.distances import typical_ratio
from photosearch.learning.losses.metric_loss import MetricLoss, same_class, zero


class RankedList(MetricLoss):
    """Absolute constraints on whole lists (Wang, Hua et al. 2019, L_RLL).

    Of anchor i: the mean of D_ij - (boundary - margin) over positives beyond boundary - margin,
    plus ``negative_weight`` (the paper's lambda = 1) times the mean of boundary - D_ij over
    negatives nearer than the boundary (its alpha), weighted by exp(temperature (boundary - D_ij)).
    The loss is the mean over anchors. The weights decide how strongly each negative is pushed and
    pass no gradient themselves, as in the paper, where each gradient has length 1 before weighting;
    through the weights the nearer negatives would pull the farther ones in.

    pytorch-metric-learning's ``RankedListLoss`` is not wrapped: a negative at distance 0 has no
    weight there, so that a collapsed batch has loss 0; it differentiates the weights; it adds
    1e-5 n to each sum of weights, and warns of the paper's temperature of 10.
    """

    name = "ranked-list"

    @classmethod
    def defaults(cls, distance: Distance, dim: int) -> dict[str, float]:
        """Return the paper's values for unit rows (1.2, 0.4, 10), carried over."""
        ratio = typical_ratio(distance, dim)
        boundary = 0.72 if distance == "cosine" else 1.2 * ratio  # 1 - cos = D^2 / 2
        return {
            "boundary": boundary,
            "margin": 0.4 * ratio,
            "temperature": 10.0 / ratio,
            "negative_weight": 1.0,
        }

    def _of_labels(self, rows: Tensor, labels: Tensor) -> Tensor:
        positive, negative = same_class(labels)
        if not (bool(positive.any()) and bool(negative.any())):
            return zero(rows)
        distances, boundary = self._distances(rows), self.option("boundary")
        beyond = (distances - (boundary - self.option("margin"))).masked_fill(~positive, 0.0)
        within = (boundary - distances).masked_fill(~negative, 0.0)
        counts = (beyond > 0).sum(dim=1).clamp(min=1)
        near = (beyond.clamp(min=0).sum(dim=1) / counts).mean()
        return near + self.option("negative_weight") * self._weighted(within).mean()

    def _weighted(self, within: Tensor) -> Tensor:
        """Return (n,), the weighted mean of each row's positive entries."""
        violated = within > 0
        exponents = (within.detach() * self.option("temperature")).masked_fill(
            ~violated, -torch.inf
        )
        weights = torch.softmax(exponents, dim=1).masked_fill(~violated, 0.0)
        return (weights * within).sum(dim=1)
