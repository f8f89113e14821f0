"""The duplicates of the real library behind the window's facade: each call goes to its service.

Nothing of it is imported before the review is opened.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from photosearch.base.progress import Progress
from photosearch.base.types import PhotoId, Pixels, RootId
from photosearch.services.library import Library

if TYPE_CHECKING:
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
    from photosearch.services.departing import DepartureReport


class OpenedTrash:
    """The trash of a library; see ``FileTrash``."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def dispose(
        self, departures: Sequence[Departure], progress: Progress, *, set_aside: bool
    ) -> Departed:
        """Move files."""
        from photosearch.services.departing import depart

        return _departed(depart(self._library, departures, progress, set_aside=set_aside))

    def carry_out(self, plan: Plan, progress: Progress) -> Departed:
        """Do what a plan says."""
        from photosearch.services.departing import carry_out_plan

        return _departed(carry_out_plan(self._library, plan, progress))


def _departed(report: DepartureReport) -> Departed:
    from photosearch.gui.review_values import Departed, RefusedFile

    return Departed(
        moved=report.moved,
        n_files=sum(max(1, len(one.places)) for one in report.report.done),
        n_bytes=report.report.bytes_won,
        refused=tuple(RefusedFile(one.path, one.code, one.reason) for one in report.refused),
        without_trash=report.without_trash,
    )


class OpenedDuplicates:
    """Duplicates of a library that this process has opened to write; see ``DuplicateLibrary``."""

    def __init__(self, library: Library) -> None:
        self._library = library

    @property
    def trash(self) -> OpenedTrash:
        """Return the trash."""
        return OpenedTrash(self._library)

    def coverage(self) -> Coverage:
        """Say which photos have no backup."""
        from photosearch.services.backup_coverage import backup_coverage

        return backup_coverage(self._library)

    def likely_backups(self) -> list[LikelyBackup]:
        """Return folders that look like backups."""
        from photosearch.services.backup_coverage import likely_backups

        return likely_backups(self._library)

    def decline_backup(self, root_id: RootId) -> None:
        """Remember that a folder is no backup."""
        from photosearch.services.backup_coverage import decline_backup

        decline_backup(self._library, root_id)

    def find(self, progress: Progress, *, look: bool) -> FoundDuplicates:
        """Find the groups."""
        from photosearch.gui.review_values import FoundDuplicates
        from photosearch.services.duplicates import find_duplicates

        found = find_duplicates(self._library, look=look, progress=progress)
        return FoundDuplicates(found.groups, found.n_photos, found.n_waiting)

    def suggest(self, groups: Sequence[DuplicateGroup]) -> list[Suggestion]:
        """Suggest what to keep."""
        from photosearch.services import keep_rules, keeping

        return keeping.suggest(self._library, groups, keep_rules.active_rules(self._library))

    def facts(self, group: DuplicateGroup) -> list[FileFacts]:
        """Return what is known of the members."""
        from photosearch.services.member_differences import facts_of

        return facts_of(self._library, group)

    def lay_over(self, first: Pixels, second: Pixels) -> LaidPair:
        """Lay the second picture over the first."""
        from photosearch.services.picture_difference import lay_over

        return lay_over(first, second)

    def say_not_duplicates(self, photo_ids: Sequence[PhotoId]) -> int:
        """Remember that photos are no duplicates."""
        from photosearch.services import duplicate_answers

        return duplicate_answers.say_not_duplicates(self._library, photo_ids)

    def rules(self) -> tuple[list[KeepRules], KeepRules]:
        """Return every set of rules, and the one in use."""
        from photosearch.services import keep_rules

        return keep_rules.all_rules(self._library), keep_rules.active_rules(self._library)

    def use_rules(self, rules: KeepRules) -> None:
        """Use a set of rules; the program's own are only named."""
        from photosearch.services import keep_rules

        if rules in keep_rules.PRESETS:
            keep_rules.use_rules(self._library, rules.name)
        else:
            keep_rules.save_rules(self._library, rules)

    def plan(
        self,
        groups: Sequence[DuplicateGroup],
        rules: KeepRules,
        options: PlanOptions,
        progress: Progress,
    ) -> Plan:
        """Say what resolving groups would do."""
        from photosearch.services import resolution_plan

        return resolution_plan.plan(self._library, groups, rules, options, progress)
