"""Where the results of this library end: its cut-off, learned from its own searches."""

from __future__ import annotations

import numpy as np

from photosearch.catalog.catalog import Catalog
from photosearch.metric.cutoff import SAMPLE_PHOTOS, Cutoff, calibrate
from photosearch.metric.rerank import MIN_CANDIDATES
from photosearch.services.gallery import Gallery
from photosearch.services.surroundings import candidates_of

_SEED = 0


def cutoff_of(catalog: Catalog, gallery: Gallery) -> Cutoff:
    """Return the cut-off of a metric in this library; the default one before it was learned."""
    stored = catalog.facts.get(_fact(gallery))
    if stored is None:
        return Cutoff()
    return Cutoff(float(stored["threshold"]), bool(stored["calibrated"]))


def learn_cutoff(catalog: Catalog, gallery: Gallery) -> None:
    """Search with a sample of the library's own photos and store where their likeness ends."""
    ids = gallery.index.ids()
    ids = ids[np.argsort(gallery.keys_of(ids), kind="stable")]
    n_sampled = min(len(ids), SAMPLE_PHOTOS)
    chosen = np.random.default_rng(_SEED).choice(len(ids), n_sampled, replace=False)
    sampled = []
    for row in np.sort(chosen):
        own = ids[row : row + 1]
        vector = gallery.index.get(own)[0]
        found = gallery.index.search(vector[None], min(MIN_CANDIDATES + 1, len(ids))).ids[0]
        found = found[(found >= 0) & (found != own[0])]
        candidates = candidates_of(catalog, gallery, found)
        sampled.append(gallery.reranker.scores(vector, candidates))
    cutoff = calibrate(sampled)
    fact = {"threshold": cutoff.threshold, "calibrated": cutoff.calibrated, "photos": len(ids)}
    catalog.facts.put(_fact(gallery), fact)


def learned_at(catalog: Catalog, gallery: Gallery) -> int:
    """Return how many photos the library had when its cut-off was learned; 0 if it never was."""
    stored = catalog.facts.get(_fact(gallery))
    return 0 if stored is None else int(stored["photos"])


def _fact(gallery: Gallery) -> str:
    return f"cutoff:{gallery.in_use.metric_id}"
