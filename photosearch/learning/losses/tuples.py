"""Weak supervision: pairs, triplets and quadruplets of photos instead of labels."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

TupleKind = Literal["pairs", "triplets", "quadruplets"]
WIDTHS: dict[TupleKind, int] = {"pairs": 2, "triplets": 3, "quadruplets": 4}


@dataclass(frozen=True, eq=False)
class Tuples:
    """What is known of photos that have no labels.

    Attributes:
        kind: ``"pairs"``: a and b are the same, or not. ``"triplets"``: a is more like b than
            like c. ``"quadruplets"``: a and b are more alike than c and d.
        rows: (n, 2 | 3 | 4) int64, positions in the photos or embeddings they come with.
        same: (n,) bool for pairs, whether they are the same; ``None`` for the other kinds.

    Raises:
        ValueError: the shapes or types do not fit the kind.
    """

    kind: TupleKind
    rows: NDArray[np.int64]
    same: NDArray[np.bool_] | None = None

    def __post_init__(self) -> None:
        if self.rows.ndim != 2 or self.rows.shape[1] != WIDTHS[self.kind]:
            raise ValueError(f"rows of {self.kind} can't be of shape {self.rows.shape}")
        if self.rows.dtype != np.int64:
            raise ValueError(f"rows must be int64, not {self.rows.dtype}")
        if (self.same is None) == (self.kind == "pairs"):
            raise ValueError("pairs, and only pairs, say whether they are the same")
        if self.same is not None and (
            self.same.shape != (len(self),) or self.same.dtype != np.bool_
        ):
            raise ValueError(f"same must be ({len(self)},) bool")

    def __len__(self) -> int:
        return len(self.rows)

    def take(self, positions: NDArray[np.int64]) -> Tuples:
        """Return some of them: positions (m,) int64, 0 to n - 1."""
        same = None if self.same is None else self.same[positions]
        return replace(self, rows=self.rows[positions], same=same)

    def renumbered(self) -> tuple[NDArray[np.int64], Tuples]:
        """Make a batch of them.

        Returns:
            (m,) int64 distinct photos in rising order, and the same tuples as positions in it.
        """
        photos, places = np.unique(self.rows, return_inverse=True)
        return photos, replace(self, rows=places.reshape(self.rows.shape).astype(np.int64))
