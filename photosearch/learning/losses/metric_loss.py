"""What every loss is: embeddings with labels or tuples in, one number out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal

import torch
from torch import Tensor, nn
from torch.nn import functional

from photosearch.base.errors import UserError
from photosearch.index.protocol import Distance
from photosearch.learning.distances import DISTANCES, pairwise, similarity_matrix
from photosearch.learning.losses.tuples import TupleKind, Tuples
from photosearch.learning.miners import Miner

BatchKind = Literal["anchor-positive", "p-by-q", "augmentation-pairs"]


@dataclass(frozen=True)
class LossSettings:
    """What a loss is built from.

    Attributes:
        dim: d, the number of dimensions of the embeddings, >= 1.
        n_classes: how many labels there are (0 to n_classes - 1); only losses with proxies ask.
        distance: what the loss compares by.
        miner: which triplets a triplet loss learns from.
        options: every option of the loss, such as ``{"temperature": 0.2}``.
    """

    dim: int
    n_classes: int
    distance: Distance
    miner: Miner
    options: Mapping[str, float]


class MetricLoss(nn.Module):
    """A loss on the embeddings of one batch, averaged over what it compares.

    Embeddings are brought to unit length first (those of an ``EmbeddingModel`` are already). A
    batch with nothing to learn from, such as one class only, gives 0 with a gradient of 0. Losses
    with proxies have parameters, drawn from torch's global generator as those of a layer are; they
    want a higher learning rate than the model and are of no use after training.

    Attributes:
        name: as ``by_name`` knows it.
        batch: which batches it wants: ``"anchor-positive"`` is [anchors..., positives...].
        accepts: kinds of tuples that it can learn from instead of labels.
        distances: by what it can compare.
        settings: what it was built from.
    """

    name: ClassVar[str]
    batch: ClassVar[BatchKind] = "p-by-q"
    accepts: ClassVar[frozenset[TupleKind]] = frozenset()
    distances: ClassVar[tuple[Distance, ...]] = DISTANCES

    def __init__(self, settings: LossSettings) -> None:
        super().__init__()
        self.settings = settings

    @classmethod
    def defaults(cls, distance: Distance, dim: int) -> dict[str, float]:
        """Return every option with its value for unit vectors under a distance."""
        raise NotImplementedError

    def forward(self, embeddings: Tensor, labels: Tensor, tuples: Tuples | None = None) -> Tensor:
        """Return the loss of a batch.

        Shape:
            - embeddings: (n, d) float; labels: (n,) int64; tuples: positions 0 to n - 1.
            - output: a scalar >= 0.

        Args:
            embeddings: of the photos of the batch.
            labels: their classes; not looked at where there are tuples.
            tuples: what is known instead of labels.

        Raises:
            UserError: ``loss-needs-labels``: the loss can't learn from such tuples.
        """
        rows = functional.normalize(embeddings)
        if tuples is None:
            return self._of_labels(rows, labels)
        if tuples.kind not in self.accepts:
            raise _refused(self, tuples.kind)
        if not len(tuples):
            return zero(rows)
        return self._of_tuples(rows, tuples)

    def option(self, name: str) -> float:
        """Return the value of an option."""
        return self.settings.options[name]

    def _of_labels(self, rows: Tensor, labels: Tensor) -> Tensor:
        """Return the loss of (n, d) unit rows with (n,) labels."""
        raise NotImplementedError

    def _of_tuples(self, rows: Tensor, tuples: Tuples) -> Tensor:
        """Return the loss of (n, d) unit rows with at least one tuple of an accepted kind."""
        raise NotImplementedError

    def _distances(self, rows: Tensor) -> Tensor:
        return pairwise(rows, rows, self.settings.distance)

    def _similarities(self, queries: Tensor, references: Tensor) -> Tensor:
        return similarity_matrix(queries, references, self.settings.distance)


def zero(rows: Tensor) -> Tensor:
    """Return 0 with a gradient of 0 to every row."""
    return rows.sum() * 0.0 + 0.0  # never -0.0, which would be printed


def mean_violation(hinges: Tensor) -> Tensor:
    """Return the mean of those of (t,) hinges that are above 0; 0 where there are none."""
    violated = hinges.clamp(min=0)
    return violated.sum() / (hinges > 0).sum().clamp(min=1)


def same_class(labels: Tensor) -> tuple[Tensor, Tensor]:
    """Return which pairs share a class and which do not.

    Shape:
        - labels: (n,) int64.
        - output: (n, n) bool positives, without the diagonal; (n, n) bool negatives.
    """
    same = labels[:, None] == labels[None, :]
    return same & ~torch.eye(len(labels), dtype=torch.bool, device=labels.device), ~same


def _refused(loss: MetricLoss, kind: TupleKind) -> UserError:
    able = " or ".join(sorted(loss.accepts))
    return UserError(
        "loss-needs-labels",
        f"The loss {loss.name} can't learn from {kind}.",
        f"Give it labels{f' or {able}' if able else ''}, or choose a loss that takes {kind}.",
    )
