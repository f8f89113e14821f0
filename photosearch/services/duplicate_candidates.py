"""Which pairs are worth a look: the nearest of each photo, and those with nearly its hash.

Nothing here is quadratic: the index is asked once a photo, hashes meet in buckets. Duplicates are
always looked for under a metric without labels (level 0), so that what a person teaches about
likeness does not change what is a copy.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from photosearch.base.pace import Pace
from photosearch.base.progress import Progress
from photosearch.base.types import Ids
from photosearch.catalog.catalog import Catalog
from photosearch.grouping.hash_pairs import distances, distinct_pairs, hash_pairs
from photosearch.grouping.pair_evidence import PhotoEvidence
from photosearch.index.growing import GrowingIndex
from photosearch.services.gallery import build_gallery, stored_metric
from photosearch.services.library import Library

_AT_ONCE = 2048
_ROWS = 8192
# Of crops to a quarter, whose features differ most, 86 % are among the 32 nearest of a library of
# 4,600 at a cosine of 0.3 or more, 93 % among 48 at 0.2; a large library takes what it can afford.
_NEAREST = ((6_000, 48), (10_000, 32), (30_000, 24))
_NEAREST_OF_MANY = 16
# Half of what a search uses: what is that near is found first, and here a hash stands beside it.
_EF = 64
_SURE_BITS = 10
_LEAST_SIMILAR, _LEAST_OF_FEW, _FEW = 0.3, 0.2, 10_000


@dataclass(frozen=True, eq=False)
class CandidatePairs:
    """Pairs of photos, as rows.

    Attributes:
        pairs: (P, 2) int64 rows of the photos that were given, the lower first, ascending.
        similarities: (P,) float32: cosine of the index's vectors; 0 where one has none.
    """

    pairs: npt.NDArray[np.int64]
    similarities: npt.NDArray[np.float32]


def photo_evidence(catalog: Catalog) -> PhotoEvidence:
    """Read what the catalogue knows of every photo that can be a duplicate."""
    photos = catalog.duplicates.photos()
    numbers = {name: place for place, name in enumerate(sorted(set(photos.cameras) - {""}))}
    return PhotoEvidence(
        ids=photos.ids,
        hashes=photos.hashes,
        greys=photos.greys,
        sizes=photos.sizes,
        taken_at=np.array(
            [np.nan if at is None else at for at in photos.taken_at], dtype=np.float64
        ),
        cameras=np.array([numbers.get(name, -1) for name in photos.cameras], dtype=np.int64),
    )


def level0_index(library: Library) -> GrowingIndex:
    """Return the index under the metric without labels; built anew while a tuned one is in use."""
    gallery = library.gallery
    if gallery.in_use.level == 0:
        return gallery.index
    rows = [
        row
        for row in library.catalog.metrics.list()
        if row.level == 0 and row.encoder_id == gallery.in_use.encoder_id
    ]
    if not rows:
        return gallery.index
    newest = max(rows, key=lambda row: row.metric_id)
    return build_gallery(library.catalog, stored_metric(library.directory, newest)).index


def candidate_pairs(
    index: GrowingIndex, photos: PhotoEvidence, progress: Progress
) -> CandidatePairs:
    """Find the pairs that may be duplicates.

    Args:
        index: Caught up.
        photos: N of them.
        progress: Phase ``candidates``.
    """
    near, cosines = _nearest_pairs(index, photos.ids, progress)
    progress.checkpoint()
    hashed = hash_pairs(photos.hashes)
    met = np.concatenate([near, hashed])
    known = np.concatenate([cosines, np.full(len(hashed), np.nan, dtype=np.float32)])
    pairs, first = distinct_pairs(met, len(photos.ids))
    similarities = known[first]
    unknown = np.flatnonzero(np.isnan(similarities))
    similarities[unknown] = similarities_of(index, photos.ids, pairs[unknown], progress)
    bits = distances(photos.hashes, pairs).min(axis=1)
    least = _LEAST_OF_FEW if len(photos.ids) <= _FEW else _LEAST_SIMILAR
    worth = (similarities >= least) | (bits <= _SURE_BITS)
    return CandidatePairs(pairs[worth], similarities[worth])


def similarities_of(
    index: GrowingIndex, ids: Ids, pairs: npt.NDArray[np.int64], progress: Progress
) -> npt.NDArray[np.float32]:
    """Return the cosines of pairs; only their own vectors are taken out of the index."""
    known = np.isin(ids, index.ids())
    similarities = np.zeros(len(pairs), dtype=np.float32)
    for start in range(0, len(pairs), _ROWS):
        progress.checkpoint()
        part = pairs[start : start + _ROWS]
        there = known[part].all(axis=1)
        rows, places = np.unique(part[there], return_inverse=True)
        if not len(rows):
            continue
        vectors = index.get(ids[rows])
        first, second = places.reshape(-1, 2).T
        cosines = np.einsum("pd,pd->p", vectors[first], vectors[second])
        similarities[start : start + _ROWS][there] = cosines
    return similarities


def _nearest_pairs(
    index: GrowingIndex, ids: Ids, progress: Progress
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float32]]:
    """Return each photo with its nearest ones, as rows (P, 2), and their cosines (P,)."""
    indexed = np.intersect1d(index.ids(), ids, assume_unique=True)
    n_nearest = next((k for most, k in _NEAREST if len(indexed) <= most), _NEAREST_OF_MANY)
    n_nearest = min(n_nearest, len(index) - 1)
    pace = Pace("candidates", len(indexed))
    found = [np.zeros((0, 2), dtype=np.int64)]
    cosines = [np.zeros(0, dtype=np.float32)]
    for start in range(0, len(indexed) if n_nearest > 0 else 0, _AT_ONCE):
        progress.checkpoint()
        progress.report(pace.step(start))
        own = indexed[start : start + _AT_ONCE]
        near = index.search(index.get(own), n_nearest + 1, ef=_EF)
        pairs = np.stack([np.repeat(own, near.ids.shape[1]), near.ids.ravel()], axis=1)
        rows = np.searchsorted(ids, pairs).clip(0, len(ids) - 1)
        there = (ids[rows] == pairs).all(axis=1)
        found.append(rows[there])
        cosines.append(near.similarities.ravel()[there])
    progress.report(pace.step(len(indexed)))
    return np.concatenate(found), np.concatenate(cosines)
