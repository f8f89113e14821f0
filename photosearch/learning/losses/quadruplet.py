"""The quadruplet loss: a same pair nearer than its negatives, and than any other unlike pair."""

from __future__ import annotations

import torch
from torch import Tensor

from photosearch.index.protocol import Distance
from photosearch.learning.distances import typical_ratio
from photosearch.learning.losses.metric_loss import MetricLoss, mean_violation, same_class, zero
from photosearch.learning.losses.tuples import Tuples
from photosearch.learning.miners import mine


class Quadruplet(MetricLoss):
    """Both hinges of Chen et al. 2017, L_quad.

    loss = mean of max(0, D_ij - D_ik + margin) + mean of max(0, D_ij - D_lk + second_margin), with
    i and j of one class and k, l of two other classes; the second margin is the weaker one.

    Each mean is over violations. The first sum is over mined triplets. The second would run over
    O(n^4) quadruplets, so k is the photo nearest to l of all other classes (where it is of i's,
    the quadruplet is left out); with the miner "hard" j is i's farthest positive. The paper writes
    g^2 for a learned dissimilarity where D stands here. pytorch-metric-learning has no such loss.

    Tuples: a quadruplet (a, b, c, d) is held to D_ab - D_cd + second_margin, a triplet (a, b, c)
    to D_ab - D_ac + margin.
    """

    name = "quadruplet"
    accepts = frozenset({"triplets", "quadruplets"})

    @classmethod
    def defaults(cls, distance: Distance, dim: int) -> dict[str, float]:
        """Return the margins, in the paper's relation of two to one."""
        margin = 0.2 * typical_ratio(distance, dim)
        return {"margin": margin, "second_margin": 0.5 * margin}

    def _of_labels(self, rows: Tensor, labels: Tensor) -> Tensor:
        distances = self._distances(rows)
        margin, miner = self.option("margin"), self.settings.miner
        anchors, positives, negatives = mine(distances, labels, miner, margin).T
        first = distances[anchors, positives] - distances[anchors, negatives] + margin
        if miner == "hard":
            pairs = torch.stack([anchors, positives], dim=1)
        else:
            pairs = torch.nonzero(same_class(labels)[0])
        second = self._against_other_classes(distances, labels, pairs)
        return mean_violation(first) + mean_violation(second) + zero(rows)

    def _of_tuples(self, rows: Tensor, tuples: Tuples) -> Tensor:
        indices = torch.tensor(tuples.rows, device=rows.device)
        distances = self._distances(rows)
        far_from = indices[:, 2 if tuples.kind == "quadruplets" else 0]
        margin = self.option("second_margin" if tuples.kind == "quadruplets" else "margin")
        near, far = distances[indices[:, 0], indices[:, 1]], distances[far_from, indices[:, -1]]
        return mean_violation(near - far + margin)

    def _against_other_classes(self, distances: Tensor, labels: Tensor, pairs: Tensor) -> Tensor:
        """Return (p, n) hinges of same pairs (p, 2) against every photo's nearest unlike one."""
        unlike = distances.detach().masked_fill(labels[:, None] == labels[None, :], torch.inf)
        nearest = unlike.argmin(dim=1)
        far = distances.gather(1, nearest[:, None])[:, 0]
        near, own = distances[pairs[:, 0], pairs[:, 1]], labels[pairs[:, :1]]
        apart = (own != labels) & (own != labels[nearest]) & (labels != labels[nearest])
        hinges = near[:, None] - far + self.option("second_margin")
        return hinges.masked_fill(~apart, -torch.inf)
