"""Losses by name; the table costs no import of torch."""

from __future__ import annotations

import math
from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from photosearch.base.errors import UserError

if TYPE_CHECKING:
    from photosearch.learning.losses.metric_loss import MetricLoss

LOSSES: Mapping[str, str] = MappingProxyType(
    {
        "anchor-positive": "each anchor finds its positive in the batch, by a softmax",
        "nt-xent": "each view finds the other view of its photo, without labels",
        "supcon": "every positive of an anchor against all others, by a softmax",
        "contrastive": "same pairs together, others at least a margin apart (siamese)",
        "triplet": "the positive nearer than the negative by a margin; with a miner",
        "quadruplet": "as triplet, and nearer than pairs of other classes",
        "n-pair": "one pair a class, every other positive a negative",
        "lifted-structure": "each positive pair against all negatives of both of its ends",
        "proxy-nca": "each photo near its class's learned proxy, by a softmax",
        "proxy-anchor": "each proxy pulls its photos and pushes the others",
        "ranked-list": "positives inside a ball, negatives outside a larger one",
        "multi-similarity": "pairs weighed by how they compare with their neighbours",
    }
)
_MAY_BE_ZERO = frozenset({"margin", "second_margin", "epsilon", "negative_weight"})
_NO_OPTIONS: Mapping[str, float] = MappingProxyType({})


def loss_by_name(
    name: str,
    *,
    dim: int,
    n_classes: int,
    distance: str = "cosine",
    options: Mapping[str, float] = _NO_OPTIONS,
    miner: str = "semi-hard",
) -> MetricLoss:
    """Build a loss.

    Args:
        name: one of ``LOSSES``.
        dim: number of dimensions of the embeddings, >= 1.
        n_classes: labels are 0 to n_classes - 1; only losses with proxies ask.
        distance: ``"cosine"``, ``"euclidean"`` or ``"manhattan"``.
        options: what differs from the defaults, in the distance's own unit.
        miner: ``"all"``, ``"semi-hard"`` or ``"hard"``: of triplets, where the loss has any.

    Raises:
        UserError: ``unknown-loss``, ``unknown-distance``, ``unknown-miner``, ``bad-loss-distance``,
            ``unknown-loss-option``, ``bad-loss-option``, ``bad-embedding-size``; or
            ``loss-needs-labels``, where proxies would stand for no class.
    """
    if name not in LOSSES:
        raise UserError("unknown-loss", f"{name} is no loss.", f"Choose {_listed(LOSSES)}.")
    from photosearch.learning.distances import checked_distance
    from photosearch.learning.losses.every import CLASSES
    from photosearch.learning.losses.metric_loss import LossSettings
    from photosearch.learning.miners import checked_miner

    chosen, measured = CLASSES[name], checked_distance(distance)
    if measured not in chosen.distances:
        raise UserError(
            "bad-loss-distance",
            f"The loss {name} makes no sense over {measured} distance.",
            f"Choose {_listed(chosen.distances)} for it.",
        )
    if dim < 1:
        raise UserError(
            "bad-embedding-size", f"Embeddings can't have {dim} dimensions.", "Say 1 or more."
        )
    complete = _complete(name, chosen.defaults(measured, dim), options)
    return chosen(LossSettings(dim, n_classes, measured, checked_miner(miner), complete))


def _complete(
    name: str, defaults: Mapping[str, float], options: Mapping[str, float]
) -> dict[str, float]:
    for option, value in options.items():
        if option not in defaults:
            raise UserError(
                "unknown-loss-option",
                f"The loss {name} has no option {option}.",
                f"It has {_listed(defaults)}." if defaults else "It has none.",
            )
        limit = "from 0 on" if option in _MAY_BE_ZERO else "above 0"
        if not (math.isfinite(value) and (value > 0 or (value == 0 and option in _MAY_BE_ZERO))):
            raise UserError(
                "bad-loss-option",
                f"The option {option} of the loss {name} can't be {value:g}.",
                f"Give a number {limit}, such as {defaults[option]:g}.",
            )
    return {**defaults, **options}


def _listed(names: Mapping[str, object] | tuple[str, ...]) -> str:
    *others, last = names
    return f"{', '.join(others)} or {last}" if others else last
