"""What a library gives to a tuning: its groups, what was said of pairs, and photos around them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from photosearch.base.errors import UserError
from photosearch.base.types import GroupId, Ids, Vectors
from photosearch.catalog.constraints import Constraint
from photosearch.encoder.quantisation import dequantise
from photosearch.services.constraints import list_constraints, list_contradictions
from photosearch.services.contradictions import sound
from photosearch.services.gallery import MetricInUse
from photosearch.services.library import Library

if TYPE_CHECKING:
    from photosearch.learning.tuning.tuning_set import TuningSet

BACKGROUND_PHOTOS = 1000
_SEED = 0
_NO_PAIRS: Ids = np.empty((0, 2), dtype=np.int64)


@dataclass(frozen=True, eq=False)
class TuningExamples:
    """A tuning set, and what of the library is in it.

    Attributes:
        tuning_set: As the learning takes it.
        photo_ids: (N,) int64, of its rows; in the order of their image keys.
        group_ids: Of its labels 0 to G - 1.
        left_out: Photos that are in several groups: nobody can say where they belong.
        sample: (n, d) float32, level-0 vectors of random photos, labelled ones among them.
    """

    tuning_set: TuningSet
    photo_ids: Ids
    group_ids: tuple[GroupId, ...]
    left_out: Ids
    sample: Vectors

    @property
    def n_labelled(self) -> int:
        """How many photos have a group."""
        return len(self.tuning_set.labelled)


def tuning_examples(
    library: Library, level0: MetricInUse, only: Sequence[GroupId] = ()
) -> TuningExamples:
    """Gather what a tuning learns from.

    Groups of one photo say nothing and stay out; contradictory sayings too.

    Args:
        library: Whose groups.
        level0: What the vectors are of.
        only: These groups alone; none: all.

    Raises:
        UserError: ``too-few-groups``: no group has two photos, and nothing else was said.
    """
    from photosearch.learning.tuning.tuning_set import TuningSet, bundles_of

    group_of, several = _group_of_photo(library, only)
    said = sound(list_constraints(library), list_contradictions(library))
    spoken = {int(photo) for one in said for photo in one.saying.photos}
    chosen = np.union1d(
        np.array(sorted(group_of | dict.fromkeys(spoken, 0)), dtype=np.int64),
        _background(library, level0, np.array(sorted(group_of), dtype=np.int64)),
    )
    chosen = np.setdiff1d(chosen, several)
    chosen = chosen[np.argsort(library.catalog.photos.sort_keys(chosen), kind="stable")]
    ids, vectors = _level0_vectors(library, level0, chosen)
    names = [group_of.get(photo, -1) for photo in ids.tolist()]
    groups, labels = _numbered(np.array(names, dtype=np.int64))
    pairs = _rows_said(said, ids)
    if not len(groups) and not len(pairs["same"]) and not len(pairs["closer"]):
        raise UserError(
            "too-few-groups",
            "there is nothing to learn from: no group has two photos",
            "Make two or more groups of three or more photos each, then tune again.",
        )
    keys = library.catalog.photos.image_keys(ids)[:, :8].copy().view("<u8").ravel()
    tuning_set = TuningSet(vectors, labels, bundles_of(vectors, labels), keys, **pairs)
    return TuningExamples(tuning_set, ids, groups, several, vectors)


def _group_of_photo(library: Library, only: Sequence[GroupId]) -> tuple[dict[int, GroupId], Ids]:
    """Return the one group of each labelled photo, and the photos that are in several."""
    groups, photos = library.catalog.labels.arrays()
    if only:
        asked = np.isin(groups, np.array(only, dtype=np.int64))
        groups, photos = groups[asked], photos[asked]
    unique, counts = np.unique(photos, return_counts=True)
    several = unique[counts > 1]
    single = ~np.isin(photos, several)
    pairs = zip(photos[single].tolist(), groups[single].tolist(), strict=True)
    return dict(pairs), several


def _background(library: Library, level0: MetricInUse, labelled: Ids) -> Ids:
    """Draw photos of no group, by their keys, so that the history does not matter."""
    ids = np.setdiff1d(library.catalog.photos.ids(), labelled)
    ids = np.intersect1d(ids, library.catalog.features.ids(level0.encoder_id))
    ids = ids[np.argsort(library.catalog.photos.sort_keys(ids), kind="stable")]
    n = min(len(ids), BACKGROUND_PHOTOS)
    return np.asarray(np.random.default_rng(_SEED).choice(ids, n, replace=False))


def _level0_vectors(library: Library, level0: MetricInUse, ids: Ids) -> tuple[Ids, Vectors]:
    """Return the photos that have a feature, in their order, and their vectors under level 0."""
    block = library.catalog.features.get(np.sort(ids), level0.encoder_id)
    row_of = {photo: row for row, photo in enumerate(block.ids.tolist())}
    there = np.array([one for one in ids.tolist() if one in row_of], dtype=np.int64)
    rows = np.array([row_of[one] for one in there.tolist()], dtype=np.int64)
    return there, level0.metric.project(dequantise(block.codes[rows], block.scales[rows]))


def _numbered(names: Ids) -> tuple[tuple[GroupId, ...], Ids]:
    """Return the groups of two or more photos, and labels 0 to G - 1, -1 for all other photos."""
    groups, counts = np.unique(names[names >= 0], return_counts=True)
    kept = groups[counts > 1]
    if not len(kept):
        return (), np.full(len(names), -1, dtype=np.int64)
    place = np.searchsorted(kept, names).clip(0, len(kept) - 1)
    labels = np.where(kept[place] == names, place, -1)
    return tuple(GroupId(int(one)) for one in kept), labels.astype(np.int64)


def _rows_said(said: Sequence[Constraint], ids: Ids) -> dict[str, Ids]:
    """Return what was said as rows of ``ids``; a pair that is closer than one apart from it too."""
    row_of = {photo: row for row, photo in enumerate(ids.tolist())}
    found: dict[str, list[tuple[int, ...]]] = {"same": [], "different": [], "closer": []}
    for one in said:
        photos = _anchored(one) if one.saying.kind == "closer" else one.saying.pair
        if photos and all(int(photo) in row_of for photo in photos):
            found[one.saying.kind].append(tuple(row_of[int(photo)] for photo in photos))
    return {
        name: np.array(rows, dtype=np.int64).reshape(-1, 3 if name == "closer" else 2)
        for name, rows in found.items()
    }


def _anchored(one: Constraint) -> tuple[int, ...]:
    """Return anchor, near and far photo of "A is more like B than C"; empty for two pairs apart."""
    near, far = one.saying.pair, one.saying.other or ()
    shared = set(near) & set(far)
    if len(shared) != 1:
        return ()
    anchor = shared.pop()
    other = [photo for photo in (*near, *far) if photo != anchor]
    return (int(anchor), *(int(photo) for photo in other))
