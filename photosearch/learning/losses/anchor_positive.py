"""The anchor-positive temperature softmax: each anchor has to find its positive in the batch."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

from photosearch.index.protocol import Distance
from photosearch.learning.distances import typical_ratio
from photosearch.learning.losses.metric_loss import MetricLoss, zero
from photosearch.learning.losses.tuple_softmax import tuple_softmax
from photosearch.learning.losses.tuples import Tuples


class AnchorPositive(MetricLoss):
    """Cross-entropy on the diagonal of anchors x positives (N-pair, Sohn 2016, with temperature).

    loss = mean_i -log(exp(s_ii / T) / sum_j exp(s_ij / T)), s_ij the cosine of anchor i and
    positive j (Mat Kelcey's example of metric learning, 2020: T = 0.2). With several pairs a
    class, other positives of the anchor's own class are left out of the sum: they are no
    negatives. Identical embeddings of C classes give log C.
    """

    name = "anchor-positive"
    batch = "anchor-positive"
    accepts = frozenset({"pairs", "triplets", "quadruplets"})

    @classmethod
    def defaults(cls, distance: Distance, dim: int) -> dict[str, float]:
        """Return the temperature."""
        return {"temperature": 0.2 * typical_ratio(distance, dim)}

    def _of_labels(self, rows: Tensor, labels: Tensor) -> Tensor:
        n_pairs = len(rows) // 2
        anchors, positives = labels[:n_pairs], labels[n_pairs:]
        if not torch.equal(anchors, positives):
            raise ValueError("the batch is not [anchors..., positives...] of the same classes")
        scaled = self._similarities(rows[:n_pairs], rows[n_pairs:]) / self.option("temperature")
        itself = torch.eye(n_pairs, dtype=torch.bool, device=rows.device)
        kin = (anchors[:, None] == positives[None, :]) & ~itself
        if not bool((~kin & ~itself).any()):
            return zero(rows)
        targets = torch.arange(n_pairs, device=rows.device)
        return functional.cross_entropy(scaled.masked_fill(kin, -torch.inf), targets)

    def _of_tuples(self, rows: Tensor, tuples: Tuples) -> Tensor:
        return tuple_softmax(self._similarities(rows, rows), tuples, self.option("temperature"))
