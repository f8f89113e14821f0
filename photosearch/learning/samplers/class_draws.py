"""Draw pictures of a class so that near-copies come once."""

from __future__ import annotations

import numpy as np

from photosearch.base.types import Ids
from photosearch.learning.data.class_table import class_table


class ClassDraws:
    """The pictures of each class, near-copies together."""

    def __init__(self, labels: Ids, duplicates: Ids | None = None) -> None:
        """Sort pictures by class and copies.

        Args:
            labels: (N,) int64.
            duplicates: (N,) int64 from ``duplicate_groups``; ``None``: nothing is a copy.

        Raises:
            ValueError: The lengths differ.
        """
        if duplicates is None:
            duplicates = np.arange(len(labels), dtype=np.int64)
        if len(duplicates) != len(labels):
            raise ValueError("labels and duplicates must be of one length")
        self._units: dict[int, list[Ids]] = {}
        self._singles: dict[int, Ids] = {}
        for label, rows in class_table(labels).items():
            groups = [rows[at] for at in class_table(duplicates[rows]).values()]
            if len(groups) == len(rows):
                self._singles[label] = rows  # the usual case, and it may be large
            else:
                self._units[label] = groups

    @property
    def classes(self) -> list[int]:
        """All labels in order."""
        return sorted(self._singles.keys() | self._units.keys())

    def n_distinct(self, label: int) -> int:
        """Return how many pictures of a class there are, near-copies counted once."""
        return len(self._singles.get(label, self._units.get(label, ())))

    def draw(self, random: np.random.Generator, label: int, n_wanted: int) -> Ids:
        """Return distinct pictures in random order, no two of them near-copies.

        Args:
            random: Moves on.
            label: Of a class that there is.
            n_wanted: Fewer come where the class has fewer.
        """
        n_drawn = min(n_wanted, self.n_distinct(label))
        picked = random.choice(self.n_distinct(label), n_drawn, replace=False)
        if label in self._singles:
            return self._singles[label][picked]
        units = [self._units[label][i] for i in picked.tolist()]
        return np.array([unit[random.integers(len(unit))] for unit in units], dtype=np.int64)

    def others(self, random: np.random.Generator, label: int, drawn: Ids) -> Ids:
        """Return the class's pictures that were not drawn, in random order."""
        if label in self._singles:
            members = self._singles[label]
        else:
            members = np.concatenate(self._units[label])
        return random.permutation(members[~np.isin(members, drawn)])
