"""What the list of groups shows: each with a cover, its size, and what is odd about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from photosearch.base.types import GroupId, PhotoId
from photosearch.catalog.sorting import name_key
from photosearch.services.groups import list_groups, photos_in_several
from photosearch.services.label_problems import Code, list_label_problems
from photosearch.services.library import Library


@dataclass(frozen=True, slots=True)
class GroupSummary:
    """A group as a list shows it.

    Attributes:
        group_id: Its id.
        name: As the person wrote it.
        n_photos: Photos that are shown.
        cover: One of them; ``None`` where there is none.
    """

    group_id: GroupId
    name: str
    n_photos: int
    cover: PhotoId | None


@dataclass(frozen=True, slots=True)
class GroupMark:
    """Something odd about a group; nothing that has to be put right.

    Attributes:
        code: Which (``label_problems``).
        photo_ids: The photos of the group that it is about; empty where it is about all.
        others: For photos in several groups: the names of the other groups.
    """

    code: Code
    photo_ids: tuple[PhotoId, ...] = ()
    others: tuple[str, ...] = ()


def list_summaries(library: Library) -> list[GroupSummary]:
    """Return every group by name, numbers in it by their value."""
    groups, photos = library.catalog.labels.arrays()
    firsts, places = np.unique(groups, return_index=True)
    covers = dict(zip(firsts.tolist(), photos[places].tolist(), strict=True))
    return [
        GroupSummary(one.group_id, one.name, n_photos, covers.get(one.group_id))
        for one, n_photos in sorted(
            ((counted.group, counted.n_photos) for counted in list_groups(library)),
            key=lambda both: name_key(both[0].name.encode()),
        )
    ]


def list_marks(library: Library) -> dict[GroupId, tuple[GroupMark, ...]]:
    """Return what is odd about groups; those with nothing odd are left out."""
    ids = {group.name: group.group_id for group in library.catalog.groups.all()}
    marks: dict[GroupId, list[GroupMark]] = {}
    contradictory: set[PhotoId] = set()
    for problem in list_label_problems(library):
        if problem.code in ("groups-of-one", "groups-of-copies"):
            for name in problem.groups:
                marks.setdefault(ids[name], []).append(GroupMark(problem.code))
        elif problem.code == "contradiction":
            contradictory.update(problem.photo_ids)
    for group_id, mark in _of_several(library, ids):
        marks.setdefault(group_id, []).append(mark)
    for group_id, photos in _by_group(library, contradictory).items():
        marks.setdefault(group_id, []).append(GroupMark("contradiction", photos))
    return {group_id: tuple(found) for group_id, found in marks.items()}


def labels_revision(library: Library) -> tuple[int, float]:
    """Return what changes with every step of a person: done, and taken back."""
    return library.catalog.journal.revision()


def _of_several(library: Library, ids: dict[str, GroupId]) -> Iterable[tuple[GroupId, GroupMark]]:
    photos: dict[str, list[PhotoId]] = {}
    others: dict[str, dict[str, None]] = {}
    for photo_id, names in photos_in_several(library).items():
        for name in names:
            photos.setdefault(name, []).append(photo_id)
            beside = others.setdefault(name, {})
            beside.update({other: None for other in names if other != name})
    for name, found in photos.items():
        yield ids[name], GroupMark("photos-in-several", tuple(found), tuple(others[name]))


def _by_group(library: Library, photos: set[PhotoId]) -> dict[GroupId, tuple[PhotoId, ...]]:
    found: dict[GroupId, list[PhotoId]] = {}
    for label in library.catalog.labels.of_photos(sorted(photos)):
        found.setdefault(label.group_id, []).append(label.photo_id)
    return {group_id: tuple(members) for group_id, members in found.items()}
