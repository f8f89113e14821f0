"""Every query's nearest of a gallery, by exact search and in bounded memory.

The query is left out of its own list by its id, not by its place: an exact copy of it may come
first, and stays. Equal distances are ordered by row, so that a result is a function of the arrays
alone. To that end a distance and its row are packed into one integer: the bits of a float32 >= 0
order like the number itself, and NumPy sorts integers with vector instructions (10,000 queries
among 10,000 photos, the 1,000 nearest: two seconds on one core).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from photosearch.base.progress import NO_PROGRESS, Progress, Step
from photosearch.base.types import Ids, Vectors
from photosearch.learning.evaluation.pairwise import Distances
from photosearch.metric.distance import Distance

_BLOCK_CELLS = 2_000_000  # about 50 MB with its copies, 50 to 100 ms between two checkpoints
_ROW_BITS = np.uint64(32)
_ROW_MASK = np.uint64(2**32 - 1)


@dataclass(frozen=True, eq=False)
class Gallery:
    """Photos that are searched.

    Attributes:
        vectors: (M, d) float32 or float64.
        labels: (M,) of any kind that compares by ``==``: integers or strings.
        ids: (M,) int64, the photos' ids.
    """

    vectors: NDArray[np.floating]
    labels: NDArray[Any]
    ids: Ids

    def __post_init__(self) -> None:
        """Refuse arrays of different lengths (``ValueError``)."""
        if not len(self.vectors) == len(self.labels) == len(self.ids):
            raise ValueError("a gallery needs a label and an id for every vector")


@dataclass(frozen=True, eq=False)
class Nearest:
    """The k nearest of n queries, nearest first.

    Attributes:
        queries: (n,) int64, which query each line is of.
        rows: (n, k) int64 rows of the gallery; -1 where there are no more.
        distances: (n, k) float32; infinite where there are no more.
    """

    queries: Ids
    rows: Ids
    distances: Vectors


class Ranker:
    """Exact search in one gallery."""

    def __init__(
        self,
        vectors: NDArray[np.floating],
        ids: Ids | None = None,
        distance: Distance | str = Distance.COSINE,
    ) -> None:
        """Prepare the gallery.

        Args:
            vectors: (M, d) floats.
            ids: (M,) int64 ids of the photos; none: their row numbers.
            distance: by what to rank.
        """
        self._distances = Distances(vectors, distance)
        self._ids = np.arange(len(vectors)) if ids is None else np.asarray(ids)

    def nearest(
        self,
        vectors: NDArray[np.floating],
        ids: Ids | None,
        k: int,
        progress: Progress = NO_PROGRESS,
    ) -> Nearest:
        """Find the k nearest of every query at once; memory grows with n · k.

        Args:
            vectors: (n, d) floats.
            ids: (n,) int64, left out of each query's own list; none: nothing is left out.
            k: how many, at least 1.
            progress: told after every block.
        """
        blocks = list(self.blocks(vectors, ids, np.full(len(vectors), k), progress))
        if not blocks:
            return Nearest(np.empty(0, np.int64), np.empty((0, k), np.int64), _no_distances(0, k))
        order = np.argsort(np.concatenate([block.queries for block in blocks]))
        rows = np.concatenate([block.rows for block in blocks])[order]
        distances = np.concatenate([block.distances for block in blocks])[order]
        return Nearest(np.arange(len(vectors)), rows, distances)

    def blocks(
        self,
        vectors: NDArray[np.floating],
        ids: Ids | None,
        depths: Ids,
        progress: Progress = NO_PROGRESS,
    ) -> Iterator[Nearest]:
        """Yield the nearest of some queries after the other, shallow lists first.

        Args:
            vectors: (n, d) floats.
            ids: (n,) int64 or none, as in ``nearest``.
            depths: (n,) int64 >= 0, how many each query wants; a block's k is its largest.
            progress: told after every block.
        """
        order = np.argsort(depths, kind="stable")
        size = max(1, _BLOCK_CELLS // max(1, len(self._distances)))
        for start in range(0, len(order), size):
            progress.checkpoint()
            queries = order[start : start + size]
            own = None if ids is None else np.asarray(ids)[queries]
            k = max(1, int(depths[queries].max()))
            yield Nearest(queries, *self._search(np.asarray(vectors)[queries], own, k))
            progress.report(Step("rank", min(start + size, len(order)), len(order)))

    def _search(
        self, vectors: NDArray[np.floating], own: Ids | None, k: int
    ) -> tuple[Ids, Vectors]:
        distances = self._distances.to(vectors)
        if own is not None:
            distances[own[:, None] == self._ids] = np.inf
        keys = distances.view(np.uint32).astype(np.uint64)
        keys <<= _ROW_BITS
        keys |= np.arange(keys.shape[1], dtype=np.uint64)
        found = min(k, keys.shape[1])
        if found < keys.shape[1]:
            keys.partition(found - 1, axis=1)
        best = np.sort(keys[:, :found], axis=1)
        rows = np.full((len(keys), k), -1)
        near = _no_distances(len(keys), k)
        near[:, :found] = (best >> _ROW_BITS).astype(np.uint32).view(np.float32)
        rows[:, :found] = np.where(np.isinf(near[:, :found]), -1, best & _ROW_MASK)
        return rows, near


def _no_distances(n: int, k: int) -> Vectors:
    return np.full((n, k), np.inf, dtype=np.float32)
