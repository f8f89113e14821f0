"""Making what is derived consistent again: metric, index, neighbour rows, snapshot.

Level 0, the metric that needs no labels, is fitted on the library itself: first at 100 photos, then
whenever the library has grown by half: with twice as many photos, 0.9 points of MAP@R were lost to
old statistics. A later fit has to pass a gate against the one in use. The fit is a function of the
photos alone (rows in the order of their image keys, a seeded sample), whatever their history.

A metric that was tuned on groups stays until the person tunes again: level 0 is then fitted anew
for the next tuning, which starts from it (``level0_of``).
"""

from __future__ import annotations

import logging
import time

import numpy as np

from photosearch.base.progress import NO_PROGRESS, Progress, Step
from photosearch.base.types import EncoderId, Ids, Vectors
from photosearch.catalog.metrics import MetricRow
from photosearch.encoder.quantisation import dequantise
from photosearch.index.exact import ExactIndex
from photosearch.metric.level0 import FIRST_FIT_PHOTOS, SAMPLE_ROWS, fit_level0, isotropic
from photosearch.metric.shipped import shipped_metric
from photosearch.metric.spread import effective_rank
from photosearch.metric.transform import LinearMetric
from photosearch.services.gallery import (
    Gallery,
    MetricFacts,
    MetricInUse,
    build_gallery,
    save_metric,
    save_snapshot,
    stored_metric,
)
from photosearch.services.library import Library
from photosearch.services.model_folders import card_of
from photosearch.services.relevance import learn_cutoff, learned_at
from photosearch.services.surroundings import update_surroundings

_logger = logging.getLogger(__name__)

_SEED = 0
_N_PROBES = 1000
_N_NEAREST = 10
_LEAST_OVERLAP = 0.5
_LEAST_RANK = 0.5
_LEARN_GROWTH = 1.25
_REFIT_GROWTH = 1.5


def refresh(library: Library, progress: Progress = NO_PROGRESS) -> None:
    """Make metric, index, neighbour rows and snapshot consistent with the catalogue.

    Raises:
        Cancelled: By ``progress``; what is stored stays consistent, and the next run goes on.
        UserError: The disk is full.
    """
    with library.writing:
        gallery = library.gallery
        gallery.catch_up()
        n_photos = len(gallery.index)
        if _due(library, gallery, n_photos):
            progress.report(Step("fit", 0, n_photos))
            gallery = _refitted(library, gallery, progress)
        _finish(library, gallery, progress=progress)


def recompute(library: Library, progress: Progress = NO_PROGRESS) -> None:
    """Derive everything again from the features: the same for the same photos, however they came.

    Raises:
        Cancelled: By ``progress``.
        UserError: The disk is full.
    """
    with library.writing:
        gallery = library.gallery
        gallery.catch_up()
        ids = gallery.index.ids()
        if gallery.in_use.level:
            switch_metric(library, gallery.in_use, progress)
        else:
            _take_up(library, gallery.in_use.encoder_id, ids, progress)


def switch_encoder(
    library: Library, encoder_id: EncoderId, progress: Progress = NO_PROGRESS
) -> None:
    """Search with another encoder's features from now on; until all is made the old one serves.

    Args:
        library: Opened to write.
        encoder_id: Photos without its feature can't be found until they have one.
        progress: Phases ``fit``, ``neighbours``, ``snapshot``.

    Raises:
        Cancelled: By ``progress``; the old encoder stays.
        UserError: The disk is full.
    """
    with library.writing:
        catalog = library.catalog
        ids = np.intersect1d(catalog.features.ids(encoder_id), catalog.photos.ids())
        _take_up(library, encoder_id, ids, progress)


def _take_up(library: Library, encoder_id: EncoderId, ids: Ids, progress: Progress) -> None:
    """Derive metric, index and neighbour rows from features alone, then switch to them at once."""
    progress.report(Step("fit", 0, len(ids)))
    prior = _prior(library, encoder_id)
    metric = _fit(library, encoder_id, ids) if len(ids) >= FIRST_FIT_PHOTOS else prior
    in_use = save_metric(
        library.directory, library.catalog, metric, MetricFacts(encoder_id, _fitted(ids))
    )
    switch_metric(library, in_use, progress)


def switch_metric(
    library: Library, in_use: MetricInUse, progress: Progress = NO_PROGRESS
) -> Gallery:
    """Put another metric in use: index and neighbours are built beside the old, then take over.

    A search that is under way finishes on the old gallery, the next one uses the new.

    Args:
        library: Opened to write.
        in_use: A stored metric, of any level.
        progress: Phases ``project``, ``neighbours``, ``snapshot``.

    Raises:
        Cancelled: By ``progress``; the old metric stays.
        UserError: The disk is full.
    """
    with library.writing:
        progress.report(Step("project", 0, library.catalog.photos.count()))
        rebuilt = build_gallery(library.catalog, in_use)
        progress.checkpoint()
        _finish(library, rebuilt, afresh=True, progress=progress)
        rebuilt.neighbours.load(library.directory)
        library.catalog.metrics.activate(in_use.metric_id)
        library.replace_gallery(rebuilt)
        return rebuilt


def level0_of(library: Library, progress: Progress = NO_PROGRESS) -> MetricInUse:
    """Return the level 0 that a tuning starts from, fitted anew where the library outgrew it.

    Args:
        library: Opened to write; with at least 100 photos, or the metric in use is returned.
        progress: Phase ``fit``.
    """
    with library.writing:
        gallery = library.gallery
        gallery.catch_up()
        encoder_id, ids = gallery.in_use.encoder_id, gallery.index.ids()
        newest = _newest_level0(library, encoder_id)
        fitted = newest.n_photos if newest is not None else 0
        if newest is not None and len(ids) < max(FIRST_FIT_PHOTOS, _REFIT_GROWTH * fitted):
            return stored_metric(library.directory, newest)
        progress.report(Step("fit", 0, len(ids)))
        metric = _fit(library, encoder_id, ids)
        facts = MetricFacts(encoder_id, _fitted(ids))
        return save_metric(library.directory, library.catalog, metric, facts)


def _newest_level0(library: Library, encoder_id: EncoderId) -> MetricRow | None:
    rows = [
        row
        for row in library.catalog.metrics.list()
        if row.level == 0 and row.encoder_id == encoder_id
    ]
    return max(rows, key=lambda row: (row.n_photos, row.metric_id), default=None)


def save_unsaved(library: Library) -> None:
    """Save an index that waits for it: in an idle moment of the window, or when it closes.

    Until then nothing is at stake but time: the next start follows the catalogue from the snapshot
    before.

    Raises:
        UserError: The disk is full.
    """
    with library.writing:
        if library.unsaved:
            library.unsaved = False
            save_snapshot(library.directory, library.catalog, library.gallery)
            library.gallery.neighbours.save(library.directory)


def drop_from_index(library: Library, photo_ids: Ids) -> None:
    """Take forgotten photos out of the index and its snapshots at once."""
    gallery = library.gallery
    gallery.catch_up()
    gallery.index.remove(photo_ids)
    _finish(library, gallery)


def _finish(
    library: Library,
    gallery: Gallery,
    *,
    afresh: bool = False,
    progress: Progress = NO_PROGRESS,
) -> None:
    catalog = library.catalog
    update_surroundings(gallery, afresh=afresh, progress=progress)
    if afresh or len(gallery.index) >= _LEARN_GROWTH * learned_at(catalog, gallery):
        learn_cutoff(catalog, gallery)
    if library.window_open and not isinstance(gallery.index.inner, ExactIndex):
        library.unsaved = True
        return
    progress.report(Step("snapshot", 0, len(gallery.index)))
    save_snapshot(library.directory, catalog, gallery)
    gallery.neighbours.save(library.directory)


def _due(library: Library, gallery: Gallery, n_photos: int) -> bool:
    tried = library.catalog.facts.get("last-fit", {}).get("photos", 0)  # also one that was refused
    fitted = max(gallery.in_use.n_photos, tried)
    if gallery.in_use.level:
        return False
    return bool(n_photos >= max(FIRST_FIT_PHOTOS, _REFIT_GROWTH * fitted))


def _fitted(ids: Ids) -> int:
    return len(ids) if len(ids) >= FIRST_FIT_PHOTOS else 0


def _refitted(library: Library, gallery: Gallery, progress: Progress) -> Gallery:
    ids = gallery.index.ids()
    metric = _fit(library, gallery.in_use.encoder_id, ids)
    progress.checkpoint()
    if metric.fingerprint == gallery.metric.fingerprint:
        return gallery
    refused = gate(library, gallery, metric) if gallery.in_use.n_photos else ""
    facts = {"photos": len(ids), "refused": refused, "at": time.time()}
    library.catalog.facts.put("last-fit", facts)
    if refused:
        _logger.info("the new level-0 metric was not taken: %s", refused)
        return gallery
    in_use = save_metric(
        library.directory,
        library.catalog,
        metric,
        MetricFacts(gallery.in_use.encoder_id, len(ids)),
    )
    return switch_metric(library, in_use, progress)


def gate(library: Library, gallery: Gallery, metric: LinearMetric) -> str:
    """Say why a new level-0 metric must not replace the one in use; empty if it may.

    Without labels only damage can be seen: numbers that are none, a collapse of the space, or
    neighbourhoods that have little to do with those that the person knows.
    """
    ids = gallery.index.ids()
    chosen = np.sort(np.random.default_rng(_SEED).choice(ids, min(len(ids), _N_PROBES), False))
    features = _features(library, gallery.in_use.encoder_id, chosen)
    old, new = gallery.metric.project(features), metric.project(features)
    if not np.isfinite(new).all():
        return "it gives numbers that are none"
    if effective_rank(new) < _LEAST_RANK * effective_rank(old):
        return "its space has collapsed"
    overlap = neighbour_overlap(old, new)
    if overlap < _LEAST_OVERLAP:
        return f"only {overlap:.0%} of the nearest neighbours stay"
    return ""


def neighbour_overlap(old: Vectors, new: Vectors, k: int = _N_NEAREST) -> float:
    """Return the mean share of the k nearest that two spaces have in common, 0 to 1.

    Args:
        old: (N, d) float32, rows of unit length.
        new: (N, e) float32, the same photos.
        k: How many neighbours.
    """
    k = min(k, len(old) - 1)
    if k < 1:
        return 1.0
    both = [_nearest(old, k), _nearest(new, k)]
    shared = [len(np.intersect1d(a, b)) for a, b in zip(*both, strict=True)]
    return float(np.mean(shared)) / k


def _nearest(vectors: Vectors, k: int) -> Ids:
    similarities = vectors @ vectors.T
    np.fill_diagonal(similarities, -np.inf)
    return np.argpartition(-similarities, k - 1, axis=1)[:, :k]


def _fit(library: Library, encoder_id: EncoderId, ids: Ids) -> LinearMetric:
    ids = ids[np.argsort(library.catalog.photos.sort_keys(ids), kind="stable")]
    if len(ids) > SAMPLE_ROWS:
        chosen = np.random.default_rng(_SEED).choice(len(ids), SAMPLE_ROWS, replace=False)
        ids = ids[np.sort(chosen)]
    prior = _prior(library, encoder_id)
    return fit_level0(_features(library, encoder_id, ids), seed=_SEED, prior=prior)


def _prior(library: Library, encoder_id: EncoderId) -> LinearMetric:
    card = card_of(library.directory, library.catalog, encoder_id)
    return shipped_metric() if card.bundled else isotropic(card.dim)


def _features(library: Library, encoder_id: EncoderId, ids: Ids) -> Vectors:
    """Return features (N, D) float32 in the order of ``ids``; damaged ones are left out."""
    block = library.catalog.features.get(ids, encoder_id)
    features = dequantise(block.codes, block.scales)
    places = {int(one): row for row, one in enumerate(block.ids)}
    rows = [places[int(one)] for one in ids if int(one) in places]
    return features[np.array(rows, dtype=np.int64)]
