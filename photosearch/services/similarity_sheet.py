"""The similarity sheet: what a few of the person's own photos find under two metrics.

Figures say how much better a metric is; the sheet shows it on photos that the person knows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from photosearch.base.errors import UserError
from photosearch.base.progress import NO_PROGRESS, Progress, Step
from photosearch.base.types import GroupId, MetricId, PhotoId
from photosearch.services.gallery import Gallery, build_gallery, stored_metric
from photosearch.services.library import Library
from photosearch.services.searching import Asked, Query, rank_vector

N_PHOTOS = 6
N_NEIGHBOURS = 6
_LEAST_GROUP = 2


@dataclass(frozen=True)
class SheetCell:
    """A photo that was found.

    Attributes:
        photo_id: Which.
        changed: Whether only this one of the two metrics finds it so near.
        same_group: Whether it is in a group of the photo that was asked with.
    """

    photo_id: PhotoId
    changed: bool
    same_group: bool


@dataclass(frozen=True)
class SheetRow:
    """A photo and its nearest, the nearest first, under the old metric and under the new one."""

    photo_id: PhotoId
    group: str
    before: tuple[SheetCell, ...]
    after: tuple[SheetCell, ...]


def sheet_photos(library: Library, n: int = N_PHOTOS, seed: int = 0) -> list[PhotoId]:
    """Draw labelled photos for a sheet, one a group; the same ones while the groups are the same.

    Args:
        library: Whose groups; those of one photo are left out.
        n: At most.
        seed: Of the draw.
    """
    groups, photos = library.catalog.labels.arrays()
    names, counts = np.unique(groups, return_counts=True)
    names = names[counts >= _LEAST_GROUP]
    random = np.random.default_rng(seed)
    chosen = np.sort(random.choice(names, min(n, len(names)), replace=False))
    drawn = [int(random.choice(np.sort(photos[groups == group]))) for group in chosen]
    return [PhotoId(photo) for photo in dict.fromkeys(drawn)]


def similarity_sheet(
    library: Library,
    old_metric_id: MetricId,
    new_metric_id: MetricId,
    photo_ids: Sequence[PhotoId],
    progress: Progress = NO_PROGRESS,
) -> list[SheetRow]:
    """Return what photos find under two metrics, every photo looked at.

    Args:
        library: Whose photos.
        old_metric_id: Of a stored metric.
        new_metric_id: Of another.
        photo_ids: What is asked with; those that are no longer there are left out.
        progress: Phase ``compare``; for large libraries a metric that is not in use takes time.

    Raises:
        UserError: ``no-such-metric``; its file is damaged.
        Cancelled: By ``progress``.
    """
    total = 2 * len(photo_ids)
    progress.report(Step("compare", 0, total))
    found: list[dict[PhotoId, list[PhotoId]]] = []
    for metric_id in (old_metric_id, new_metric_id):
        progress.checkpoint()
        gallery = _gallery(library, metric_id)
        found.append({})
        for photo_id in photo_ids:
            progress.checkpoint()
            nearest = _nearest(library, gallery, photo_id)
            if nearest:
                found[-1][photo_id] = nearest
            progress.report(Step("compare", sum(map(len, found)), total))
    before, after = found
    shared = [photo_id for photo_id in photo_ids if photo_id in before and photo_id in after]
    groups_of = _groups_of(library, shared, found)
    names = library.catalog.groups.get(sorted({one for each in groups_of.values() for one in each}))
    rows = []
    for photo_id in shared:
        own = groups_of.get(photo_id, set())
        kin = {photo for photo, groups in groups_of.items() if own & groups}
        rows.append(
            SheetRow(
                photo_id,
                next((names[one].name for one in sorted(own) if one in names), ""),
                _cells(before[photo_id], after[photo_id], kin),
                _cells(after[photo_id], before[photo_id], kin),
            )
        )
    return rows


def _cells(
    photos: list[PhotoId], others: list[PhotoId], kin: set[PhotoId]
) -> tuple[SheetCell, ...]:
    return tuple(SheetCell(photo, photo not in others, photo in kin) for photo in photos)


def _groups_of(
    library: Library, asked: list[PhotoId], found: list[dict[PhotoId, list[PhotoId]]]
) -> dict[PhotoId, set[GroupId]]:
    seen = {photo for one in found for photos in one.values() for photo in photos}
    groups: dict[PhotoId, set[GroupId]] = {}
    for label in library.catalog.labels.of_photos(sorted({*seen, *asked})):
        groups.setdefault(label.photo_id, set()).add(label.group_id)
    return groups


def _nearest(library: Library, gallery: Gallery, photo_id: PhotoId) -> list[PhotoId]:
    own = np.array([photo_id], dtype=np.int64)
    ids, vectors = gallery.whole_vectors(own)
    if not len(ids) or photo_id not in gallery.index:
        return []
    asked = Asked(gallery, vectors[0], gallery.index.get(own)[0])
    found = rank_vector(library, asked, Query((), top=N_NEIGHBOURS, exact=True), own)
    return [PhotoId(int(one.photo_id)) for one in found]


def _gallery(library: Library, metric_id: MetricId) -> Gallery:
    in_use = library.gallery
    if metric_id == in_use.in_use.metric_id:
        return in_use
    row = library.catalog.metrics.get(metric_id)
    if row is None:
        raise UserError("no-such-metric", f"there is no metric {metric_id}")
    gallery = build_gallery(library.catalog, stored_metric(library.directory, row))
    gallery.neighbours.load(library.directory)
    return gallery
