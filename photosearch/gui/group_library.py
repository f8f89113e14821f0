"""What the window asks of a library's groups, and of what was said of pairs of photos.

Beside ``PhotoLibrary`` and like it: every call may come from any thread, and is made in a job.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from photosearch.base.progress import Progress
from photosearch.base.types import GroupId, PhotoId
from photosearch.gui.values import Added, Constraint, GroupMark, GroupSummary, ImportPlan, Said


class GroupLibrary(Protocol):
    """The groups of a library as the window sees them."""

    def summaries(self) -> list[GroupSummary]:
        """Return every group, by name."""

    def marks(self) -> Mapping[GroupId, tuple[GroupMark, ...]]:
        """Return what is odd about groups; takes a second for thousands of them."""

    def revision(self) -> tuple[int, float]:
        """Return what changes with every step of a person, also of a command from outside."""

    def create(self, name: str) -> GroupId:
        """Make an empty group."""

    def add(self, name: str, ids: Sequence[int]) -> Added:
        """Put photos into a group; it is made if it is not there."""

    def take_out(self, name: str, ids: Sequence[int]) -> int:
        """Take photos out of a group, and return how many were in it."""

    def rename(self, name: str, new_name: str) -> None:
        """Give a group another name."""

    def merge(self, name: str, others: Sequence[str]) -> None:
        """Put the photos of other groups into one, and delete the others."""

    def delete(self, name: str) -> None:
        """Delete a group; its photos stay."""

    def preview_import(self, source: bytes, pattern: str | None, progress: Progress) -> ImportPlan:
        """Say what an import from a folder or a table would do."""

    def import_groups(self, source: bytes, pattern: str | None, progress: Progress) -> ImportPlan:
        """Do an import."""

    def say_same(self, one: PhotoId, other: PhotoId) -> Said:
        """Say that two photos show the same."""

    def say_different(self, one: PhotoId, other: PhotoId) -> Said:
        """Say that two photos do not show the same."""

    def say_closer(self, anchor: PhotoId, near: PhotoId, far: PhotoId) -> Said:
        """Say that a photo is more like a second one than like a third one."""

    def sayings(self) -> list[Constraint]:
        """Return everything that was said, in the order of being said."""

    def contradictory(self) -> frozenset[int]:
        """Return the ids of what was said that can't all be true."""

    def take_back(self, ids: Sequence[int]) -> None:
        """Take back what was said."""

    def reject(self, photo_id: PhotoId, rejected: Sequence[PhotoId]) -> int:
        """Keep that results of a search for a photo are not like it; return how many are new."""
