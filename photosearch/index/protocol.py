"""What every vector index promises.

Vectors are unit-length float32 rows of at most 256 dimensions (any dimension works; the figures of
the package were measured up to 256). Ids are int64, 0 to 2^62; they are the catalogue's and are
never made up here. An adapter to another store (a shared database, an archive on disk) implements
``VectorIndex`` and passes the contract suite in ``tests/index``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

from photosearch.base.types import Ids, Vectors

Distance = Literal["cosine", "euclidean", "manhattan"]
"""cosine: similarity is the cosine, -1 to 1. euclidean, manhattan: the negative distance, <= 0."""

LARGEST_ID = 2**62


@dataclass(frozen=True)
class Neighbours:
    """What is nearest to each of Q queries, nearest first; equal similarities by ascending id.

    Attributes:
        ids: (Q, k) int64; -1 where fewer than k entries could be returned.
        similarities: (Q, k) float32, higher is nearer; -inf where the id is -1.
    """

    ids: Ids
    similarities: Vectors


class VectorIndex(Protocol):
    """Nearest neighbours of unit vectors, under ids of the caller's.

    Queries may come from several threads, also while one thread changes the index. A removed id,
    or the vector that an id had before it was replaced, is never returned.
    """

    @property
    def dim(self) -> int:
        """Numbers in a vector."""

    @property
    def distance(self) -> Distance:
        """The distance of searches that name none."""

    def __len__(self) -> int:
        """Entries that can be found."""

    def __contains__(self, photo_id: int) -> bool:
        """Whether the id has a vector."""

    def add(self, ids: Ids, vectors: Vectors) -> None:
        """Store vectors; an id that is there already gets the new one.

        Args:
            ids: (N,) int64, 0 to 2^62; of one that comes twice the last vector counts.
            vectors: (N, dim) float32, rows of unit length.

        Raises:
            ValueError: Shapes, ids or lengths are not as promised; nothing was changed.
        """

    def remove(self, ids: Ids) -> None:
        """Forget entries; ids that are not there are passed over."""

    def search(
        self,
        vectors: Vectors,
        k: int,
        allowed: Ids | None = None,
        ef: int | None = None,
        distance: Distance | None = None,
    ) -> Neighbours:
        """Return the k nearest entries of each query.

        Args:
            vectors: (Q, dim) float32, rows of unit length.
            k: Neighbours a query, at least 1; the answer is padded where there are fewer.
            allowed: (A,) int64: only these ids are returned; ``None`` for all.
            ef: How widely an approximate index searches; ``None`` for a recall of 0.99. Exact ones
                pass it over.
            distance: Another distance than the index's own.

        Raises:
            ValueError: Shapes or lengths are not as promised, or ``k`` is below 1.
        """

    def get(self, ids: Ids) -> Vectors:
        """Return the vectors (N, dim) float32 of ids (``KeyError`` when one is not there)."""

    def ids(self) -> Ids:
        """Return all ids, (N,) int64 ascending."""
