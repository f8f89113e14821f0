"""An index that is exact while it is small and becomes a graph by itself.

An exact search of 10,000 entries takes a millisecond, needs no construction and misses nothing;
from there a graph wins. The graph is built beside the matrix, which goes on answering; then they
change places.
"""

from __future__ import annotations

import threading

from photosearch.base.types import Ids, Vectors
from photosearch.index.exact import ExactIndex
from photosearch.index.hnsw import HnswIndex
from photosearch.index.protocol import Distance, Neighbours

EXACT_UP_TO = 10_000
_ADDED_AT_ONCE = 1024


class GrowingIndex:
    """A ``VectorIndex`` of any size.

    Args:
        dim: Numbers in a vector.
        distance: Of searches that name none.
        inner: What to start with; ``None`` for an empty exact index.
        exact_up_to: Entries at which the graph takes over.
    """

    def __init__(
        self,
        dim: int,
        distance: Distance = "cosine",
        inner: ExactIndex | HnswIndex | None = None,
        exact_up_to: int = EXACT_UP_TO,
    ) -> None:
        self.dim = dim
        self.distance: Distance = distance
        self._inner = ExactIndex(dim, distance) if inner is None else inner
        self._exact_up_to = exact_up_to
        self._changing = threading.RLock()  # one change at a time; searches take the inner's lock

    def __len__(self) -> int:
        return len(self._inner)

    def __contains__(self, photo_id: int) -> bool:
        return photo_id in self._inner

    @property
    def inner(self) -> ExactIndex | HnswIndex:
        """The index that answers now; snapshots are made of it."""
        return self._inner

    @property
    def needs_rebuild(self) -> bool:
        """Whether ``rebuild`` is worth its time."""
        return isinstance(self._inner, HnswIndex) and self._inner.needs_rebuild

    def add(self, ids: Ids, vectors: Vectors) -> None:
        """Store vectors (see ``VectorIndex.add``); may build the graph, a second or two."""
        with self._changing:
            if isinstance(self._inner, ExactIndex):
                self._inner.add(ids, vectors)
                if len(self._inner) > self._exact_up_to:
                    self._inner = self._graph_of(self._inner)
            else:
                self._inner.add(ids, vectors)

    def remove(self, ids: Ids) -> None:
        """Forget entries (see ``VectorIndex.remove``)."""
        with self._changing:
            self._inner.remove(ids)

    def rebuild(self) -> None:
        """Build the graph anew without marked entries; searches go on meanwhile."""
        with self._changing:
            if isinstance(self._inner, HnswIndex):
                self._inner = self._inner.rebuilt()

    def search(
        self,
        vectors: Vectors,
        k: int,
        allowed: Ids | None = None,
        ef: int | None = None,
        distance: Distance | None = None,
    ) -> Neighbours:
        """Return the k nearest entries of each query (see ``VectorIndex.search``)."""
        return self._inner.search(vectors, k, allowed, ef, distance)

    def get(self, ids: Ids) -> Vectors:
        """Return the vectors (N, dim) float32 of ids (``KeyError`` when one is not there)."""
        return self._inner.get(ids)

    def ids(self) -> Ids:
        """Return all ids, (N,) int64 ascending."""
        return self._inner.ids()

    def _graph_of(self, exact: ExactIndex) -> HnswIndex:
        ids = exact.ids()
        graph = HnswIndex(self.dim, self.distance, expected_size=2 * len(ids))
        for start in range(0, len(ids), _ADDED_AT_ONCE):
            part = ids[start : start + _ADDED_AT_ONCE]
            graph.add(part, exact.get(part))
        return graph


def new_index(dim: int, expected_size: int = 0, distance: Distance = "cosine") -> GrowingIndex:
    """Return an empty index; with many entries to come it is a graph from the start."""
    if expected_size <= EXACT_UP_TO:
        return GrowingIndex(dim, distance)
    graph = HnswIndex(dim, distance, expected_size=expected_size)
    return GrowingIndex(dim, distance, graph)
