"""Exact search: every vector is compared.

One matrix product a block of queries; 10 ms at 100k entries of 256 dimensions and a few bytes an
entry beside the vectors, so it serves small libraries, filters and the checks of the graph. Memory:
the matrix grows by half in place (``realloc``), a search takes at most about 64 MB, whatever the
number of queries, plus 4 bytes an entry.
"""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

import numpy as np

from photosearch.base.types import Ids, Vectors
from photosearch.index.checks import checked_entries, checked_ids, checked_k, checked_vectors
from photosearch.index.lock import ReadersWriterLock
from photosearch.index.pool import VectorPool
from photosearch.index.protocol import Distance, Neighbours
from photosearch.index.rows import RowTable
from photosearch.index.scoring import padded


class ExactIndex:
    """A ``VectorIndex`` that misses nothing."""

    def __init__(self, dim: int, distance: Distance = "cosine") -> None:
        self.dim = dim
        self.distance: Distance = distance
        self._matrix: Vectors = np.empty((0, dim), np.float32)
        self._ids: Ids = np.empty(0, np.int64)  # of the rows in use
        self._table = RowTable()
        self._lock = ReadersWriterLock()

    def __len__(self) -> int:
        return len(self._table)

    def __contains__(self, photo_id: int) -> bool:
        with self._lock.reading():
            return bool(self._table.rows_of(np.array([photo_id], np.int64))[0] >= 0)

    def add(self, ids: Ids, vectors: Vectors) -> None:
        """Store vectors (see ``VectorIndex.add``)."""
        ids, vectors = checked_entries(ids, vectors, self.dim)
        with self._lock.writing():
            rows = self._table.rows_of(ids)
            known = rows >= 0
            self._matrix[rows[known]] = vectors[known]
            self._append(ids[~known], vectors[~known])

    def remove(self, ids: Ids) -> None:
        """Forget entries; the last rows move into the gaps."""
        ids = checked_ids(ids)
        with self._lock.writing():
            gone = self._table.drop(ids)
            n_used, n_left = len(self._ids), len(self._ids) - len(gone)
            gaps = gone[gone < n_left]
            moved = np.setdiff1d(np.arange(n_left, n_used), gone, assume_unique=True)
            self._matrix[gaps] = self._matrix[moved]
            self._ids[gaps] = self._ids[moved]
            self._table.put(self._ids[gaps], gaps)
            self._ids = self._ids[:n_left]

    def search(
        self,
        vectors: Vectors,
        k: int,
        allowed: Ids | None = None,
        ef: int | None = None,  # noqa: ARG002 - the protocol's; nothing to widen here
        distance: Distance | None = None,
    ) -> Neighbours:
        """Return the k nearest entries of each query (see ``VectorIndex.search``)."""
        queries, k = checked_vectors(vectors, self.dim), checked_k(k)
        found = padded(len(queries), k)
        with self._lock.reading():
            pool = VectorPool(self._matrix, self._ids)
            if allowed is not None:
                pool = pool.only(self._table.rows_of(np.unique(checked_ids(allowed))))
            for at, ids, similarities in pool.nearest(queries, k, distance or self.distance):
                found.ids[at, : len(ids)] = ids
                found.similarities[at, : len(ids)] = similarities
        return found

    def get(self, ids: Ids) -> Vectors:
        """Return the vectors (N, dim) float32 of ids (``KeyError`` when one is not there)."""
        ids = checked_ids(ids)
        with self._lock.reading():
            rows = self._table.rows_of(ids)
            if (rows < 0).any():
                raise KeyError(int(ids[rows < 0][0]))
            return self._matrix[rows]

    def ids(self) -> Ids:
        """Return all ids, (N,) int64 ascending."""
        with self._lock.reading():
            return self._table.ids.copy()

    def write_to(self, path: Path, file: BinaryIO) -> tuple[Ids, int]:  # noqa: ARG002 - as hnsw's
        """Write the vectors into an open file (see ``snapshot``).

        Returns:
            The ids (N,) int64 of its rows, and the bytes it should have.

        Raises:
            OSError: The disk is full.
        """
        with self._lock.reading():
            used = self._matrix[: len(self._ids)]
            file.write(used.data)
            return self._ids.copy(), used.nbytes

    def _append(self, ids: Ids, vectors: Vectors) -> None:
        n_used = len(self._ids)
        n_needed = n_used + len(ids)
        if n_needed > len(self._matrix):
            # No view of the matrix outlives a search, and searches are locked out here.
            self._matrix.resize((max(n_needed, n_used * 3 // 2), self.dim), refcheck=False)
        self._matrix[n_used:n_needed] = vectors
        self._ids = np.concatenate([self._ids, ids])
        self._table.put(ids, np.arange(n_used, n_needed))
