"""Every photo's surroundings in the gallery: neighbours and local scale, kept up to date.

A new photo gets its own rows, and the rows that it enters are derived again; a removed one leaves
the rows that named it. That is a function of the last state, so after many pieces it drifts a
little from what all photos at once would give (0.2 points of MAP@R at most was measured as the
limit): a doubling of the library, and ``doctor``, derive all rows again.
"""

from __future__ import annotations

import numpy as np

from photosearch.base.pace import Pace
from photosearch.base.progress import NO_PROGRESS, Progress
from photosearch.base.types import Ids, Vectors
from photosearch.catalog.neighbours import NeighbourBlock
from photosearch.metric.neighbourhood import BACKGROUND_SCALE, entered_rows, refresh_rows
from photosearch.metric.parts import whole_of
from photosearch.metric.rerank import Candidates
from photosearch.services.derivation import block_of, codes_of, derived_blocks, near_in_index
from photosearch.services.gallery import Gallery

_BLOCK = 512
_NO_IDS: Ids = np.empty(0, dtype=np.int64)
_NEW_SHARE = 0.25


def candidates_of(
    gallery: Gallery, photo_ids: Ids, n_neighbours: int, without: Ids = _NO_IDS
) -> Candidates:
    """Gather what re-ranking needs of photos of the index, in their order.

    Args:
        gallery: Holds vectors and neighbour rows.
        photo_ids: (C,) int64, each once.
        n_neighbours: How many of each photo's neighbours, at most ``N_NEIGHBOURS``: reading their
            vectors takes most of the time.
        without: (n,) int64, photos that must not smooth others: the query itself, which would draw
            towards itself whatever it is a neighbour of (0.5 to 1 point of MAP@R on three sets of
            four, -0.2 on one).
    """
    n = len(photo_ids)
    block = gallery.neighbours.get(photo_ids)
    scale = np.full(n, BACKGROUND_SCALE, dtype=np.float32)
    neighbour_ids = np.full((n, n_neighbours), -1, dtype=np.int64)
    scores = np.full((n, n_neighbours), -np.inf, dtype=np.float32)
    if len(block.ids):
        rows = _rows_of(photo_ids, block.ids)
        scale[rows] = block.scales
        neighbour_ids[rows] = block.neighbour_ids[:, :n_neighbours]
        scores[rows] = block.scores[:, :n_neighbours]
    there, pool = _with_others(gallery, block, np.append(photo_ids, neighbour_ids))
    rows = np.searchsorted(there, neighbour_ids).clip(0, max(len(there) - 1, 0))
    known = there[rows] == neighbour_ids if len(there) else np.zeros(rows.shape, dtype=bool)
    scores[~known | np.isin(neighbour_ids, without)] = -np.inf
    places = np.searchsorted(there, photo_ids).clip(0, max(len(there) - 1, 0))
    vectors = np.zeros((n, gallery.metric.dim), dtype=np.float32)
    found = there[places] == photo_ids if len(there) else np.zeros(n, dtype=bool)
    vectors[found] = pool[places[found]]
    return Candidates(gallery.keys_of(photo_ids), vectors, scale, rows, scores, pool)


def _with_others(gallery: Gallery, block: NeighbourBlock, photo_ids: Ids) -> tuple[Ids, Vectors]:
    """Return ids, ascending, and whole vectors: of rows just read and of what they lack."""
    lacking = np.setdiff1d(photo_ids[photo_ids >= 0], block.ids)
    others, codes = gallery.codes(lacking)
    ids = np.concatenate([block.ids, others])
    order = np.argsort(ids)
    own = block.vectors.reshape(len(block.ids), gallery.metric.dim)
    return ids[order], whole_of(np.concatenate([own, codes])[order])


def update_surroundings(
    gallery: Gallery, *, afresh: bool = False, progress: Progress = NO_PROGRESS
) -> None:
    """Bring the rows in line with the index: all of them, or what has changed.

    Args:
        gallery: Caught up, of a library that is opened to write.
        afresh: Derive every row again.
        progress: Phase ``neighbours``.
    """
    stored = gallery.neighbours.ids()
    present = gallery.index.ids()
    new = np.setdiff1d(present, stored)
    gone = np.setdiff1d(stored, present)
    if not afresh and not len(new) and not len(gone):
        return
    if afresh or len(new) > _NEW_SHARE * len(present):
        if len(gone):
            gallery.neighbours.delete(gone)
        for rows in derived_blocks(gallery, progress):
            gallery.neighbours.replace(rows)
        return
    touched = _left_by(gallery, gone)
    if len(gone):
        gallery.neighbours.delete(gone)
    pace = Pace("neighbours", len(new) + len(touched))
    for start in range(0, len(new), _BLOCK):
        progress.checkpoint()
        block = new[start : start + _BLOCK]
        touched = np.union1d(touched, _entered_by(gallery, block))
        _derive(gallery, block)
        progress.report(pace.step(start + len(block)))
    touched = np.setdiff1d(touched, new)
    for start in range(0, len(touched), _BLOCK):
        progress.checkpoint()
        _derive(gallery, touched[start : start + _BLOCK])
    progress.report(pace.step(len(new) + len(touched)))


def _derive(gallery: Gallery, ids: Ids) -> None:
    """Derive the rows of a few photos from their own surroundings alone."""
    near = near_in_index(gallery, ids)
    everyone, vectors = gallery.whole_vectors(np.append(ids, near[near >= 0]))
    by_key = np.argsort(gallery.keys_of(everyone), kind="stable")
    everyone, vectors = everyone[by_key], vectors[by_key]
    scale = np.full(len(everyone), BACKGROUND_SCALE, dtype=np.float32)
    block = gallery.neighbours.get(everyone)
    scale[_rows_of(everyone, block.ids)] = block.scales
    rows = refresh_rows(
        vectors,
        everyone,
        _rows_of(everyone, ids),
        _rows_of(everyone, near),
        scale,
        n_photos=len(gallery.index),
    )
    gallery.neighbours.replace(block_of(ids, rows, codes_of(gallery, ids)))


def _entered_by(gallery: Gallery, new: Ids) -> Ids:
    """Return the photos whose rows some new photos enter."""
    near = near_in_index(gallery, new)
    everyone, vectors = gallery.whole_vectors(np.append(new, near[near >= 0]))
    block = gallery.neighbours.get(everyone)
    reach = np.full(len(everyone), -1.0, dtype=np.float32)
    reach[_rows_of(everyone, block.ids)] = block.reaches
    own, others = _rows_of(everyone, new), _rows_of(everyone, near)
    cosines = np.matmul(vectors[others], vectors[own][:, :, None])[:, :, 0]
    rows = entered_rows(own, others, cosines, reach)
    return np.intersect1d(everyone[rows], block.ids)


def _left_by(gallery: Gallery, gone: Ids) -> Ids:
    """Return the photos near those that are gone: their rows may have named them."""
    block = gallery.neighbours.get(gone)
    near = np.unique(block.neighbour_ids)
    return np.intersect1d(near, gallery.index.ids())


def _rows_of(ids: Ids, wanted: Ids) -> Ids:
    """Return the rows of ``ids`` (in any order) at which ``wanted`` stand; -1 stays -1."""
    order = np.argsort(ids, kind="stable")
    places = np.searchsorted(ids, wanted, sorter=order).clip(0, max(len(ids) - 1, 0))
    rows = order[places] if len(ids) else np.zeros(wanted.shape, dtype=np.int64)
    return np.where(wanted >= 0, rows, -1)
