"""Proxy-Anchor: each class's proxy pulls its photos and pushes the others."""

from __future__ import annotations

from torch import Tensor

from photosearch.index.protocol import Distance
from photosearch.learning.losses.library import (
    checked_classes,
    checked_labels,
    library_distance,
    shorten_proxies,
)
from photosearch.learning.losses.metric_loss import LossSettings, MetricLoss


class ProxyAnchor(MetricLoss):
    """Proxies as anchors (Kim et al. 2020, the Proxy-Anchor loss).

    loss = mean over proxies with photos in the batch of
    log(1 + sum_{x of p} exp(-scale (s(x, p) - margin))) + mean over all proxies of
    log(1 + sum_{x not of p} exp(scale (s(x, p) + margin))).

    Only over the cosine: the margin lies on both sides of 0, which no distance has. Wraps
    pytorch-metric-learning's ``ProxyAnchorLoss``, which follows the paper.
    """

    name = "proxy-anchor"
    distances = ("cosine",)

    def __init__(self, settings: LossSettings) -> None:
        super().__init__(settings)
        from pytorch_metric_learning.losses import ProxyAnchorLoss

        self._proxies = ProxyAnchorLoss(
            checked_classes(settings),
            settings.dim,
            margin=self.option("margin"),
            alpha=self.option("scale"),
            distance=library_distance(settings.distance),
        )
        shorten_proxies(self._proxies)

    @classmethod
    def defaults(cls, distance: Distance, dim: int) -> dict[str, float]:  # noqa: ARG003 - cosine
        """Return the paper's values."""
        return {"margin": 0.1, "scale": 32.0}

    def _of_labels(self, rows: Tensor, labels: Tensor) -> Tensor:
        checked_labels(labels, self.settings.n_classes)
        loss: Tensor = self._proxies(rows, labels)
        return loss
