"""Groups of duplicates that are made up, for what needs no photos."""

from __future__ import annotations

from photosearch.base.types import LocationId, PhotoId, RootId
from photosearch.services.duplicate_groups import Copy, DuplicateGroup, DuplicateKind, Member


def copy_at(location: int, path: str, *, size: int = 100, reference: bool = False) -> Copy:
    """Return a file whose photo has the number of its place."""
    return Copy(LocationId(location), PhotoId(location), RootId(1), path.encode(), size, reference)


def group_of(
    *copies: Copy, key: str = "", kind: DuplicateKind = "edited", caution: str = ""
) -> DuplicateGroup:
    """Return a group with one member a file."""
    members = tuple(Member(copy.photo_id, (copy,)) for copy in copies)
    return DuplicateGroup(
        key or f"{kind}-{copies[0].photo_id}",
        kind,
        1.0 if kind == "exact" else 0.99,
        members,
        caution,
    )
