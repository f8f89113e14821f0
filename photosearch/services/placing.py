"""Photos in their surroundings: what scores of pairs, groups and albums are made of."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from photosearch.base.progress import NO_PROGRESS, Progress
from photosearch.base.types import Ids, PhotoId, Vectors
from photosearch.metric.pair_score import Placed, place, place_query
from photosearch.metric.rerank import AUTOMATIC, MIN_CANDIDATES
from photosearch.services.examples import Example, understand
from photosearch.services.gallery import Gallery
from photosearch.services.library import Library
from photosearch.services.surroundings import candidates_of

_BLOCK = 512


@dataclass(frozen=True, eq=False)
class PlacedExample:
    """An example in its surroundings.

    Attributes:
        placed: One photo.
        head: (i,) float32 of unit length: what the index is asked with.
        photo_id: The photo of the library that it is; ``None`` for one from outside.
    """

    placed: Placed
    head: Vectors
    photo_id: PhotoId | None


def place_photos(gallery: Gallery, photo_ids: Ids, progress: Progress = NO_PROGRESS) -> Placed:
    """Place photos of the index.

    Args:
        gallery: Under which metric.
        photo_ids: (N,) int64.
        progress: Only asked whether to go on.

    Returns:
        N photos in the order given; zeros for one without a feature.
    """
    smoothing = gallery.reranker.smoothing(AUTOMATIC)
    dim = gallery.metric.dim
    found = Placed(
        np.zeros((0, dim), np.float32), np.zeros((0, dim), np.float32), np.zeros(0, np.float32)
    )
    wanted, back = np.unique(photo_ids, return_inverse=True)
    parts = [found]
    for start in range(0, len(wanted), _BLOCK):
        progress.checkpoint()
        block = wanted[start : start + _BLOCK]
        parts.append(place(candidates_of(gallery, block, smoothing.n_neighbours), smoothing))
    everyone = Placed(
        np.concatenate([part.vectors for part in parts]),
        np.concatenate([part.smoothed for part in parts]),
        np.concatenate([part.scale for part in parts]),
    )
    return everyone.taken(back)


def place_example(
    library: Library, gallery: Gallery, example: Example, progress: Progress = NO_PROGRESS
) -> PlacedExample:
    """Place an example: a photo of the library by its own neighbours, another by what lies near.

    Raises:
        UserError: It can't be read, is no picture, or its drive is away.
    """
    meaning = understand(library, gallery, example, progress)
    known = meaning.photo_id
    if known is not None and known in gallery.index and example.box is None:
        placed = place_photos(gallery, np.array([known], dtype=np.int64))
        return PlacedExample(placed, meaning.head, known)
    smoothing = gallery.reranker.smoothing(AUTOMATIC)
    near = nearest_photos(gallery, meaning.head, MIN_CANDIDATES)
    candidates = candidates_of(gallery, near, smoothing.n_neighbours)
    placed = place_query(meaning.vector, candidates, smoothing, gallery.reranker.background)
    return PlacedExample(placed, meaning.head, known)


def nearest_photos(gallery: Gallery, head: Vectors, n_photos: int) -> Ids:
    """Return the photos nearest to a head (i,) in the index: (n,) int64, nearest first."""
    wanted = min(n_photos, len(gallery.index))
    if not wanted:
        return np.empty(0, dtype=np.int64)
    ids = gallery.index.search(head[None], wanted).ids[0]
    return np.asarray(ids[ids >= 0])
