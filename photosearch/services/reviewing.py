"""Reviewing: the list of groups that a person works through, and what they intend for each member.

An intention moves no file. It is kept here until it is carried out, and whatever is asked for, one
member of a group stays and what lies in a reference folder stays.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import numpy.typing as npt

from photosearch.base.types import Ids, LocationId, PhotoId
from photosearch.catalog.locations import within
from photosearch.services.duplicate_groups import KINDS, DuplicateGroup, DuplicateKind, Member

Spread = Literal["all", "across", "within"]
Refusal = Literal["", "last", "reference"]


@dataclass(frozen=True)
class ReviewFilter:
    """Which groups are listed.

    Attributes:
        kind: Of this kind.
        spread: ``"across"``: whose members lie in several folders; ``"within"``: in one; ``"all"``.
        folder: With a member in or below it; empty: anywhere.
        done: Those that are done, or those that are to do.
    """

    kind: DuplicateKind = "exact"
    spread: Spread = "all"
    folder: bytes = b""
    done: bool = False


@dataclass(frozen=True)
class ReviewProgress:
    """How far the review of the groups of a kind is.

    Attributes:
        n_done: Groups that are done.
        n_groups: All of them.
        to_win: Bytes that the groups to do hold beside their largest members; nothing where nothing
            may be suggested.
    """

    n_done: int
    n_groups: int
    to_win: int


@dataclass(frozen=True)
class Departure:
    """A file that a person wants in the trash, and the one that stays in its stead.

    Attributes:
        location_id: The file that goes, with its stack.
        keeper_id: The file that stays.
        photos: The photo that goes and the one that stays.
        kind: Of the group that both are in.
    """

    location_id: LocationId
    keeper_id: LocationId
    photos: tuple[PhotoId, PhotoId]
    kind: DuplicateKind


class ReviewList:
    """The groups in the order in which they are reviewed, with what is done.

    Args:
        groups: What was found.
        before: The list until now: what was done there and is found no more stays in this one.
    """

    def __init__(
        self, groups: Sequence[DuplicateGroup] = (), before: ReviewList | None = None
    ) -> None:
        kept = before.done_without({group.key for group in groups}) if before is not None else []
        self._groups = [*groups, *kept]
        self._done = np.arange(len(self._groups)) >= len(groups)
        self._places = {group.key: place for place, group in enumerate(self._groups)}
        self._groups_of: dict[LocationId, list[int]] = {}
        for place, group in enumerate(self._groups):
            for copy in group.copies():
                self._groups_of.setdefault(copy.location_id, []).append(place)
        self._kinds = np.array([KINDS.index(each.kind) for each in self._groups], np.int8)
        self._winnable = np.array([winnable(each) for each in self._groups], np.int64)
        self._across = np.array([len(_folders(each)) > 1 for each in self._groups], np.bool_)

    def __len__(self) -> int:
        return len(self._groups)

    def group(self, place: int) -> DuplicateGroup:
        """Return the group of a place in the list."""
        return self._groups[place]

    def by_key(self, key: str) -> DuplicateGroup | None:
        """Return a group by its key."""
        place = self._places.get(key)
        return None if place is None else self._groups[place]

    def place(self, key: str) -> int:
        """Return the place of a group's key; ``KeyError`` when there is none."""
        return self._places[key]

    def is_done(self, key: str) -> bool:
        """Say whether a group is done."""
        return bool(self._done[self._places[key]])

    def groups_to_do(self) -> list[DuplicateGroup]:
        """Return all groups that are not done."""
        return [self._groups[at] for at in np.flatnonzero(~self._done)]

    def settle(self, keys: Iterable[str]) -> None:
        """Note that groups are done."""
        for key in keys:
            if key in self._places:
                self._done[self._places[key]] = True

    def take_gone(self, gone: Iterable[LocationId]) -> None:
        """Take files that are gone out of the groups to do; a group of one member is done."""
        places = set(gone)
        for at in sorted({at for place in places for at in self._groups_of.get(place, ())}):
            if self._done[at]:
                continue
            left = _without(self._groups[at], places)
            if len(left.members) < 2:
                self._done[at] = True
                continue
            self._groups[at] = left
            self._winnable[at] = winnable(left)
            self._across[at] = len(_folders(left)) > 1

    def done_without(self, keys: set[str]) -> list[DuplicateGroup]:
        """Return the groups that are done, but for those of some keys."""
        return [
            self._groups[at]
            for at in np.flatnonzero(self._done)
            if self._groups[at].key not in keys
        ]

    def places(self, chosen: ReviewFilter) -> Ids:
        """Return the places of the groups of a filter, (N,) int64."""
        wanted = self._matching(chosen) & (self._kinds == KINDS.index(chosen.kind))
        return np.flatnonzero(wanted)

    def counts(self, chosen: ReviewFilter) -> dict[DuplicateKind, int]:
        """Return how many groups of each kind a filter leaves."""
        counted = np.bincount(self._kinds[self._matching(chosen)], minlength=len(KINDS))
        return dict(zip(KINDS, counted.tolist(), strict=True))

    def progress(self, kind: DuplicateKind) -> ReviewProgress:
        """Return how far the groups of a kind are."""
        own = self._kinds == KINDS.index(kind)
        to_do = own & ~self._done
        return ReviewProgress(
            n_done=int((own & self._done).sum()),
            n_groups=int(own.sum()),
            to_win=int(self._winnable[to_do].sum()),
        )

    def folders(self, limit: int = 500) -> list[tuple[bytes, int]]:
        """Return the folders that hold members, those with the most groups, by path."""
        counted: Counter[bytes] = Counter()
        for group in self._groups:
            counted.update(_folders(group))
        return sorted(counted.most_common(limit))

    def _matching(self, chosen: ReviewFilter) -> npt.NDArray[np.bool_]:
        wanted: npt.NDArray[np.bool_] = self._done == chosen.done
        if chosen.spread != "all":
            wanted &= self._across == (chosen.spread == "across")
        if chosen.folder:
            for place in np.flatnonzero(wanted):
                folders = _folders(self._groups[place])
                wanted[place] = any(within(each, chosen.folder) is not None for each in folders)
        return wanted


class Intentions:
    """What a person wants to happen with the members of groups, until it is carried out."""

    def __init__(self) -> None:
        self._goes: dict[str, tuple[bool, ...]] = {}
        self._totals: dict[str, tuple[int, int]] = {}

    def of(self, group: DuplicateGroup) -> tuple[bool, ...] | None:
        """Return which members go; ``None`` while nothing was said of the group."""
        goes = self._goes.get(group.key)
        return goes if goes is not None and len(goes) == len(group.members) else None

    def toggle(self, group: DuplicateGroup, member: int) -> Refusal:
        """Let a member go or stay; return why not."""
        goes = list(self._said(group))
        if not goes[member] and _is_reference(group.members[member]):
            return "reference"
        goes[member] = not goes[member]
        if all(goes):
            return "last"
        self._set(group, goes)
        return ""

    def keep_only(self, group: DuplicateGroup, member: int) -> None:
        """Let everything go but one member, and what lies in a reference folder."""
        self._set(
            group,
            [place != member and not _is_reference(m) for place, m in enumerate(group.members)],
        )

    def say(self, group: DuplicateGroup, goes: Sequence[bool]) -> None:
        """Say of every member whether it goes; ``ValueError`` when none would stay."""
        if all(goes) or any(
            going and _is_reference(each) for going, each in zip(goes, group.members, strict=True)
        ):
            raise ValueError(f"none of {group.key} would stay, or a reference would go")
        self._set(group, goes)

    def forget(self, keys: Iterable[str]) -> None:
        """Intend nothing with groups any more."""
        for key in keys:
            self._goes.pop(key, None)
            self._totals.pop(key, None)

    def pending(self, groups: ReviewList) -> list[DuplicateGroup]:
        """Return the groups of which something is to go, as they were marked."""
        wanted = [groups.by_key(key) for key, goes in self._goes.items() if any(goes)]
        return [group for group in wanted if group is not None and not groups.is_done(group.key)]

    def totals(self) -> tuple[int, int]:
        """Return how many files are to go of all groups, and their bytes."""
        return (
            sum(n_files for n_files, _ in self._totals.values()),
            sum(n_bytes for _, n_bytes in self._totals.values()),
        )

    def total(self, group: DuplicateGroup) -> tuple[int, int]:
        """Return how many files are to go of one group, and their bytes."""
        return self._totals.get(group.key, (0, 0))

    def hold(self, groups: ReviewList) -> None:
        """Keep only what was said of groups that still have the same members to do."""
        gone = []
        for key, goes in self._goes.items():
            group = groups.by_key(key)
            if group is None or groups.is_done(key) or len(group.members) != len(goes):
                gone.append(key)
        self.forget(gone)

    def departures(self, group: DuplicateGroup, best: int | None = None) -> list[Departure]:
        """Return the files that go, each with one that stays.

        Args:
            group: It.
            best: The member that is best kept; the first one that stays is taken where it goes.
        """
        goes = self._said(group)
        stays = [place for place, going in enumerate(goes) if not going]
        keeper = group.members[best if best in stays else stays[0]].copies[0]
        return [
            Departure(
                copy.location_id,
                keeper.location_id,
                (copy.photo_id, keeper.photo_id),
                group.kind,
            )
            for member, going in zip(group.members, goes, strict=True)
            if going
            for copy in member.copies
        ]

    def _said(self, group: DuplicateGroup) -> tuple[bool, ...]:
        return self.of(group) or (False,) * len(group.members)

    def _set(self, group: DuplicateGroup, goes: Sequence[bool]) -> None:
        going = [m for m, goes_now in zip(group.members, goes, strict=True) if goes_now]
        self._goes[group.key] = tuple(goes)
        self._totals[group.key] = (
            sum(len(member.copies) for member in going),
            sum(member.size for member in going),
        )


def winnable(group: DuplicateGroup) -> int:
    """Return the bytes of all members but the largest; 0 where nothing may be suggested."""
    if group.caution or group.kind == "similar":
        return 0
    sizes = [member.size for member in group.members]
    return sum(sizes) - max(sizes)


def _without(group: DuplicateGroup, gone: set[LocationId]) -> DuplicateGroup:
    """Return what is left of a group once files are gone."""
    left = []
    for member in group.members:
        copies = tuple(copy for copy in member.copies if copy.location_id not in gone)
        if copies:
            left.append(replace(member, copies=copies))
    return replace(group, members=tuple(left))


def _is_reference(member: Member) -> bool:
    return any(copy.is_reference for copy in member.copies)


def _folders(group: DuplicateGroup) -> set[bytes]:
    return {os.path.dirname(copy.path) for copy in group.copies()}


@dataclass(frozen=True)
class MemberMark:
    """What is said of a member of a group.

    Attributes:
        state: What the person intends; ``"open"`` while they said nothing of the group.
        suggested: What the rules say; ``"open"`` where they leave it to the person.
        is_reference: It lies in a reference folder: it stays.
    """

    state: Literal["open", "keep", "trash"]
    suggested: Literal["open", "keep", "trash"]
    is_reference: bool


def marks_of(
    group: DuplicateGroup,
    goes: Sequence[bool] | None,
    suggested: Sequence[Literal["open", "keep", "trash"]] = (),
) -> list[MemberMark]:
    """Return what is said of each member of a group.

    Args:
        group: It.
        goes: ``Intentions.of`` it.
        suggested: One a member; empty while nothing is suggested yet.
    """
    said = [None] * len(group.members) if goes is None else goes
    rules = suggested or ["open"] * len(group.members)
    return [
        MemberMark(
            "open" if going is None else "trash" if going else "keep", rule, _is_reference(member)
        )
        for member, going, rule in zip(group.members, said, rules, strict=True)
    ]
