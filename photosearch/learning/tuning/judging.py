"""What a recipe is worth on photos, and on groups, that it was not fitted on.

Every labelled photo is held out once in each of two ways to deal them into thirds, and every group
once with all its photos. A head that was fitted on the rest orders them, by the search's own score,
among each other and photos of the library; so does level 0. All that counts is the difference.

A photo that was held out asks for all of its group, fitted or held out, among photos of other
groups that were held out with it and photos of the library. Asked for the held-out ones alone, 12
groups of six gave twice the error; so asked, on 12 draws of groups from two sets, they gain 5.0
points where photos that nobody had labelled gain 6.6.

Among the photos of the library hide members of the groups that nobody has named: a metric that
finds them would seem to do worse. So of the background, what lies nearest to a group under level 0
is left out of its questions, for both metrics alike (``HIDDEN_SHARE``).

Near-duplicates of one group are one photo here, and are held out together.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from photosearch.base.progress import NO_PROGRESS, Progress, Step
from photosearch.base.types import Ids, Vectors
from photosearch.learning.data.splitting import split_folds
from photosearch.learning.tuning.tuning_set import TuningSet
from photosearch.metric.group_head import GroupHead
from photosearch.metric.pair_score import pair_scores, place_all

N_FOLDS = 3
N_DEALS = 2
HIDDEN_SHARE = 0.05
_FEW_LABELLED = 600
_MOST_ASKING, _MOST_BACKGROUND = 500, 700
_STIR = np.uint64(0x9E3779B97F4A7C15)

Fit = Callable[[TuningSet], GroupHead]
Precisions = NDArray[np.float64]
_Answer = tuple[float, float, int, int]  # before, after, row, group


@dataclass(frozen=True, eq=False)
class Comparison:
    """The same questions asked of two metrics.

    Attributes:
        before: (Q,) float64, average precision at R of each question under level 0, 0 to 1.
        after: (Q,) float64, under the tuned metric.
        rows: (Q,) int64, which photo asked.
        labels: (Q,) int64, its group.
    """

    before: Precisions
    after: Precisions
    rows: Ids
    labels: Ids

    @property
    def gain(self) -> float:
        """Return the mean difference in points, -100 to 100; 0 without questions."""
        return 100 * float((self.after - self.before).mean()) if len(self.rows) else 0.0

    @property
    def standard_error(self) -> float:
        """Return the standard error of ``gain`` over the photos that asked, in points.

        The two questions of one photo count as one.
        """
        if not len(self.rows):
            return 0.0
        of_photo, times = np.unique(self.rows, return_inverse=True, return_counts=True)[1:]
        sums = np.bincount(of_photo, self.after - self.before)
        means = 100 * sums / times
        return float(means.std() / np.sqrt(len(means)))


@dataclass(frozen=True, eq=False)
class Judgement:
    """What a recipe is worth.

    Attributes:
        photos: of photos of the groups that were held out.
        groups: of groups that were held out.
        same: (n,) float32, scores of pairs of one group, both held out: fair ones, to calibrate by.
        different: (m,) float32, of pairs of two groups, likewise.
    """

    photos: Comparison
    groups: Comparison
    same: Vectors
    different: Vectors


def judge(tuning_set: TuningSet, fit: Fit, progress: Progress = NO_PROGRESS) -> Judgement:
    """Fit a recipe on parts of a tuning set and compare it with level 0 on the rest.

    Args:
        tuning_set: Photos and labels.
        fit: Learns a head.
        progress: Phase ``evaluate``.

    Raises:
        Cancelled: By ``progress``.
        UserError: What ``fit`` raises.
    """
    exam = _Exam(tuning_set)
    n_deals = N_DEALS if len(tuning_set.labelled) <= _FEW_LABELLED else 1
    rounds = [(rows, True) for rows in held_out_photos(tuning_set, n_deals)]
    rounds += [(rows, False) for rows in held_out_groups(tuning_set)]
    for done, (rows, photos) in enumerate(rounds):
        progress.report(Step("evaluate", done, len(rounds)))
        progress.checkpoint()
        head = fit(tuning_set.without(rows))
        exam.ask(rows, head, photos=photos)
    return exam.judgement()


def held_out_photos(tuning_set: TuningSet, n_deals: int = N_DEALS) -> list[Ids]:
    """Return rows of labelled photos to hold out together: each in ``n_deals`` of the arrays.

    Groups of one or two photos are not held out.
    """
    rows = tuning_set.labelled
    labels, bundles = tuning_set.labels[rows], tuning_set.bundles[rows]
    held = []
    for deal in range(n_deals):
        keys = tuning_set.keys[rows] * (_STIR + np.uint64(2 * deal))
        folds = split_folds(labels, bundles, keys, N_FOLDS)
        held += [rows[split.held_out] for split in folds if len(split.held_out)]
    return held


def held_out_groups(tuning_set: TuningSet) -> list[Ids]:
    """Return rows of labelled photos to hold out together: whole groups, each in one array.

    With fewer than four groups there is nothing to hold out: one that is left can't be tuned on.
    """
    if tuning_set.n_groups < N_FOLDS + 1:
        return []
    rows = tuning_set.labelled
    least = np.full(tuning_set.n_groups, np.iinfo(np.uint64).max, dtype=np.uint64)
    np.minimum.at(least, tuning_set.labels[rows], tuning_set.keys[rows] * _STIR)
    fold = np.empty(tuning_set.n_groups, dtype=np.int64)
    fold[np.argsort(least)] = np.arange(tuning_set.n_groups) % N_FOLDS
    return [rows[fold[tuning_set.labels[rows]] == number] for number in range(N_FOLDS)]


class _Exam:
    """Asks the same questions of level 0 and of heads, and keeps the answers.

    Ordering takes the square of the number of photos: of very many, whole groups are drawn.
    """

    def __init__(self, tuning_set: TuningSet) -> None:
        self._rows = _asking(tuning_set)
        self._names = np.unique(tuning_set.labels[self._rows])[1:].tolist()
        self._set = tuning_set = tuning_set.taken(self._rows)
        placed = place_all(tuning_set.vectors)
        self._before = pair_scores(placed, placed)
        self._hidden = _hidden(tuning_set)
        self._counted = np.zeros(len(tuning_set.labels), dtype=bool)
        counted = tuning_set.one_of_each()
        self._counted[counted] = True
        self._members = [
            counted[tuning_set.labels[counted] == group] for group in range(tuning_set.n_groups)
        ]
        self._answers: dict[bool, list[_Answer]] = {True: [], False: []}
        self._same: list[Vectors] = []
        self._different: list[Vectors] = []

    def ask(self, rows: Ids, head: GroupHead, *, photos: bool) -> None:
        """Ask for the kin of every one of some photos, which the head was not fitted on."""
        placed = place_all(head.apply(self._set.vectors).astype(np.float32))
        after = pair_scores(placed, placed)
        rows = np.flatnonzero(np.isin(self._rows, rows) & self._counted)
        labels = self._set.labels
        for row in rows.tolist():
            own = self._members[labels[row]]
            own = own[own != row]
            if not len(own):
                continue
            others = rows[labels[rows] != labels[row]]
            gallery = np.concatenate([own, others, self._strangers(labels[row])])
            right = labels[gallery] == labels[row]
            before = _precision(self._before[row, gallery], right)
            own = _precision(after[row, gallery], right)
            self._answers[photos].append((before, own, row, self._names[labels[row]]))
        if photos:
            self._keep_scores(rows, after)

    def judgement(self) -> Judgement:
        """Return all answers."""
        empty = [np.empty(0, dtype=np.float32)]
        return Judgement(
            photos=_compared(self._answers[True]),
            groups=_compared(self._answers[False]),
            same=np.concatenate(self._same or empty),
            different=np.concatenate(self._different or empty),
        )

    def _strangers(self, group: int) -> Ids:
        background = self._set.background
        return np.asarray(background[~self._hidden[group]])

    def _keep_scores(self, rows: Ids, after: Vectors) -> None:
        one, other = np.triu_indices(len(rows), 1)
        scores = after[rows[one], rows[other]].astype(np.float32)
        alike = self._set.labels[rows[one]] == self._set.labels[rows[other]]
        self._same.append(scores[alike])
        self._different.append(scores[~alike])


def _asking(tuning_set: TuningSet) -> Ids:
    """Return rising rows of at most 500 photos of groups, and of at most 700 others."""
    n_of_group = np.bincount(tuning_set.labels[tuning_set.labelled])
    least = np.full(len(n_of_group), np.iinfo(np.uint64).max, dtype=np.uint64)
    np.minimum.at(
        least, tuning_set.labels[tuning_set.labelled], tuning_set.keys[tuning_set.labelled]
    )
    order = np.argsort(least)
    groups = order[: max(1, int((np.cumsum(n_of_group[order]) <= _MOST_ASKING).sum()))]
    asking = np.flatnonzero(np.isin(tuning_set.labels, groups))
    background = tuning_set.background
    drawn = background[np.argsort(tuning_set.keys[background])[:_MOST_BACKGROUND]]
    return np.sort(np.concatenate([asking, drawn]))


def _hidden(tuning_set: TuningSet) -> NDArray[np.bool_]:
    """Mark (G, n) the background photos that lie nearest to each group under level 0."""
    background = tuning_set.vectors[tuning_set.background]
    n_hidden = round(HIDDEN_SHARE * len(background))
    hidden = np.zeros((tuning_set.n_groups, len(background)), dtype=bool)
    for group in range(tuning_set.n_groups):
        middle = tuning_set.vectors[tuning_set.labels == group].mean(axis=0)
        hidden[group, np.argsort(-(background @ middle), kind="stable")[:n_hidden]] = True
    return hidden


def _precision(scores: Vectors, right: NDArray[np.bool_]) -> float:
    """Return average precision at R, R the number of right ones (Musgrave et al. 2020, MAP@R)."""
    n_right = int(right.sum())
    hits = right[np.argsort(-scores, kind="stable")[:n_right]]
    return float((np.cumsum(hits) / np.arange(1, n_right + 1) * hits).sum() / n_right)


def _compared(answers: list[_Answer]) -> Comparison:
    before, after, rows, labels = zip(*answers, strict=True) if answers else ((), (), (), ())
    return Comparison(
        np.array(before, dtype=np.float64),
        np.array(after, dtype=np.float64),
        np.array(rows, dtype=np.int64),
        np.array(labels, dtype=np.int64),
    )
