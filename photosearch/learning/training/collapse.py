"""Noticing that a training destroys the embedding: everything at a point, or on a line.

A metric loss can reach a low value, or rest at its margin, with all photos at one place: hard
triplets do so at the start (Schroff et al. 2015, section 3.2; Wu et al. 2017). The loss
does not show it, the spread of a batch does. A network without normalisation starts with nearly
equal embeddings of its own accord, so a small spread only counts after a while.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import torch
from torch import Tensor

_SMOOTHING = 0.9


def spread(embeddings: Tensor) -> float:
    """Return the mean cosine distance between two different rows, 0 to 2 (about 1 is healthy).

    Args:
        embeddings: (n, d) float32, rows of unit length.
    """
    n = len(embeddings)
    if n < 2:
        return 1.0
    total = float(embeddings.sum(dim=0).square().sum())
    return 1.0 - (total - n) / (n * (n - 1))


def effective_rank(embeddings: Tensor) -> float:
    """Return the exponential of the entropy of the singular values (Roy & Vetterli 2007).

    Args:
        embeddings: (n, d) float32; they are centred first.

    Returns:
        1 to min(n, d): 1 where all lie on a line; 0 where they are one point.
    """
    values = torch.linalg.svdvals(embeddings - embeddings.mean(dim=0))
    total = float(values.sum())
    if total <= 1e-6:
        return 0.0
    shares = values / total
    shares = shares[shares > 0]
    return float(torch.exp(-(shares * shares.log()).sum()))


class CollapseDetector:
    """Looks at every batch and says when the embedding has collapsed.

    Args:
        least_spread: Below this smoothed mean cosine distance it is one point.
        grace: Batches before a small spread counts at all.
        least_rank: Below this effective rank, at the end of an epoch, it is a line.
    """

    def __init__(
        self, least_spread: float = 0.01, grace: int = 200, least_rank: float = 1.2
    ) -> None:
        self._least_spread = least_spread
        self._least_rank = least_rank
        self._grace = grace
        self._seen = 0
        self._smoothed: float | None = None

    def state(self) -> dict[str, float | None]:
        """Return what it has seen, as JSON values."""
        return {"seen": self._seen, "smoothed": self._smoothed}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Go on where ``state`` was taken."""
        self._seen, self._smoothed = state["seen"], state["smoothed"]

    @property
    def spread(self) -> float:
        """The smoothed spread; 1 before the first batch."""
        return 1.0 if self._smoothed is None else self._smoothed

    def collapsed(self, embeddings: Tensor) -> bool:
        """Take in a batch and tell whether the embedding is one point by now.

        Args:
            embeddings: (n, d) float32, rows of unit length.
        """
        now = spread(embeddings)
        before = now if self._smoothed is None else self._smoothed
        self._smoothed = _SMOOTHING * before + (1 - _SMOOTHING) * now
        self._seen += 1
        return self._seen > self._grace and self._smoothed < self._least_spread

    def is_line(self, rank: float, dim: int, n_classes: int) -> bool:
        """Tell whether an effective rank means a collapse: not with two classes or dimensions."""
        enough = dim > 2 and n_classes > 2
        return enough and self._seen > self._grace and rank < self._least_rank
