"""Where the results of this library end: its cut-off, learned from its own searches."""

from __future__ import annotations

import itertools

import numpy as np
from numpy.typing import NDArray

from photosearch.base.types import Ids, Vectors
from photosearch.catalog.catalog import Catalog
from photosearch.metric import cutoff as thresholds
from photosearch.metric.cutoff import SAMPLE_PHOTOS, Cutoff, calibrate
from photosearch.metric.neighbourhood import N_CANDIDATES
from photosearch.metric.rerank import Candidates
from photosearch.services.gallery import Gallery
from photosearch.services.surroundings import candidates_of

_SEED = 0
_BLOCK = 32


def relevant_results(
    catalog: Catalog, gallery: Gallery, query: Vectors, candidates: Candidates, scores: Vectors
) -> NDArray[np.bool_]:
    """Tell which candidates are relevant; none of them where nothing is similar.

    Args:
        catalog: Where the cut-off was stored.
        gallery: Under which metric.
        query: (d,) float32 of unit length.
        candidates: C of them.
        scores: (C,) float32, theirs at the automatic grain.
    """
    likenesses = thresholds.likenesses(query, candidates.vectors, candidates.scale)
    return cutoff_of(catalog, gallery).relevant(scores, likenesses)


def cutoff_of(catalog: Catalog, gallery: Gallery) -> Cutoff:
    """Return the cut-off of a metric in this library; the default one before it was learned."""
    stored = catalog.facts.get(_fact(gallery))
    if stored is None:
        return Cutoff()
    return Cutoff(evidence=float(stored["evidence"]), calibrated=bool(stored["calibrated"]))


def learn_cutoff(catalog: Catalog, gallery: Gallery) -> None:
    """Search with a sample of the library's own photos and store where their likeness ends."""
    ids = gallery.index.ids()
    ids = ids[np.argsort(gallery.keys_of(ids), kind="stable")]
    n_sampled = min(len(ids), SAMPLE_PHOTOS)
    chosen = ids[np.sort(np.random.default_rng(_SEED).choice(len(ids), n_sampled, replace=False))]
    cutoff = calibrate(_evidence_of(gallery, chosen))
    fact = {"evidence": cutoff.evidence, "calibrated": cutoff.calibrated, "photos": len(ids)}
    catalog.facts.put(_fact(gallery), fact)


def learned_at(catalog: Catalog, gallery: Gallery) -> int:
    """Return how many photos the library had when its cut-off was learned; 0 if it never was."""
    stored = catalog.facts.get(_fact(gallery))
    return 0 if stored is None else int(stored["photos"])


def _evidence_of(gallery: Gallery, photo_ids: Ids) -> Vectors:
    blocks = [
        _evidence_of_block(gallery, photo_ids[start : start + _BLOCK])
        for start in range(0, len(photo_ids), _BLOCK)
    ]
    return np.array(list(itertools.chain.from_iterable(blocks)), dtype=np.float32)


def _evidence_of_block(gallery: Gallery, photo_ids: Ids) -> list[float]:
    """Gather the surroundings of many photos at once: they overlap, and one by one takes 4 ms."""
    n_wanted = min(N_CANDIDATES + 1, len(gallery.index))
    near = gallery.index.search(gallery.index.get(photo_ids), n_wanted).ids
    around = np.union1d(photo_ids, near[near >= 0])
    found = candidates_of(gallery, around, n_neighbours=0)
    evidence = []
    for own, others in zip(photo_ids.tolist(), near, strict=True):
        rows = np.searchsorted(around, others[(others >= 0) & (others != own)])
        query = found.vectors[np.searchsorted(around, own)]
        likenesses = thresholds.likenesses(query, found.vectors[rows], found.scale[rows])
        evidence.append(thresholds.evidence(likenesses))
    return evidence


def _fact(gallery: Gallery) -> str:
    return f"cutoff-evidence:{gallery.in_use.metric_id}"
