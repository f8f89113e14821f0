"""Level 1: a head fitted on groups in closed form and by convex optimisation, without torch.

First within-group whitening (photosearch.learning.closed_form.whitening), gently: with the few
photos that a person names, the scatter is mostly noise. Then a soft-max classifier of the groups
against a background of random photos of the library, whose weights become the head's gates. The
background counts for little, since it holds photos of the groups that
nobody has named yet; with as much weight as the labels, a third of the gain was lost.

Chosen on 12 groups of six photos in three sets (objects, flowers, clothes; the untuned metric's own
order before and after, labelled photos out of the gallery), points of MAP@R for photos of these
groups / of all others: whitening alone 5.6 / 0.3; this 12.4 / 0.3; a low-rank residual trained with
SupCon and a keep term 6.8 / -0.2, behind the whitening 7.0 / 0.2; gates that are class means
(prototypes) 5.0 / 0.1; gates by ridge regression 9.6 / 0.1; the residual and the classifier
together 10.5 / -0.4. The weight of a label was chosen there and at 50 and 90 groups (8.4 to 13.6
points for their photos, 0.8 to 5.5 for all others).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from photosearch.base.errors import UserError
from photosearch.base.progress import NO_PROGRESS, Progress
from photosearch.base.types import Ids, Vectors
from photosearch.learning.closed_form.scatter import powered, shrunk
from photosearch.learning.closed_form.whitening import within_scatter
from photosearch.learning.tuning.recipe import BACKGROUND_WEIGHT, REACH
from photosearch.learning.tuning.tuning_set import TuningSet, chains_of
from photosearch.metric.group_head import GroupHead, whitening_only
from photosearch.metric.transform import unit_rows

SHRINKAGE = 0.85
LABEL_WEIGHT = 4.0
PULL_SHARE = 0.5
MOST_GROUPS = 400
MOST_PROFILE_DIMS = 128
_MOST_STEPS = 40
_Matrix = NDArray[np.float64]


@dataclass(frozen=True)
class GroupSettings:
    """How much groups may change.

    Attributes:
        reach: how far a member moves, in lengths of its vector; 0: whitening alone.
        background: weight of all photos of no group against all labelled ones.
    """

    reach: float = REACH
    background: float = BACKGROUND_WEIGHT


@dataclass(frozen=True, eq=False)
class _Examples:
    """Weighted rows with their class; the background's is the last."""

    rows: Vectors  # (n, d)
    classes: Ids  # (n,)
    weights: Vectors  # (n,)


def fit_groups(
    tuning_set: TuningSet,
    settings: GroupSettings | None = None,
    progress: Progress = NO_PROGRESS,
) -> GroupHead:
    """Fit a head on groups.

    With more than ``MOST_GROUPS`` groups it is the whitening alone: so many say enough about what
    varies within a group, and a gate for each would take minutes.

    Raises:
        UserError: ``no-groups``: no group has two different photos.
        Cancelled: By ``progress``.
    """
    settings = settings or GroupSettings()
    linear = whitening_of(tuning_set)
    moved = unit_rows(tuning_set.vectors @ linear.astype(np.float32)).astype(np.float32)
    n_groups = tuning_set.n_groups
    countable = 2 <= n_groups <= MOST_GROUPS and len(tuning_set.background) > 0
    if not countable or settings.reach == 0:
        return whitening_only(linear)
    progress.checkpoint()
    examples = _examples(tuning_set, moved, settings.background)
    gates, offsets = _classifier(examples, n_groups + 1, progress)
    chosen = tuning_set.one_of_each()
    member = tuning_set.labels[chosen] == np.arange(n_groups)[:, None]
    middles = member.astype(np.float64) @ moved[chosen]
    pulls = PULL_SHARE * settings.reach * unit_rows(middles)
    profile = (1 - PULL_SHARE) * settings.reach * _directions(n_groups)
    return GroupHead(
        linear=linear.astype(np.float32),
        gates=gates.astype(np.float32),
        offsets=offsets.astype(np.float32),
        pulls=pulls.astype(np.float32),
        profile=profile.astype(np.float32),
    )


def whitening_of(tuning_set: TuningSet) -> _Matrix:
    """Return the within-group whitening (d, d) of groups and of what was said to be the same.

    Raises:
        UserError: ``no-groups``: no group has two different photos.
    """
    rows = [tuning_set.one_of_each()]
    labels = [tuning_set.labels[rows[0]]]
    for number, chain in enumerate(chains_of(tuning_set.same, len(tuning_set.labels))):
        rows.append(chain)
        labels.append(np.full(len(chain), tuning_set.n_groups + number))
    chosen = np.concatenate(rows)
    scatter = within_scatter(tuning_set.vectors[chosen], np.concatenate(labels))
    if not np.trace(scatter) > 0:
        raise UserError(
            "no-groups",
            "No group has two different photos.",
            "Put at least two photos that are not copies into a group.",
        )
    return powered(shrunk(scatter, SHRINKAGE), -0.5)


def _examples(tuning_set: TuningSet, moved: Vectors, weight: float) -> _Examples:
    """Gather labelled photos and background; what was called different from a group counts as one.

    A photo of no group that a person called different from a photo of a group is a background
    photo that matters as much as a labelled one.
    """
    chosen, background = tuning_set.one_of_each(), tuning_set.background
    share = weight * len(chosen) / len(background)
    weights = np.full(len(background), share, dtype=np.float32)
    weights[np.isin(background, tuning_set.different)] = 1.0
    rows = np.concatenate([chosen, background])
    classes = np.where(tuning_set.labels[rows] >= 0, tuning_set.labels[rows], tuning_set.n_groups)
    own = np.ones(len(chosen), dtype=np.float32)
    return _Examples(moved[rows], classes, np.concatenate([own, weights]))


def _classifier(examples: _Examples, n_classes: int, progress: Progress) -> tuple[_Matrix, _Matrix]:
    """Fit multinomial logistic regression with an L2 penalty on the gates.

    Returns:
        gates (n_classes, d) and offsets (n_classes,).
    """
    from scipy.optimize import minimize

    rows, classes = examples.rows, examples.classes
    n, d = rows.shape
    weights = examples.weights * LABEL_WEIGHT

    def loss(flat: _Matrix) -> tuple[float, _Matrix]:
        progress.checkpoint()
        gates = flat[: n_classes * d].reshape(n_classes, d).astype(np.float32)
        logits = rows @ gates.T + flat[n_classes * d :].astype(np.float32)
        logits -= logits.max(axis=1, keepdims=True)
        own = logits[np.arange(n), classes].copy()
        np.exp(logits, out=logits)
        total = logits.sum(axis=1, keepdims=True)
        told = weights.astype(np.float64) @ (np.log(total[:, 0]) - own)
        value = float(told) + 0.5 * float(np.square(flat[: n_classes * d]).sum())
        logits /= total
        logits[np.arange(n), classes] -= 1
        logits *= weights[:, None]
        slope = (logits.T @ rows + gates).ravel()
        return value, np.concatenate([slope, logits.sum(axis=0)]).astype(np.float64)

    start = np.zeros(n_classes * (d + 1))
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": _MOST_STEPS})
    return found.x[: n_classes * d].reshape(n_classes, d), found.x[n_classes * d :]


def _directions(n_groups: int) -> _Matrix:
    """Return one unit direction a group: axes of their own, or spread ones where groups are many.

    Random directions in 128 dimensions are nearly at right angles (Johnson and Lindenstrauss 1984).
    """
    if n_groups <= MOST_PROFILE_DIMS:
        return np.eye(n_groups)
    drawn = np.random.default_rng(0).standard_normal((n_groups, MOST_PROFILE_DIMS))
    return np.asarray(unit_rows(drawn))
