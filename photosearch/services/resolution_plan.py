"""Plan: what resolving a whole list of duplicates by rule would do, file by file.

Groups overlap: an exact copy of a photo whose crop is in a group of edits and whose neighbours are
in a burst. So they are planned one kind after the other, closest first, and what one decides binds
the next: what goes is no member any more, what stays in another's stead does not go, and of no
group, planned or left alone, do all members go. Of a series that was taken on purpose every photo
stays, if only in one of its files.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from photosearch.base.progress import NO_PROGRESS, Progress
from photosearch.base.types import LocationId
from photosearch.catalog.locations import within
from photosearch.services.duplicate_groups import (
    KINDS,
    Copy,
    DuplicateGroup,
    DuplicateKind,
    Member,
)
from photosearch.services.keep_rules import KeepRules
from photosearch.services.keeping import Suggestion, suggest
from photosearch.services.library import Library
from photosearch.services.preferences import Reason

Scope = Literal["all", "across", "within"]
SkipReason = Literal[
    "other-kind", "caution", "similar", "uncertain", "references", "one-folder", "several-folders",
    "left-open", "kept-elsewhere", "resolved",
]  # fmt: skip


@dataclass(frozen=True)
class PlanOptions:
    """What a person chose for the whole list.

    Attributes:
        kinds: Which are resolved; ``"similar"`` never is.
        scope: ``"across"`` lets a file go only for one in another folder, ``"within"`` only for one
            in its own.
        go_first: Absolute folders whose files go before others.
        always_kept: Absolute folders whose files are kept like those of reference folders.
        min_probability: Groups whose least certain member is less probable are left alone.
    """

    kinds: tuple[DuplicateKind, ...] = ("exact", "edited", "burst")
    scope: Scope = "all"
    go_first: tuple[bytes, ...] = ()
    always_kept: tuple[bytes, ...] = ()
    min_probability: float = 0.95


@dataclass(frozen=True, slots=True)
class Removal:
    """A file that goes.

    Attributes:
        copy: It; its stack goes with it.
        keeper: What stays in its stead.
        reasons: Why, the weightiest first.
    """

    copy: Copy
    keeper: Copy
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Resolution:
    """What is done with a group.

    Attributes:
        group: It, without what closer groups let go.
        suggestion: What the rules say of it.
        removals: What goes, at least one.
    """

    group: DuplicateGroup
    suggestion: Suggestion
    removals: tuple[Removal, ...]


@dataclass(frozen=True, slots=True)
class Skipped:
    """A group that is left alone.

    Attributes:
        group: It.
        reason: ``"other-kind"`` (not asked for), ``"caution"`` (a series on purpose),
            ``"similar"``, ``"uncertain"``, ``"references"`` (nothing else is in it),
            ``"one-folder"`` or ``"several-folders"`` (by the scope), ``"left-open"`` (edits, bursts
            and stacks that the rules leave to the person), ``"kept-elsewhere"`` (what would go
            stays in the stead of something else; once that is gone, it can), ``"resolved"`` (by a
            closer group).
    """

    group: DuplicateGroup
    reason: SkipReason


@dataclass(frozen=True)
class Plan:
    """Exactly what resolving would do.

    Attributes:
        rules: By which.
        options: With what choices.
        resolutions: Groups of which something goes.
        skipped: All others.
    """

    rules: KeepRules
    options: PlanOptions
    resolutions: tuple[Resolution, ...]
    skipped: tuple[Skipped, ...]

    @property
    def removals(self) -> Iterator[Removal]:
        """Every file that goes, each once."""
        for one in self.resolutions:
            yield from one.removals

    @property
    def size(self) -> int:
        """Bytes of the files that go, without the rest of their stacks."""
        return sum(one.copy.size for one in self.removals)


def plan(
    library: Library,
    groups: Sequence[DuplicateGroup],
    rules: KeepRules,
    options: PlanOptions | None = None,
    progress: Progress = NO_PROGRESS,
) -> Plan:
    """Return what resolving groups by rule would do; nothing is changed.

    Args:
        library: Only read.
        groups: All that were found, those of other kinds too: they protect what is in them.
        rules: The person's.
        options: Their choices for this time.
        progress: Only asked whether to go on.
    """
    chosen = options or PlanOptions()
    rules = replace(rules, last_folders=(*rules.last_folders, *chosen.go_first))
    return _Planning(library, groups, rules, chosen, progress).plan()


@dataclass
class _Bound:
    """What of a group has to stay: of a series each photo, of another group one file."""

    left: Counter[int] = field(default_factory=Counter)
    member_of: dict[LocationId, int] = field(default_factory=dict)

    @classmethod
    def of(cls, group: DuplicateGroup) -> _Bound:
        bound = cls()
        for place, member in enumerate(group.members):
            unit = place if group.caution else 0
            for copy in member.copies:
                bound.member_of[copy.location_id] = unit
                bound.left[unit] += 1
        return bound

    def allows(self, going: Sequence[LocationId]) -> bool:
        wanted = Counter(self.member_of[one] for one in going if one in self.member_of)
        return all(self.left[unit] > number for unit, number in wanted.items())

    def take(self, going: LocationId) -> None:
        self.left[self.member_of[going]] -= 1


class _Planning:
    """The state of one plan: what goes and what has to stay so far."""

    def __init__(
        self,
        library: Library,
        groups: Sequence[DuplicateGroup],
        rules: KeepRules,
        options: PlanOptions,
        progress: Progress,
    ) -> None:
        self._library = library
        self._rules = rules
        self._options = options
        self._progress = progress
        self._groups = [_with_kept_folders(group, options.always_kept) for group in groups]
        self._goes: set[LocationId] = set()
        self._stays: set[LocationId] = set()
        self._resolutions: list[Resolution] = []
        self._skipped: list[Skipped] = []
        self._bounds: dict[LocationId, list[_Bound]] = {}
        for group in self._groups:
            bound = _Bound.of(group)
            for place in bound.member_of:
                self._bounds.setdefault(place, []).append(bound)

    def plan(self) -> Plan:
        """Plan one kind after the other."""
        for kind in KINDS:
            self._plan_kind([group for group in self._groups if group.kind == kind])
        return Plan(self._rules, self._options, tuple(self._resolutions), tuple(self._skipped))

    def _plan_kind(self, groups: Sequence[DuplicateGroup]) -> None:
        asked: list[tuple[DuplicateGroup, int]] = []
        parts: list[DuplicateGroup] = []
        for whole in groups:
            group = self._still(whole)
            reason = self._left_alone(group)
            if reason is not None:
                self._skipped.append(Skipped(group, reason))
                continue
            own = _by_folder(group) if self._options.scope == "within" else [group]
            asked.append((group, len(own)))
            parts += own
        suggestions = iter(suggest(self._library, parts, self._rules, self._progress))
        for group, n_parts in asked:
            self._resolve(group, [next(suggestions) for _ in range(n_parts)])

    def _still(self, group: DuplicateGroup) -> DuplicateGroup:
        """Return a group without what has gone."""
        members = [
            replace(
                member,
                copies=tuple(one for one in member.copies if one.location_id not in self._goes),
            )
            for member in group.members
        ]
        return replace(group, members=tuple(one for one in members if one.copies))

    def _left_alone(self, group: DuplicateGroup) -> SkipReason | None:
        options = self._options
        n_folders = len({_folder(copy) for copy in group.copies()})
        in_parts = options.scope == "within"
        checks: tuple[tuple[SkipReason, bool], ...] = (
            ("caution", bool(group.caution)),
            ("similar", group.kind == "similar"),
            ("other-kind", group.kind not in options.kinds),
            ("resolved", len(group.members) < 2),
            ("uncertain", group.probability < options.min_probability),
            ("one-folder", options.scope == "across" and n_folders == 1),
            ("several-folders", in_parts and not _by_folder(group)),
            ("references", all(copy.is_reference for copy in group.copies())),
        )
        return next((reason for reason, holds in checks if holds), None)

    def _resolve(self, group: DuplicateGroup, suggestions: Sequence[Suggestion]) -> None:
        before = len(self._resolutions)
        reasons: set[SkipReason] = set()
        for suggestion in suggestions:
            removals: list[Removal] = []
            for place, verdict in enumerate(suggestion.verdicts):
                if verdict.decision == "trash" and verdict.keeper is not None:
                    found = self._removals(suggestion, place)
                    if isinstance(found, list):
                        removals += found
                    else:
                        reasons.add(found)
            if removals:
                resolution = Resolution(suggestion.group, suggestion, tuple(removals))
                self._resolutions.append(resolution)
        if len(self._resolutions) == before:
            told = [one for one in _WEIGHTIEST if one in reasons]
            self._skipped.append(Skipped(group, told[0] if told else "left-open"))

    def _removals(self, suggestion: Suggestion, place: int) -> list[Removal] | SkipReason:
        """Return what goes of a member: all of its files, or none, and why not."""
        verdict = suggestion.verdicts[place]
        assert verdict.keeper is not None
        keeper = suggestion.group.members[verdict.keeper].copies[0]
        copies = suggestion.group.members[place].copies
        if not self._may_go(copies, keeper):
            return "kept-elsewhere"
        if self._options.scope == "across" and _folder(keeper) in map(_folder, copies):
            return "one-folder"
        self._stays.add(keeper.location_id)
        for one in copies:
            self._goes.add(one.location_id)
            for bound in self._bounds[one.location_id]:
                bound.take(one.location_id)
        return [Removal(one, keeper, verdict.reasons) for one in copies]

    def _may_go(self, copies: Sequence[Copy], keeper: Copy) -> bool:
        going = [one.location_id for one in copies]
        bound_to_stay = {keeper.location_id} | self._stays
        if any(one.is_reference for one in copies) or not bound_to_stay.isdisjoint(going):
            return False
        if not self._goes.isdisjoint([keeper.location_id, *going]):
            return False
        return all(bound.allows(going) for one in going for bound in self._bounds[one])


_WEIGHTIEST: tuple[SkipReason, ...] = ("kept-elsewhere", "one-folder")


def _folder(copy: Copy) -> bytes:
    return copy.path.rpartition(b"/")[0]


def _by_folder(group: DuplicateGroup) -> list[DuplicateGroup]:
    """Return the parts of a group that lie in one folder, of two members or more."""
    parts: dict[bytes, list[Member]] = {}
    for member in group.members:
        folders = {_folder(copy) for copy in member.copies}
        if len(folders) == 1:
            parts.setdefault(folders.pop(), []).append(member)
    return [
        replace(group, members=tuple(members)) for members in parts.values() if len(members) > 1
    ]


def _with_kept_folders(group: DuplicateGroup, folders: Sequence[bytes]) -> DuplicateGroup:
    """Return a group in which the files of folders count as references."""
    if not folders:
        return group
    members = [
        replace(member, copies=tuple(_as_kept(copy, folders) for copy in member.copies))
        for member in group.members
    ]
    return replace(group, members=tuple(members))


def _as_kept(copy: Copy, folders: Sequence[bytes]) -> Copy:
    kept = copy.is_reference or any(within(copy.path, folder) for folder in folders)
    return replace(copy, is_reference=kept)
