"""The groups of the real library behind the window's facade: each call goes to its service."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from photosearch.base.progress import Progress
from photosearch.base.types import GroupId, PhotoId
from photosearch.gui.values import Added, Constraint, GroupMark, GroupSummary, ImportPlan, Said
from photosearch.services import constraints, group_import, group_overview, groups
from photosearch.services.library import Library


class OpenedGroups:
    """Groups of a library that this process has opened to write; see ``GroupLibrary``."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def summaries(self) -> list[GroupSummary]:
        """Return every group, by name."""
        return group_overview.list_summaries(self._library)

    def marks(self) -> Mapping[GroupId, tuple[GroupMark, ...]]:
        """Return what is odd about groups."""
        return group_overview.list_marks(self._library)

    def revision(self) -> tuple[int, float]:
        """Return what changes with every step of a person."""
        return group_overview.labels_revision(self._library)

    def create(self, name: str) -> GroupId:
        """Make an empty group."""
        return groups.create_group(self._library, name).group_id

    def add(self, name: str, ids: Sequence[int]) -> Added:
        """Put photos into a group."""
        return groups.add_photos(self._library, name, [PhotoId(each) for each in ids])

    def take_out(self, name: str, ids: Sequence[int]) -> int:
        """Take photos out of a group."""
        return groups.take_out(self._library, name, [PhotoId(each) for each in ids])[1]

    def rename(self, name: str, new_name: str) -> None:
        """Give a group another name."""
        groups.rename_group(self._library, name, new_name)

    def merge(self, name: str, others: Sequence[str]) -> None:
        """Merge groups into one."""
        groups.merge_groups(self._library, name, others)

    def delete(self, name: str) -> None:
        """Delete a group."""
        groups.delete_group(self._library, name)

    def preview_import(self, source: bytes, pattern: str | None, progress: Progress) -> ImportPlan:
        """Say what an import would do."""
        return group_import.preview_import(self._library, source, pattern, progress)

    def import_groups(self, source: bytes, pattern: str | None, progress: Progress) -> ImportPlan:
        """Do an import."""
        return group_import.import_groups(self._library, source, pattern, progress)

    def say_same(self, one: PhotoId, other: PhotoId) -> Said:
        """Say that two photos show the same."""
        return constraints.say_same(self._library, one, other)

    def say_different(self, one: PhotoId, other: PhotoId) -> Said:
        """Say that two photos do not show the same."""
        return constraints.say_different(self._library, one, other)

    def say_closer(self, anchor: PhotoId, near: PhotoId, far: PhotoId) -> Said:
        """Say that a photo is more like a second one than like a third one."""
        return constraints.say_closer(self._library, anchor, near, far)

    def sayings(self) -> list[Constraint]:
        """Return everything that was said."""
        return constraints.list_constraints(self._library)

    def contradictory(self) -> frozenset[int]:
        """Return the ids of what was said that can't all be true."""
        found = constraints.list_contradictions(self._library)
        return frozenset(said.constraint_id for one in found for said in one.constraints)

    def take_back(self, ids: Sequence[int]) -> None:
        """Take back what was said."""
        constraints.remove_constraints(self._library, ids)

    def reject(self, photo_id: PhotoId, rejected: Sequence[PhotoId]) -> int:
        """Keep that results are not like a photo."""
        new = constraints.reject(self._library, photo_id, rejected, "rejected-result")
        return len(new)
