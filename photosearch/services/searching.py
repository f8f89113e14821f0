"""Searching: examples in, photos out, the most alike first."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import get_args

import numpy as np

from photosearch.base.errors import UserError
from photosearch.base.progress import NO_PROGRESS, Progress
from photosearch.base.types import Ids, PhotoId, Vectors
from photosearch.catalog.filters import PhotoFilter
from photosearch.index.protocol import Distance, Neighbours
from photosearch.metric.calibration import Calibration
from photosearch.metric.cutoff import expected_relevant
from photosearch.metric.rerank import AUTOMATIC, best_first, combined_query, n_candidates, penalty
from photosearch.services.calibrating import result_probabilities, search_calibration
from photosearch.services.examples import (
    Example,
    FileExample,
    PhotoExample,
    PictureExample,
    understand,
)
from photosearch.services.gallery import Gallery
from photosearch.services.library import Library
from photosearch.services.relevance import relevant_results
from photosearch.services.surroundings import candidates_of

__all__ = [
    "Example",
    "FileExample",
    "PhotoExample",
    "PictureExample",
    "Query",
    "SearchAnswer",
    "SearchResult",
    "rank_vector",
    "search",
]

_DEFAULT_TOP = 50


@dataclass(frozen=True)
class Query:
    """What a person looks for.

    Attributes:
        positives: At least one example of it.
        negatives: Examples of what it is not.
        photo_filter: Only these photos.
        top: So many results, relevant or not; ``None`` for what the cut-off decides.
        grain: 0 the same thing, 0.5 automatic, 1 the same kind.
        distance: ``"cosine"``, ``"euclidean"`` or ``"manhattan"``: plain, without re-ranking.
        exact: Look at every photo instead of asking the index.
    """

    positives: tuple[Example, ...]
    negatives: tuple[Example, ...] = ()
    photo_filter: PhotoFilter = field(default_factory=PhotoFilter)
    top: int | None = None
    grain: float = AUTOMATIC
    distance: str | None = None
    exact: bool = False


@dataclass(frozen=True)
class SearchResult:
    """A photo that was found.

    Attributes:
        photo_id: The photo.
        score: Higher is more alike; a locally scaled cosine, or minus the plain distance asked for.
        probability: That it belongs together with the query; ``None`` while uncalibrated.
        relevant: Whether it is on the near side of the cut-off.
    """

    photo_id: PhotoId
    score: float
    probability: float | None
    relevant: bool


@dataclass(frozen=True)
class SearchAnswer:
    """What a search has found.

    Attributes:
        query: As asked.
        same: Photos that the examples themselves are; not among the results.
        results: Best first, one row a photo. Without ``top`` they go on beyond the cut-off, so that
            a window can show less similar ones; ``relevant`` tells.
        seconds: Wall clock.
    """

    query: Query
    same: tuple[PhotoId, ...]
    results: tuple[SearchResult, ...]
    seconds: float


def search(library: Library, query: Query, progress: Progress = NO_PROGRESS) -> SearchAnswer:
    """Find the photos that look like the examples.

    Raises:
        UserError: An example can't be read; there is no example; the distance is none.
        Cancelled: By ``progress``.
    """
    started = time.perf_counter()
    if not query.positives:
        raise UserError("no-example", "there is nothing to search with", "Name a photo.")
    gallery = library.gallery  # one for the whole search: another may take its place meanwhile
    positives = [understand(library, gallery, example, progress) for example in query.positives]
    negatives = [understand(library, gallery, example, progress) for example in query.negatives]
    same = tuple(dict.fromkeys(one.photo_id for one in positives if one.photo_id is not None))
    unwanted = {one.photo_id for one in negatives if one.photo_id is not None}
    away = _rows([one.vector for one in negatives])
    vector = combined_query(np.stack([one.vector for one in positives]), away)
    head = combined_query(
        np.stack([one.head for one in positives]), _rows([one.head for one in negatives])
    )
    left_out = np.array(sorted({*same, *unwanted}), dtype=np.int64)
    calibration = search_calibration(library, gallery)
    asked = Asked(gallery, vector, head, away, calibration)
    results = rank_vector(library, asked, query, left_out)
    return SearchAnswer(query, same, tuple(results), time.perf_counter() - started)


@dataclass(frozen=True, eq=False)
class Asked:
    """A query as the gallery takes it.

    Attributes:
        gallery: Under which metric.
        vector: (d,) float32 of unit length: whole, for the order.
        head: (i,) float32 of unit length: what the index is asked with.
        negatives: (M, d) float32 unit rows, or ``None`` without negative examples.
        calibration: What scores are worth; ``None`` for results without probabilities.
    """

    gallery: Gallery
    vector: Vectors
    head: Vectors
    negatives: Vectors | None = None
    calibration: Calibration | None = None


def rank_vector(library: Library, asked: Asked, query: Query, left_out: Ids) -> list[SearchResult]:
    """Order the library's photos for a query vector.

    Args:
        library: To search in.
        asked: The vector.
        query: Filter, top, grain, distance and exactness count; its examples do not.
        left_out: (n,) int64, photos that are not results, such as the query itself.
    """
    gallery, vector = asked.gallery, asked.vector
    allowed = None
    if not query.photo_filter.everything:
        allowed = library.catalog.photos.matching(query.photo_filter)
    wanted = n_candidates(query.top or _DEFAULT_TOP)
    distance = _distance(query.distance)
    found = _nearest(asked, wanted + len(left_out), allowed, query, distance)
    ids, similarities = found.ids[0], found.similarities[0]
    kept = (ids >= 0) & ~np.isin(ids, left_out)
    ids, similarities = ids[kept][:wanted], similarities[kept][:wanted]
    n_neighbours = max(gallery.reranker.n_neighbours(grain) for grain in (query.grain, AUTOMATIC))
    candidates = candidates_of(gallery, ids, n_neighbours, without=left_out)
    scores = gallery.reranker.scores(vector, candidates, query.grain)
    automatic = scores
    if query.grain != AUTOMATIC:  # the cut-off is learned for the automatic order
        automatic = gallery.reranker.scores(vector, candidates)
    lost = np.float32(0) * automatic
    if asked.negatives is not None and len(asked.negatives):
        lost = penalty(vector, candidates.vectors, asked.negatives)
    chances = result_probabilities(asked.calibration, automatic - lost)
    if chances is None:
        relevant = relevant_results(library.catalog, gallery, vector, candidates, automatic)
    else:
        relevant = expected_relevant(chances)
    scores, relevant = scores - lost, relevant & (lost == 0)
    if distance is not None:
        scores = similarities
    order = best_first(scores, candidates.keys)
    if query.top is not None:
        order = order[: query.top]
    return [
        SearchResult(
            photo_id=PhotoId(int(ids[row])),
            score=float(scores[row]),
            probability=None if chances is None else float(chances[row]),
            relevant=bool(relevant[row]),
        )
        for row in order.tolist()
    ]


def _nearest(
    asked: Asked, k: int, allowed: Ids | None, query: Query, distance: Distance | None
) -> Neighbours:
    index = asked.gallery.exact_index() if query.exact else asked.gallery.index
    return index.search(asked.head[None], max(1, k), allowed, distance=distance)


def _rows(vectors: list[Vectors]) -> Vectors:
    return np.array(vectors, dtype=np.float32).reshape(len(vectors), -1 if vectors else 0)


def _distance(name: str | None) -> Distance | None:
    if name is None:
        return None
    for known in get_args(Distance):
        if name == known:
            return known  # type: ignore[no-any-return]
    raise UserError(
        "bad-distance", f"{name} is no distance", f"Say {', '.join(get_args(Distance))}."
    )
