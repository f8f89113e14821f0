"""Identification: which of the groups is it, or none of them?

An open set: most photos belong to no group. A group's score is the mean score to its photos. On
four sets, a dozen groups of 5 photos known and the other photos to be told from them, that had
AUROC .917 on average within a set and .989 with the rest of the library; nearest group mean minus
r / 2 .918 and .989, shrunk linear discriminants .914 and .988, the nearest photo .905 and .987.
The limit is where pairs of two groups hardly get to, as for verification.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from photosearch.base.errors import UserError
from photosearch.base.progress import NO_PROGRESS, Progress
from photosearch.base.types import GroupId, Ids
from photosearch.metric.calibration import Calibration
from photosearch.metric.pair_score import pair_scores
from photosearch.services.calibrating import calibration_of
from photosearch.services.examples import Example
from photosearch.services.gallery import Gallery
from photosearch.services.library import Library
from photosearch.services.placing import PlacedExample, place_example, place_photos

DEFAULT_FAR = 0.01
N_SHOWN = 3
_SEED = 0
_MOST_OF_GROUP = 20
_ALL_BELOW = 1500
_N_NEAR = 200
_UNCALIBRATED = 0.2
"""Mean score from which on a photo gets a name while nothing else is known."""


@dataclass(frozen=True)
class GroupScore:
    """How much a photo is like a group.

    Attributes:
        group: Its name.
        score: Mean score to its photos; higher is more alike.
        probability: That it belongs there; ``None`` while uncalibrated.
    """

    group: str
    score: float
    probability: float | None


@dataclass(frozen=True)
class Identity:
    """Which group a photo belongs to.

    Attributes:
        group: Its name; ``None`` for a photo of none of them.
        candidates: The three likeliest groups, the likeliest first.
    """

    group: str | None
    candidates: tuple[GroupScore, ...]


def identify(
    library: Library,
    example: Example,
    far: float = DEFAULT_FAR,
    progress: Progress = NO_PROGRESS,
) -> Identity:
    """Name the group that a photo, of the library or not, belongs to, or say that it is none.

    Its own labels are not looked at.

    Args:
        library: With groups.
        example: The photo.
        far: The share of pairs of two groups that may be taken for the same.
        progress: Cancels.

    Raises:
        UserError: ``no-groups``, or the photo can't be read.
    """
    gallery = library.gallery
    asked = place_example(library, gallery, example, progress)
    groups, photos = _labels_near(library, gallery, asked)
    if not len(groups):
        hint = "Make groups first: photosearch groups add NAME IMAGE…"
        raise UserError("no-groups", "there are no groups with photos yet", hint)
    names, scores = _group_scores(gallery, asked, groups, photos)
    order = np.argsort(-scores, kind="stable")[:N_SHOWN]
    calibration = calibration_of(library, gallery)
    known = library.catalog.groups.get([GroupId(int(names[row])) for row in order])
    candidates = tuple(
        GroupScore(
            known[GroupId(int(names[row]))].name,
            float(scores[row]),
            _probability(calibration, float(scores[row])),
        )
        for row in order
    )
    limit = calibration.threshold(far) if calibration.calibrated else _UNCALIBRATED
    best = candidates[0]
    return Identity(best.group if best.score >= limit else None, candidates)


def _labels_near(library: Library, gallery: Gallery, asked: PlacedExample) -> tuple[Ids, Ids]:
    """Return (groups, photos) of labels of other photos; of many, those of the nearest groups."""
    groups, photos = library.catalog.labels.arrays()
    kept = np.isin(photos, gallery.index.ids())
    if asked.photo_id is not None:
        kept &= photos != asked.photo_id
    groups, photos = groups[kept], photos[kept]
    if len(photos) > _ALL_BELOW:
        near = gallery.index.search(asked.head[None], _N_NEAR, np.unique(photos)).ids[0]
        named = np.isin(groups, groups[np.isin(photos, near[near >= 0])])
        groups, photos = groups[named], photos[named]
    return groups, photos


def _group_scores(
    gallery: Gallery, asked: PlacedExample, groups: Ids, photos: Ids
) -> tuple[Ids, NDArray[np.float64]]:
    """Return groups (G,) and the mean score (G,) to 20 photos of each at most."""
    order = np.lexsort((np.random.default_rng(_SEED).random(len(groups)), groups))
    groups, photos = groups[order], photos[order]
    starts = np.flatnonzero(np.diff(groups, prepend=-1))
    place = np.arange(len(groups)) - np.repeat(starts, np.diff(np.append(starts, len(groups))))
    groups, photos = groups[place < _MOST_OF_GROUP], photos[place < _MOST_OF_GROUP]
    scores = pair_scores(asked.placed, place_photos(gallery, photos))[0]
    names, rows = np.unique(groups, return_inverse=True)
    return names, np.bincount(rows, weights=scores) / np.bincount(rows)


def _probability(calibration: Calibration, score: float) -> float | None:
    if not calibration.calibrated:
        return None
    return float(calibration.shown(np.array([score], dtype=np.float32))[0])
