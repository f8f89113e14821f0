"""pytorch-metric-learning's distances and how a loss of that library becomes one of ours.

The library takes seconds to import and is there in the lab only, so it is imported inside
functions. Its ``LpDistance(p=1)`` would scale rows to a length of 1 in Manhattan distance; ours
measures between rows of Euclidean length 1, as everywhere else.
"""

from __future__ import annotations

from typing import Any

from torch import Tensor, nn
from torch.nn import functional

from photosearch.base.errors import UserError
from photosearch.index.protocol import Distance
from photosearch.learning.losses.metric_loss import LossSettings


def library_distance(distance: Distance, power: int = 1) -> Any:  # noqa: ANN401 - untyped library
    """Return the library's object for a distance between rows brought to unit length.

    Args:
        distance: the cosine becomes the library's similarity (higher = more alike).
        power: 2 squares what is measured.
    """
    from pytorch_metric_learning.distances import CosineSimilarity, LpDistance

    if distance == "cosine":
        return CosineSimilarity()
    if distance == "euclidean":
        return LpDistance(p=2, power=power)

    class _ManhattanDistance(LpDistance):  # type: ignore[misc] # the library is untyped
        def normalize(self, embeddings: Tensor, dim: int = 1) -> Tensor:
            return functional.normalize(embeddings, dim=dim)

    return _ManhattanDistance(p=1, power=power)


def checked_classes(settings: LossSettings) -> int:
    """Return how many proxies there are to be.

    Raises:
        UserError: ``loss-needs-labels``: there is no class to stand for.
    """
    if settings.n_classes < 1:
        raise UserError(
            "loss-needs-labels",
            "A loss with proxies can't learn without classes.",
            "Give it labels, or choose a loss without proxies, such as supcon.",
        )
    return settings.n_classes


def shorten_proxies(loss: nn.Module) -> None:
    """Bring ``loss.proxies``, (n_classes, d), to unit length.

    Only their direction counts, but the longer a proxy, the slower it turns; the library's start
    lengths depend on the number of classes.
    """
    proxies = dict(loss.named_parameters())["proxies"]
    proxies.data = functional.normalize(proxies.data)


def checked_labels(labels: Tensor, n_classes: int) -> None:
    """Refuse labels without a proxy, which the library would drop or make NaN of.

    Raises:
        ValueError: a label is not in 0 to n_classes - 1.
    """
    if len(labels) and not (int(labels.min()) >= 0 and int(labels.max()) < n_classes):
        raise ValueError(f"labels must be 0 to {n_classes - 1}")
