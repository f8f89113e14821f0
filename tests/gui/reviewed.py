"""Drawings with known duplicates: real files, and made-up groups that say so."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from photosearch.base.progress import Progress, Step
from photosearch.base.types import LocationId, PhotoId, Pixels
from photosearch.catalog.merits import Merit
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
    Reason,
    RefusedFile,
    Suggestion,
    Verdict,
)
from photosearch.services.duplicate_groups import Copy, DuplicateKind, Member
from photosearch.services.keep_rules import DEFAULT_RULES, PRESETS
from photosearch.services.picture_difference import lay_over
from photosearch.services.resolution_plan import Removal, Resolution, Skipped
from tests.gui.fakes import FakeLibrary, drawing
from tests.services.duplicate_values import copy_at, group_of

SIZES = ((160, 120), (80, 60), (160, 120), (160, 120))


def draw_group(
    folder: Path,
    first: int,
    n_members: int = 2,
    *,
    kind: DuplicateKind = "exact",
    caution: str = "",
    reference: bool = False,
) -> DuplicateGroup:
    """Write the files of a group, odd ones in another folder, and return it."""
    copies = []
    for place in range(n_members):
        path = folder / ("a" if place % 2 == 0 else "b") / f"{first + place:03}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        drawing(first, *(SIZES[place % 4] if kind == "edited" else SIZES[0])).save(str(path))
        n_bytes = path.stat().st_size
        copies.append(
            copy_at(first + place, str(path), size=n_bytes, reference=reference and place == 1)
        )
    return group_of(*copies, key=f"{kind}-{first}", kind=kind, caution=caution)


class MadeUpDuplicates:
    """Finds the groups that it was given; the first member is always the one to keep."""

    def __init__(self, groups: Sequence[DuplicateGroup], n_photos: int = 40) -> None:
        self.groups = list(groups)
        self.n_photos = n_photos
        self.n_waiting = 0
        self.looks: list[bool] = []
        self.go_on = threading.Event()
        self.go_on.set()
        self.disposed: list[list[Departure]] = []
        self.refused: dict[LocationId, RefusedFile] = {}
        self.bare_drive = False
        self.covered = Coverage(0, n_photos, 0, 0, ())
        self.likely: list[LikelyBackup] = []
        self.declined: list[int] = []
        self.apart: list[list[PhotoId]] = []
        self.saved: list[KeepRules] = []
        self.plans: list[tuple[KeepRules, PlanOptions]] = []
        self.carried_out: list[Plan] = []
        self.trash: MadeUpDuplicates | None = self

    def find(self, progress: Progress, *, look: bool) -> FoundDuplicates:
        self.looks.append(look)
        progress.report(Step("look" if look else "candidates", 1, 4))
        while not self.go_on.wait(0.01):
            progress.checkpoint()
        progress.checkpoint()
        return FoundDuplicates(tuple(self.groups), self.n_photos, 0 if look else self.n_waiting)

    def coverage(self) -> Coverage:
        return self.covered

    def likely_backups(self) -> list[LikelyBackup]:
        return [one for one in self.likely if one.root.root_id not in self.declined]

    def decline_backup(self, root_id: int) -> None:
        self.declined.append(root_id)

    def suggest(self, groups: Sequence[DuplicateGroup]) -> list[Suggestion]:
        return [self._suggestion(group) for group in groups]

    def facts(self, group: DuplicateGroup) -> list[FileFacts]:
        return [FileFacts(member.copies[0], _merit(member)) for member in group.members]

    def lay_over(self, first: Pixels, second: Pixels) -> LaidPair:
        return lay_over(first, second)

    def dispose(
        self, departures: Sequence[Departure], progress: Progress, *, set_aside: bool = False
    ) -> Departed:
        progress.checkpoint()
        self.disposed.append(list(departures))
        going = [one.location_id for one in departures]
        left = tuple(one for one in departures if self.bare_drive and not set_aside)
        if left:
            no_trash = RefusedFile(b"/usb/1.png", "no-trash", "there is no trash")
            return Departed(frozenset(), 0, 0, (no_trash,) * len(left), left)
        moved = frozenset(one for one in going if one not in self.refused)
        refused = tuple(self.refused[one] for one in going if one in self.refused)
        return Departed(moved, len(moved), 1000 * len(moved), refused)

    def say_not_duplicates(self, photo_ids: Sequence[PhotoId]) -> int:
        self.apart.append(list(photo_ids))
        return len(photo_ids) * (len(photo_ids) - 1) // 2

    def rules(self) -> tuple[list[KeepRules], KeepRules]:
        return list(PRESETS), DEFAULT_RULES

    def use_rules(self, rules: KeepRules) -> None:
        self.saved.append(rules)

    def plan(
        self,
        groups: Sequence[DuplicateGroup],
        rules: KeepRules,
        options: PlanOptions,
        progress: Progress,
    ) -> Plan:
        progress.checkpoint()
        self.plans.append((rules, options))
        chosen = [each for each in groups if each.kind in options.kinds and not each.caution]
        left = [each for each in groups if each not in chosen]
        resolutions = [
            Resolution(group, self._suggestion(group), _removals(group)) for group in chosen
        ]
        skipped = [Skipped(each, "caution" if each.caution else "other-kind") for each in left]
        return Plan(rules, options, tuple(resolutions), tuple(skipped))

    def carry_out(self, plan: Plan, progress: Progress) -> Departed:
        self.carried_out.append(plan)
        going = [
            Departure(
                one.copy.location_id,
                one.keeper.location_id,
                (one.copy.photo_id, one.keeper.photo_id),
                "exact",
            )
            for one in plan.removals
        ]
        return self.dispose(going, progress)

    def _suggestion(self, group: DuplicateGroup) -> Suggestion:
        if group.caution or group.kind == "similar":
            return Suggestion(group, None, tuple(Verdict("open") for _ in group.members))
        keep = Verdict("keep", (Reason("larger", "160×120", "80×60"),))
        go = Verdict("trash", (Reason("larger", "80×60", "160×120"),), 0)
        goes = [go if not m.copies[0].is_reference else Verdict("keep") for m in group.members[1:]]
        return Suggestion(group, 0, (keep, *goes))


class ReviewedLibrary(FakeLibrary):
    """Photos 1 to 40, of which some are duplicates."""

    def __init__(self, groups: Sequence[DuplicateGroup]) -> None:
        super().__init__(n_photos=40)
        self.duplicates = MadeUpDuplicates(groups)


def _removals(group: DuplicateGroup) -> tuple[Removal, ...]:
    keeper = group.members[0].copies[0]
    reasons = (Reason("plain-name"),)
    return tuple(Removal(member.copies[0], keeper, reasons) for member in group.members[1:])


def _merit(member: Member) -> Merit:
    copy: Copy = member.copies[0]
    width, height = SIZES[0] if copy.location_id % 2 else SIZES[1]
    return replace(
        _MERIT,
        location_id=copy.location_id,
        photo_id=copy.photo_id,
        size=copy.size,
        width=width,
        height=height,
    )


_MERIT = Merit(
    location_id=LocationId(1), photo_id=PhotoId(1), role="photos", state="online", size=1,
    format="png", width=160, height=120, modified_ns=1_700_000_000 * 10**9, taken_at=None,
    camera="", has_place=False, jpeg_quality=None, tag_count=0, sharpness=None, replaces=None,
    n_groups=0,
)  # fmt: skip
