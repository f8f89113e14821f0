"""Questions that teach most: pairs of photos that the metric is least sure about.

A pair near the boundary tells most (uncertainty sampling: Lewis and Gale 1994); ten pairs of one
kind tell little more than one, so each photo is asked about once, and photos that are alike are
spread over several rounds. An answer is a constraint.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from photosearch.base.progress import NO_PROGRESS, Progress
from photosearch.base.types import Ids, PhotoId, Vectors
from photosearch.catalog.catalog import Catalog
from photosearch.metric.calibration import Calibration
from photosearch.metric.neighbourhood import NEAR_DUPLICATE
from photosearch.metric.pair_score import pair_scores
from photosearch.services.calibrating import calibration_of, labelled_photos
from photosearch.services.gallery import Gallery
from photosearch.services.library import Library
from photosearch.services.placing import place_photos

DEFAULT_NUMBER = 10
_SEED = 0
_MOST_PHOTOS = 900
_MOST_LABELLED = 300
_BOUNDARY_FAR = 0.01
_ALIKE = 0.5
_LOOKED_AT = 40


@dataclass(frozen=True)
class Question:
    """Are these two the same?

    Attributes:
        pair: Two photos.
        score: Of the pair.
        probability: That they are; ``None`` while uncalibrated.
    """

    pair: tuple[PhotoId, PhotoId]
    score: float
    probability: float | None


def questions(
    library: Library, number: int = DEFAULT_NUMBER, progress: Progress = NO_PROGRESS
) -> list[Question]:
    """Return pairs whose answers would teach most, the most telling first.

    Pairs of two labelled photos, near-duplicates and what was answered are not asked.

    Args:
        library: With some photos; labels are not needed.
        number: At most so many.
        progress: Cancels.
    """
    gallery = library.gallery
    ids, member = _asked_photos(library.catalog, gallery)
    if len(ids) < 2:
        return []
    placed = place_photos(gallery, ids, progress)
    scores = pair_scores(placed, placed)
    open_pairs = placed.vectors @ placed.vectors.T < NEAR_DUPLICATE
    open_pairs &= ~(member[:, None] & member[None, :])
    open_pairs &= np.triu(np.ones(scores.shape, dtype=np.bool_), 1)
    for one, other in _said(library.catalog, ids):
        open_pairs[min(one, other), max(one, other)] = False
    calibration = calibration_of(library, gallery)
    doubt = _doubt(calibration, scores)
    doubt[~open_pairs] = np.inf
    chosen = _diverse(doubt, placed.vectors, number)
    return [_question(ids, scores, calibration, one, other) for one, other in chosen]


def _asked_photos(catalog: Catalog, gallery: Gallery) -> tuple[Ids, NDArray[np.bool_]]:
    """Return photos to make pairs of, (N,), and which of them are labelled."""
    labelled = labelled_photos(catalog, gallery)[0]
    random = np.random.default_rng([_SEED, catalog.journal.revision()[0]])
    labelled = random.permutation(labelled)[:_MOST_LABELLED]
    others = np.setdiff1d(gallery.index.ids(), catalog.labels.arrays()[1])
    others = random.permutation(others)[: _MOST_PHOTOS - len(labelled)]
    ids = np.concatenate([labelled, others])
    return ids, np.arange(len(ids)) < len(labelled)


def _said(catalog: Catalog, ids: Ids) -> list[tuple[int, int]]:
    """Return the rows of pairs about which something was said."""
    row_of = {photo: row for row, photo in enumerate(ids.tolist())}
    pairs = [one.saying.pair for one in catalog.constraints.all() if one.saying.kind != "closer"]
    return [
        (row_of[one], row_of[other]) for one, other in pairs if one in row_of and other in row_of
    ]


def _doubt(calibration: Calibration, scores: Vectors) -> Vectors:
    """Return how far scores lie from where as many pairs are the same as are not."""
    if calibration.calibrated:
        chances = calibration.shown(scores.ravel()).reshape(scores.shape)
        return np.asarray(np.abs(chances - 0.5), dtype=np.float32)
    away = np.abs(scores - np.float32(calibration.threshold(_BOUNDARY_FAR)))
    return np.asarray(away, dtype=np.float32)


def _diverse(doubt: Vectors, vectors: Vectors, number: int) -> list[tuple[int, int]]:
    """Choose pairs of little doubt, one after the other, unlike those that were chosen."""
    flat = np.argsort(doubt, axis=None, kind="stable")[: _LOOKED_AT * number]
    pairs = np.stack(np.unravel_index(flat, doubt.shape), axis=1)
    pairs = pairs[np.isfinite(doubt[pairs[:, 0], pairs[:, 1]])]
    chosen: list[tuple[int, int]] = []
    taken = np.empty(0, dtype=np.int64)
    for strict in (True, False):
        for one, other in pairs.tolist():
            if len(chosen) == number:
                return chosen
            if one in taken or other in taken:
                continue
            near = vectors[taken] @ vectors[[one, other]].T
            if strict and (near >= _ALIKE).any():
                continue
            chosen.append((one, other))
            taken = np.append(taken, [one, other])
    return chosen


def _question(
    ids: Ids, scores: Vectors, calibration: Calibration, one: int, other: int
) -> Question:
    score = scores[one, other]
    probability = None
    if calibration.calibrated:
        probability = float(calibration.shown(np.array([score]))[0])
    return Question((PhotoId(int(ids[one])), PhotoId(int(ids[other]))), float(score), probability)
