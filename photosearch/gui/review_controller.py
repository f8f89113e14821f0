"""The review of duplicates: what is listed, what is known and intended of it, what is done.

Finding, filtering, suggesting and moving are jobs. The list stays usable while duplicates are
looked for again: what was found before stands until the new list is there.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal

from photosearch.base.errors import Cancelled
from photosearch.base.progress import Progress, Step
from photosearch.base.types import Ids, LocationId
from photosearch.gui.bounded_cache import BoundedCache
from photosearch.gui.duplicate_library import DuplicateLibrary
from photosearch.gui.jobs import Job, JobRunner
from photosearch.gui.review_values import (
    Departed,
    Departure,
    DuplicateGroup,
    FileFacts,
    FoundDuplicates,
    Intentions,
    Plan,
    ReviewFilter,
    ReviewList,
    Suggestion,
)
from photosearch.services.yielding import YieldingProgress

_KNOWN_GROUPS = 2000

Folders = list[tuple[bytes, int]]


class ReviewController(QObject):
    """Runs the jobs of the review and keeps its state.

    Signals:
        finding(runs): duplicates are looked for, or no more.
        stepped(Step): how far that is.
        found(): there is a new list.
        listed(Ids): the places that the filter leaves.
        described(key): facts and suggestion of a group are known.
        intended(key): another thing is intended with a group.
        moving(runs): files are being moved, or no more.
        moved(Departed): files were moved to the trash.
        failed(exception): something could not be done.
    """

    finding = Signal(bool)
    stepped = Signal(object)
    found = Signal()
    listed = Signal(object)
    described = Signal(str)
    intended = Signal(str)
    moving = Signal(bool)
    moved = Signal(object)
    failed = Signal(object)

    def __init__(
        self,
        duplicates: DuplicateLibrary,
        jobs: JobRunner,
        indexing_runs: Callable[[], bool],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._duplicates = duplicates
        self._jobs = jobs
        self._indexing_runs = indexing_runs
        self.review = ReviewList()
        self.intentions = Intentions()
        self.filter = ReviewFilter()
        self.n_photos: int | None = None
        self.folders: Folders = []
        self._finding: Job[Any] | None = None
        self._gone_meanwhile: set[LocationId] = set()
        self._settled_meanwhile: set[str] = set()
        self._again = False
        self._listing: Job[Ids] | None = None
        self._describing: Job[Any] | None = None
        self._moving: Job[Departed] | None = None
        self._suggestions: BoundedCache[str, Suggestion] = BoundedCache(_KNOWN_GROUPS)
        self._facts: BoundedCache[str, list[FileFacts]] = BoundedCache(_KNOWN_GROUPS)
        jobs.step_reported.connect(self._on_step)

    @property
    def is_finding(self) -> bool:
        """Whether duplicates are looked for."""
        return self._finding is not None

    @property
    def is_moving(self) -> bool:
        """Whether files are being moved."""
        return self._moving is not None

    @property
    def can_move(self) -> bool:
        """Whether there is a trash to move files to."""
        return self._duplicates.trash is not None

    # -- finding and listing --------------------------------------------------------------------

    def find(self) -> None:
        """Look for duplicates; once more after the search that goes on."""
        if self._finding is not None:
            self._again = True
            return
        before = self.review
        look = bool(self.n_photos)  # the first time, show at once what is known without a look
        self._gone_meanwhile, self._settled_meanwhile = set(), set()

        def work(progress: Progress) -> tuple[FoundDuplicates, ReviewList, Folders]:
            found = self._duplicates.find(progress, look=look)
            review = ReviewList(found.groups, before)
            return found, review, review.folders()

        def done(found: tuple[FoundDuplicates, ReviewList, Folders]) -> None:
            self._on_found(*found, ready=look or not found[0].n_waiting)

        self._finding = self._jobs.read(work, done, self._on_not_found)
        self.finding.emit(True)

    def cancel(self) -> None:
        """Stop moving, or else looking; what was moved until then can be undone."""
        if self._moving is not None:
            self._moving.cancel()
            return
        self._again = False
        if self._finding is not None:
            self._finding.cancel()

    def choose(self, chosen: ReviewFilter) -> None:
        """List other groups."""
        self.filter = chosen
        if self._listing is not None:
            self._listing.drop()
        review = self.review

        def work(progress: Progress) -> Ids:  # noqa: ARG001 - arithmetic
            return review.places(chosen)

        def done(places: Ids) -> None:
            self._listing = None
            if review is self.review:
                self.listed.emit(places)

        self._listing = self._jobs.read(work, done, self.failed.emit)

    # -- one group ------------------------------------------------------------------------------

    def describe(self, groups: Sequence[DuplicateGroup]) -> None:
        """Learn facts and suggestions of groups, the first one first."""
        wanted = [each for each in groups if self._suggestions.get(each.key) is None]
        if not wanted:
            return
        if self._describing is not None:
            self._describing.drop()

        def work(progress: Progress) -> list[tuple[str, list[FileFacts], Suggestion]]:
            suggestions = self._duplicates.suggest(wanted)
            progress.checkpoint()
            return [
                (group.key, self._duplicates.facts(group), suggestion)
                for group, suggestion in zip(wanted, suggestions, strict=True)
            ]

        def done(known: list[tuple[str, list[FileFacts], Suggestion]]) -> None:
            self._describing = None
            for key, facts, suggestion in known:
                self._facts.put(key, facts)
                self._suggestions.put(key, suggestion)
                self.described.emit(key)

        self._describing = self._jobs.read(work, done, self._on_not_described)

    def suggestion(self, group: DuplicateGroup) -> Suggestion | None:
        """Return what is suggested for a group, once it is known."""
        known = self._suggestions.get(group.key)
        return known if known is not None and known.group == group else None

    def facts(self, group: DuplicateGroup) -> list[FileFacts] | None:
        """Return what is known of the members, once it is."""
        known = self._facts.get(group.key)
        return known if known is not None and len(known) == len(group.members) else None

    def forget_suggestions(self) -> None:
        """Ask for suggestions again: there are other rules, or other files."""
        self._suggestions.clear()
        self._facts.clear()

    # -- intentions -----------------------------------------------------------------------------

    def toggle(self, group: DuplicateGroup, member: int) -> str:
        """Let a member go or stay; return why not: ``"last"``, ``"reference"`` or nothing."""
        refusal = self.intentions.toggle(group, member)
        self.intended.emit(group.key)
        return refusal

    def keep_only(self, group: DuplicateGroup, member: int) -> None:
        """Let all others go."""
        self.intentions.keep_only(group, member)
        self.intended.emit(group.key)

    def accept(self, group: DuplicateGroup) -> bool:
        """Intend what is suggested; False when nothing is to go."""
        suggestion = self.suggestion(group)
        if suggestion is None:
            return False
        goes = [verdict.decision == "trash" for verdict in suggestion.verdicts]
        if any(goes):
            self.intentions.say(group, goes)
            self.intended.emit(group.key)
        return any(goes)

    def clear(self, group: DuplicateGroup) -> None:
        """Intend nothing with a group."""
        self.intentions.forget([group.key])
        self.intended.emit(group.key)

    def departures(self, groups: Sequence[DuplicateGroup]) -> list[Departure]:
        """Return the files of groups that are to go, each with one that stays."""
        found = []
        for group in groups:
            suggestion = self.suggestion(group)
            best = suggestion.keeper if suggestion is not None else None
            found += self.intentions.departures(group, best)
        return found

    # -- deeds ----------------------------------------------------------------------------------

    def carry_out(self, groups: Sequence[DuplicateGroup]) -> None:
        """Move what is to go of groups to the trash, unless files are being moved."""
        departures, trash = self.departures(groups), self._duplicates.trash
        going = {
            group.key: {each.location_id for each in self.departures([group])} for group in groups
        }
        if departures and trash is not None:
            self._move(lambda progress: trash.dispose(departures, progress, set_aside=False), going)

    def set_aside(self, departures: Sequence[Departure]) -> None:
        """Move files whose drive has no trash into a folder on it."""
        trash = self._duplicates.trash
        going = {
            group.key: {each.location_id for each in self.departures([group])}
            for group in self.intentions.pending(self.review)
        }
        if trash is not None:
            self._move(lambda progress: trash.dispose(departures, progress, set_aside=True), going)

    def carry_out_plan(self, plan: Plan) -> None:
        """Do what a plan says, unless files are being moved."""
        going: dict[str, set[LocationId]] = {}
        for one in plan.resolutions:
            places = going.setdefault(one.group.key, set())
            places.update(each.copy.location_id for each in one.removals)
        trash = self._duplicates.trash
        if trash is not None:
            self._move(lambda progress: trash.carry_out(plan, progress), going)

    def _move(
        self, move: Callable[[Progress], Departed], going: dict[str, set[LocationId]]
    ) -> None:
        """Move files; groups of which all went that was to go are done."""
        if self._moving is not None:
            return

        def done(departed: Departed) -> None:
            self._moving = None
            self._gone_meanwhile |= departed.moved
            self.review.take_gone(departed.moved)
            self._settle([key for key, places in going.items() if places <= departed.moved])
            self.moving.emit(False)
            self.moved.emit(departed)

        def work(progress: Progress) -> Departed:
            # Before the library's lock is asked for, which knows no cancel.
            reason = lambda: "indexing" if self._indexing_runs() else ""  # noqa: E731 - a thunk
            YieldingProgress(progress, reason).checkpoint()
            return move(progress)

        self._moving = self._jobs.read(work, done, self._on_not_moved)
        self.moving.emit(True)

    def say_not_duplicates(self, group: DuplicateGroup, progress: Progress) -> int:
        """Remember for ever that photos are no duplicates, made in a job; returns new pairs."""
        progress.checkpoint()
        photos = list(dict.fromkeys(member.photo_id for member in group.members))
        return self._duplicates.say_not_duplicates(photos)

    def settle(self, group: DuplicateGroup) -> None:
        """Take a group out of what is to do."""
        self._settle([group.key])

    def close(self) -> None:
        """End what runs; the window is closing."""
        self._again = False
        for job in (self._finding, self._listing, self._describing):
            if job is not None:
                job.drop()

    def _settle(self, keys: Sequence[str]) -> None:
        self._settled_meanwhile.update(keys)
        self.review.settle(keys)
        self.intentions.forget(keys)
        self.intentions.hold(self.review)
        self.choose(self.filter)

    def _on_found(
        self, found: FoundDuplicates, review: ReviewList, folders: Folders, *, ready: bool
    ) -> None:
        self._finding = None
        self.n_photos, self.review, self.folders = found.n_photos, review, folders
        self.review.take_gone(self._gone_meanwhile)
        self.review.settle(self._settled_meanwhile)
        self.intentions.hold(self.review)
        self.forget_suggestions()
        self._again = self._again or not ready
        self.finding.emit(False)
        self.found.emit()
        self.choose(self.filter)
        self._find_again()

    def _on_not_found(self, error: BaseException) -> None:
        self._finding = None
        self.finding.emit(False)
        if not isinstance(error, Cancelled):
            self.failed.emit(error)
        self._find_again()

    def _find_again(self) -> None:
        if self._again:
            self._again = False
            self.find()

    def _on_not_described(self, error: BaseException) -> None:
        self._describing = None
        self.failed.emit(error)

    def _on_not_moved(self, error: BaseException) -> None:
        self._moving = None
        self.moving.emit(False)
        self.failed.emit(error)
        self.find()  # some of it may have been moved

    def _on_step(self, job: Job[Any], step: Step) -> None:
        if job in (self._finding, self._moving):
            self.stepped.emit(step)
