"""Duplicate groups: photos that are one picture, versions of it, a burst, or merely similar.

Members are ordered by photo and place, so that the same library always gives the same groups.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from photosearch.base.types import LocationId, PhotoId, RootId

DuplicateKind = Literal["exact", "edited", "burst", "similar"]
KINDS: tuple[DuplicateKind, ...] = ("exact", "edited", "burst", "similar")


@dataclass(frozen=True, slots=True)
class Copy:
    """An online file of a photo outside of backup folders; its stack goes with it.

    Attributes:
        location_id: Its place.
        photo_id: The photo that it shows.
        root_id: The folder of the library that it lies in.
        path: Absolute.
        size: Bytes of the file, without the rest of its stack.
        is_reference: It lies in a reference folder: it is kept, whatever the rules say.
    """

    location_id: LocationId
    photo_id: PhotoId
    root_id: RootId
    path: bytes
    size: int
    is_reference: bool


@dataclass(frozen=True, slots=True)
class Member:
    """What is kept or goes as one.

    Attributes:
        photo_id: The photo.
        copies: In a group of kind ``"exact"`` one file; otherwise every file of the photo, the one
            that stands for it first.
    """

    photo_id: PhotoId
    copies: tuple[Copy, ...]

    @property
    def path(self) -> bytes:
        """The file that stands for it."""
        return self.copies[0].path

    @property
    def size(self) -> int:
        """Bytes of all its files."""
        return sum(copy.size for copy in self.copies)


@dataclass(frozen=True, slots=True)
class DuplicateGroup:
    """Photos of one kind of likeness; a photo is in at most one group of a kind.

    Attributes:
        key: Stays while its oldest photo is in it.
        kind: How alike they are.
        probability: That the least certain member belongs to it, 0 to 1; 1 for exact copies.
        members: Two or more.
        caution: Why none of them may be suggested for the trash: ``"bracket"``, ``"panorama"`` or
            ``"focus-stack"``; empty otherwise.
    """

    key: str
    kind: DuplicateKind
    probability: float
    members: tuple[Member, ...]
    caution: str = ""

    def copies(self) -> Iterator[Copy]:
        """Yield every file of every member."""
        for member in self.members:
            yield from member.copies


@dataclass(frozen=True, slots=True)
class DuplicatePair:
    """Two photos that may be one picture.

    Attributes:
        first: The lower photo id (both are the same where one photo has two files).
        second: The higher one.
        kind: How alike they are.
        probability: That they are of this kind or a closer one, 0 to 1.
    """

    first: PhotoId
    second: PhotoId
    kind: DuplicateKind
    probability: float
