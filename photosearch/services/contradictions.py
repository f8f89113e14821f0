"""Contradiction: things that a person said that can't all be true.

- "Same" holds along a chain: A = B and B = C say A = C. A pair that is called different although a
  chain joins it is contradictory; so is a pair called different within one group.
- "Closer" orders pairs: when the order leads back to where it began, it is contradictory.
- A pair that is called different is not closer than one that is the same.

What is contradictory is left out of learning (``sound``) until the person takes one of it back; no
label and no saying is lost over it. A group is a name and no chain: a photo may be in two groups
that have nothing else in common.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from photosearch.base.types import ConstraintId, GroupId, PhotoId
from photosearch.catalog.constraints import Constraint, Pair
from photosearch.catalog.labels import Label

Reason = Literal["same-and-different", "different-in-group", "closer-in-circle", "closer-different"]
_Links = dict[PhotoId, dict[PhotoId, Constraint]]


@dataclass(frozen=True)
class Contradiction:
    """Things said that can't all be true.

    Attributes:
        reason: ``"same-and-different"``: the last of ``constraints`` calls a pair different that
            the others join. ``"different-in-group"``: the pair is in one group.
            ``"closer-in-circle"``: each is closer than the next, the last than the first.
            ``"closer-different"``: the first calls a different pair closer than one of the same.
        constraints: All that take part.
        group_id: For ``"different-in-group"``.
    """

    reason: Reason
    constraints: tuple[Constraint, ...]
    group_id: GroupId | None = None


def find_contradictions(
    constraints: Sequence[Constraint], labels: Iterable[Label] = ()
) -> list[Contradiction]:
    """Return what is contradictory; each constraint that is, takes part in at least one.

    Args:
        constraints: Everything that was said.
        labels: Everything that is in groups.
    """
    chains = _Chains(constraints)
    different = {one.saying.pair: one for one in constraints if one.saying.kind == "different"}
    found: list[Contradiction] = []
    for pair, said in different.items():
        chain = chains.between(pair)
        if chain is not None:
            found.append(Contradiction("same-and-different", (*chain, said)))
    found += _in_groups(different, labels)
    found += _circles([one for one in constraints if one.saying.kind == "closer"])
    for one in constraints:
        found += _against_pairs(one, chains, different)
    return found


def sound(constraints: Sequence[Constraint], found: Sequence[Contradiction]) -> list[Constraint]:
    """Return the constraints that take part in no contradiction."""
    bad = {one.constraint_id for contradiction in found for one in contradiction.constraints}
    return [one for one in constraints if one.constraint_id not in bad]


class _Chains:
    """Photos that are joined by "same"."""

    def __init__(self, constraints: Sequence[Constraint]) -> None:
        self._links: _Links = {}
        self._component: dict[PhotoId, PhotoId] = {}
        for one in constraints:
            if one.saying.kind == "same":
                first, second = one.saying.pair
                self._links.setdefault(first, {})[second] = one
                self._links.setdefault(second, {})[first] = one
        for photo in self._links:
            if photo not in self._component:
                for reached in _walk(self._links, photo):
                    self._component[reached] = photo

    def between(self, pair: Pair) -> tuple[Constraint, ...] | None:
        """Return the shortest chain from one photo to the other; ``None`` where there is none."""
        first, second = pair
        component = self._component.get(first)
        if component is None or component != self._component.get(second):
            return None
        came_from = _walk(self._links, first, until=second)
        chain: list[Constraint] = []
        while second != first:
            before = came_from[second]
            chain.append(self._links[before][second])
            second = before
        return tuple(reversed(chain))


def _walk(links: _Links, start: PhotoId, until: PhotoId | None = None) -> dict[PhotoId, PhotoId]:
    """Return every photo that is reached, with the one that it is reached from; breadth first."""
    came_from = {start: start}
    pending = deque([start])
    while pending and until not in came_from:
        photo = pending.popleft()
        for following in links[photo]:
            if following not in came_from:
                came_from[following] = photo
                pending.append(following)
    return came_from


def _in_groups(different: dict[Pair, Constraint], labels: Iterable[Label]) -> list[Contradiction]:
    concerned = {photo for pair in different for photo in pair}
    groups: dict[PhotoId, set[GroupId]] = {}
    for label in labels:
        if label.photo_id in concerned:
            groups.setdefault(label.photo_id, set()).add(label.group_id)
    return [
        Contradiction("different-in-group", (said,), group_id)
        for (first, second), said in different.items()
        for group_id in sorted(groups.get(first, set()) & groups.get(second, set()))
    ]


def _against_pairs(
    one: Constraint, chains: _Chains, different: dict[Pair, Constraint]
) -> list[Contradiction]:
    """Say whether a "closer" puts a different pair before one of the same."""
    nearer, farther = one.saying.pair, one.saying.other
    if farther is None or nearer not in different:
        return []
    chain = chains.between(farther)
    if chain is None:
        return []
    return [Contradiction("closer-different", (one, different[nearer], *chain))]


def _circles(closer: Sequence[Constraint]) -> list[Contradiction]:
    """Return for every "closer" that lies on a circle a shortest one, each circle once."""
    after: dict[Pair, dict[Pair, Constraint]] = {}
    for one in closer:
        assert one.saying.other is not None
        after.setdefault(one.saying.pair, {})[one.saying.other] = one
    component = _components(after)
    found: dict[frozenset[ConstraintId], Contradiction] = {}
    seen: set[ConstraintId] = set()
    for one in closer:
        nearer, farther = one.saying.pair, one.saying.other
        assert farther is not None
        if one.constraint_id in seen or component[nearer] != component[farther]:
            continue
        circle = (one, *_way(after, farther, nearer))
        ids = frozenset(part.constraint_id for part in circle)
        seen |= ids
        found.setdefault(ids, Contradiction("closer-in-circle", circle))
    return list(found.values())


def _way(after: dict[Pair, dict[Pair, Constraint]], start: Pair, end: Pair) -> list[Constraint]:
    """Return the shortest way from one pair to another; there is one."""
    came_from: dict[Pair, Pair] = {start: start}
    pending = deque([start])
    while end not in came_from:
        pair = pending.popleft()
        for following in after.get(pair, {}):
            if following not in came_from:
                came_from[following] = pair
                pending.append(following)
    way: list[Constraint] = []
    while end != start:
        before = came_from[end]
        way.append(after[before][end])
        end = before
    return way[::-1]


def _components(after: dict[Pair, dict[Pair, Constraint]]) -> dict[Pair, int]:
    """Number the pairs so that two on one circle have one number (Kosaraju and Sharir, 1981)."""
    before: dict[Pair, list[Pair]] = {}
    for pair, following in after.items():
        before.setdefault(pair, [])
        for later in following:
            before.setdefault(later, []).append(pair)
    order: list[Pair] = []
    visited: set[Pair] = set()
    for pair in before:
        _finish(pair, after, visited, order)
    component: dict[Pair, int] = {}
    for number, pair in enumerate(reversed(order)):
        pending = [] if pair in component else [pair]
        while pending:
            reached = pending.pop()
            if reached not in component:
                component[reached] = number
                pending.extend(before[reached])
    return component


def _finish(
    start: Pair,
    after: dict[Pair, dict[Pair, Constraint]],
    visited: set[Pair],
    order: list[Pair],
) -> None:
    """Append what is reached from a pair in the order in which a depth-first walk leaves it."""
    if start in visited:
        return
    visited.add(start)
    pending = [(start, iter(after.get(start, ())))]
    while pending:
        pair, rest = pending[-1]
        following = next((one for one in rest if one not in visited), None)
        if following is None:
            order.append(pair)
            pending.pop()
        else:
            visited.add(following)
            pending.append((following, iter(after.get(following, ()))))
