"""Groups from pairs, without chains.

Connected components join tens of thousands of photos through a few doubtful links. Here a group is
a star: a centre, and the photos that are linked with it directly. What is left over may join a star
when two of its members vouch for it (or the only other one does); it vouches for nobody itself. So
two members of a group are at most four links apart, whatever the pairs are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

import numpy as np
import numpy.typing as npt

Pairs = npt.NDArray[np.int64]
MOST_MEMBERS = 200
_VOUCHERS = 2


def linked_groups(
    pairs: Pairs,
    weights: npt.NDArray[np.float64],
    apart: Collection[tuple[int, int]] = (),
) -> list[list[int]]:
    """Form groups of two and more; an item is in one group at most.

    The strongest centre goes first: the one with the largest sum of weights to items that are still
    free. Equal ones go by item, so that the same pairs always give the same groups.

    Args:
        pairs: (P, 2) int64 items, each pair once.
        weights: (P,) above 0, how sure each pair is.
        apart: Pairs, the lower item first, that no group may hold both of.

    Returns:
        Items of each group, ascending; groups by their first item.
    """
    links, foes = _links(pairs, weights), _foes(apart)
    group_of: dict[int, int] = {}
    groups: list[list[int]] = []
    strength = {item: sum(near.values()) for item, near in links.items()}
    for centre in sorted(links, key=lambda item: (-strength[item], item)):
        if centre in group_of:
            continue
        free = [item for item in links[centre] if item not in group_of]
        if not free:
            continue
        near = links[centre]
        group = [centre]
        for item in sorted(free, key=lambda item: (-near[item], item)):
            if len(group) < MOST_MEMBERS and foes[item].isdisjoint(group):
                group.append(item)
        if len(group) > 1:
            group_of.update(dict.fromkeys(group, len(groups)))
            groups.append(group)
    _join_rest(links, group_of, groups, foes)
    return sorted(sorted(group) for group in groups)


def _join_rest(
    links: dict[int, dict[int, float]],
    group_of: dict[int, int],
    groups: list[list[int]],
    foes: dict[int, set[int]],
) -> None:
    """Let items that are left over join the star that most of their weight lies in."""
    sizes = [len(group) for group in groups]
    joining: list[tuple[int, int]] = []
    for item in sorted(links):
        if item in group_of:
            continue
        support: dict[int, list[float]] = defaultdict(list)
        for other, weight in links[item].items():
            if other in group_of:
                support[group_of[other]].append(weight)
        fitting = [
            (-sum(found), group)
            for group, found in support.items()
            if len(found) >= min(_VOUCHERS, sizes[group] - 1) and sizes[group] < MOST_MEMBERS
        ]
        if fitting:
            joining.append((item, min(fitting)[1]))
    for item, group in joining:
        if foes[item].isdisjoint(groups[group]):
            groups[group].append(item)


def _foes(apart: Collection[tuple[int, int]]) -> dict[int, set[int]]:
    foes: dict[int, set[int]] = defaultdict(set)
    for first, second in apart:
        foes[first].add(second)
        foes[second].add(first)
    return foes


def _links(pairs: Pairs, weights: npt.NDArray[np.float64]) -> dict[int, dict[int, float]]:
    links: dict[int, dict[int, float]] = defaultdict(dict)
    for (first, second), weight in zip(pairs.tolist(), weights.tolist(), strict=True):
        links[first][second] = weight
        links[second][first] = weight
    return links
