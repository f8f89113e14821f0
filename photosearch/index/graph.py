"""A thin wall around hnswlib 0.8 and its surprises.

- Labels are counters, never used twice: an entry that changes gets a new one and its old one is
  marked deleted. hnswlib's own ways of changing an entry in place (the same label again,
  ``replace_deleted``) repair links only around the entry and can leave others out of reach.
- ``ef`` is a state of the index that concurrent queries would fight over. It stays at 1, and a
  query asks for ``ef`` neighbours instead, which searches just as widely.
- A query for more neighbours than can be reached raises ``RuntimeError``: ``nearest`` says so with
  ``None``.
- ``save_index`` reports no failure and ``load_index`` trusts its file: ``snapshot`` checks both.
- hnswlib's names are text in UTF-8: other paths go through ``/dev/fd``.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from photosearch.base.types import Vectors
from photosearch.index.parameters import GraphSettings

Labels = npt.NDArray[np.int64]

_SMALLEST_CAPACITY = 1024
_READ_AT_ONCE = 1024


class Graph:
    """A navigable small world of vectors under labels that count from 0.

    Nothing may be added, marked or loaded while another thread uses the graph.
    """

    def __init__(self, dim: int, index: Any) -> None:  # noqa: ANN401 - hnswlib has no types
        self.dim = dim
        self._index = index
        self._index.set_ef(1)

    @classmethod
    def new(cls, dim: int, settings: GraphSettings, capacity: int = 0) -> Graph:
        """Return an empty graph with room for ``capacity`` entries; it grows by itself."""
        import hnswlib

        index = hnswlib.Index("ip", dim)
        room = max(capacity, _SMALLEST_CAPACITY)
        index.init_index(room, settings.m, settings.ef_construction)
        return cls(dim, index)

    @classmethod
    def load(cls, path: Path, dim: int) -> Graph:
        """Read a graph from a file whose checksum has been verified (``RuntimeError``: length)."""
        import hnswlib

        index = hnswlib.Index("ip", dim)
        with path.open("rb") as file:
            index.load_index(_name(path, file.fileno()))
        return cls(dim, index)

    @property
    def n_labels(self) -> int:
        """Entries, marked ones included."""
        return int(self._index.get_current_count())

    @property
    def file_size(self) -> int:
        """Bytes that ``save`` should write."""
        return int(self._index.index_file_size())

    def append(self, vectors: Vectors, threads: int) -> Labels:
        """Link new entries in and return their labels."""
        n_before, n_after = self.n_labels, self.n_labels + len(vectors)
        labels = np.arange(n_before, n_after)
        if n_after > self._index.get_max_elements():
            self._index.resize_index(max(n_after, n_before * 3 // 2))
        if len(vectors):
            self._index.add_items(vectors, labels, num_threads=threads or -1)
        return labels

    def mark_deleted(self, labels: Labels) -> None:
        """Keep entries as way marks that are never found again."""
        for label in labels.tolist():
            self._index.mark_deleted(label)

    def nearest(
        self,
        queries: Vectors,
        k: int,
        threads: int,
        accept: Callable[[int], object] | None = None,
    ) -> tuple[Labels, Vectors] | None:
        """Return labels (Q, k) and cosines (Q, k), nearest first; ``None``: k are out of reach.

        Args:
            queries: (Q, dim) float32 of unit length.
            k: Neighbours to return and candidates to keep.
            threads: 0 for all cores; queries with ``accept`` run on one.
            accept: Called with a label; only those for which it is true are returned.
        """
        n_threads = 1 if accept is not None else threads or -1
        try:
            labels, distances = self._index.knn_query(
                queries, k=k, num_threads=n_threads, filter=accept
            )
        except RuntimeError as error:
            if "contiguous 2D array" not in str(error):
                raise
            return None
        return labels.astype(np.int64), 1.0 - distances

    def vectors(self, labels: Labels) -> Vectors:
        """Return the vectors (N, dim) float32 of unmarked labels; slow, 20 µs each."""
        vectors = np.empty((len(labels), self.dim), np.float32)
        for start in range(0, len(labels), _READ_AT_ONCE):  # each number is a Python object first
            part = slice(start, start + _READ_AT_ONCE)
            vectors[part] = self._index.get_items(labels[part])
        return vectors

    def save(self, path: Path, descriptor: int) -> None:
        """Write the graph to an open file; whether that worked is for the caller to check."""
        self._index.save_index(_name(path, descriptor))


def _name(path: Path, descriptor: int) -> str:
    try:
        os.fspath(path).encode("utf-8")
    except UnicodeEncodeError:
        return f"/dev/fd/{descriptor}"
    return os.fspath(path)
