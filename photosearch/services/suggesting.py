"""A group that fills itself: what else belongs to it, surely or maybe.

Two opinions, added: the mean score to the examples, which knows the surroundings, and a linear
classifier against random photos of the library, which knows what sets this group apart. Each is
measured in deviations of the random photos. What was rejected is an example of what it is not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from photosearch.base.errors import UserError
from photosearch.base.progress import NO_PROGRESS, Progress
from photosearch.base.types import Ids, PhotoId, Vectors
from photosearch.catalog.catalog import Catalog
from photosearch.metric.linear_classifier import (
    Background,
    LinearClassifier,
    background_of,
    fit_classifier,
)
from photosearch.metric.pair_score import Placed, pair_scores
from photosearch.metric.transform import unit_rows
from photosearch.services.calibrating import calibration_of
from photosearch.services.constraints import reject
from photosearch.services.gallery import Gallery
from photosearch.services.groups import add_photos, existing_group, members
from photosearch.services.library import Library
from photosearch.services.placing import nearest_photos, place_photos

DEFAULT_TOP = 30
_SEED = 0
_N_BACKGROUND = 600
_N_CANDIDATES = 500
_OF_EXAMPLE = 60
_MOST_EXAMPLES = 100
_ASKED_EXAMPLES = 10
_SURE = 0.4
"""Quantile of the examples' own held-out scores from which on a photo surely belongs."""
_MAYBE = 0.1
"""Share of the examples' own held-out score from which on it may belong."""


@dataclass(frozen=True)
class Suggestion:
    """A photo that may belong to a group.

    Attributes:
        photo_id: The photo.
        score: In deviations of random photos of the library; higher is likelier.
        probability: That it belongs with the examples; ``None`` while uncalibrated.
    """

    photo_id: PhotoId
    score: float
    probability: float | None


@dataclass(frozen=True)
class Suggestions:
    """What may belong to a group, the likeliest first.

    Attributes:
        group: Its name.
        sure: As near as the examples are to each other.
        maybe: To be asked about.
    """

    group: str
    sure: tuple[Suggestion, ...]
    maybe: tuple[Suggestion, ...]


@dataclass(frozen=True, eq=False)
class _Group:
    """What is known of a group: examples and rejected ones, placed."""

    ids: Ids
    examples: Placed
    wrong_ids: Ids
    wrong: Placed


class Suggester:
    """Suggests photos for groups under the library's active metric.

    It keeps what random photos look like and what scores are worth, so that the tray is new in a
    moment after each answer; one for each tray that is open.
    """

    def __init__(self, library: Library, progress: Progress = NO_PROGRESS) -> None:
        self._library = library
        self._gallery, self._random, self._background = _random_photos(library, progress)
        self._calibration = calibration_of(library, self._gallery)

    def suggest(
        self, name: str, top: int = DEFAULT_TOP, progress: Progress = NO_PROGRESS
    ) -> Suggestions:
        """Return photos that may belong to a group.

        Args:
            name: Of the group.
            top: At most so many of each kind.
            progress: Cancels.

        Raises:
            UserError: ``no-such-group``, ``empty-group``.
        """
        library = self._library
        if library.gallery is not self._gallery:  # another metric is in use by now
            self._gallery, self._random, self._background = _random_photos(library, progress)
            self._calibration = calibration_of(library, self._gallery)
        name, group = _known(library, self._gallery, name)
        ids = self._candidates(group)
        placed = place_photos(self._gallery, ids, progress)
        scores, own, likeness = self._scores(group, placed)
        known = self._calibration
        chances = known.shown(likeness) if known.calibrated else None
        order = np.lexsort((self._gallery.keys_of(ids), -scores))
        found = [
            Suggestion(
                PhotoId(int(ids[row])),
                float(scores[row]),
                None if chances is None else float(chances[row]),
            )
            for row in order.tolist()
        ]
        limit = float(np.quantile(own, _SURE))
        sure = [one for one in found if one.score >= limit]
        least = _MAYBE * float(np.median(own))
        maybe = [one for one in found if least <= one.score < limit]
        return Suggestions(name, tuple(sure[:top]), tuple(maybe[:top]))

    def _candidates(self, group: _Group) -> Ids:
        """Return photos near the examples, none of them known."""
        gallery = self._gallery
        heads = gallery.index.get(group.ids)
        mean = unit_rows(heads.mean(axis=0)).astype(np.float32)
        known = np.concatenate([group.ids, group.wrong_ids])
        near = [nearest_photos(gallery, mean, _N_CANDIDATES + len(known))]
        near += [
            nearest_photos(gallery, head, _OF_EXAMPLE + len(known))
            for head in heads[:_ASKED_EXAMPLES]
        ]
        return np.setdiff1d(np.concatenate(near), known)

    def _scores(
        self, group: _Group, photos: Placed
    ) -> tuple[NDArray[np.float64], NDArray[np.float64], Vectors]:
        """Score photos; then the examples, each as if it were none; then the plain likeness."""
        fitted = fit_classifier(group.examples.smoothed, group.wrong.smoothed, self._background)
        random = pair_scores(self._random, group.examples).mean(axis=1)
        within = pair_scores(group.examples, group.examples)
        n_others = max(len(within) - 1, 1)
        held_out = (within.sum(axis=1) - np.diag(within)) / n_others
        likeness = pair_scores(photos, group.examples).mean(axis=1)
        scores = _deviations(likeness, random) + self._margins(fitted, photos.smoothed)
        margins = fitted.scores(self._random.smoothed)
        own = _deviations(held_out, random) + _deviations(fitted.held_out, margins)
        if len(within) == 1:
            own = np.full(1, float(scores.max(initial=0.0)))
        return scores, own, likeness

    def _margins(self, fitted: LinearClassifier, vectors: Vectors) -> NDArray[np.float64]:
        return _deviations(fitted.scores(vectors), fitted.scores(self._random.smoothed))


def answer_suggestion(library: Library, name: str, photo_id: PhotoId, *, belongs: bool) -> None:
    """Say whether a photo belongs to a group: a label, or a "not the same" with its nearest one.

    Raises:
        UserError: ``no-such-group``, ``empty-group``, ``unknown-photo``.
    """
    if belongs:
        existing_group(library.catalog, name)
        add_photos(library, name, [photo_id])
        return
    gallery = library.gallery
    _, group = _known(library, gallery, name)
    placed = place_photos(gallery, np.array([photo_id], dtype=np.int64))
    nearest = int(pair_scores(placed, group.examples)[0].argmax())
    reject(library, PhotoId(int(group.ids[nearest])), [photo_id], "rejected-result")


def rejected_photos(catalog: Catalog, photos: Sequence[PhotoId]) -> list[PhotoId]:
    """Return the photos that were called different from one of some, and are none of them."""
    own = frozenset(photos)
    found: dict[PhotoId, None] = {}
    for one in catalog.constraints.all():
        if one.saying.kind == "different" and one.source != "rejected-duplicate":
            inside = own.intersection(one.saying.pair)
            if len(inside) == 1:
                found.update(dict.fromkeys(set(one.saying.pair) - inside))
    return list(found)


def _known(library: Library, gallery: Gallery, name: str) -> tuple[str, _Group]:
    group, photos = members(library, name)
    ids = np.array(photos, dtype=np.int64)
    ids = ids[np.isin(ids, gallery.index.ids())]
    if not len(ids):
        text = f"there are no photos in “{group.name}”"
        hint = "Put some examples into it: photosearch groups add NAME IMAGE…"
        raise UserError("empty-group", text, hint, name=group.name)
    if len(ids) > _MOST_EXAMPLES:
        chosen = np.random.default_rng(_SEED).choice(len(ids), _MOST_EXAMPLES, replace=False)
        examples = place_photos(gallery, ids[np.sort(chosen)])
    else:
        examples = place_photos(gallery, ids)
    wrong = np.array(rejected_photos(library.catalog, photos), dtype=np.int64)
    wrong = wrong[np.isin(wrong, gallery.index.ids())]
    return group.name, _Group(ids, examples, wrong, place_photos(gallery, wrong))


def _random_photos(library: Library, progress: Progress) -> tuple[Gallery, Placed, Background]:
    gallery = library.gallery
    ids = gallery.index.ids()
    if not len(ids):
        text = "there are too few photos to compare with"
        raise UserError("empty-library", text, "Index a folder first: photosearch index FOLDER")
    random = np.random.default_rng(_SEED)
    chosen = random.choice(ids, min(len(ids), _N_BACKGROUND), replace=False)
    placed = place_photos(gallery, chosen, progress)
    return gallery, placed, background_of(placed.smoothed)


def _deviations(values: NDArray[np.floating], random: NDArray[np.floating]) -> NDArray[np.float64]:
    return np.asarray((values - random.mean()) / max(float(random.std()), 1e-3), dtype=np.float64)
