"""Departing: what a person wants in the trash goes there, and what was said of it is kept.

Labels and decisions go to the photo that stays, first: then the files go as the newest step, so
that the first undo brings them back. Between the list and the deed a file may have changed; what no
longer holds is left alone and told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from photosearch.base.progress import NO_PROGRESS, Progress
from photosearch.base.types import LocationId
from photosearch.services.inheriting import Heirs, inherit
from photosearch.services.library import Library
from photosearch.services.resolution_plan import Plan, Removal
from photosearch.services.resolving import recheck
from photosearch.services.reviewing import Departure
from photosearch.services.trashing import Disposal, DisposalReport, Refusal, dispose

_NO_TRASH = "no-trash"


@dataclass(frozen=True)
class DepartureReport:
    """What became of files that were to go.

    Attributes:
        moved: The places that are empty now.
        report: Of the trash.
        stale: Files that are no longer as they were when it was planned.
        without_trash: What stayed because its drive has no trash.
    """

    moved: frozenset[LocationId]
    report: DisposalReport
    stale: tuple[Refusal, ...] = ()
    without_trash: tuple[Departure, ...] = ()

    @property
    def refused(self) -> tuple[Refusal, ...]:
        """Everything that stayed, and why."""
        return (*self.stale, *self.report.refused)


def depart(
    library: Library,
    departures: Sequence[Departure],
    progress: Progress = NO_PROGRESS,
    *,
    set_aside: bool = False,
    stale: Sequence[Refusal] = (),
) -> DepartureReport:
    """Move files to the trash, each because another one stays.

    Args:
        library: Opened to write; its turn with indexing is waited for.
        departures: What goes and why.
        progress: Phase ``trash``; a cancel keeps what was done.
        set_aside: Where there is no trash, use a folder on the same drive.
        stale: What is left alone already, to be told with the rest.

    Raises:
        UserError: The library can't be written.
        Cancelled: By ``progress``.
    """
    inherit(library.catalog, _heirs(departures))
    disposals = {Disposal(one.location_id, one.keeper_id): one for one in departures}
    n_files = len(disposals)
    summary = f"Moved {n_files:,} {'duplicate' if n_files == 1 else 'duplicates'} to the trash"
    report = dispose(library, list(disposals), summary, progress, set_aside=set_aside)
    left = [
        disposals[one.disposal]
        for one in report.refused
        if one.code == _NO_TRASH and one.disposal in disposals
    ]
    moved = frozenset(one.disposal.location_id for one in report.done)
    return DepartureReport(moved, report, tuple(stale), tuple(left))


def carry_out_plan(
    library: Library, plan: Plan, progress: Progress = NO_PROGRESS
) -> DepartureReport:
    """Do what a plan says, as far as it still holds.

    Raises:
        UserError: The library can't be written.
        Cancelled: By ``progress``.
    """
    kinds = {
        removal.copy.location_id: one.group.kind
        for one in plan.resolutions
        for removal in one.removals
    }
    checked = recheck(library, plan)
    departures = [
        Departure(
            one.copy.location_id,
            one.keeper.location_id,
            (one.copy.photo_id, one.keeper.photo_id),
            kinds[one.copy.location_id],
        )
        for one in checked.holds
    ]
    stale = [_stale(one) for one in checked.stale]
    if not departures:
        return DepartureReport(frozenset(), DisposalReport((), ()), tuple(stale))
    return depart(library, departures, progress, stale=stale)


def _heirs(departures: Sequence[Departure]) -> Heirs:
    """Return who inherits; of the frame of a burst, which is another picture, labels only."""
    parted = [one for one in departures if one.photos[0] != one.photos[1]]
    labels = dict(one.photos for one in parted)
    return Heirs(labels, dict(one.photos for one in parted if one.kind != "burst"))


def _stale(removal: Removal) -> Refusal:
    text = "it, or what was to stay, is no longer as it was when this was planned"
    disposal = Disposal(removal.copy.location_id, removal.keeper.location_id)
    return Refusal(removal.copy.path, "plan-changed", text, "Look for duplicates again.", disposal)
