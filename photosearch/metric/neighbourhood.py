"""What a metric derives from a photo's surroundings: its local scale and its neighbours.

- Local scale r(x): mean cosine to the 30 nearest photos. The locally scaled score
  2 cos(q, x) - r(q) - r(x) (CSLS: Conneau et al. 2018, eq. 3) takes away what makes some photos
  the neighbour of everything.
- Neighbours: the 10 best by that score; re-ranking smooths with them.

Near-duplicates (cosine >= 0.9) count once, and those of x itself not at all: in a burst of 40
frames r would equal the cosine itself and every score would collapse to 0. Below 300 photos r is
shrunk towards a background, since 30 of 60 photos are not "the nearest".

The rows are a function of the set of photos: arrays come in the order of the image keys, cosines
are exact (photosearch.metric.transform.on_grid), ties go to the earlier row, sums run from the
nearest outwards. One pass over the candidate lists of the index: linear in the library's size,
about 200 bytes a photo.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from photosearch.base.types import Ids, Vectors
from photosearch.metric.transform import on_grid

N_CANDIDATES = 64
N_SCALE = 30
N_NEIGHBOURS = 10
NEAR_DUPLICATE = 0.9
SHRINK_BELOW = 300
BACKGROUND_SCALE = 0.3
_CHUNK, _LISTED = 256, 64
_NONE = np.float32(-np.inf)
_T = TypeVar("_T", bound=np.generic)


@dataclass(frozen=True, eq=False)
class NeighbourRows:
    """Derived rows of N photos.

    Attributes:
        ids: (N, k) int64, best first, -1 where there is none.
        similarities: (N, k) float32 cosines; -inf where there is none.
        scores: (N, k) float32, locally scaled, falling; -inf where there is none.
        scale: (N,) float32, r.
        reach: (N,) float32, cosine of the farthest photo that r was taken from (-1 while there
            are fewer than 30): a new photo at least as near changes the row.
    """

    ids: Ids
    similarities: Vectors
    scores: Vectors
    scale: Vectors
    reach: Vectors


@dataclass(frozen=True, eq=False)
class NearLists:
    """What n photos' own candidates decide: the half of their rows that needs nobody else's scale.

    Attributes:
        rows: (n, m) int64, the candidates' rows, nearest first; anything where there is none.
        cosines: (n, m) float32; -inf where there is none, or only another's near-duplicate.
        scale: (n,) float32, r.
        reach: (n,) float32, as in ``NeighbourRows``.
    """

    rows: Ids
    cosines: Vectors
    scale: Vectors
    reach: Vectors


@dataclass(frozen=True, eq=False)
class _Lists:
    """Candidates in order, and which of them stand for their near-duplicates."""

    rows: Ids  # (N, m)
    cosines: Vectors  # (N, m), -inf where there is none
    kept: NDArray[np.bool_]  # (N, m)


def exact_candidates(vectors: Vectors, m: int = N_CANDIDATES, of: Ids | None = None) -> Ids:
    """Find the m nearest by cosine among all; quadratic, so for up to some 20,000 photos.

    Args:
        vectors: (N, d) float32 unit rows, in the order of the image keys.
        m: how many.
        of: the rows to do; none: all.

    Returns:
        (n, min(m, N - 1)) int64 rows without the photo itself, nearest first, ties by row.
    """
    gallery = on_grid(vectors)
    rows = np.arange(len(vectors)) if of is None else of
    m = min(m, len(vectors) - 1)
    out = np.empty((len(rows), max(m, 0)), dtype=np.int64)
    for start in range(0, len(rows) if m > 0 else 0, _CHUNK):
        block = rows[start : start + _CHUNK]
        # Cosines are multiples of 2**-22: as whole numbers they leave room for the tie-break.
        keys = np.rint((gallery[block] @ gallery.T).astype(np.float64) * 2.0**22).astype(np.int64)
        keys = keys * len(vectors) - np.arange(len(vectors))
        keys[np.arange(len(block)), block] = -(2**62)
        best = np.argpartition(-keys, m - 1, axis=1)[:, :m]
        order = np.argsort(-np.take_along_axis(keys, best, 1), axis=1)
        out[start : start + _CHUNK] = np.take_along_axis(best, order, 1)
    return out


def neighbour_rows(
    vectors: Vectors, ids: Ids, candidates: Ids, background: float = BACKGROUND_SCALE
) -> NeighbourRows:
    """Derive the rows of a whole library that fits into memory.

    Args:
        vectors: (N, d) float32 unit rows, in the order of the image keys.
        ids: (N,) int64, the photos' ids.
        candidates: (N, m) int64, rows of ``vectors`` near each photo, in any order, -1 padded;
            the photo itself is ignored.
        background: what r is shrunk towards below 300 photos.
    """
    own = np.arange(len(vectors))
    lists = near_lists(vectors, own, candidates, len(vectors), background)
    return listed_rows(lists, ids, lists.scale)


def near_lists(
    vectors: Vectors,
    rows: Ids,
    candidates: Ids,
    n_photos: int,
    background: float = BACKGROUND_SCALE,
) -> NearLists:
    """Derive of some photos what depends on their candidates alone: r above all.

    Args:
        vectors: (N, d) float32 unit rows in the order of the image keys, at least of ``rows`` and
            their candidates.
        rows: (n,) int64, which to derive.
        candidates: (n, m) int64, as in ``neighbour_rows``.
        n_photos: of the whole library; below 300 the scale is shrunk.
        background: what r is shrunk towards.
    """
    lists = _lists(vectors, rows, candidates)
    scale, reach = _scale(lists, n_photos, background)
    return NearLists(lists.rows, np.where(lists.kept, lists.cosines, _NONE), scale, reach)


def listed_rows(lists: NearLists, ids: Ids, scale: Vectors) -> NeighbourRows:
    """Derive the rows of some photos from their lists and the scale of everyone in these.

    Args:
        lists: n of them.
        ids: (N,) int64, the photos' ids.
        scale: (N,) float32, r of each.
    """
    scores = 2 * lists.cosines - lists.scale[:, None] - _padded(scale)[lists.rows]
    order = np.lexsort((lists.rows, -scores), axis=1)[:, :N_NEIGHBOURS]
    scores = np.take_along_axis(scores, order, 1)
    real = np.isfinite(scores)
    chosen = np.where(real, np.take_along_axis(lists.rows, order, 1), -1)
    cosines = np.where(real, np.take_along_axis(lists.cosines, order, 1), _NONE)
    found = np.where(real, np.append(ids, -1)[chosen], -1)
    shape = (len(scores), N_NEIGHBOURS)
    return NeighbourRows(
        ids=_widened(found.astype(np.int64), shape, -1),
        similarities=_widened(cosines.astype(np.float32), shape, _NONE),
        scores=_widened(scores.astype(np.float32), shape, _NONE),
        scale=lists.scale,
        reach=lists.reach,
    )


def refresh_rows(
    vectors: Vectors,
    ids: Ids,
    rows: Ids,
    candidates: Ids,
    scale: Vectors,
    n_photos: int,
) -> NeighbourRows:
    """Derive the rows of some photos: new ones, and those that ``entered_rows`` names.

    The scale of all others is taken as it is, which is what may differ from a recompute.

    Args:
        vectors: (N, d) float32 unit rows, at least of ``rows`` and their candidates.
        ids: (N,) int64.
        rows: (n,) int64, which to derive.
        candidates: (n, m) int64, as in ``neighbour_rows``.
        scale: (N,) float32, r as stored; what it holds at ``rows`` is not used.
        n_photos: of the whole library; below 300 the scale is shrunk.

    Returns:
        The derived rows, n of them.
    """
    lists = near_lists(vectors, rows, candidates, n_photos)
    known = scale.copy()
    known[rows] = lists.scale
    return listed_rows(lists, ids, known)


def entered_rows(new: Ids, candidates: Ids, cosines: Vectors, reach: Vectors) -> Ids:
    """Name the rows that new (or removed) photos enter (or leave).

    Args:
        new: (B,) int64 rows of the new photos.
        candidates: (B, m) int64 rows near each of them, -1 padded.
        cosines: (B, m) float32.
        reach: (N,) float32 as stored; anything at ``new``.

    Returns:
        (n,) int64 rows to refresh besides ``new``, rising.
    """
    real = candidates >= 0
    near = real & (cosines >= reach[np.where(real, candidates, 0)] - 1e-3)
    return np.setdiff1d(candidates[near], new)


def query_row(
    cosines: Vectors, vectors: Vectors, scale: Vectors, background: float = BACKGROUND_SCALE
) -> tuple[Ids, Vectors, float]:
    """Derive the row of a query from its candidates.

    Args:
        cosines: (C,) float32 to the query, falling.
        vectors: (C, d) float32 unit rows on the grid.
        scale: (C,) float32.
        background: r of a query without candidates.

    Returns:
        Positions of its neighbours among the candidates (k,), their scores (k,), and r.
    """
    m = min(len(cosines), N_CANDIDATES)
    if m == 0:
        return np.empty(0, np.int64), np.empty(0, np.float32), background
    kept = _kept(cosines[None, :m], vectors[None, :m])
    lists = _Lists(np.arange(m)[None], cosines[None, :m], kept)
    own, reach = _scale(lists, SHRINK_BELOW, background)
    near = NearLists(lists.rows, np.where(kept, lists.cosines, _NONE), own, reach)
    row = listed_rows(near, np.arange(m), scale[:m])
    real = row.ids[0] >= 0
    return row.ids[0][real], row.scores[0][real], float(own[0])


def _lists(vectors: Vectors, rows: Ids, candidates: Ids) -> _Lists:
    # Rising rows first: the stable sort by cosine then breaks ties by row, that is by image key.
    ordered = np.sort(candidates, axis=1)
    ordered[ordered == rows[:, None]] = -1
    cosines = np.full(ordered.shape, _NONE, dtype=np.float32)
    kept = np.zeros(ordered.shape, dtype=np.bool_)
    grid = on_grid(vectors)
    for start in range(0, len(rows), _LISTED):
        part = slice(start, start + _LISTED)
        found = np.matmul(grid[ordered[part]], grid[rows[part]][:, :, None])[:, :, 0]
        found[ordered[part] < 0] = _NONE
        order = np.argsort(-found, axis=1, kind="stable")
        ordered[part] = np.take_along_axis(ordered[part], order, 1)
        cosines[part] = np.take_along_axis(found, order, 1)
        kept[part] = _kept(cosines[part], grid[ordered[part]])
    return _Lists(ordered, cosines, kept)


def _kept(cosines: Vectors, near: Vectors) -> NDArray[np.bool_]:
    """Mark the nearest of every bundle of near-duplicates (greedily, from the nearest outwards)."""
    possible = np.isfinite(cosines) & (cosines < NEAR_DUPLICATE)
    if cosines.shape[1] == 0:
        return possible
    alike = np.matmul(near, near.transpose(0, 2, 1)) >= NEAR_DUPLICATE
    kept = possible.copy()
    for column in np.flatnonzero(np.tril(alike, -1).any(axis=(0, 2))).tolist():
        copies = (alike[:, column, :column] & kept[:, :column]).any(axis=1)
        kept[:, column] &= ~copies
    return kept


def _scale(lists: _Lists, n_photos: int, background: float) -> tuple[Vectors, Vectors]:
    place = np.cumsum(lists.kept, axis=1)
    used = lists.kept & (place <= N_SCALE)
    count = used.sum(axis=1)
    # Sequential sums (accumulate) keep one order; empty places add exact zeros.
    terms = np.where(used, lists.cosines, 0.0).astype(np.float64)
    total = terms.cumsum(axis=1)[:, -1] if terms.shape[1] else np.zeros(len(terms))
    trust = min(1.0, n_photos / SHRINK_BELOW) * np.minimum(1.0, count / N_SCALE)
    mean = total / np.maximum(count, 1)
    scale = trust * mean + (1.0 - trust) * background
    last = np.where(used, lists.cosines, np.inf).min(axis=1, initial=np.inf)
    reach = np.where(count >= N_SCALE, last, -1.0)
    return scale.astype(np.float32), reach.astype(np.float32)


def _padded(scale: Vectors) -> Vectors:
    """Append what row -1 (no photo) looks up."""
    return np.append(scale, np.float32(0)).astype(np.float32)


def _widened(array: NDArray[_T], shape: tuple[int, int], fill: float | np.float32) -> NDArray[_T]:
    wide = np.full(shape, fill, dtype=array.dtype)
    wide[:, : array.shape[1]] = array
    return wide
