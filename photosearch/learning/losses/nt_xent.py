"""The normalised temperature cross-entropy of learning from augmented views."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

from photosearch.index.protocol import Distance
from photosearch.learning.distances import typical_ratio
from photosearch.learning.losses.metric_loss import MetricLoss, same_class, zero
from photosearch.learning.losses.tuple_softmax import tuple_softmax
from photosearch.learning.losses.tuples import Tuples


class NTXent(MetricLoss):
    """One positive against all others (SimCLR: Chen et al. 2020, equation 1).

    loss = mean over positive pairs (i, j) of -log(exp(s_ij / T) / sum_k exp(s_ik / T)), k running
    over j and all that is not of i's class. With two views a photo, labels being photos, that is
    every other row; with larger classes the anchor's other positives are left out of the sum, as
    in pytorch-metric-learning's ``NTXentLoss``. That one is not wrapped: its (positive pairs,
    negative pairs) matrix took 3.3 s and 0.8 GB for a step of 64 classes x 4 photos.
    """

    name = "nt-xent"
    batch = "augmentation-pairs"
    accepts = frozenset({"pairs", "triplets", "quadruplets"})

    @classmethod
    def defaults(cls, distance: Distance, dim: int) -> dict[str, float]:
        """Return the temperature."""
        return {"temperature": 0.2 * typical_ratio(distance, dim)}

    def _of_labels(self, rows: Tensor, labels: Tensor) -> Tensor:
        positive, negative = same_class(labels)
        if not (bool(positive.any()) and bool(negative.any())):
            return zero(rows)
        scaled = self._similarities(rows, rows) / self.option("temperature")
        against = torch.logsumexp(scaled.masked_fill(~negative, -torch.inf), dim=1)
        anchors, positives = torch.nonzero(positive, as_tuple=True)
        return functional.softplus(against[anchors] - scaled[anchors, positives]).mean()

    def _of_tuples(self, rows: Tensor, tuples: Tuples) -> Tensor:
        return tuple_softmax(self._similarities(rows, rows), tuples, self.option("temperature"))
