"""Every photo's neighbour rows at once, in memory that hardly grows with the library.

Whole vectors and lists of near photos of a million photos take a gigabyte. They lie in temporary
files, and the rows come out block by block; beside these a photo costs some 100 bytes.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from photosearch.base.pace import Pace
from photosearch.base.progress import Progress
from photosearch.base.types import Ids
from photosearch.catalog.neighbours import NeighbourBlock
from photosearch.metric.neighbourhood import (
    N_CANDIDATES,
    NearLists,
    NeighbourRows,
    exact_candidates,
    listed_rows,
    near_lists,
)
from photosearch.metric.parts import whole_of
from photosearch.services.gallery import Gallery
from photosearch.services.spool import Spool

EXACT_UP_TO = 20_000
_READ, _LISTED, _YIELDED = 8192, 256, 2048


def derived_blocks(gallery: Gallery, progress: Progress) -> Iterator[NeighbourBlock]:
    """Yield the rows of all photos of the index, by id.

    Args:
        gallery: Caught up.
        progress: Phase ``neighbours``.

    Raises:
        UserError: The disk is full.
    """
    ids = gallery.index.ids()
    if not len(ids):
        return
    ids = ids[np.argsort(gallery.keys_of(ids), kind="stable")]
    code_type = np.dtype((np.int8, (gallery.metric.dim,)))
    with Spool(gallery.directory, code_type) as spool:
        for block in _parts(ids, _READ):
            progress.checkpoint()
            spool.append(codes_of(gallery, block))
        codes = spool.mapped()
        small = len(ids) <= EXACT_UP_TO
        candidates = exact_candidates(gallery.index.get(ids)) if small else None
        if candidates is not None and not candidates.shape[1]:  # a photo alone
            candidates = np.full((len(ids), 1), -1, dtype=np.int64)
        width = N_CANDIDATES + 1 if candidates is None else candidates.shape[1]
        list_type = np.dtype([("rows", "<i4", (width,)), ("cosines", "<f4", (width,))])
        with Spool(gallery.directory, list_type) as lists:
            yield from _Derivation(gallery, ids, codes, lists).blocks(candidates, progress)


class _Derivation:
    """The rows of photos in the order of their image keys."""

    def __init__(self, gallery: Gallery, ids: Ids, codes: NDArray[np.int8], lists: Spool) -> None:
        self._gallery = gallery
        self._ids = ids
        self._by_id = np.argsort(ids)
        self._codes = codes
        self._lists = lists
        self._scale, self._reach = np.empty((2, len(ids)), dtype=np.float32)

    def blocks(self, candidates: Ids | None, progress: Progress) -> Iterator[NeighbourBlock]:
        """Yield the rows, by id; without ``candidates`` (N, m) the index is asked for them."""
        pace = Pace("neighbours", len(self._ids))
        for rows in _parts(np.arange(len(self._ids)), _LISTED):
            progress.checkpoint()
            progress.report(pace.step(int(rows[0])))
            self._list(rows, self._near(rows) if candidates is None else candidates[rows])
        lists = self._lists.mapped()
        for rows in _parts(self._by_id, _YIELDED):
            progress.checkpoint()
            yield self._block(rows, lists[rows])
        progress.report(pace.step(len(self._ids)))

    def _near(self, rows: Ids) -> Ids:
        found = near_in_index(self._gallery, self._ids[rows])
        places = np.searchsorted(self._ids, found, sorter=self._by_id).clip(0, len(self._ids) - 1)
        return np.where(found >= 0, self._by_id[places], -1)

    def _list(self, rows: Ids, near: Ids) -> None:
        """Write the lists of some photos; only their own and their candidates' vectors are read."""
        everyone = np.unique(np.append(rows, near[near >= 0]))
        vectors = whole_of(self._codes[everyone])
        local = np.where(near >= 0, np.searchsorted(everyone, near), -1)
        lists = near_lists(vectors, np.searchsorted(everyone, rows), local, len(self._ids))
        self._scale[rows], self._reach[rows] = lists.scale, lists.reach
        written = np.empty(len(rows), self._lists.dtype)
        written["rows"] = np.where(lists.rows >= 0, everyone[lists.rows], -1)
        written["cosines"] = lists.cosines
        self._lists.append(written)

    def _block(self, rows: Ids, written: NDArray[np.void]) -> NeighbourBlock:
        near = written["rows"].astype(np.int64)
        lists = NearLists(near, written["cosines"], self._scale[rows], self._reach[rows])
        found = listed_rows(lists, self._ids, self._scale)
        return block_of(self._ids[rows], found, self._codes[rows])


def near_in_index(gallery: Gallery, ids: Ids) -> Ids:
    """Return the nearest of each photo in the index (n, m), itself included; -1 pads."""
    heads = gallery.index.get(ids)
    return gallery.index.search(heads, min(N_CANDIDATES + 1, len(gallery.index))).ids


def codes_of(gallery: Gallery, ids: Ids) -> NDArray[np.int8]:
    """Return the whole vectors' codes (N, d) in the order of ``ids``; zeros without a feature."""
    codes = np.zeros((len(ids), gallery.metric.dim), dtype=np.int8)
    known, parts = gallery.parts_of(ids)
    order = np.argsort(ids)
    codes[order[np.searchsorted(ids, known, sorter=order)]] = parts.codes
    return codes


def block_of(ids: Ids, rows: NeighbourRows, codes: NDArray[np.int8]) -> NeighbourBlock:
    """Return derived rows (N,) with the photos' ids and codes, as the catalogue takes them."""
    return NeighbourBlock(
        ids=ids,
        neighbour_ids=rows.ids,
        similarities=rows.similarities,
        scores=rows.scores,
        scales=rows.scale,
        reaches=rows.reach,
        vectors=codes,
    )


def _parts(rows: Ids, size: int) -> Iterator[Ids]:
    for start in range(0, len(rows), size):
        yield rows[start : start + size]
