"""The siamese network's loss: same pairs together, others at least a margin apart."""

from __future__ import annotations

import torch
from torch import Tensor

from photosearch.index.protocol import Distance
from photosearch.learning.distances import typical_ratio
from photosearch.learning.losses.library import library_distance
from photosearch.learning.losses.metric_loss import LossSettings, MetricLoss, same_class, zero
from photosearch.learning.losses.tuples import Tuples


class Contrastive(MetricLoss):
    """An absolute constraint on each pair (Hadsell, Chopra and LeCun 2006, equation 4).

    loss = mean over same pairs of D^2 / 2 + mean over other pairs of max(0, margin - D)^2 / 2.

    The paper sums over a list of pairs; of a batch with labels most pairs are "not the same", so
    the two kinds are averaged apart. The hinges are pytorch-metric-learning's ``ContrastiveLoss``,
    which by itself leaves out the square and averages over violated pairs only.
    """

    name = "contrastive"
    accepts = frozenset({"pairs"})

    def __init__(self, settings: LossSettings) -> None:
        super().__init__(settings)
        from pytorch_metric_learning.losses import ContrastiveLoss
        from pytorch_metric_learning.reducers import DoNothingReducer

        margin, cosine = self.option("margin"), settings.distance == "cosine"
        self._hinges = ContrastiveLoss(
            pos_margin=1.0 if cosine else 0.0,  # the library's cosine is a similarity
            neg_margin=1.0 - margin if cosine else margin,
            distance=library_distance(settings.distance),
            reducer=DoNothingReducer(),
        )

    @classmethod
    def defaults(cls, distance: Distance, dim: int) -> dict[str, float]:
        """Return the margin: vectors at right angles."""
        return {"margin": 1.0 if distance == "cosine" else 2**0.5 * typical_ratio(distance, dim)}

    def _of_labels(self, rows: Tensor, labels: Tensor) -> Tensor:
        positive, negative = same_class(labels)
        return self._of_pairs(rows, torch.nonzero(positive), torch.nonzero(negative))

    def _of_tuples(self, rows: Tensor, tuples: Tuples) -> Tensor:
        pairs = torch.tensor(tuples.rows, device=rows.device)
        same = torch.tensor(tuples.same, device=rows.device)
        # Both ways round: the library takes a single pair for none.
        near, far = (torch.cat([some, some.flip(1)]) for some in (pairs[same], pairs[~same]))
        return self._of_pairs(rows, near, far)

    def _of_pairs(self, rows: Tensor, near: Tensor, far: Tensor) -> Tensor:
        found = self._hinges(rows, indices_tuple=(*near.T, *far.T))
        hinges = (found[kind]["losses"] for kind in ("pos_loss", "neg_loss"))
        means = [0.5 * (some**2).mean() for some in hinges if torch.is_tensor(some) and len(some)]
        return torch.stack(means).sum() if means else zero(rows)
