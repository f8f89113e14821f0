"""Boosted trees as arrays: what gradient boosting learned, without the library that learned it.

A row goes left at a node where its number is at most the threshold; the leaves' values are summed
and squashed to a probability (Friedman, "Greedy function approximation: a gradient boosting
machine", 2001). All trees are walked at once, one level a step.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

_ROWS = 4096

Numbers = npt.NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class BoostedTrees:
    """T trees of at most n nodes each; a leaf's children are the leaf itself.

    Attributes:
        feature: (T, n) int64, the number that a node looks at.
        threshold: (T, n) float32.
        left: (T, n) int64, the node for numbers up to the threshold.
        right: (T, n) int64.
        value: (T, n) float32, what a leaf adds.
        offset: Where the sum starts.
        depth: Steps from the root to the deepest leaf.
    """

    feature: npt.NDArray[np.int64]
    threshold: Numbers
    left: npt.NDArray[np.int64]
    right: npt.NDArray[np.int64]
    value: Numbers
    offset: float
    depth: int

    def log_odds(self, numbers: Numbers) -> npt.NDArray[np.float64]:
        """Return the sum of the leaves for rows (P, F) float32: (P,) float64."""
        out = np.empty(len(numbers), dtype=np.float64)
        trees = np.arange(len(self.feature))[None, :]
        for start in range(0, len(numbers), _ROWS):
            part = numbers[start : start + _ROWS]
            rows = np.arange(len(part))[:, None]
            node = np.zeros((len(part), len(self.feature)), dtype=np.int64)
            for _ in range(self.depth):
                goes_left = part[rows, self.feature[trees, node]] <= self.threshold[trees, node]
                node = np.where(goes_left, self.left[trees, node], self.right[trees, node])
            out[start : start + _ROWS] = self.value[trees, node].sum(axis=1, dtype=np.float64)
        return out + self.offset

    def arrays(self, prefix: str) -> dict[str, npt.NDArray[Any]]:
        """Return it as arrays to store, with names that begin with ``prefix``."""
        return {
            f"{prefix}feature": self.feature.astype(np.int16),
            f"{prefix}threshold": self.threshold,
            f"{prefix}left": self.left.astype(np.int16),
            f"{prefix}right": self.right.astype(np.int16),
            f"{prefix}value": self.value,
            f"{prefix}shape": np.array([self.offset, self.depth], dtype=np.float64),
        }

    @staticmethod
    def of_arrays(stored: Mapping[str, npt.NDArray[Any]], prefix: str) -> BoostedTrees:
        """Read what ``arrays`` gave.

        Args:
            stored: By name.
            prefix: As it was written.

        Raises:
            KeyError: Something is missing.
        """
        offset, depth = stored[f"{prefix}shape"].tolist()
        return BoostedTrees(
            feature=stored[f"{prefix}feature"].astype(np.int64),
            threshold=stored[f"{prefix}threshold"].astype(np.float32),
            left=stored[f"{prefix}left"].astype(np.int64),
            right=stored[f"{prefix}right"].astype(np.int64),
            value=stored[f"{prefix}value"].astype(np.float32),
            offset=float(offset),
            depth=int(depth),
        )
