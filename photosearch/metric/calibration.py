"""What a score of two photos is worth in this library: a probability, and a threshold.

Known are the scores of pairs of one group (``same``), of pairs of two groups (``different``), and
of random pairs of the library, of which nobody knows which are of one kind. A share of these, the
prevalence, is: a hundredth where there are a hundred kinds. A threshold for a false-accept rate of
a hundredth that is read off random pairs lies among just these, and is up to a hundred times too
strict. So the library is taken as a mixture (Elkan and Noto 2008, learning from positive and
unlabelled data): the prevalence is what its tail has of the groups' own beyond that of different
groups, and never more than the smallest ratio of the tails (Blanchard et al. 2010). What is left of
the random pairs without it are pairs of two kinds; they are many, but the prevalence is a guess,
and the pairs of different groups are sure, but few: the rates are the mean of both. Measured
false-accept rates at 0.01, by that mean, the library alone and the groups alone, as multiples, the
worst of 33 draws of groups: 1.9, 2.0 to 26 and 3.4.

The probability is a logistic curve (Platt 1999, fitted by Newton's method) or a monotone one
(isotonic regression by pooling adjacent violators: Ayer et al. 1955) for pairs half of which are
the same. What a search shows lies in the tail, which that curve hardly looks at: shifting it to the
prevalence called 65 of 100 results right where 41 were. So there is a second curve, fitted to pairs
weighted as they are met in the library, and moved to what the person answered.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from photosearch.base.types import Vectors
from photosearch.metric.isotonic_curve import isotonic
from photosearch.metric.logistic_curve import fit_line, platt, sigmoid

LEAST_KNOWN = 20
LEAST_ISOTONIC = 100
Method = Literal["none", "platt", "isotonic"]
Floats = NDArray[np.float64]

_RATES = np.logspace(np.log10(0.5), -4.5, 45)
_LEAST_RATE = 1e-5
_N_CELLS = 60
_TAIL = np.linspace(0.1, 0.7, 13)
_LEAST_GAIN = 0.005
_LEAST_PREVALENCE = 1e-4
_MOST_PREVALENCE = 0.5
_LEAST_OF_RATIO = 0.1
"""Of the smallest ratio: a few alike groups must not argue all of it away."""
_SLOPE_SPREAD, _SHIFT_SPREAD, _LEAST_SLOPE = 0.35, 1.5, 0.1
_SMALLEST = 1e-4
_N_KNOTS = 40


@dataclass(frozen=True, eq=False)
class PairScores:
    """Scores of pairs, fair ones: of a metric that was not tuned on these pairs.

    Attributes:
        same: (n,) float32, of two photos of one group.
        different: (m,) float32, of two photos of different groups.
    """

    same: Vectors
    different: Vectors


@dataclass(frozen=True, eq=False)
class Answers:
    """What a person said of pairs that they were shown.

    Attributes:
        scores: (n,) float32.
        same: (n,) bool.
        weights: (n,) float64, less than 1 for answers about one photo, which tell much the same.
    """

    scores: Vectors
    same: NDArray[np.bool_]
    weights: Floats


NO_ANSWERS = Answers(np.empty(0, np.float32), np.empty(0, np.bool_), np.empty(0))


@dataclass(frozen=True)
class Calibration:
    """What scores are worth, in plain numbers that JSON can hold.

    Attributes:
        method: ``"none"`` below 20 known pairs of one group: then there is no probability.
        n_same: Known pairs of one group.
        n_answers: Answers to pairs that were shown.
        slope: Of the logistic curve for balanced pairs, in log odds a unit of score.
        intercept: Of it.
        knots: Scores and log odds of the isotonic curve, rising; empty for ``"platt"``.
        prevalence: Share of random pairs of the library that are of one kind.
        shown_slope: As ``slope``, for pairs as they are met in the library.
        shown_intercept: Likewise.
        search_slope: What the score of a search result is multiplied with to be one of a pair: its
            query has moved towards it, it has not moved towards its query.
        search_offset: What is added to it then.
        thresholds: Scores, falling, that pairs of two kinds reach at the rates of ``rates``.
        rates: False-accept rates of ``thresholds``, rising.
        accepted: True-accept rates of ``thresholds``; empty while uncalibrated.
    """

    method: Method = "none"
    n_same: int = 0
    n_answers: int = 0
    slope: float = 1.0
    intercept: float = 0.0
    knots: tuple[tuple[float, float], ...] = ()
    prevalence: float = 0.0
    shown_slope: float = 1.0
    shown_intercept: float = 0.0
    search_slope: float = 1.0
    search_offset: float = 0.0
    thresholds: tuple[float, ...] = ()
    rates: tuple[float, ...] = ()
    accepted: tuple[float, ...] = field(default=())

    @property
    def calibrated(self) -> bool:
        """Whether scores have probabilities."""
        return self.method != "none"

    def balanced(self, scores: Vectors) -> Floats:
        """Return the probability of "same" among pairs of which half are: (N,) float64."""
        return sigmoid(self.log_odds(scores))

    def shown(self, scores: Vectors) -> Floats:
        """Return the probability of "same" for pairs as they are met in the library: (N,)."""
        return sigmoid(np.asarray(self.shown_slope * scores + self.shown_intercept))

    def results(self, scores: Vectors) -> Floats:
        """Return the probability of "same" for results of a search by their own scores: (N,)."""
        return self.shown(np.asarray(self.search_slope * scores + self.search_offset))

    def threshold(self, far: float) -> float:
        """Return the lowest score that is accepted at a false-accept rate, 0 to 1.

        ``inf`` where nothing is known of the library.
        """
        if not self.thresholds:
            return float("inf")
        return float(np.interp(np.log(max(far, _LEAST_RATE)), np.log(self.rates), self.thresholds))

    def far(self, threshold: float) -> float:
        """Return the share of pairs of two kinds that reach a threshold."""
        if not self.thresholds:
            return 0.0
        rising = np.array(self.thresholds)[::-1]
        return float(np.exp(np.interp(threshold, rising, np.log(self.rates)[::-1])))

    def tar(self, threshold: float) -> float | None:
        """Return the share of pairs of one kind that reach a threshold; ``None`` if not known."""
        if not self.accepted:
            return None
        rising = np.array(self.thresholds)[::-1]
        return float(np.interp(threshold, rising, np.array(self.accepted)[::-1]))

    def as_json(self) -> dict[str, Any]:
        """Return what ``from_json`` takes."""
        return asdict(self)

    def log_odds(self, scores: Vectors) -> Floats:
        """Return log odds of "same" among pairs of which half are: (N,) float64."""
        if not self.knots:
            return np.asarray(self.slope * scores + self.intercept, dtype=np.float64)
        places, heights = np.array(self.knots).T
        return np.asarray(np.interp(scores, places, heights), dtype=np.float64)


def from_json(stored: dict[str, Any]) -> Calibration:
    """Return the calibration that ``as_json`` gave."""
    knots = tuple((float(place), float(height)) for place, height in stored["knots"])
    lists = {name: tuple(stored[name]) for name in ("thresholds", "rates", "accepted")}
    return Calibration(**(stored | {"knots": knots} | lists))


def calibrate(known: PairScores, library: Vectors, answers: Answers | None = None) -> Calibration:
    """Fit a calibration.

    Args:
        known: Fair scores of pairs whose groups are known.
        library: (k,) float32, scores of random pairs of the library of the same difficulty.
        answers: What a person said of pairs that were shown.
    """
    said = answers or NO_ANSWERS
    n_same = len(known.same)
    library = library if len(library) else known.different
    if n_same < LEAST_KNOWN:
        return Calibration(n_same=n_same, n_answers=len(said.scores), **_rates(library, None, 0.0))
    share = prevalence(known, library)
    negatives, weights = _of_two_kinds(known, library, share)
    slope, intercept = platt(known.same, negatives, weights)
    met = float(np.sqrt(share * _smallest_ratio(known.same, library)))
    negatives_met, weights_met = _of_two_kinds(
        PairScores(known.same, known.different[:0]), library, met
    )
    shown_slope, shown_intercept = platt(known.same, negatives_met, weights_met, met)
    knots: tuple[tuple[float, float], ...] = ()
    method: Method = "platt"
    if n_same >= LEAST_ISOTONIC and _bends(known.same, negatives, weights, (slope, intercept)):
        knots, method = _isotonic(known.same, negatives, weights), "isotonic"
    fitted = Calibration(
        method=method,
        n_same=n_same,
        slope=slope,
        intercept=intercept,
        knots=knots,
        prevalence=share,
        shown_slope=shown_slope,
        shown_intercept=shown_intercept,
        **_rates(library, known, share),
    )
    return _answered(fitted, said)


def prevalence(known: PairScores, library: Vectors) -> float:
    """Return the share of random pairs that are of one kind, 0 to 1.

    Args:
        known: Scores of pairs whose groups are known, at least one of ``same``.
        library: (k,) float32, scores of random pairs.
    """
    if not len(library):
        return _LEAST_PREVALENCE
    share = _smallest_ratio(known.same, library)
    if len(known.different):
        limits = np.quantile(known.same, _TAIL)
        random, same = _reaching(library, limits), _reaching(known.same, limits)
        different = _reaching(known.different, limits)
        beyond = float(np.median((random - different) / (same - different).clip(1e-3)))
        share = float(np.clip(beyond, _LEAST_OF_RATIO * share, share))
    return float(np.clip(share, _LEAST_PREVALENCE, _MOST_PREVALENCE))


def _smallest_ratio(same: Vectors, library: Vectors) -> float:
    """Return the most that the prevalence can be."""
    limits = np.quantile(same, _TAIL)
    ratios = _reaching(library, limits) / np.maximum(_reaching(same, limits), 1e-9)
    return float(np.clip(ratios.min(), _LEAST_PREVALENCE, _MOST_PREVALENCE))


def _of_two_kinds(known: PairScores, library: Vectors, share: float) -> tuple[Vectors, Floats]:
    """Return scores that pairs of two kinds have, and weights: half groups, half library."""
    if not len(library):
        return known.different, np.ones(len(known.different))
    edges = np.unique(np.quantile(library, 1 - np.geomspace(1, 1e-5, _N_CELLS)))
    cell = np.searchsorted(edges[1:-1], library, side="right")
    own = np.searchsorted(edges[1:-1], known.same, side="right")
    n_cells = max(len(edges) - 1, 1)
    all_pairs = np.bincount(cell, minlength=n_cells) / len(library)
    same = np.bincount(own, minlength=n_cells) / len(known.same)
    left = (1 - share * same / np.maximum(all_pairs, 1e-12)).clip(0.02, 1.0)
    weights = left[cell] / left[cell].sum()
    if not len(known.different):
        return library, weights
    groups = np.full(len(known.different), 1 / len(known.different))
    return np.concatenate([library, known.different]), np.concatenate([weights, groups])


def _bends(same: Vectors, different: Vectors, weights: Floats, line: tuple[float, float]) -> bool:
    """Say whether a monotone curve fits fresh pairs better than the line: every other one."""
    halves = [slice(0, None, 2), slice(1, None, 2)]
    gain = 0.0
    for fitted, fresh in (halves, halves[::-1]):
        curve = _isotonic(same[fitted], different[fitted], weights[fitted])
        straight = Calibration("platt", slope=line[0], intercept=line[1])
        bent = Calibration("isotonic", knots=curve)
        losses = [
            _log_loss(one, same[fresh], different[fresh], weights[fresh])
            for one in (straight, bent)
        ]
        gain += losses[0] - losses[1]
    return gain > 2 * _LEAST_GAIN


def _log_loss(one: Calibration, same: Vectors, different: Vectors, weights: Floats) -> float:
    negative = np.log1p(-one.balanced(different).clip(_SMALLEST, 1 - _SMALLEST))
    positive = np.log(one.balanced(same).clip(_SMALLEST, 1 - _SMALLEST))
    return -float(positive.mean() + (negative * weights).sum() / weights.sum()) / 2


def _isotonic(
    same: Vectors, different: Vectors, weights: Floats
) -> tuple[tuple[float, float], ...]:
    """Return the knots of the isotonic curve in log odds, a few dozen of them."""
    scores = np.concatenate([same, different])
    targets = np.concatenate([np.ones(len(same)), np.zeros(len(different))])
    each = np.concatenate([np.full(len(same), 1 / len(same)), weights / weights.sum()])
    places, values = isotonic(scores, targets, each.clip(1e-12))
    rows = np.unique(np.linspace(0, len(same) - 1, _N_KNOTS).astype(np.int64))
    at = np.unique(np.searchsorted(places, np.sort(same)[rows].astype(np.float64)))
    at = np.unique(np.concatenate([[0], at.clip(0, len(places) - 1), [len(places) - 1]]))
    smallest = max(_SMALLEST, 0.5 / len(same))
    chosen = values[at].clip(smallest, 1 - smallest)
    heights = np.log(chosen / (1 - chosen))
    return tuple(zip(places[at].tolist(), heights.tolist(), strict=True))


def _rates(library: Vectors, known: PairScores | None, share: float) -> dict[str, Any]:
    """Return thresholds with their false-accept and true-accept rates."""
    if not len(library):
        return {}
    places = np.unique(np.quantile(library, 1 - np.geomspace(1, 0.2 / len(library), 600)))
    if known is not None:
        places = np.union1d(places, known.different)
    reached = _reaching(library, places)
    if known is not None:
        same = _reaching(known.same, places)
        reached = np.minimum.accumulate(((reached - share * same) / (1 - share)).clip(0.0))
        if len(known.different):
            reached = (reached + _reaching(known.different, places)) / 2
    thresholds = []
    for rate in _RATES:
        below = np.flatnonzero(reached <= rate)
        thresholds.append(float(places[below[0] if len(below) else -1]))
    accepted = [] if known is None else _reaching(known.same, np.array(thresholds)).tolist()
    # np.interp wants rising rates.
    return {
        "thresholds": tuple(thresholds[::-1]),
        "rates": tuple(_RATES[::-1].tolist()),
        "accepted": tuple(accepted[::-1]),
    }


def _answered(fitted: Calibration, answers: Answers) -> Calibration:
    """Move the curve for shown pairs towards what was answered."""
    if not len(answers.scores):
        return fitted
    slope, shift = fit_line(
        np.asarray(fitted.shown_slope * answers.scores + fitted.shown_intercept, np.float64),
        answers.same.astype(np.float64),
        answers.weights,
        (1.0, 0.0),
        (_SLOPE_SPREAD**-2, _SHIFT_SPREAD**-2),
    )
    slope = max(slope, _LEAST_SLOPE)
    return replace(
        fitted,
        n_answers=len(answers.scores),
        shown_slope=slope * fitted.shown_slope,
        shown_intercept=slope * fitted.shown_intercept + shift,
    )


def _reaching(scores: Vectors, limits: NDArray[np.floating]) -> Floats:
    """Return the share of scores at or above each limit."""
    return 1 - np.searchsorted(np.sort(scores), limits, side="left") / max(len(scores), 1)
