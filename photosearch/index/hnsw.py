"""Approximate search in a navigable graph (hnswlib), with a recall of at least 0.99.

``ef`` is measured on the index's own vectors whenever half as many were added again, by growth or
by replacement (``calibration``; 10 µs an entry). Entries are added in small batches, each under the
writer's lock, so that a query waits for some 20 ms at most.

Filters: few allowed ids are scored one by one; with more the walk through the graph goes on until
enough allowed entries are found, asking a mask (bytes, by label) instead of a Python function.
Manhattan: candidates by cosine, eight times as many as asked for, re-ranked. Euclidean has the
order of cosine on unit vectors.

The vectors exist once, in the graph: a second matrix would make exact filters faster and double the
memory. Marked entries cost memory and time until ``rebuilt``: ask ``needs_rebuild``.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

import numpy as np

from photosearch.base.types import Ids, Vectors
from photosearch.index import calibration
from photosearch.index.checks import checked_entries, checked_ids, checked_k, checked_vectors
from photosearch.index.graph import Graph, Labels
from photosearch.index.lock import ReadersWriterLock
from photosearch.index.parameters import GraphSettings, graph_settings
from photosearch.index.protocol import Distance, Neighbours
from photosearch.index.rows import GrowingRow, RowTable
from photosearch.index.scoring import nearest_first, padded, pair_similarities

_logger = logging.getLogger(__name__)

_ADDED_AT_ONCE = 64
_READ_AT_ONCE = 256
_FOUND_AT_ONCE = 1_000_000
_FEWEST_SCORED, _MOST_SCORED = 100, 5000
"""Allowed ids that are scored one by one, 10 µs each: a twentieth of the entries within these."""
_OVERFETCH = 8
_FIRST_CALIBRATION = 2000
_LARGEST_DEAD_SHARE = 0.5


class HnswIndex:
    """A ``VectorIndex`` for large libraries.

    Args:
        dim: Numbers in a vector.
        distance: Of searches that name none.
        settings: Of the graph; ``None`` chooses them for ``expected_size``.
        expected_size: Entries for which there is room before the graph grows.
        stored: A loaded graph and the ids (N,) int64 of its labels, -1 for marked ones.

    Attributes:
        settings: Of the graph, with the ``ef`` last measured.
        threads: Of additions and batches of queries; 0 for all cores.
    """

    def __init__(
        self,
        dim: int,
        distance: Distance = "cosine",
        settings: GraphSettings | None = None,
        expected_size: int = 0,
        stored: tuple[Graph, Ids] | None = None,
    ) -> None:
        self.dim = dim
        self.distance: Distance = distance
        self.settings = settings or graph_settings(expected_size)
        self.threads = 0
        fresh = np.empty(0, np.int64)
        self._graph, ids_of_labels = stored or (Graph.new(dim, self.settings, expected_size), fresh)
        self._ids_of_labels = GrowingRow(ids_of_labels)  # -1: marked deleted
        self._table = RowTable()
        labels = np.flatnonzero(ids_of_labels >= 0)
        self._table.put(ids_of_labels[labels], labels)
        self._lock = ReadersWriterLock()
        self._next_calibration = max(_FIRST_CALIBRATION, len(ids_of_labels) * 3 // 2)
        self._n_unreachable = 0

    def __len__(self) -> int:
        return len(self._table)

    def __contains__(self, photo_id: int) -> bool:
        with self._lock.reading():
            return bool(self._table.rows_of(np.array([photo_id], np.int64))[0] >= 0)

    @property
    def dead_share(self) -> float:
        """Which part of the graph is marked deleted, 0 to 1."""
        n_labels = len(self._ids_of_labels)
        return 1.0 - len(self._table) / n_labels if n_labels else 0.0

    @property
    def needs_rebuild(self) -> bool:
        """Whether more than half of the graph is marked deleted."""
        return self.dead_share > _LARGEST_DEAD_SHARE and len(self._ids_of_labels) > 1000

    def add(self, ids: Ids, vectors: Vectors) -> None:
        """Store vectors (see ``VectorIndex.add``); one that is already there costs nothing."""
        ids, vectors = checked_entries(ids, vectors, self.dim)
        for start in range(0, len(ids), _ADDED_AT_ONCE):
            part = slice(start, start + _ADDED_AT_ONCE)
            with self._lock.writing():
                self._add_batch(ids[part], vectors[part])
        if len(self._ids_of_labels) >= self._next_calibration:
            self.calibrate()

    def remove(self, ids: Ids) -> None:
        """Forget entries (see ``VectorIndex.remove``)."""
        ids = checked_ids(ids)
        with self._lock.writing():
            self._bury(self._table.drop(ids))

    def search(
        self,
        vectors: Vectors,
        k: int,
        allowed: Ids | None = None,
        ef: int | None = None,
        distance: Distance | None = None,
    ) -> Neighbours:
        """Return the k nearest entries of each query (see ``VectorIndex.search``)."""
        queries, k = checked_vectors(vectors, self.dim), checked_k(k)
        distance = distance or self.distance
        found = padded(len(queries), k)
        with self._lock.reading():
            labels = None if allowed is None else self._labels_of(allowed)
            n_wanted = min(k, len(self._table) if labels is None else len(labels))
            if n_wanted == 0:
                return found
            n_fetched = n_wanted if distance != "manhattan" else max(200, _OVERFETCH * n_wanted)
            width = max(n_fetched, ef or self.settings.ef_for(n_fetched))
            for at, near, cosines in self._nearest(queries, width, labels):
                similarities = self._converted(queries[at], near, cosines, distance)
                ranked = nearest_first(self._ids_of_labels.used[near], similarities, n_wanted)
                found.ids[at, :n_wanted], found.similarities[at, :n_wanted] = ranked
        return found

    def get(self, ids: Ids) -> Vectors:
        """Return the vectors (N, dim) float32 of ids (``KeyError`` when one is not there)."""
        ids = checked_ids(ids)
        with self._lock.reading():
            labels = self._table.rows_of(ids)
            if (labels < 0).any():
                raise KeyError(int(ids[labels < 0][0]))
            return self._graph.vectors(labels)

    def ids(self) -> Ids:
        """Return all ids, (N,) int64 ascending."""
        with self._lock.reading():
            return self._table.ids.copy()

    def blocks(self) -> Iterator[tuple[Ids, Vectors]]:
        """Yield all entries in blocks of ids (N,) and vectors (N, dim), as they are when read."""
        ids = self.ids()
        for start in range(0, len(ids), _READ_AT_ONCE):
            with self._lock.reading():
                part = ids[start : start + _READ_AT_ONCE]
                labels = self._table.rows_of(part)
                block = part[labels >= 0], self._graph.vectors(labels[labels >= 0])
            yield block

    def rebuilt(self) -> HnswIndex:
        """Return a new index of the same entries, as slowly as they were added."""
        fresh = HnswIndex(self.dim, self.distance, expected_size=len(self))
        fresh.threads = self.threads
        for ids, vectors in self.blocks():
            fresh.add(ids, vectors)
        return fresh

    def calibrate(self) -> float:
        """Set ``ef`` to the least that reaches the recall; return the recall that was measured."""
        rng = np.random.default_rng(len(self))
        chosen = rng.permutation(self.ids())[: calibration.N_QUERIES]
        queries = calibration.disturbed(self.get(chosen), rng)
        truth = calibration.TrueNeighbours(queries)
        for _, vectors in self.blocks():
            truth.see(vectors)
        recall = 0.0
        for ef in calibration.EF_STEPS:
            recall = truth.recall(self.search(queries, calibration.K, ef=ef).similarities)
            if recall >= calibration.TARGET_RECALL:
                break
        self.settings = self.settings.with_ef(ef)
        self._next_calibration = max(_FIRST_CALIBRATION, len(self._ids_of_labels) * 3 // 2)
        _logger.info("index of %d: ef %d for a recall of %.4f", len(self), ef, recall)
        return recall

    def write_to(self, path: Path, file: BinaryIO) -> tuple[Ids, int]:
        """Write the graph into an open file, unverified (see ``snapshot``).

        Returns:
            The ids (N,) int64 of its labels, -1 for marked ones, and the bytes it should have.
        """
        with self._lock.reading():
            self._graph.save(path, file.fileno())
            return self._ids_of_labels.used.copy(), self._graph.file_size

    def _add_batch(self, ids: Ids, vectors: Vectors) -> None:
        old = self._table.rows_of(ids)
        known = np.flatnonzero(old >= 0)
        same = (self._graph.vectors(old[known]) == vectors[known]).all(axis=1)
        changed = np.ones(len(ids), np.bool_)
        changed[known[same]] = False
        labels = self._graph.append(vectors[changed], self.threads)
        self._ids_of_labels.extend(ids[changed])
        self._bury(old[known[~same]])
        self._table.put(ids[changed], labels)

    def _bury(self, labels: Labels) -> None:
        self._graph.mark_deleted(labels)
        self._ids_of_labels.used[labels] = -1

    def _labels_of(self, allowed: Ids) -> Labels:
        labels = self._table.rows_of(np.unique(checked_ids(allowed)))
        return labels[labels >= 0]

    def _nearest(
        self, queries: Vectors, width: int, labels: Labels | None
    ) -> Iterator[tuple[int, Labels, Vectors]]:
        """Yield for each query its number, labels and cosines of at least ``width`` or of all."""
        n_scored = min(max(_FEWEST_SCORED, len(self._table) // 20), _MOST_SCORED)
        if labels is not None and len(labels) <= n_scored:
            vectors = self._graph.vectors(labels)
            for at, query in enumerate(queries):
                yield at, labels, pair_similarities(vectors, query, "cosine")
            return
        width = min(width, len(self._table) if labels is None else len(labels))
        block = max(1, _FOUND_AT_ONCE // width) if labels is None else 1
        for start in range(0, len(queries), block):
            some = queries[start : start + block]
            near, cosines = self._walk(some, width, labels)
            for at in range(len(some)):
                yield start + at, near[at], cosines[at]

    def _walk(self, queries: Vectors, width: int, labels: Labels | None) -> tuple[Labels, Vectors]:
        mask = None if labels is None else _mask(labels, len(self._ids_of_labels))
        accept = None if mask is None else mask.__getitem__
        reachable = min(width, max(1, len(self._table) - self._n_unreachable))
        found = self._graph.nearest(queries, reachable, self.threads, accept)
        if found is not None and reachable == width:
            return found
        rows = [self._walk_to_all(query[None], width, labels, accept) for query in queries]
        return np.stack([row[0] for row in rows]), np.stack([row[1] for row in rows])

    def _walk_to_all(
        self,
        query: Vectors,
        width: int,
        labels: Labels | None,
        accept: Callable[[int], object] | None,
    ) -> tuple[Labels, Vectors]:
        """Return the ``width`` nearest of one query though not all of them can be walked to."""
        n_missing = max(1, self._n_unreachable)
        found = None
        while found is None and n_missing < width:
            found = self._graph.nearest(query, width - n_missing, self.threads, accept)
            n_missing *= 2
        if labels is None and found is not None:
            self._n_unreachable = n_missing // 2
        near, cosines = found or (np.empty((1, 0), np.int64), np.empty((1, 0), np.float32))
        rest = np.setdiff1d(self._table.rows if labels is None else labels, near[0])
        parts = [near[0], rest], [cosines[0], *self._scored(query[0], rest)]
        return nearest_first(np.concatenate(parts[0]), np.concatenate(parts[1]), width)

    def _scored(self, query: Vectors, labels: Labels) -> Iterator[Vectors]:
        for start in range(0, len(labels), _READ_AT_ONCE):
            vectors = self._graph.vectors(labels[start : start + _READ_AT_ONCE])
            yield pair_similarities(vectors, query, "cosine")

    def _converted(
        self, query: Vectors, labels: Labels, cosines: Vectors, distance: Distance
    ) -> Vectors:
        if distance == "cosine":
            return cosines
        if distance == "euclidean":
            return np.asarray(-np.sqrt(np.maximum(0.0, 2.0 - 2.0 * cosines)), np.float32)
        return pair_similarities(self._graph.vectors(labels), query, distance)


def _mask(labels: Labels, n_labels: int) -> bytes:
    mask = np.zeros(n_labels, np.uint8)
    mask[labels] = 1
    return mask.tobytes()
