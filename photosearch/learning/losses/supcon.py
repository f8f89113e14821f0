"""Supervised contrastive loss, with the negatives that background tuning adds."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

from photosearch.index.protocol import Distance
from photosearch.learning.distances import typical_ratio
from photosearch.learning.losses.metric_loss import MetricLoss, same_class, zero
from photosearch.learning.losses.tuple_softmax import tuple_softmax
from photosearch.learning.losses.tuples import Tuples


class SupCon(MetricLoss):
    """Every positive of an anchor against all others (Khosla et al. 2020, equation 2, L_out).

    loss = mean_i -1/|P(i)| sum_{p in P(i)} log(exp(s_ip / T) / sum_{a != i} exp(s_ia / T)), over
    the anchors that have a positive. Extra negatives join the sum over a.
    """

    name = "supcon"
    accepts = frozenset({"pairs", "triplets", "quadruplets"})

    @classmethod
    def defaults(cls, distance: Distance, dim: int) -> dict[str, float]:
        """Return the temperature."""
        return {"temperature": 0.1 * typical_ratio(distance, dim)}

    def forward(
        self,
        embeddings: Tensor,
        labels: Tensor,
        tuples: Tuples | None = None,
        extra_negatives: Tensor | None = None,
    ) -> Tensor:
        """Return the loss of a batch (see ``MetricLoss.forward``).

        Args:
            embeddings: (n, d) float, of the photos of the batch.
            labels: (n,) int64.
            tuples: what is known instead of labels; then there are no extra negatives.
            extra_negatives: (m, d) float, embeddings of photos of no class here, such as random
                ones of the library; negatives of every anchor, anchors of nothing.
        """
        if extra_negatives is None or tuples is not None:
            return super().forward(embeddings, labels, tuples)
        rows, others = functional.normalize(embeddings), functional.normalize(extra_negatives)
        return self._contrast(rows, labels, others)

    def _of_labels(self, rows: Tensor, labels: Tensor) -> Tensor:
        return self._contrast(rows, labels, rows[:0])

    def _of_tuples(self, rows: Tensor, tuples: Tuples) -> Tensor:
        return tuple_softmax(self._similarities(rows, rows), tuples, self.option("temperature"))

    def _contrast(self, rows: Tensor, labels: Tensor, others: Tensor) -> Tensor:
        positive, negative = same_class(labels)
        anchors = positive.any(dim=1)
        if not bool(anchors.any()) or not (len(others) or bool(negative.any())):
            return zero(rows)
        scaled = self._similarities(rows, torch.cat([rows, others])) / self.option("temperature")
        itself = torch.eye(len(rows), scaled.shape[1], dtype=torch.bool, device=rows.device)
        total = torch.logsumexp(scaled.masked_fill(itself, -torch.inf), dim=1)
        weights = positive / positive.sum(dim=1, keepdim=True).clamp(min=1)
        near = (scaled[:, : len(rows)] * weights).sum(dim=1)
        return (total - near)[anchors].mean()
