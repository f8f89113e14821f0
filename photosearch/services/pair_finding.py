"""Pairs of photos that may be duplicates, each with its kind and how likely that is.

Candidates come from the index and from hashes; what the catalogue holds gives a first opinion; the
second look at the thumbnails decides what is unclear. Then copies of one photo are introduced to
each other: two crops of a photo need not be near each other in the index, but both are near it.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from photosearch.base.paths import resources_dir
from photosearch.base.progress import Progress
from photosearch.catalog.constraints import Pair
from photosearch.catalog.duplicates import DuplicateAnswer
from photosearch.grouping.hash_pairs import distinct_pairs
from photosearch.grouping.pair_evidence import FirstLook, PhotoEvidence, first_look
from photosearch.grouping.pair_kinds import EDITED, Answers, JudgedPairs, judge
from photosearch.grouping.pair_model import PairModel, read_model
from photosearch.services.duplicate_candidates import (
    CandidatePairs,
    candidate_pairs,
    level0_index,
    photo_evidence,
    similarities_of,
)
from photosearch.services.library import Library
from photosearch.services.second_look import known_looks, look_at, near_order

MODEL_DIR = resources_dir() / "models" / "duplicates"
_FRIENDS = 40
_SURE = 0.5


@dataclass(frozen=True, eq=False)
class FoundPairs:
    """Judged pairs.

    Attributes:
        photos: Every photo that was compared.
        pairs: (P, 2) int64 rows of ``photos``, the lower first, ascending.
        look: What the catalogue says of them.
        judged: What they are.
        looks: (P, 14) float32, how their thumbnails lie over each other; NaN where they were not
            compared.
        apart: Pairs of photos that a person has called no duplicates.
    """

    photos: PhotoEvidence
    pairs: npt.NDArray[np.int64]
    look: FirstLook
    judged: JudgedPairs
    looks: npt.NDArray[np.float32]
    apart: tuple[Pair, ...]

    @property
    def n_waiting(self) -> int:
        """How many pairs a look at their pixels would make clearer."""
        return int(np.isnan(self.looks[:, 0]).sum())

    def looks_of(self, one: int, other: int) -> npt.NDArray[np.float32]:
        """Return the look at a pair of rows (14,); NaN where there was none."""
        first, second = min(one, other), max(one, other)
        start, end = np.searchsorted(self.pairs[:, 0], [first, first + 1]).tolist()
        place = start + int(np.searchsorted(self.pairs[start:end, 1], second))
        if place < end and self.pairs[place, 1] == second:
            return np.asarray(self.looks[place])
        return np.full(self.looks.shape[1], np.nan, dtype=np.float32)


@functools.cache
def pair_model() -> PairModel:
    """Load the model of pairs (``UserError`` where the installation is damaged)."""
    return read_model(MODEL_DIR)


def find_pairs(library: Library, *, look: bool, progress: Progress) -> FoundPairs:
    """Find and judge pairs.

    Args:
        library: What it holds is compared as far as it is indexed.
        look: Whether to compare the thumbnails of pairs that were not looked at yet, which takes
            some milliseconds each.
        progress: Phases ``candidates`` and ``look``.

    Raises:
        Cancelled: By ``progress``.
    """
    library.gallery.catch_up()
    photos = photo_evidence(library.catalog)
    index = level0_index(library)
    search = _Search(library, photos, library.catalog.duplicates.answers(), progress, look=look)
    found = search.judged(candidate_pairs(index, photos, progress))
    if not look:
        return found
    friends = _friends(found)
    if not len(friends):
        return found
    pairs, _ = distinct_pairs(np.concatenate([found.pairs, friends]), len(photos.ids))
    return search.judged(CandidatePairs(pairs, similarities_of(index, photos.ids, pairs, progress)))


class _Search:
    """Judges pairs of one library at one time."""

    def __init__(
        self,
        library: Library,
        photos: PhotoEvidence,
        answers: list[DuplicateAnswer],
        progress: Progress,
        *,
        look: bool,
    ) -> None:
        self._library = library
        self._photos = photos
        self._answers = answers
        self._progress = progress
        self._look = look

    def judged(self, found: CandidatePairs) -> FoundPairs:
        """Look at candidates, and at the pairs that a person has spoken of, and judge them."""
        photos, n = self._photos, len(self._photos.ids)
        said = np.array([one.pair for one in self._answers], dtype=np.int64).reshape(-1, 2)
        rows = np.searchsorted(photos.ids, said).clip(0, max(n - 1, 0))
        there = (photos.ids[rows] == said).all(axis=1) if n else np.zeros(len(said), dtype=bool)
        keys = found.pairs[:, 0] * n + found.pairs[:, 1]
        wanted = rows[there, 0] * n + rows[there, 1]
        places = np.searchsorted(keys, wanted).clip(0, max(len(keys) - 1, 0))
        known = keys[places] == wanted if len(keys) else np.zeros(len(wanted), dtype=bool)
        told = np.array([one.duplicates for one in self._answers], dtype=bool)[there][known]
        answers = Answers(places[known], told)
        first = first_look(photos, found.pairs, found.similarities)
        looks = self._looks(found, first)
        judged = judge(pair_model(), photos, found.pairs, (first.numbers, looks), answers)
        apart = tuple(one.pair for one in self._answers if not one.duplicates)
        return FoundPairs(photos, found.pairs, first, judged, looks, apart)

    def _looks(self, found: CandidatePairs, first: FirstLook) -> npt.NDArray[np.float32]:
        looks = known_looks(self._library, self._photos.ids, found.pairs)
        if self._look:
            missing = np.flatnonzero(np.isnan(looks[:, 0]))
            if not len(missing):
                return looks
            order = missing[near_order(found.pairs[missing], len(self._photos.ids))]
            looks[order] = look_at(
                self._library, self._photos.ids, found.pairs[order], first.turns[order],
                self._progress,
            )  # fmt: skip
        return looks


def _friends(found: FoundPairs) -> npt.NDArray[np.int64]:
    """Return pairs of photos that are both copies of a third one: (F, 2) rows."""
    sure = (found.judged.kinds == EDITED) & (found.judged.probabilities >= _SURE)
    both = np.concatenate([found.pairs[sure], found.pairs[sure][:, ::-1]])
    both = both[np.argsort(both[:, 0], kind="stable")]
    _, starts = np.unique(both[:, 0], return_index=True)
    met = [np.zeros((0, 2), dtype=np.int64)]
    for near in np.split(both[:, 1], starts[1:]):
        if len(near) > 1:
            one, other = np.triu_indices(min(len(near), _FRIENDS), 1)
            met.append(np.stack([near[one], near[other]], axis=1))
    return np.concatenate(met)
