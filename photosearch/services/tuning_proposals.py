"""When it is worth tuning again: labels have grown, or the collection is no longer the same.

What a tuning knew is in its card: how many labels and photos there were, and the newest photo. The
bounds of drift were chosen on four labelled sets (caltech101, cdcovers, clothing, flowers; 2,968
photos), each time with one of them new to the other three: the mean level-0 vector moved by 0.22 to
0.42 (0.02 at most for photos drawn at random, 0.24 for photos of one known kind alone), and new
photos were 0.31 to 0.43 times as similar to their nearest old ones as old ones are (0.86 to 1.07
for photos of known kinds).
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from photosearch.base.progress import NO_PROGRESS, Progress
from photosearch.base.types import EncoderId, Ids, Vectors
from photosearch.encoder.quantisation import dequantise
from photosearch.metric.transform import Metric
from photosearch.services.gallery import stored_metric
from photosearch.services.library import Library
from photosearch.services.tuning import LAST_TUNING

USEFUL_GROUPS = 2
USEFUL_PHOTOS = 3
LEAST_NEW_LABELS = 10
LEAST_LABEL_GROWTH = 0.25
MOST_NEW_PHOTOS = 0.30
LEAST_DRIFTED = 50
LEAST_DRIFTED_SHARE = 0.05
MOST_MEAN_SHIFT = 0.28
LEAST_NEARNESS = 0.6
DECLINED = "tuning-declined"
_SAMPLE = 1000
_N_NEAREST = 10
_SEED = 0

Reason = Literal["labels", "new-photos", "drift"]


@dataclass(frozen=True)
class Proposal:
    """Why it is worth tuning.

    Attributes:
        reason: ``"labels"``: more was labelled; ``"new-photos"``: many photos came since;
            ``"drift"``: those that came are unlike the ones before.
        new_labels: Labels more than at the tuning before.
        new_photos: Photos that came since.
        n_photos: In all.
    """

    reason: Reason
    new_labels: int
    new_photos: int
    n_photos: int


@dataclass(frozen=True)
class Drift:
    """How new photos differ from old ones.

    Attributes:
        mean_shift: Distance of the mean unit vectors under level 0, less what chance explains.
        nearness: Mean cosine of new photos to their ten nearest old ones, over that of old ones.
    """

    mean_shift: float
    nearness: float

    @property
    def large(self) -> bool:
        """Whether it is beyond the bounds of this module."""
        return self.mean_shift > MOST_MEAN_SHIFT or self.nearness < LEAST_NEARNESS


def worth_learning_from(sizes: Iterable[int]) -> bool:
    """Tell whether groups of these sizes are enough for a useful tuning: two of three photos."""
    return sum(size >= USEFUL_PHOTOS for size in sizes) >= USEFUL_GROUPS


def propose_tuning(library: Library, progress: Progress = NO_PROGRESS) -> Proposal | None:
    """Say whether tuning is worth proposing now, and why; ``None`` if not.

    Args:
        library: Whose groups.
        progress: Asked for cancel only.

    Raises:
        Cancelled: By ``progress``.
        UserError: The file of a metric is damaged.
    """
    sizes = [counted.n_photos for counted in library.catalog.groups.counts()]
    if not worth_learning_from(sizes):
        return None
    tuned: Mapping[str, Any] = library.catalog.facts.get(LAST_TUNING) or {}
    known = _later(tuned, library.catalog.facts.get(DECLINED) or {})
    n_labels, ids = _n_labels(library), library.catalog.photos.ids()
    new_labels = n_labels - int(known.get("labels", 0))
    newest = known.get("newest_photo") if tuned else None
    new_ids = ids[:0] if newest is None else ids[ids > int(newest)]
    reason: Reason | None = None
    if new_labels >= max(LEAST_NEW_LABELS, LEAST_LABEL_GROWTH * int(known.get("labels", 0))):
        reason = "labels"
    elif len(new_ids) >= MOST_NEW_PHOTOS * len(ids) and len(new_ids):
        reason = "new-photos"
    elif len(new_ids) >= max(LEAST_DRIFTED, LEAST_DRIFTED_SHARE * len(ids)):
        drift = drift_of(library, np.setdiff1d(ids, new_ids), new_ids, progress)
        reason = "drift" if drift is not None and drift.large else None
    if reason is None:
        return None
    return Proposal(reason, max(new_labels, 0), len(new_ids), len(ids))


def decline_tuning(library: Library) -> None:
    """Propose no more until labels or photos have grown by as much again."""
    library.catalog.facts.put(DECLINED, {**known_at_tuning(library), "at": time.time()})


def known_at_tuning(library: Library) -> dict[str, int]:
    """Return what a later proposal is compared with: ``labels`` and ``newest_photo``."""
    return {
        "labels": _n_labels(library),
        "newest_photo": int(library.catalog.photos.ids().max(initial=0)),
    }


def drift_of(
    library: Library, old: Ids, new: Ids, progress: Progress = NO_PROGRESS
) -> Drift | None:
    """Compare new photos with old ones under the newest level 0, on at most 1,000 of each.

    Args:
        library: Whose photos.
        old: (N,) int64.
        new: (M,) int64.
        progress: Asked for cancel.

    Returns:
        ``None`` where there are too few of either.
    """
    in_use = library.gallery.in_use.encoder_id
    rows = [
        row for row in library.catalog.metrics.list() if row.level == 0 and row.encoder_id == in_use
    ]
    if not rows:
        return None
    newest = max(rows, key=lambda row: (row.n_photos, row.metric_id))
    metric = stored_metric(library.directory, newest).metric
    vectors = []
    for ids in (old, new):
        progress.checkpoint()
        vectors.append(_vectors(library, metric, newest.encoder_id, ids))
    return drift_between(*vectors)


def drift_between(old: Vectors, new: Vectors) -> Drift | None:
    """Return how new vectors differ from old ones.

    Args:
        old: (N, d) float32, rows of unit length, in random order.
        new: (M, d) float32 likewise.
    """
    half = len(old) // 2
    if half <= _N_NEAREST or not len(new):
        return None
    apart = float(np.linalg.norm(old.mean(0) - new.mean(0)))
    chance = 1 / len(old) + 1 / len(new)
    shift = float(np.sqrt(max(0.0, apart * apart - chance)))
    known = _nearness(old[:half], old[half:])
    return Drift(shift, _nearness(new, old[half:]) / max(known, 1e-6))


def _nearness(vectors: Vectors, gallery: Vectors) -> float:
    similarities = vectors @ gallery.T
    return float(np.partition(similarities, -_N_NEAREST, axis=1)[:, -_N_NEAREST:].mean())


def _vectors(library: Library, metric: Metric, encoder_id: EncoderId, ids: Ids) -> Vectors:
    random = np.random.default_rng(_SEED)
    block = library.catalog.features.get(
        np.sort(random.choice(ids, min(len(ids), _SAMPLE), replace=False)), encoder_id
    )
    shuffled = random.permutation(len(block.ids))
    return metric.project(dequantise(block.codes[shuffled], block.scales[shuffled]))


def _n_labels(library: Library) -> int:
    """Count labels as a tuning does: without photos in several groups, and groups of one photo."""
    groups, photos = library.catalog.labels.arrays()
    _, places, counts = np.unique(photos, return_inverse=True, return_counts=True)
    _, sizes = np.unique(groups[counts[places] == 1], return_counts=True)
    return int(sizes[sizes > 1].sum())


def _later(one: Mapping[str, Any], other: Mapping[str, Any]) -> Mapping[str, Any]:
    return max(one, other, key=lambda fact: float(fact.get("at", 0)))
