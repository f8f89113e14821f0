"""What a training step is given."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from photosearch.learning.losses.tuples import Tuples


@dataclass(frozen=True, eq=False)
class Batch:
    """The pictures of one training step.

    Shape:
        - indices: (n,) int64, of the pictures; one may occur twice where ``is_view`` says so.
        - labels: (n,) int64, the classes; without labels one number a picture.
        - is_view: (n,) bool: this row must be an augmented view, since the picture repeats (or
          since views are the point).

    Attributes:
        indices: As above.
        labels: As above.
        is_view: As above.
        tuples: Which rows belong together, where the loss wants it said; rows of this batch.
    """

    indices: npt.NDArray[np.int64]
    labels: npt.NDArray[np.int64]
    is_view: npt.NDArray[np.bool_]
    tuples: Tuples | None = None

    def __post_init__(self) -> None:
        """Refuse arrays of different lengths (``ValueError``)."""
        if not len(self.indices) == len(self.labels) == len(self.is_view):
            raise ValueError("indices, labels and is_view must be of one length")

    def __len__(self) -> int:
        return len(self.indices)


class Sampler(Protocol):
    """What the trainer iterates over, once an epoch."""

    @property
    def n_batches(self) -> int:
        """Batches an epoch."""

    def epoch(self, number: int) -> Iterator[Batch]:
        """Yield an epoch's batches: a function of the sampler's seed and the number alone."""


def batch_random(seed: int, epoch: int) -> np.random.Generator:
    """Return an epoch's own source of randomness.

    Raises:
        ValueError: A number is negative.
    """
    return np.random.default_rng([seed, epoch])
