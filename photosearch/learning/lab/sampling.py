"""Which batches a plan draws: by what is known of the photos, and by what its loss wants."""

from __future__ import annotations

from photosearch.base.types import Ids
from photosearch.learning.lab.plan import Plan
from photosearch.learning.losses.metric_loss import BatchKind
from photosearch.learning.losses.tuples import WIDTHS, Tuples
from photosearch.learning.samplers.anchor_positive import AnchorPositiveSampler
from photosearch.learning.samplers.augmentation_pairs import AugmentationPairSampler
from photosearch.learning.samplers.batch import Sampler
from photosearch.learning.samplers.p_by_q import PByQSampler
from photosearch.learning.samplers.tuple_lists import (
    TupleSampler,
    pair_list,
    quadruplet_list,
    triplet_list,
)

TUPLE_ROUNDS = 4
"""How many times a list of tuples shows as many photos as there are, in one epoch."""


def sampler_for(plan: Plan, batch: BatchKind, labels: Ids, duplicates: Ids) -> Sampler:
    """Return a plan's sampler over the training photos.

    Args:
        plan: Says what is known of the photos, and how large a batch is.
        batch: What the loss wants where labels are known.
        labels: (n,) int64 of the training photos.
        duplicates: (n,) int64 groups of near-copies.

    Raises:
        UserError: There is nothing to compare.
    """
    n_rows = plan.classes * plan.photos
    if plan.supervision == "none" or batch == "augmentation-pairs":
        half = max(2, n_rows // 2)
        return AugmentationPairSampler(len(labels), duplicates, batch_size=half, seed=plan.seed)
    if plan.supervision != "labels":
        tuples = _tuples(plan, labels, duplicates)
        size = max(1, n_rows // WIDTHS[tuples.kind])
        return TupleSampler(tuples, batch_size=size, seed=plan.seed)
    if batch == "anchor-positive":
        return AnchorPositiveSampler(
            labels,
            duplicates,
            n_classes=plan.classes,
            pairs_per_class=max(1, plan.photos // 2),
            seed=plan.seed,
        )
    return PByQSampler(labels, duplicates, p=plan.classes, q=plan.photos, seed=plan.seed)


def _tuples(plan: Plan, labels: Ids, duplicates: Ids) -> Tuples:
    lists = {"pairs": pair_list, "triplets": triplet_list, "quadruplets": quadruplet_list}
    assert plan.supervision in lists
    width = {"pairs": 2, "triplets": 3, "quadruplets": 4}[plan.supervision]
    n_wanted = max(1, TUPLE_ROUNDS * len(labels) // width)
    return lists[plan.supervision](labels, n_wanted, plan.seed, duplicates)
