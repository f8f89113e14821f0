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
from photosearch.catalog.catalog import Catalog
from photosearch.catalog.neighbours import NeighbourBlock
from photosearch.metric.neighbourhood import (
    BACKGROUND_SCALE,
    N_CANDIDATES,
    N_NEIGHBOURS,
    NeighbourRows,
    entered_rows,
    exact_candidates,
    neighbour_rows,
    refresh_rows,
)
from photosearch.metric.rerank import Candidates
from photosearch.services.gallery import Gallery

EXACT_UP_TO = 20_000
_BLOCK = 2048
_NEW_SHARE = 0.25


def candidates_of(catalog: Catalog, gallery: Gallery, photo_ids: Ids) -> Candidates:
    """Gather what re-ranking needs of photos of the index, in their order."""
    n, dim = len(photo_ids), gallery.metric.dim
    block = catalog.neighbours.get(gallery.in_use.metric_id, photo_ids)
    scale = np.full(n, BACKGROUND_SCALE, dtype=np.float32)
    neighbour_ids = np.full((n, N_NEIGHBOURS), -1, dtype=np.int64)
    scores = np.full((n, N_NEIGHBOURS), -np.inf, dtype=np.float32)
    if len(block.ids):
        order = np.argsort(photo_ids, kind="stable")
        rows = order[np.searchsorted(photo_ids, block.ids, sorter=order)]
        scale[rows] = block.scales
        neighbour_ids[rows] = block.neighbour_ids
        scores[rows] = block.scores
    pool_ids = np.unique(neighbour_ids)
    pool, there = _vectors_of(gallery, pool_ids[pool_ids >= 0])
    rows = np.searchsorted(there, neighbour_ids).clip(0, max(len(there) - 1, 0))
    known = there[rows] == neighbour_ids if len(there) else np.zeros(rows.shape, dtype=bool)
    scores[~known] = -np.inf
    vectors = gallery.index.get(photo_ids) if n else np.zeros((0, dim), dtype=np.float32)
    return Candidates(gallery.keys_of(photo_ids), vectors, scale, rows, scores, pool)


def _vectors_of(gallery: Gallery, wanted: Ids) -> tuple[Vectors, Ids]:
    """Return the vectors of those of the photos that are still in the index, and their ids."""
    try:
        return gallery.index.get(wanted), wanted
    except KeyError:  # a neighbour was forgotten and its rows are not derived again yet
        wanted = np.intersect1d(wanted, gallery.index.ids(), assume_unique=True)
        return gallery.index.get(wanted), wanted


def update_surroundings(
    catalog: Catalog, gallery: Gallery, *, afresh: bool = False, progress: Progress = NO_PROGRESS
) -> None:
    """Bring the rows in line with the index: all of them, or what has changed.

    Args:
        catalog: Opened to write.
        gallery: Caught up.
        afresh: Derive every row again.
        progress: Phase ``neighbours``.
    """
    metric_id = gallery.in_use.metric_id
    stored, _ = catalog.neighbours.scales(metric_id)
    present = gallery.index.ids()
    new = np.setdiff1d(present, stored)
    gone = np.setdiff1d(stored, present)
    if not afresh and not len(new) and not len(gone):
        return
    if afresh or len(new) > _NEW_SHARE * len(present):
        if len(gone):
            catalog.neighbours.delete(metric_id, gone)
        _derive_all(catalog, gallery, progress)
        return
    touched = _left_by(catalog, gallery, gone)
    if len(gone):
        catalog.neighbours.delete(metric_id, gone)
    pace = Pace("neighbours", len(new) + len(touched))
    for start in range(0, len(new), _BLOCK):
        progress.checkpoint()
        block = new[start : start + _BLOCK]
        touched = np.union1d(touched, _entered_by(catalog, gallery, block))
        _derive(catalog, gallery, block)
        progress.report(pace.step(start + len(block)))
    touched = np.setdiff1d(touched, new)
    for start in range(0, len(touched), _BLOCK):
        progress.checkpoint()
        _derive(catalog, gallery, touched[start : start + _BLOCK])
    progress.report(pace.step(len(new) + len(touched)))


def _derive_all(catalog: Catalog, gallery: Gallery, progress: Progress) -> None:
    ids = gallery.index.ids()
    ids = ids[np.argsort(gallery.keys_of(ids), kind="stable")]
    vectors = gallery.index.get(ids) if len(ids) else np.zeros((0, gallery.metric.dim), np.float32)
    pace = Pace("neighbours", len(ids))
    if len(ids) <= EXACT_UP_TO:
        candidates = exact_candidates(vectors)
    else:
        candidates = np.concatenate(
            [
                _rows_of(ids, _near(gallery, vectors[start : start + _BLOCK], progress))
                for start in range(0, len(ids), _BLOCK)
            ]
        )
    progress.checkpoint()
    rows = neighbour_rows(vectors, ids, candidates)
    _store(catalog, gallery, ids, rows)
    progress.report(pace.step(len(ids)))


def _derive(catalog: Catalog, gallery: Gallery, ids: Ids) -> None:
    """Derive the rows of a few photos from their own surroundings alone."""
    near = _near(gallery, gallery.index.get(ids))
    everyone = np.union1d(ids, near[near >= 0])
    everyone = everyone[np.argsort(gallery.keys_of(everyone), kind="stable")]
    scale = np.full(len(everyone), BACKGROUND_SCALE, dtype=np.float32)
    block = catalog.neighbours.get(gallery.in_use.metric_id, everyone)
    scale[_rows_of(everyone, block.ids)] = block.scales
    rows = refresh_rows(
        gallery.index.get(everyone),
        everyone,
        _rows_of(everyone, ids),
        _rows_of(everyone, near),
        scale,
        n_photos=len(gallery.index),
    )
    _store(catalog, gallery, ids, rows)


def _entered_by(catalog: Catalog, gallery: Gallery, new: Ids) -> Ids:
    """Return the photos whose rows some new photos enter."""
    vectors = gallery.index.get(new)
    found = gallery.index.search(vectors, min(N_CANDIDATES + 1, len(gallery.index)))
    near = found.ids
    everyone = np.union1d(new, near[near >= 0])
    block = catalog.neighbours.get(gallery.in_use.metric_id, everyone)
    reach = np.full(len(everyone), -1.0, dtype=np.float32)
    reach[_rows_of(everyone, block.ids)] = block.reaches
    rows = entered_rows(
        _rows_of(everyone, new), _rows_of(everyone, near), found.similarities, reach
    )
    return np.intersect1d(everyone[rows], block.ids)


def _left_by(catalog: Catalog, gallery: Gallery, gone: Ids) -> Ids:
    """Return the photos near those that are gone: their rows may have named them."""
    block = catalog.neighbours.get(gallery.in_use.metric_id, gone)
    near = np.unique(block.neighbour_ids)
    return np.intersect1d(near, gallery.index.ids())


def _near(gallery: Gallery, vectors: Vectors, progress: Progress = NO_PROGRESS) -> Ids:
    progress.checkpoint()
    return gallery.index.search(vectors, min(N_CANDIDATES + 1, len(gallery.index))).ids


def _rows_of(ids: Ids, wanted: Ids) -> Ids:
    """Return the rows of ``ids`` (in any order) at which ``wanted`` stand; -1 stays -1."""
    order = np.argsort(ids, kind="stable")
    places = np.searchsorted(ids, wanted, sorter=order).clip(0, max(len(ids) - 1, 0))
    rows = order[places] if len(ids) else np.zeros(wanted.shape, dtype=np.int64)
    return np.where(wanted >= 0, rows, -1)


def _store(catalog: Catalog, gallery: Gallery, ids: Ids, rows: NeighbourRows) -> None:
    order = np.argsort(ids, kind="stable")
    for start in range(0, len(ids), _BLOCK):
        part = order[start : start + _BLOCK]
        catalog.neighbours.replace(
            gallery.in_use.metric_id,
            NeighbourBlock(
                ids=ids[part],
                neighbour_ids=rows.ids[part],
                similarities=rows.similarities[part],
                scores=rows.scores[part],
                scales=rows.scale[part],
                reaches=rows.reach[part],
            ),
        )
