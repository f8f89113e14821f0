"""What the window asks of a library's duplicates.

Beside ``PhotoLibrary`` and like it: every call may come from any thread, and is made in a job.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from photosearch.base.progress import Progress
from photosearch.base.types import PhotoId, Pixels, RootId
from photosearch.gui.review_values import (
    Coverage,
    Departed,
    Departure,
    DuplicateGroup,
    FileFacts,
    FoundDuplicates,
    KeepRules,
    LaidPair,
    LikelyBackup,
    Plan,
    PlanOptions,
    Suggestion,
)


class FileTrash(Protocol):
    """Where files go that nobody wants to see any more, and come back from."""

    def dispose(
        self, departures: Sequence[Departure], progress: Progress, *, set_aside: bool
    ) -> Departed:
        """Move files to the trash, each because another one stays, as one step to be undone.

        Where there is no trash, ``set_aside`` uses a folder on the same drive.
        """

    def carry_out(self, plan: Plan, progress: Progress) -> Departed:
        """Do what a plan says, as one step that can be undone."""


class DuplicateLibrary(Protocol):
    """The duplicates of a library as the window sees them."""

    @property
    def trash(self) -> FileTrash | None:
        """Return the trash; ``None`` where nothing can be moved."""

    def coverage(self) -> Coverage:
        """Say which photos lie in no backup folder."""

    def likely_backups(self) -> list[LikelyBackup]:
        """Return folders most of which lie in another folder too."""

    def decline_backup(self, root_id: RootId) -> None:
        """Remember that a folder is no backup."""

    def find(self, progress: Progress, *, look: bool) -> FoundDuplicates:
        """Find the groups of duplicates; with a ``look`` at the pixels of unclear pairs."""

    def suggest(self, groups: Sequence[DuplicateGroup]) -> list[Suggestion]:
        """Suggest what to keep, by the rules that the person uses."""

    def facts(self, group: DuplicateGroup) -> list[FileFacts]:
        """Return what is known of the file that stands for each member."""

    def lay_over(self, first: Pixels, second: Pixels) -> LaidPair:
        """Lay the second picture over the first."""

    def say_not_duplicates(self, photo_ids: Sequence[PhotoId]) -> int:
        """Remember for ever that photos are no duplicates; returns how many pairs that were new."""

    def rules(self) -> tuple[list[KeepRules], KeepRules]:
        """Return every set of rules for what to keep, and the one in use."""

    def use_rules(self, rules: KeepRules) -> None:
        """Use a set of rules from now on, and keep it if it is the person's own."""

    def plan(
        self,
        groups: Sequence[DuplicateGroup],
        rules: KeepRules,
        options: PlanOptions,
        progress: Progress,
    ) -> Plan:
        """Say exactly what resolving groups by rule would do."""
