"""What a tuning learns from: labelled photos among photos of the library, as level-0 vectors."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from photosearch.base.types import Ids, Vectors

NEAR_DUPLICATE = 0.9  # cosine at level 0, as in metric.neighbourhood
_NO_PAIRS: Ids = np.empty((0, 2), dtype=np.int64)
_NO_TRIPLES: Ids = np.empty((0, 3), dtype=np.int64)


@dataclass(frozen=True, eq=False)
class TuningSet:
    """Labelled photos, what was said of pairs, and a sample of the library as background.

    Attributes:
        vectors: (N, d) float32 unit rows, of level 0.
        labels: (N,) int64, 0 to G - 1; -1 for a photo of no group.
        bundles: (N,) int64, the same for near-duplicates of one group: they count once, and are
            held out together.
        keys: (N,) uint64, drawn from the content: who is held out follows from it.
        same: (S, 2) int64 rows that belong together.
        different: (D, 2) int64 rows that do not.
        closer: (C, 3) int64 rows: the first is more like the second than the third.
    """

    vectors: Vectors
    labels: Ids
    bundles: Ids
    keys: NDArray[np.uint64]
    same: Ids = field(default_factory=lambda: _NO_PAIRS)
    different: Ids = field(default_factory=lambda: _NO_PAIRS)
    closer: Ids = field(default_factory=lambda: _NO_TRIPLES)

    @property
    def n_groups(self) -> int:
        """Return G, the number of groups."""
        return int(self.labels.max(initial=-1)) + 1

    @property
    def labelled(self) -> Ids:
        """Return the rows of labelled photos, rising."""
        return np.flatnonzero(self.labels >= 0)

    @property
    def background(self) -> Ids:
        """Return the rows of photos of no group, rising."""
        return np.flatnonzero(self.labels < 0)

    def one_of_each(self) -> Ids:
        """Return rows of labelled photos, rising: the first of every bundle of near-duplicates."""
        rows = self.labelled
        _, first = np.unique(self.bundles[rows], return_index=True)
        return np.sort(rows[first])

    def taken(self, rows: Ids) -> TuningSet:
        """Return some of the photos, rising rows, with their labels; nothing said of pairs."""
        return TuningSet(
            self.vectors[rows],
            _renumbered(self.labels[rows]),
            np.unique(self.bundles[rows], return_inverse=True)[1].astype(np.int64),
            self.keys[rows],
        )

    def without(self, rows: Ids) -> TuningSet:
        """Return this set as if some photos had no label and nothing had been said of them."""
        labels = self.labels.copy()
        labels[rows] = -1
        return replace(
            self,
            labels=_renumbered(labels),
            same=_apart_from(self.same, rows),
            different=_apart_from(self.different, rows),
            closer=_apart_from(self.closer, rows),
        )


def bundles_of(vectors: Vectors, labels: Ids) -> Ids:
    """Join near-duplicates of one group: one number a bundle, unlabelled photos each their own.

    Args:
        vectors: (N, d) float32 unit rows, of level 0.
        labels: (N,) int64, -1 for none.

    Returns:
        (N,) int64.
    """
    bundles = np.arange(len(labels), dtype=np.int64)
    order = np.argsort(labels, kind="stable")
    starts = np.flatnonzero(np.diff(labels[order], prepend=-2))
    for start, end in zip(starts, np.append(starts[1:], len(order)), strict=True):
        rows = np.sort(order[start:end])
        if labels[rows[0]] < 0 or len(rows) < 2:
            continue
        near = vectors[rows] @ vectors[rows].T >= NEAR_DUPLICATE
        for place in range(1, len(rows)):  # to the first that it is a copy of, so no long chains
            bundles[rows[place]] = bundles[rows[int(np.argmax(near[place]))]]
    return bundles


def chains_of(pairs: Ids, n: int) -> list[Ids]:
    """Return what pairs connect: rising rows, one array a connected set of two or more.

    Args:
        pairs: (S, 2) int64 rows.
        n: How many rows there are.
    """
    parent = np.arange(n)

    def root(row: int) -> int:
        while parent[row] != row:
            parent[row] = parent[parent[row]]
            row = int(parent[row])
        return row

    for first, second in pairs.tolist():
        parent[root(first)] = root(second)
    members: dict[int, list[int]] = {}
    for row in np.unique(pairs).tolist():
        members.setdefault(root(row), []).append(row)
    return [np.array(one, dtype=np.int64) for one in members.values()]


def _renumbered(labels: Ids) -> Ids:
    """Return labels without gaps, -1 as it is."""
    there = np.unique(labels[labels >= 0])
    out = np.searchsorted(there, labels)
    return np.asarray(np.where(labels >= 0, out, -1), dtype=np.int64)


def _apart_from(rows: Ids, left_out: Ids) -> Ids:
    return rows[~np.isin(rows, left_out).any(axis=1)] if len(rows) else rows
