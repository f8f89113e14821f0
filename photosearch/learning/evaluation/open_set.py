"""Which group is it, or none? Identification with classes that were never seen.

Some classes are known by a few template photos each; the photos to identify are of known classes
and of others, which should be answered "unknown" (an open set: Scheirer et al. 2013). The answer
is the class of the nearest template or of the nearest class mean, its confidence minus the
distance.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from photosearch.base.errors import UserError
from photosearch.base.types import Ids, Vectors
from photosearch.learning.evaluation.auroc import auroc, wins
from photosearch.learning.evaluation.ranking import Ranker
from photosearch.metric.distance import Distance
from photosearch.metric.transform import unit_rows

TARGET_FARS = (0.1, 0.01)
Templates = Literal["mean", "nearest"]


@dataclass(frozen=True, eq=False)
class OpenSetSplit:
    """Which photos are templates, and which are to be identified.

    Attributes:
        templates: (t,) int64 rows, ``shots`` of every known class.
        known: (n,) int64 rows, the other photos of the known classes.
        unknown: (m,) int64 rows, the photos of the other classes.
    """

    templates: Ids
    known: Ids
    unknown: Ids


@dataclass(frozen=True)
class IdentificationPoint:
    """A threshold: the share of unknown photos that it lets through, and what it still names.

    Attributes:
        target_far: the rate of unknown photos given a name that was asked for.
        threshold: largest distance that gets a name.
        far: the rate at the threshold.
        identified: the share of known photos that get their right name (the open-set
            identification rate: Phillips et al. 2011).
    """

    target_far: float
    threshold: float
    far: float
    identified: float


@dataclass(frozen=True)
class OpenSet:
    """How well photos are identified.

    Attributes:
        accuracy: the share of known photos whose nearest class is right, unknown not being an
            answer.
        auroc: how often a known photo is nearer than an unknown one; 0.5 is chance.
        oscr: area under correct classification against false positive rate (Dhamija et al.
            2018): both at once; at most the accuracy.
        points: the share identified at each asked false-accept rate.
        n_classes: known classes.
        n_known: photos of known classes.
        n_unknown: photos of other classes.
    """

    accuracy: float
    auroc: float
    oscr: float
    points: tuple[IdentificationPoint, ...]
    n_classes: int
    n_known: int
    n_unknown: int


def split_open_set(
    labels: NDArray[Any], shots: int = 5, known_share: float = 0.5, seed: int = 0
) -> OpenSetSplit:
    """Draw the known classes and their templates.

    Args:
        labels: (N,) classes, integers or strings.
        shots: templates a class; a known class has at least one photo more.
        known_share: of the classes that are large enough, 0 to 1.
        seed: of the draw.

    Raises:
        UserError: There is no class large enough, or no other class beside it.
    """
    rng = np.random.default_rng(seed)
    classes, codes = np.unique(labels, return_inverse=True)
    large = np.flatnonzero(np.bincount(codes) > shots)
    if not len(large) or len(classes) < 2:
        raise UserError(
            "no-open-set",
            f"The {len(labels)} photos have no class of more than {shots} beside another class.",
            "Give two classes or more, or take fewer templates a class.",
        )
    n_known = min(max(1, round(known_share * len(large))), len(classes) - 1)
    chosen = np.sort(rng.permutation(large)[:n_known])
    templates, known = [], []
    for code in chosen:
        members = rng.permutation(np.flatnonzero(codes == code))
        templates.append(members[:shots])
        known.append(members[shots:])
    unknown = np.flatnonzero(~np.isin(codes, chosen))
    return OpenSetSplit(np.concatenate(templates), np.sort(np.concatenate(known)), unknown)


def class_means(
    vectors: NDArray[np.floating], labels: NDArray[Any], *, unit: bool
) -> tuple[NDArray[np.float64], NDArray[Any]]:
    """Return the mean vector of every class and its label.

    Args:
        vectors: (N, d) floats.
        labels: (N,) classes.
        unit: take the mean of unit vectors: each photo weighs the same under the cosine.
    """
    classes, codes = np.unique(labels, return_inverse=True)
    rows = np.asarray(vectors, np.float64)
    rows = np.asarray(unit_rows(rows)) if unit else rows
    sums = np.zeros((len(classes), rows.shape[1]))
    np.add.at(sums, codes, rows)
    return sums / np.bincount(codes)[:, None], classes


def identify(
    vectors: NDArray[np.floating],
    templates: tuple[NDArray[np.floating], NDArray[Any]],
    method: Templates = "mean",
    distance: Distance | str = Distance.COSINE,
) -> tuple[NDArray[Any], Vectors]:
    """Name the nearest class of every photo.

    Args:
        vectors: (n, d) floats, none of them a template.
        templates: (t, d) floats and their (t,) labels.
        method: ``"mean"``: the nearest class mean; ``"nearest"``: the nearest template.
        distance: by what.

    Returns:
        (n,) labels and (n,) float32 distances.
    """
    shown, names = templates
    if method == "mean":
        shown, names = class_means(shown, names, unit=Distance(distance) is Distance.COSINE)
    near = Ranker(shown, distance=distance).nearest(vectors, None, 1)
    return names[near.rows[:, 0]], near.distances[:, 0]


def open_set(
    vectors: NDArray[np.floating],
    labels: NDArray[Any],
    split: OpenSetSplit,
    method: Templates = "mean",
    distance: Distance | str = Distance.COSINE,
    fars: Sequence[float] = TARGET_FARS,
) -> OpenSet:
    """Identify the photos of a split and score the answers.

    Args:
        vectors: (N, d) floats.
        labels: (N,) classes.
        split: rows of both.
        method: as in ``identify``.
        distance: as in ``identify``.
        fars: rates of unknown photos that may get a name.
    """
    templates = (vectors[split.templates], labels[split.templates])
    names, near = identify(vectors[split.known], templates, method, distance)
    _, far_off = identify(vectors[split.unknown], templates, method, distance)
    right = names == labels[split.known]
    return OpenSet(
        accuracy=float(right.mean()),
        auroc=auroc(-near, -far_off),
        oscr=float((right * wins(-near, -far_off)).mean()),
        points=tuple(_point(near, right, far_off, far) for far in fars),
        n_classes=len(np.unique(templates[1])),
        n_known=len(split.known),
        n_unknown=len(split.unknown),
    )


def _point(
    near: Vectors, right: NDArray[np.bool_], far_off: Vectors, target: float
) -> IdentificationPoint:
    """Stay just below the first unknown photo too many."""
    ordered = np.sort(far_off)
    allowed = int(target * len(ordered))
    threshold = float(max(ordered[-1], near.max()))
    if allowed < len(ordered):
        threshold = float(np.nextafter(ordered[allowed], np.float32(-np.inf)))
    far = float((far_off <= threshold).mean())
    return IdentificationPoint(target, threshold, far, float((right & (near <= threshold)).mean()))
