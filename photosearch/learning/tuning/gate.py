"""Whether a tuned metric may take the place of the one in use.

Every check compares the tuned metric with level 0, on photos or groups that it was not fitted on:

- ``held-out photos``: photos of the person's groups find each other better, by at least
  ``LEAST_GAIN`` points and by the standard error.
- ``other groups``: groups that were left out of the fit are found no worse, but for what chance
  explains. The question is a hard one: what is asked for lies among the fitted groups' nearest kin.
  Level 1 lost up to 2.8 points by it where groups without labels had really gained 0.9, and 0.8 on
  average over 18 draws, against 4 to 8 of residuals without a keep term, so its limit is lower.
- ``familiar neighbours``: most of the ten nearest neighbours of random photos of the library stay.
  This one sees what the groups can't: of 12 losses without a keep term on flowers, those that cost
  other groups 0.9 points and more left 79 % and less, level 1 leaves 82 to 93 %. Where nothing
  protected the rest of the library, what no check looks at may be harmed too: 95 % have to stay.
- ``spread``: the space has not collapsed; ``numbers``: they are all finite.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from photosearch.base.types import Vectors
from photosearch.learning.evaluation.overlap import neighbour_overlap
from photosearch.learning.tuning.judging import Comparison, Judgement
from photosearch.metric.spread import effective_rank

LEAST_GAIN = 2.0
LEAST_GAIN_ERRORS = 1.0
MOST_LOSS_ERRORS = 1.5
LEAST_OVERLAP = 0.80
LEAST_OVERLAP_UNSEEN = 0.85
LEAST_OVERLAP_UNPROTECTED = 0.95
LEAST_RANK = 0.5
N_NEAREST = 10
FEWEST_QUESTIONS = 8


@dataclass(frozen=True)
class Limits:
    """What the checks allow a recipe.

    Attributes:
        most_loss: points that groups which were left out may lose.
        protected: whether anything held the rest of the library in place.
    """

    most_loss: float
    protected: bool = True


@dataclass(frozen=True)
class Check:
    """One question that a tuned metric has to answer well.

    Attributes:
        name: which; see the head of this module.
        before: the figure of level 0, in percent; ``None`` where there is none.
        after: of the tuned metric.
        limit: that ``after`` must reach.
        passed: whether it does.
        error: standard error of ``after - before`` in points; 0 where it is exact.
        n: of how many photos it was asked.
    """

    name: str
    before: float | None
    after: float
    limit: float
    passed: bool
    error: float = 0.0
    n: int = 0

    def to_json(self) -> dict[str, Any]:
        """Return it as JSON values, rounded to hundredths."""
        values = asdict(self)
        for name in ("before", "after", "limit", "error"):
            if values[name] is not None:
                values[name] = round(values[name], 2)
        return values


def checks_of(judgement: Judgement, old: Vectors, new: Vectors, limits: Limits) -> list[Check]:
    """Put a judgement and two spaces to the test.

    Args:
        judgement: of what was held out.
        old: (N, d) float32 unit rows, random photos of the library under level 0.
        new: (N, e) float32 unit rows, the same photos under the tuned metric.
        limits: of the recipe.
    """
    if not np.isfinite(new).all():
        return [Check("numbers", None, 0.0, 100.0, passed=False, n=len(new))]
    checks = [_held_out(judgement.photos)]
    unseen = len(judgement.groups.rows) >= FEWEST_QUESTIONS
    if unseen:
        checks.append(_others(judgement.groups, limits.most_loss))
    least = 100 * (LEAST_OVERLAP if unseen else LEAST_OVERLAP_UNSEEN)
    if not limits.protected:
        least = 100 * LEAST_OVERLAP_UNPROTECTED
    stay = 100 * _overlap(old, new)
    checks.append(Check("familiar neighbours", 100.0, stay, least, stay >= least, n=len(old)))
    rank = 100 * effective_rank(new) / max(effective_rank(old), 1e-9)
    enough = rank >= 100 * LEAST_RANK
    checks.append(Check("spread", 100.0, rank, 100 * LEAST_RANK, enough, n=len(old)))
    return checks


def accepted(checks: list[Check]) -> bool:
    """Tell whether every check passes."""
    return all(check.passed for check in checks)


def advice_for(checks: list[Check], facts: Mapping[str, int]) -> list[str]:
    """Return codes of what would help, the most helpful first; empty where all is well.

    Args:
        checks: of a tuned metric.
        facts: ``"groups"`` and ``"smallest"``, the photos of the smallest group.

    Returns:
        ``"more-groups"``: other groups, so that it shows what they have in common.
        ``"more-photos"``: more photos in the small groups. ``"higher-keep"``: a larger keep term,
        or level 1. ``"look-through"``: groups may hold photos that do not belong.
    """
    failed = {check.name for check in checks if not check.passed}
    advice = []
    if failed & {"other groups", "familiar neighbours", "spread", "numbers"}:
        advice.append("higher-keep")
    if facts["groups"] < 8 and failed:
        advice.append("more-groups")
    if facts["smallest"] < 6 and "held-out photos" in failed:
        advice.append("more-photos")
    if "held-out photos" in failed and not advice:
        advice.append("look-through")
    return advice


def _held_out(photos: Comparison) -> Check:
    error = photos.standard_error
    limit = 100 * _mean(photos.before) + max(LEAST_GAIN, LEAST_GAIN_ERRORS * error)
    after = 100 * _mean(photos.after)
    passed = len(photos.rows) >= FEWEST_QUESTIONS and after >= limit
    before = 100 * _mean(photos.before)
    return Check(
        "held-out photos", before, after, limit, passed, error, len(np.unique(photos.rows))
    )


def _others(groups: Comparison, most_loss: float) -> Check:
    before, after = 100 * _mean(groups.before), 100 * _mean(groups.after)
    error = groups.standard_error
    limit = before - max(most_loss, MOST_LOSS_ERRORS * error)
    n = len(np.unique(groups.rows))
    return Check("other groups", before, after, limit, after >= limit, error, n)


def _mean(values: np.ndarray) -> float:
    return float(values.mean()) if len(values) else 0.0


def _overlap(old: Vectors, new: Vectors) -> float:
    if len(old) < 2:
        return 1.0
    return float(neighbour_overlap(old, new, N_NEAREST).mean())
