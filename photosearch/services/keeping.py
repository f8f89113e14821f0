"""Keeping: which member of a group of duplicates to keep, which may go, and why.

What is suggested for the trash is only what is a lesser copy of something that stays: the same file
elsewhere, or a version that looks the same. A version that was changed on purpose (cropped, turned,
recoloured, written on) is somebody's work, and the frames of a burst differ in what no rule sees,
such as closed eyes: both are left to the person unless their rules say otherwise. Nothing of a
bracket, a panorama or a focus stack, nothing merely similar, and nothing in a reference folder is
ever suggested for the trash.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from photosearch.base.progress import NO_PROGRESS, Progress
from photosearch.base.types import PhotoId
from photosearch.services.candidates import Candidate, candidates_of, merits_of
from photosearch.services.duplicate_groups import Copy, DuplicateGroup
from photosearch.services.keep_rules import KeepRules
from photosearch.services.library import Library
from photosearch.services.looks import Look, difference, looks_of
from photosearch.services.preferences import Preference, Reason, preferences_of

Decision = Literal["keep", "trash", "open"]
_CHUNK = 500
# A version that was changed and saved again looks less compressed, or sharper, than its original.
_WITHIN_A_LOOK = frozenset({"less-compressed", "sharper"})


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is suggested for a member of a group.

    Attributes:
        decision: ``"keep"``, ``"trash"``, or ``"open"``: it stays unless the person says otherwise.
        reasons: The weightiest first.
        keeper: Index of the member that stays in its stead; only of what goes.
    """

    decision: Decision
    reasons: tuple[Reason, ...] = ()
    keeper: int | None = None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What is suggested for a group.

    Attributes:
        group: It.
        keeper: Index of the best member; ``None`` where nothing is suggested.
        verdicts: One a member, in their order.
    """

    group: DuplicateGroup
    keeper: int | None
    verdicts: tuple[Verdict, ...]

    def goes(self) -> Iterator[tuple[Copy, Copy]]:
        """Yield every file that is suggested for the trash, and one that stays in its stead."""
        for member, verdict in zip(self.group.members, self.verdicts, strict=True):
            if verdict.decision == "trash" and verdict.keeper is not None:
                for copy in member.copies:
                    yield copy, self.group.members[verdict.keeper].copies[0]

    @property
    def size(self) -> int:
        """Bytes of the files that are suggested for the trash."""
        return sum(copy.size for copy, _ in self.goes())


def suggest(
    library: Library,
    groups: Sequence[DuplicateGroup],
    rules: KeepRules,
    progress: Progress = NO_PROGRESS,
) -> list[Suggestion]:
    """Suggest what to keep in each group.

    Args:
        library: Only read.
        groups: Any; each by itself.
        rules: ``keep_rules.active_rules(library)``, or others.
        progress: Only asked whether to go on.

    Returns:
        One a group, in their order.
    """
    found: list[Suggestion] = []
    for start in range(0, len(groups), _CHUNK):
        progress.checkpoint()
        chunk = groups[start : start + _CHUNK]
        merits = merits_of(library.catalog, chunk)
        photos = [one.photo_id for g in chunk if g.kind == "edited" for one in g.members]
        looks = looks_of(library.catalog, photos)
        found += [suggest_for(group, candidates_of(group, merits), looks, rules) for group in chunk]
    return found


def suggest_for(
    group: DuplicateGroup,
    candidates: Sequence[Candidate],
    looks: dict[PhotoId, Look],
    rules: KeepRules,
) -> Suggestion:
    """Suggest what to keep in one group.

    Args:
        group: It.
        candidates: Those of its members of which a file is there.
        looks: Of its photos; needed for edited ones.
        rules: The person's.
    """
    untouched = group.caution or ("similar" if group.kind == "similar" else "")
    if untouched or len(candidates) < 2:
        reasons = (Reason(untouched),) if untouched else ()
        return Suggestion(group, None, tuple(Verdict("open", reasons) for _ in group.members))
    return _Choice(group, candidates, looks, rules).suggestion()


class _Choice:
    """The choice within one group."""

    def __init__(
        self,
        group: DuplicateGroup,
        candidates: Sequence[Candidate],
        looks: dict[PhotoId, Look],
        rules: KeepRules,
    ) -> None:
        self._group = group
        self._candidates = candidates
        self._looks = looks
        self._rules = rules
        self._preferences = preferences_of(rules, burst=group.kind == "burst")
        self._verdicts = [Verdict("open")] * len(group.members)

    def suggestion(self) -> Suggestion:
        """Return what is suggested."""
        references = [one for one in self._candidates if one.is_reference]
        if self._group.kind == "edited":
            keeper = self._judge_versions(references)
        else:
            keeper = self._best(references or self._candidates, self._preferences)
            self._judge_others(keeper)
        for one in references:
            self._verdicts[one.place] = Verdict("keep", (Reason("reference"),))
        self._verdicts[keeper.place] = Verdict("keep", self._merits(keeper))
        return Suggestion(self._group, keeper.place, tuple(self._verdicts))

    def _judge_others(self, keeper: Candidate) -> None:
        for one in self._candidates:
            if one is keeper or one.is_reference:
                continue
            if self._group.kind == "burst" and not self._rules.trash_bursts:
                reasons = (Reason("burst"), *self._lacks(one, keeper))
                self._verdicts[one.place] = Verdict("open", reasons)
            else:
                self._let_go(one, keeper)

    def _judge_versions(self, references: Sequence[Candidate]) -> Candidate:
        """Let go what looks the same as something better, and return the best of all looks."""
        looks = self._by_look()
        heads = [head for head, _others in looks]
        across = [each for each in self._preferences if each.code not in _WITHIN_A_LOOK]
        keeper = self._best(references or heads, across)
        if self._rules.trash_edits:
            self._judge_others(keeper)
            return keeper
        for head, others in looks:
            for one in others:
                self._let_go(one, head)
            if head is not keeper:
                why = Reason(self._difference(head, keeper) or "first")
                self._verdicts[head.place] = Verdict("open", (why,))
        return keeper

    def _by_look(self) -> list[tuple[Candidate, list[Candidate]]]:
        """Return the best of each look with the others of that look; every reference is a best."""
        left = list(self._candidates)
        found: list[tuple[Candidate, list[Candidate]]] = []
        while left:
            references = [one for one in left if one.is_reference]
            head = self._best(references or left, self._preferences)
            left.remove(head)
            same = [one for one in left if not one.is_reference and not self._difference(one, head)]
            left = [one for one in left if one not in same]
            found.append((head, same))
        return found

    def _difference(self, one: Candidate, other: Candidate) -> str:
        looks = [self._looks.get(each.member.photo_id) for each in (one, other)]
        if looks[0] is None or looks[1] is None:
            return "not-measured"
        return difference(looks[0], looks[1])

    def _let_go(self, one: Candidate, stays: Candidate) -> None:
        """Suggest the trash, unless something would be lost that stays nowhere else."""
        lost = self._lost_with(one, stays)
        if lost is None:
            self._verdicts[one.place] = Verdict("trash", self._lacks(one, stays), stays.place)
        else:
            self._verdicts[one.place] = Verdict("open", (lost,))

    def _lost_with(self, one: Candidate, stays: Candidate) -> Reason | None:
        """Return what goes along with a member: other files, or pixels.

        A larger version goes for a smaller one only where edits go, too: it may be an original that
        has lost its data, or an enlarged copy of the other, which no rule can tell.
        """
        if not (one.companions <= stays.companions and one.sidecars <= stays.sidecars):
            return Reason("stack")
        larger = next((each for each in self._preferences if each.code == "larger"), None)
        if self._group.kind != "edited" or self._rules.trash_edits or larger is None:
            return None
        return larger.reason(one, stays) if larger.beats(one, stays) else None

    def _best(
        self, candidates: Sequence[Candidate], preferences: Sequence[Preference]
    ) -> Candidate:
        """Return the one that the rules leave; the one that was known first, of equal ones."""
        most = max(_belongings(one) for one in candidates)
        left = [one for one in candidates if _belongings(one) == most]
        for preference in preferences:
            if len(left) == 1:
                break
            left = preference.best(left)
        return min(left, key=lambda one: one.merit.location_id)

    def _merits(self, keeper: Candidate) -> tuple[Reason, ...]:
        """Return what speaks for the keeper against the others."""
        others = [one for one in self._candidates if one is not keeper]
        reasons = [Reason("reference")] if keeper.is_reference else []
        if any(_belongings(one) < _belongings(keeper) for one in others):
            reasons.append(Reason("stack"))
        for preference in self._preferences:
            beaten = [one for one in others if preference.beats(keeper, one)]
            if beaten:
                reasons.append(preference.reason(keeper, _strongest(preference, beaten)))
        return tuple(reasons) or (Reason("first"),)

    def _lacks(self, one: Candidate, keeper: Candidate) -> tuple[Reason, ...]:
        """Return what speaks against a member beside the one that is kept."""
        lacking = [each for each in self._preferences if each.beats(keeper, one)]
        reasons = [Reason("reference")] if keeper.is_reference else []
        reasons += [each.reason(one, keeper) for each in lacking]
        return tuple(reasons) or (Reason("first"),)


def _belongings(one: Candidate) -> int:
    return len(one.companions) + len(one.sidecars)


def _strongest(preference: Preference, candidates: Sequence[Candidate]) -> Candidate:
    return max(candidates, key=lambda one: preference.value(one) or 0.0)
