"""How well search ranks: Recall@1, R-precision and MAP@R (Musgrave, Belongie and Lim 2020).

R is the number of *other* photos of the query's class in the gallery. The query itself is left out
by its id; exact copies of it stay. A query whose class has no other photo cannot be right or wrong:
it is left out and counted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from photosearch.base.errors import UserError
from photosearch.base.progress import NO_PROGRESS, Progress
from photosearch.base.types import Ids
from photosearch.learning.evaluation.ranking import Gallery, Ranker
from photosearch.metric.distance import Distance


@dataclass(frozen=True)
class RetrievalScores:
    """Means over queries, each 0 to 1."""

    recall_at_1: float
    r_precision: float
    map_at_r: float


@dataclass(frozen=True, eq=False)
class Retrieval:
    """The quality of n queries' lists, one number a query.

    Attributes:
        queries: (n,) int64, rows of the queries that were counted, ascending.
        recall_at_1: (n,) float64, 1 where the nearest photo is of the query's class, else 0.
        r_precision: (n,) float64, the share of the first R that are of its class.
        map_at_r: (n,) float64, (1/R) · sum over k <= R of P(k) · hit(k).
        n_lone: how many queries were left out, their class having no other photo.
    """

    queries: Ids
    recall_at_1: NDArray[np.float64]
    r_precision: NDArray[np.float64]
    map_at_r: NDArray[np.float64]
    n_lone: int

    @property
    def scores(self) -> RetrievalScores:
        """Return the means over queries."""
        return RetrievalScores(
            float(self.recall_at_1.mean()),
            float(self.r_precision.mean()),
            float(self.map_at_r.mean()),
        )


def average_precision_at_r(hits: NDArray[np.bool_], n_relevant: Ids) -> NDArray[np.float64]:
    """Return AP@R = (1/R) · sum over k <= R of P(k) · hit(k) (Musgrave et al. 2020, MAP@R).

    Args:
        hits: (n, k) bool, whether each place of a list, best first, is relevant. What a list
            shorter than R leaves out counts as missed.
        n_relevant: (n,) int64 > 0, R of each list.

    Returns:
        (n,) float64, 0 to 1.
    """
    places = np.arange(1, hits.shape[1] + 1)
    counted = hits & (places <= n_relevant[:, None])
    precision = np.cumsum(counted, axis=1) / places
    return np.asarray((precision * counted).sum(axis=1) / n_relevant)


def retrieval(
    vectors: NDArray[np.floating],
    labels: NDArray[Any],
    *,
    ids: Ids | None = None,
    gallery: Gallery | None = None,
    distance: Distance | str = Distance.COSINE,
    progress: Progress = NO_PROGRESS,
) -> Retrieval:
    """Search for every photo in the gallery and score its list.

    Args:
        vectors: (N, d) float32 or float64, the queries.
        labels: (N,) their classes, integers or strings.
        ids: (N,) int64 ids of the queries: photos of the gallery with the same id are left out.
            None: the row numbers where the queries are the gallery, else nothing is left out.
        gallery: what is searched; none: the queries themselves.
        distance: cosine, euclidean or manhattan.
        progress: told after every block of queries.

    Raises:
        UserError: No query's class has another photo in the gallery.
        ValueError: A vector is not finite.
    """
    if gallery is None:
        ids = np.arange(len(vectors)) if ids is None else ids
        gallery = Gallery(vectors, labels, ids)
    classes, wanted = _encoded(gallery.labels, np.asarray(labels))
    n_relevant = _relevant(classes, wanted, gallery.ids, ids)
    queries = np.flatnonzero(n_relevant > 0)
    if not len(queries):
        raise UserError(
            "no-kin",
            f"None of the {len(vectors)} photos has another of its class to be found.",
            "Give at least one class two photos or more.",
        )
    ranker = Ranker(gallery.vectors, gallery.ids, distance)
    own = None if ids is None else np.asarray(ids)[queries]
    scores = np.empty((3, len(queries)))
    found = np.asarray(vectors)[queries]
    for block in ranker.blocks(found, own, n_relevant[queries], progress):
        rows = queries[block.queries]
        hits = (classes[block.rows] == wanted[rows, None]) & (block.rows >= 0)
        relevant = n_relevant[rows]
        within = hits & (np.arange(hits.shape[1]) < relevant[:, None])
        scores[0, block.queries] = hits[:, 0]
        scores[1, block.queries] = within.sum(axis=1) / relevant
        scores[2, block.queries] = average_precision_at_r(hits, relevant)
    first, precision, average = scores
    return Retrieval(queries, first, precision, average, len(vectors) - len(queries))


def _encoded(gallery: NDArray[Any], queries: NDArray[Any]) -> tuple[Ids, Ids]:
    """Number the classes of both, alike."""
    codes = np.unique(np.concatenate([gallery, queries]), return_inverse=True)[1]
    return codes[: len(gallery)], codes[len(gallery) :]


def _relevant(classes: Ids, wanted: Ids, gallery_ids: Ids, ids: Ids | None) -> Ids:
    """Count each query's other photos of its class in the gallery."""
    counts = np.bincount(classes, minlength=int(wanted.max(initial=0)) + 1)[wanted]
    if ids is None:
        return np.asarray(counts)
    # The photos that are left out for their id, where they are of the query's class.
    own: dict[tuple[int, int], int] = {}
    for key in zip(gallery_ids.tolist(), classes.tolist(), strict=True):
        own[key] = own.get(key, 0) + 1
    itself = [
        own.get(key, 0) for key in zip(np.asarray(ids).tolist(), wanted.tolist(), strict=True)
    ]
    return np.asarray(counts - np.array(itself, dtype=np.int64))
