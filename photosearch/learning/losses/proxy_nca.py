"""Proxy-NCA: each photo near its class's proxy and far from the others."""

from __future__ import annotations

from torch import Tensor

from photosearch.index.protocol import Distance
from photosearch.learning.distances import typical_ratio
from photosearch.learning.losses.library import (
    checked_classes,
    checked_labels,
    library_distance,
    shorten_proxies,
)
from photosearch.learning.losses.metric_loss import LossSettings, MetricLoss


class ProxyNCA(MetricLoss):
    """Neighbourhood components with one learned proxy a class (Movshovitz-Attias et al. 2017).

    loss = mean_x -log(exp(-scale d(x, p(x))) / sum_p exp(-scale d(x, p))), d the squared Euclidean
    distance of unit vectors (or 1 - cos, or Manhattan).

    The paper's sum leaves the photo's own proxy out of the sum and has no scale;
    pytorch-metric-learning's ``ProxyNCALoss``, wrapped here, keeps it in: a softmax, as
    ProxyNCA++ (Teh et al. 2020) found better. At its default scale of 1 it hardly
    learns; tuned ones are 8 to 14 for squared Euclidean distance, twice that for 1 - cos. It skips
    a photo whose probability underflows to 0 (a scale above 50).
    """

    name = "proxy-nca"

    def __init__(self, settings: LossSettings) -> None:
        super().__init__(settings)
        from pytorch_metric_learning.losses import ProxyNCALoss

        power = 2 if settings.distance == "euclidean" else 1
        self._nca = ProxyNCALoss(
            checked_classes(settings),
            settings.dim,
            softmax_scale=self.option("scale"),
            distance=library_distance(settings.distance, power),
        )
        shorten_proxies(self._nca)

    @classmethod
    def defaults(cls, distance: Distance, dim: int) -> dict[str, float]:
        """Return scales of about the same slope where vectors are at right angles."""
        scale = {"cosine": 16.0, "euclidean": 8.0, "manhattan": 22.0}[distance]
        return {"scale": scale / typical_ratio(distance, dim)}

    def _of_labels(self, rows: Tensor, labels: Tensor) -> Tensor:
        checked_labels(labels, self.settings.n_classes)
        loss: Tensor = self._nca(rows, labels)
        return loss
