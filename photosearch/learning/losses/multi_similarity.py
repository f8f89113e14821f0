"""The multi-similarity loss: pairs weighed by how they compare with the others of their anchor."""

from __future__ import annotations

from torch import Tensor

from photosearch.index.protocol import Distance
from photosearch.learning.distances import typical_ratio
from photosearch.learning.losses.library import library_distance
from photosearch.learning.losses.metric_loss import LossSettings, MetricLoss


class MultiSimilarity(MetricLoss):
    """Pair mining and soft weighting (Wang, Han et al. 2019, L_MS).

    loss = mean_i log(1 + sum_{p} exp(-alpha (s_ip - base))) / alpha
    + log(1 + sum_{n} exp(beta (s_in - base))) / beta, over the pairs that are within ``epsilon`` of
    a wrong order: s_ip < max_n s_in + epsilon, s_in > min_p s_ip - epsilon.

    Wraps pytorch-metric-learning's ``MultiSimilarityLoss`` and ``MultiSimilarityMiner``. The paper
    prints base (lambda) = 1, its authors' program and this 0.5. Over a distance s - base becomes
    base - D.
    """

    name = "multi-similarity"

    def __init__(self, settings: LossSettings) -> None:
        super().__init__(settings)
        from pytorch_metric_learning.losses import MultiSimilarityLoss
        from pytorch_metric_learning.miners import MultiSimilarityMiner

        options, distance = settings.options, library_distance(settings.distance)
        self._miner = MultiSimilarityMiner(epsilon=options["epsilon"], distance=distance)
        self._weighting = MultiSimilarityLoss(
            alpha=options["alpha"], beta=options["beta"], base=options["base"], distance=distance
        )

    @classmethod
    def defaults(cls, distance: Distance, dim: int) -> dict[str, float]:
        """Return the values of the authors, carried over."""
        ratio = typical_ratio(distance, dim)
        base = 0.5 if distance == "cosine" else ratio
        return {"alpha": 2.0 / ratio, "beta": 50.0 / ratio, "base": base, "epsilon": 0.1 * ratio}

    def _of_labels(self, rows: Tensor, labels: Tensor) -> Tensor:
        loss: Tensor = self._weighting(rows, labels, self._miner(rows, labels))
        return loss
