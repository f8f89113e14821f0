"""Calibrating a metric on this library: from its groups, its random pairs, and the answers.

A calibration belongs to a metric and is stored beside it. It is made anew, in about half a second,
when labels, answers or the library have changed since. A metric that was tuned on the groups is
calibrated on scores that the tuning hands over, of metrics that had not seen the pairs: on its own
pairs every metric looks surer than it is.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from photosearch.base.progress import NO_PROGRESS, Progress
from photosearch.base.types import Ids, Vectors
from photosearch.catalog.catalog import Catalog
from photosearch.metric.calibration import (
    NO_ANSWERS,
    Answers,
    Calibration,
    PairScores,
    calibrate,
    from_json,
)
from photosearch.metric.neighbourhood import NEAR_DUPLICATE
from photosearch.metric.pair_score import Placed, pair_scores, paired_scores
from photosearch.metric.rerank import MIN_CANDIDATES
from photosearch.services.constraints import list_contradictions
from photosearch.services.contradictions import sound
from photosearch.services.gallery import Gallery
from photosearch.services.library import Library
from photosearch.services.placing import nearest_photos, place_photos
from photosearch.services.surroundings import candidates_of

_SEED = 0
_MOST_LABELLED = 1200
_MOST_OF_GROUP = 30
_SAMPLED, _MOST_KIN, _FEWEST_KIN = 2500, 500, 20
_FAR_KIN = 0.1
_N_SEARCHES, _N_RESULTS = 20, 20
_GROWTH = 1.25
_FEWEST_LABELS = 8  # 20 pairs of one group
_MOST_KEPT = 4000
_FEWEST_TO_MOVE = 100
_NO_SCORES: Vectors = np.empty(0, dtype=np.float32)


def calibration_of(library: Library, gallery: Gallery) -> Calibration:
    """Return the calibration of a gallery's metric, made anew where it is out of date."""
    stored = _stored(library.catalog, gallery)
    if stored is not None and stored["stamp"] == _stamp(library, gallery):
        return from_json(stored["calibration"])
    return calibrate_metric(library, gallery)


def calibrate_metric(
    library: Library,
    gallery: Gallery,
    fair: PairScores | None = None,
    progress: Progress = NO_PROGRESS,
) -> Calibration:
    """Calibrate a metric, and store the result where the library is opened to write.

    Args:
        library: Whose labels and photos.
        gallery: Of the metric.
        fair: Scores of labelled pairs out of fold with regard to what the metric was tuned on
            (``scores_of_groups``); they are kept for later. None: those kept, and for a metric that
            no label has tuned, all pairs are fair.
        progress: Only asked whether to go on.
    """
    stamp = _stamp(library, gallery)
    known_ids, member = labelled_photos(library.catalog, gallery)
    known = fair or _kept_scores(library.catalog, gallery)
    if known is None:
        placed = place_photos(gallery, known_ids, progress)
        known = scores_of_groups(placed, member)
    random = _library_scores(gallery, known_ids, member, progress)
    if _tuned(library.catalog, gallery):
        known = _on_scale_of(random, known)
    made = calibrate(known, random, _answers(library, gallery))
    if made.calibrated:
        slope, offset = _search_line(gallery, known_ids, progress)
        made = replace(made, search_slope=slope, search_offset=offset)
    if library.writable:
        fact = {"stamp": stamp, "calibration": made.as_json()}
        library.catalog.facts.put(_fact(gallery), fact)
        if fair is not None:
            _keep_scores(library.catalog, gallery, fair)
    return made


def result_probabilities(calibration: Calibration | None, scores: Vectors) -> Vectors | None:
    """Return the probability (N,) that each result of a search belongs with the query.

    Args:
        calibration: ``None`` where nobody asked for one.
        scores: (N,) float32 at the automatic grain.
    """
    if calibration is None or not calibration.calibrated:
        return None
    return np.asarray(calibration.results(scores), dtype=np.float32)


def search_calibration(library: Library, gallery: Gallery) -> Calibration | None:
    """Return the calibration for a search; ``None``, at once, while there are too few labels.

    Beside an open window a search never waits: it takes the last one, which the window brings up to
    date with ``calibration_of`` when nobody waits.
    """
    if library.catalog.labels.count() < _FEWEST_LABELS:
        return None
    if library.window_open:
        stored = _stored(library.catalog, gallery)
        return None if stored is None else from_json(stored["calibration"])
    return calibration_of(library, gallery)


def labelled_photos(catalog: Catalog, gallery: Gallery) -> tuple[Ids, NDArray[np.bool_]]:
    """Return labelled photos of the index (N,), 1,200 at most, and their groups (N, G) bool."""
    groups, photos = catalog.labels.arrays()
    there = np.isin(photos, gallery.index.ids())
    groups, photos = groups[there], photos[there]
    random = np.random.default_rng(_SEED)
    names = random.permutation(np.unique(groups))
    most = max(2, min(_MOST_OF_GROUP, _MOST_LABELLED // max(1, len(names))))
    names = names[: _MOST_LABELLED // most]
    chosen = [random.permutation(photos[groups == name])[:most] for name in names.tolist()]
    ids = np.unique(np.concatenate([np.empty(0, np.int64), *chosen]))
    member = np.zeros((len(ids), len(names)), dtype=np.bool_)
    for column, name in enumerate(names.tolist()):
        member[:, column] = np.isin(ids, photos[groups == name])
    return ids, member


def scores_of_groups(placed: Placed, member: NDArray[np.bool_]) -> PairScores:
    """Score all pairs of labelled photos; of near-duplicates in one group only the first counts.

    Args:
        placed: N photos.
        member: (N, G) bool, their groups.
    """
    together = member.astype(np.float32) @ member.T.astype(np.float32) > 0
    copies = (placed.vectors @ placed.vectors.T >= NEAR_DUPLICATE) & together
    first = np.ones(len(placed), dtype=np.bool_)
    for row in range(len(placed)):
        first[row] = not (copies[row, :row] & first[:row]).any()
    rows = np.flatnonzero(first)
    scores = pair_scores(placed.taken(rows), placed.taken(rows))
    one, other = np.triu_indices(len(rows), 1)
    same = together[np.ix_(rows, rows)][one, other]
    flat = scores[one, other]
    return PairScores(flat[same], flat[~same])


def _on_scale_of(random: Vectors, known: PairScores) -> PairScores:
    """Move scores that were taken among few photos to what they would be in the whole library.

    Fewer neighbours are less near, so scales are lower and scores higher. Pairs of different groups
    and random pairs have to be alike in the bulk: median and middle four fifths tell how far.
    """
    if len(known.different) < _FEWEST_TO_MOVE or len(random) < _FEWEST_TO_MOVE:
        return known
    low, middle, high = np.quantile(known.different, [0.1, 0.5, 0.9])
    goal_low, goal, goal_high = np.quantile(random, [0.1, 0.5, 0.9])
    factor = float(np.clip((goal_high - goal_low) / max(high - low, 1e-3), 0.5, 2.0))
    return PairScores(
        np.asarray(goal + factor * (known.same - middle), dtype=np.float32),
        np.asarray(goal + factor * (known.different - middle), dtype=np.float32),
    )


def _library_scores(
    gallery: Gallery, known_ids: Ids, member: NDArray[np.bool_], progress: Progress
) -> Vectors:
    """Score random pairs among the photos that are as near to the groups as these to each other.

    Where all groups are of flowers, pairs of a flower and a shoe say nothing about them.
    """
    ids = gallery.index.ids()
    random = np.random.default_rng(_SEED)
    ids = random.choice(ids, min(len(ids), _SAMPLED), replace=False)
    if len(known_ids) and member.shape[1] > 1:
        heads = gallery.index.get(known_ids)
        apart = heads @ heads.T
        apart[member.astype(np.float32) @ member.T.astype(np.float32) > 0] = -1.0
        limit = np.quantile(apart.max(axis=1), _FAR_KIN)
        kin = ids[(gallery.index.get(ids) @ heads.T).max(axis=1) >= limit]
        ids = kin if len(kin) >= _FEWEST_KIN else ids
    placed = place_photos(gallery, ids[:_MOST_KIN], progress)
    one, other = np.triu_indices(len(placed), 1)
    return np.asarray(pair_scores(placed, placed)[one, other])


def _answers(library: Library, gallery: Gallery) -> Answers:
    """Return what was said of pairs that were shown, and contradicts nothing.

    A rejected duplicate is no answer: two photos of one thing are no duplicates either.
    """
    found = sound(library.catalog.constraints.all(), list_contradictions(library))
    after = 0.0
    if _tuned(library.catalog, gallery):
        row = library.catalog.metrics.get(gallery.in_use.metric_id)
        after = row.created_at if row is not None else 0.0
    pairs = [
        (*one.saying.pair, one.saying.kind == "same")
        for one in found
        if one.saying.kind != "closer"
        and one.source != "rejected-duplicate"
        and one.said_at >= after
    ]
    table = np.array(pairs, dtype=np.int64).reshape(-1, 3)
    table = table[np.isin(table[:, :2], gallery.index.ids()).all(axis=1)]
    if not len(table):
        return NO_ANSWERS
    one, other = (place_photos(gallery, table[:, column]) for column in (0, 1))
    photos, times = np.unique(table[:, :2], return_counts=True)
    most = times[np.searchsorted(photos, table[:, :2])].max(axis=1)
    # Twenty answers about the results of one search are worth some five: 0.06 for 0.08 in error.
    return Answers(paired_scores(one, other), table[:, 2] > 0, most**-0.5)


def _search_line(gallery: Gallery, known_ids: Ids, progress: Progress) -> tuple[float, float]:
    """Fit what turns the score of a search result into that of the pair."""
    random = np.random.default_rng(_SEED)
    queries = random.permutation(known_ids)[:_N_SEARCHES]
    searched, paired = [_NO_SCORES], [_NO_SCORES]
    for place, query in enumerate(queries.tolist()):
        progress.checkpoint()
        own = queries[place : place + 1]
        near = nearest_photos(gallery, gallery.index.get(own)[0], MIN_CANDIDATES)
        near = near[near != query]
        n_neighbours = gallery.reranker.n_neighbours(0.5)
        candidates = candidates_of(gallery, near, n_neighbours, without=own)
        vector = gallery.whole_vectors(own)[1][0]
        scores = gallery.reranker.scores(vector, candidates)
        best = np.argsort(-scores, kind="stable")[:_N_RESULTS]
        searched.append(scores[best])
        placed = place_photos(gallery, np.append(own, near[best]))
        first = np.zeros(1, dtype=np.int64)
        paired.append(pair_scores(placed.taken(first), placed)[0, 1:])
    found, wanted = np.concatenate(searched), np.concatenate(paired)
    if len(found) < _N_RESULTS or float(found.std()) < 1e-3:
        return 1.0, 0.0
    slope, offset = np.polyfit(found, wanted, 1)
    return (float(slope), float(offset)) if slope > 0 else (1.0, 0.0)


def _tuned(catalog: Catalog, gallery: Gallery) -> bool:
    row = catalog.metrics.get(gallery.in_use.metric_id)
    return row is not None and row.level > 0


def _kept_scores(catalog: Catalog, gallery: Gallery) -> PairScores | None:
    """Return the fair scores kept for a tuned metric, empty ones if none; else ``None``."""
    if not _tuned(catalog, gallery):
        return None
    stored = catalog.facts.get(_scores_fact(gallery), {})
    same, different = (
        np.array(stored.get(name, []), dtype=np.float32) for name in ("same", "different")
    )
    return PairScores(same, different)


def _keep_scores(catalog: Catalog, gallery: Gallery, fair: PairScores) -> None:
    random = np.random.default_rng(_SEED)
    kept = {
        name: np.round(random.permutation(scores)[:_MOST_KEPT], 4).tolist()
        for name, scores in (("same", fair.same), ("different", fair.different))
    }
    catalog.facts.put(_scores_fact(gallery), kept)


def _stored(catalog: Catalog, gallery: Gallery) -> dict[str, Any] | None:
    stored: dict[str, Any] | None = catalog.facts.get(_fact(gallery))
    return stored


def _stamp(library: Library, gallery: Gallery) -> list[float]:
    """Return what changes with labels, answers, undone steps, the library and its neighbours."""
    grown = math.floor(math.log(max(len(gallery.index), 1)) / math.log(_GROWTH))
    catalog = library.catalog
    surrounded = catalog.neighbours.any(gallery.in_use.metric_id)
    return [*catalog.journal.revision(), catalog.labels.count(), grown, float(surrounded)]


def _scores_fact(gallery: Gallery) -> str:
    return f"pair-scores:{gallery.in_use.metric_id}"


def _fact(gallery: Gallery) -> str:
    return f"calibration:{gallery.in_use.metric_id}"
