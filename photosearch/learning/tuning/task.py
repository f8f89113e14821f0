"""Tuning in a child process: what goes in, what comes out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from photosearch.base.progress import NO_PROGRESS, Progress
from photosearch.base.types import Vectors
from photosearch.learning.training.training_process import Task, run_task
from photosearch.learning.tuning.gate import Check, accepted, checks_of
from photosearch.learning.tuning.judging import Comparison, Judgement, judge
from photosearch.learning.tuning.recipe import Recipe, recipe_from_json
from photosearch.learning.tuning.tuning_set import TuningSet
from photosearch.metric.group_head import GroupHead

_TYPES: dict[str, tuple[str, int]] = {
    "vectors": ("<f4", 0),
    "labels": ("<i8", 1),
    "bundles": ("<i8", 1),
    "keys": ("<u8", 1),
    "same": ("<i8", 2),
    "different": ("<i8", 2),
    "closer": ("<i8", 3),
}
_HEAD = ("linear", "gates", "offsets", "pulls", "profile")
_FUNCTION = f"{__name__}:tune"
_MOST_COMPARED = 1000


@dataclass(frozen=True)
class GroupGain:
    """What one group gained, in percent of MAP@R of its photos when they were held out."""

    group: int
    n_photos: int
    before: float
    after: float


@dataclass(frozen=True, eq=False)
class Outcome:
    """What a tuning has come to.

    Attributes:
        head: what was learned.
        checks: of the gate.
        gains: a group each that was held out.
        same: (n,) float32, fair scores of pairs of one group.
        different: (m,) float32, of two groups.
    """

    head: GroupHead
    checks: list[Check]
    gains: list[GroupGain]
    same: Vectors
    different: Vectors


def run_tuning(tuning_set: TuningSet, recipe: Recipe, progress: Progress = NO_PROGRESS) -> Outcome:
    """Fit and judge in a child process.

    Args:
        tuning_set: Photos and labels.
        recipe: What to fit.
        progress: Phases ``fit``, ``train``, ``evaluate``.

    Raises:
        Cancelled: By ``progress``, within a second.
        UserError: There is nothing to learn from; the child crashed.
    """
    payloads = [
        np.ascontiguousarray(getattr(tuning_set, name), dtype=kind).tobytes()
        for name, (kind, _) in _TYPES.items()
    ]
    arguments = {"recipe": recipe.to_json(), "dim": tuning_set.vectors.shape[1]}
    answer, arrays = run_task(Task(_FUNCTION, arguments, payloads), progress)
    head = [
        np.frombuffer(data, dtype="<f4").reshape(shape).copy()
        for data, shape in zip(arrays, answer["shapes"], strict=False)
    ]
    same, different = (np.frombuffer(data, dtype="<f4").copy() for data in arrays[len(_HEAD) :])
    return Outcome(
        head=GroupHead(**dict(zip(_HEAD, head, strict=True))),
        checks=[Check(**check) for check in answer["checks"]],
        gains=[GroupGain(**gain) for gain in answer["gains"]],
        same=same,
        different=different,
    )


def tune(
    arguments: dict[str, Any], payloads: list[bytes], progress: Progress
) -> tuple[dict[str, Any], list[bytes]]:
    """Do what ``run_tuning`` asks for; the child's side.

    Where the gate refuses level 1, gentler settings are tried.
    """
    tuning_set = _unpacked(payloads, int(arguments["dim"]))
    recipe = recipe_from_json(arguments["recipe"])
    head, judgement, checks = _tried(tuning_set, recipe, progress)
    gentler = recipe.gentler()
    while gentler is not None and not accepted(checks):
        recipe, again = gentler, _tried(tuning_set, gentler, progress)
        gentler = recipe.gentler()
        if accepted(again[2]):  # else what was asked for is what is reported
            head, judgement, checks = again
    arrays = [getattr(head, name) for name in _HEAD]
    answer = {
        "shapes": [array.shape for array in arrays],
        "checks": [check.to_json() for check in checks],
        "gains": [gain.__dict__ for gain in _gains(tuning_set, judgement.photos)],
    }
    arrays += [judgement.same, judgement.different]
    return answer, [np.ascontiguousarray(array, dtype="<f4").tobytes() for array in arrays]


def _tried(
    tuning_set: TuningSet, recipe: Recipe, progress: Progress
) -> tuple[GroupHead, Judgement, list[Check]]:
    head = recipe.fit(tuning_set, progress)
    judgement = judge(tuning_set, lambda part: recipe.fit(part, progress), progress)
    compared = tuning_set.vectors[tuning_set.background[:_MOST_COMPARED]]
    after = head.apply(compared).astype(np.float32)
    return head, judgement, checks_of(judgement, compared, after, recipe.limits)


def _unpacked(payloads: list[bytes], dim: int) -> TuningSet:
    arrays: dict[str, NDArray[Any]] = {}
    for (name, (kind, width)), data in zip(_TYPES.items(), payloads, strict=True):
        flat = np.frombuffer(data, dtype=kind)
        if width != 1:
            flat = flat.reshape(-1, width or dim)
        arrays[name] = flat
    return TuningSet(**arrays)


def _gains(tuning_set: TuningSet, photos: Comparison) -> list[GroupGain]:
    gains = []
    for group in range(tuning_set.n_groups):
        asked = photos.labels == group
        if asked.any():
            gains.append(
                GroupGain(
                    group=group,
                    n_photos=int((tuning_set.labels == group).sum()),
                    before=round(100 * float(photos.before[asked].mean()), 1),
                    after=round(100 * float(photos.after[asked].mean()), 1),
                )
            )
    return gains
