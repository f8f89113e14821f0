"""Resolving: carrying out a plan, after a look at whether what it was made of is still so.

Between the preview and the deed a file may have been moved, replaced or taken out of the library,
and the person may have said that two photos are no duplicates. What no longer holds is left alone
and told; the rest is one step.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from photosearch.base.types import LocationId, PhotoId
from photosearch.catalog.constraints import Pair, pair_of
from photosearch.catalog.merits import Merit
from photosearch.services.duplicate_groups import Copy
from photosearch.services.inheriting import Heirs
from photosearch.services.library import Library
from photosearch.services.resolution_plan import Plan, Removal


@dataclass(frozen=True)
class Rechecked:
    """The removals of a plan, looked at again.

    Attributes:
        holds: What can go.
        stale: What is no longer as it was planned.
    """

    holds: tuple[Removal, ...]
    stale: tuple[Removal, ...]


def recheck(library: Library, plan: Plan) -> Rechecked:
    """Return which removals of a plan still hold, by what the catalogue knows now.

    The files themselves are looked at when each of them goes.
    """
    removals = list(plan.removals)
    places = {copy.location_id for one in removals for copy in (one.copy, one.keeper)}
    merits = library.catalog.merits.of_locations(sorted(places))
    rejected = _rejected(library)
    holds = [
        _is_still(one.copy, merits)
        and _is_still(one.keeper, merits)
        and merits[one.copy.location_id].role == "photos"
        and pair_of(one.copy.photo_id, one.keeper.photo_id) not in rejected
        for one in removals
    ]
    return Rechecked(
        tuple(one for one, true in zip(removals, holds, strict=True) if true),
        tuple(one for one, true in zip(removals, holds, strict=True) if not true),
    )


def heirs_of(plan: Plan, removals: Sequence[Removal]) -> Heirs:
    """Return who inherits what was said of the photos that go."""
    bursts = {
        removal.copy.location_id
        for one in plan.resolutions
        if one.group.kind == "burst"
        for removal in one.removals
    }
    labels: dict[PhotoId, PhotoId] = {}
    pairs: dict[PhotoId, PhotoId] = {}
    for one in removals:
        gone, kept = one.copy.photo_id, one.keeper.photo_id
        if gone != kept:
            labels.setdefault(gone, kept)
            if one.copy.location_id not in bursts:
                pairs.setdefault(gone, kept)
    return Heirs(labels, pairs)


def _is_still(copy: Copy, merits: dict[LocationId, Merit]) -> bool:
    known = merits.get(copy.location_id)
    return (
        known is not None
        and known.state == "online"
        and (known.photo_id, known.size) == (copy.photo_id, copy.size)
    )


def _rejected(library: Library) -> set[Pair]:
    """Return the pairs of photos that are no duplicates, or not even alike, to the person."""
    catalog = library.catalog
    said = (one.saying for one in catalog.constraints.all())
    different = {one.pair for one in said if one.kind == "different"}
    return different | {one.pair for one in catalog.duplicates.answers() if not one.duplicates}
