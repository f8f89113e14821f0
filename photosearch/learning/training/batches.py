"""What the trainer is fed with: pictures, cached features or feature maps, it does not matter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from torch import Tensor

from photosearch.learning.losses.tuples import Tuples


@dataclass(frozen=True, eq=False)
class TrainingBatch:
    """One step's worth of training data.

    Attributes:
        inputs: (n, …) what the model takes.
        labels: (n,) int64 class of each.
        tuples: Relations between rows of the batch, where the supervision is such.
    """

    inputs: Tensor
    labels: Tensor
    tuples: Tuples | None = None


class TrainingBatches(Protocol):
    """A source of batches that can be gone through again for every epoch."""

    def __len__(self) -> int:
        """Return the number of batches an epoch."""

    def epoch(self, number: int) -> Iterator[TrainingBatch]:
        """Yield the batches of an epoch: a function of the seed and ``number`` alone."""
