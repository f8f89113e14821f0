"""From what is known of pairs to what they are: an edit, a burst, or merely similar.

The model says how likely a pair is an edit, and how likely it is one scene at all. When and with
which camera the photos were taken says the rest: what one camera took at two moments is two photos,
however alike they are, and what it took within seconds is a burst.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from photosearch.grouping.pair_evidence import PhotoEvidence
from photosearch.grouping.pair_model import PairModel
from photosearch.grouping.prior import log_odds, share_among
from photosearch.metric.logistic_curve import fit_line, sigmoid

BURST_S = 10.0
EDITED, BURST, SIMILAR = 0, 1, 2
_SAME_MOMENT_S = 0.5
# A clock that was set for another place differs by whole quarters of an hour: then it may be one
# moment after all.
_QUARTER_S = 900.0
_FEWEST_ANSWERS = 10
_FIRMNESS = (4.0, 1.0)  # of slope 1 and shift 0, in answers

Floats = npt.NDArray[np.float64]
Pairs = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class JudgedPairs:
    """Pairs with their kinds.

    Attributes:
        kinds: (P,) int64: ``EDITED``, ``BURST`` or ``SIMILAR``, whichever is likeliest.
        probabilities: (P,) that they are of that kind.
    """

    kinds: npt.NDArray[np.int64]
    probabilities: Floats


@dataclass(frozen=True, eq=False)
class Answers:
    """What a person said of pairs.

    Attributes:
        places: (A,) rows of the pairs.
        duplicates: (A,) bool.
    """

    places: npt.NDArray[np.int64]
    duplicates: npt.NDArray[np.bool_]


def judge(
    model: PairModel,
    photos: PhotoEvidence,
    pairs: Pairs,
    numbers: tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]],
    answers: Answers,
) -> JudgedPairs:
    """Say of each pair what it is.

    Args:
        model: What was learned.
        photos: N of them.
        pairs: (P, 2) rows.
        numbers: First numbers (P, 4) and alignments (P, 14), NaN where there is none.
        answers: Of a person: the pairs themselves follow them, and all others lean towards them.
    """
    apart, burst = _times(photos, pairs)
    edited = _adjusted(model, "edited", numbers)
    edited = _taught(edited, answers)
    scene = _adjusted(model, "scene", numbers)
    share_edited = np.where(apart, 0.0, sigmoid(edited))
    share_scene = np.maximum(sigmoid(scene), share_edited)
    # Among pairs taken within seconds one scene is far more common than elsewhere.
    if burst.any():
        learned = model.shares["scene"]
        odds = model.log_odds("scene", numbers[0][burst], numbers[1][burst])
        share = share_among(odds, learned)
        share_scene[burst] = sigmoid(odds + log_odds(share) - log_odds(learned))
    share_edited[answers.places] = answers.duplicates
    other = np.maximum(share_scene - share_edited, 0.0)
    other[answers.places[~answers.duplicates]] = 0.0
    kinds = np.where(share_edited >= other, EDITED, np.where(burst, BURST, SIMILAR))
    return JudgedPairs(kinds, np.where(kinds == EDITED, share_edited, share_scene * (other > 0)))


def expected_cut(probabilities: Floats, precision: float, least: float = 0.5) -> float:
    """Return the probability from which on pairs are as often right as is asked for.

    Args:
        probabilities: (P,).
        precision: The share of right ones that is expected among all that are taken.
        least: Nothing below this is taken, however sure the rest is.
    """
    falling = np.sort(probabilities[probabilities >= least])[::-1]
    means = np.cumsum(falling) / np.arange(1, len(falling) + 1)
    right = np.flatnonzero(means >= precision)
    return float(falling[right[-1]]) if len(right) else 1.0


def _adjusted(
    model: PairModel,
    question: str,
    numbers: tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]],
) -> Floats:
    """Return log odds for how common positives are here, not where was learned."""
    assert question in ("edited", "scene")
    learned = model.shares[question]  # type: ignore[index]
    odds = model.log_odds(question, *numbers)  # type: ignore[arg-type]
    seen = ~np.isnan(numbers[1][:, 0])
    share = share_among(odds[seen], learned)
    if question == "edited":
        # Strangers of a library are easier than the shots that were learned from: with a lower
        # share, five photos with three edits each among 3,000 were all missed; without, 83 % are
        # found and nothing more is wrong.
        share = max(share, learned)
    return odds + log_odds(share) - log_odds(learned)


def _taught(odds: Floats, answers: Answers) -> Floats:
    """Bend log odds towards what a person has said of pairs."""
    if len(answers.places) < _FEWEST_ANSWERS:
        return odds
    said = answers.duplicates.astype(np.float64)
    weights = np.ones(len(said))
    slope, shift = fit_line(odds[answers.places].clip(-8, 8), said, weights, (1.0, 0.0), _FIRMNESS)
    return max(slope, 0.1) * odds + shift


def _times(
    photos: PhotoEvidence, pairs: Pairs
) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Say which pairs one camera took at different moments, and which within seconds."""
    one, other = pairs.T
    camera = (photos.cameras[one] >= 0) & (photos.cameras[one] == photos.cameras[other])
    away = np.abs(photos.taken_at[one] - photos.taken_at[other])
    known = camera & np.isfinite(away)
    away = np.where(known, away, np.inf)
    rest = np.mod(np.where(known, away, 0.0), _QUARTER_S)
    clock = (away >= _QUARTER_S) & (np.minimum(rest, _QUARTER_S - rest) < _SAME_MOMENT_S)
    return known & (away > _SAME_MOMENT_S) & ~clock, known & (away <= BURST_S)
