"""Candidates: the members of a group of duplicates, each with what speaks for keeping it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from photosearch.base.types import LocationId, PhotoId
from photosearch.catalog.catalog import Catalog
from photosearch.catalog.merits import Merit
from photosearch.services.copy_names import says_copy, stem_of
from photosearch.services.duplicate_groups import DuplicateGroup, Member


@dataclass(frozen=True, slots=True)
class Candidate:
    """A member of a group, with what is known of its files.

    Attributes:
        place: Its index in the group.
        member: It.
        merit: Of the file that stands for it.
        merits: Of all its files, at least one.
        is_reference: One of its files lies in a reference folder.
        says_copy: Each of its names is that of a copy.
        is_edit: It is an edit in place of another member.
    """

    place: int
    member: Member
    merit: Merit
    merits: tuple[Merit, ...]
    is_reference: bool
    says_copy: bool
    is_edit: bool

    @property
    def companions(self) -> frozenset[PhotoId]:
        """Photos that go with its files."""
        return frozenset().union(*(one.companions for one in self.merits))

    @property
    def sidecars(self) -> frozenset[bytes]:
        """Kinds of files without a picture that go with its files."""
        return frozenset().union(*(one.sidecars for one in self.merits))

    @property
    def modified_ns(self) -> int:
        """When its oldest file was written."""
        return min(one.modified_ns for one in self.merits)

    @property
    def tag_count(self) -> int | None:
        """How much its files say of themselves; ``None`` where that was not measured."""
        counts = [one.tag_count for one in self.merits if one.tag_count is not None]
        return max(counts, default=None)

    @property
    def camera(self) -> str:
        """The camera that one of its files names."""
        return next((one.camera for one in self.merits if one.camera), "")


def merits_of(catalog: Catalog, groups: Sequence[DuplicateGroup]) -> dict[LocationId, Merit]:
    """Return the merits of every file of groups that is online and was read."""
    places = [copy.location_id for group in groups for copy in group.copies()]
    found = catalog.merits.of_locations(list(dict.fromkeys(places)))
    return {place: merit for place, merit in found.items() if merit.state == "online"}


def candidates_of(group: DuplicateGroup, merits: dict[LocationId, Merit]) -> list[Candidate]:
    """Return the members of a group of which a file is there, in their order."""
    paths = [[copy.path for copy in member.copies] for member in group.members]
    stems = {stem_of(path) for names in paths for path in names}
    photos = {member.photo_id for member in group.members}
    found = []
    for place, member in enumerate(group.members):
        known = tuple(
            merits[copy.location_id] for copy in member.copies if copy.location_id in merits
        )
        if known:
            found.append(
                Candidate(
                    place=place,
                    member=member,
                    merit=known[0],
                    merits=known,
                    is_reference=any(copy.is_reference for copy in member.copies),
                    says_copy=all(says_copy(stem_of(path), stems) for path in paths[place]),
                    is_edit=known[0].replaces in photos - {member.photo_id},
                )
            )
    return found
