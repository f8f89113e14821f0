"""Which pictures are held out, so that what is measured was not learned.

A picture's side follows from its content: a number between 0 and 1 drawn from the hash of its
pixels, held out below the share. So what was held out once stays held out in every later run, also
after pictures were added; only the corrections for small classes move with the class. Near-copies
are one unit: they stay on one side, and count as one.

Pictures of a class (copies counted once): 6 and more hold out about ``share``, at least 2 (so
that a held-out picture has a partner) and at most half; 3 to 5 hold out one; 2 only train.
``rotation`` moves what is held out on, so that in five rotations (of a share of 0.2 or more) every
picture of a class of three or more has been held out.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from photosearch.base.types import Ids
from photosearch.learning.data.class_table import class_table
from photosearch.learning.data.labelled_images import Keys, Labels

_SHARED_FROM = 6
_LEAVE_ONE_FROM = 3
_LEAST_HELD_OUT = 2


@dataclass(frozen=True, eq=False)
class Split:
    """Indices of pictures, ascending.

    Shape:
        - train: (n,) int64.
        - held_out: (m,) int64; no picture is in both.
    """

    train: Ids
    held_out: Ids


@dataclass(frozen=True, eq=False)
class _Unit:
    """Near-copies together: (U,) places, 0 to 1, before and after the rotation."""

    place: npt.NDArray[np.float64]
    turned: npt.NDArray[np.float64]


def split_photos(
    labels: Labels, duplicate_groups: Ids, keys: Keys, share: float = 0.3, rotation: int = 0
) -> Split:
    """Hold out some pictures of each class.

    Args:
        labels: (N,) int64.
        duplicate_groups: (N,) int64, from ``duplicate_groups``.
        keys: (N,) uint64, the pictures' content.
        share: Of each class of six or more, above 0, at most 0.5.
        rotation: 0 and up.

    Raises:
        ValueError: The share is out of range.
    """
    if not 0 < share <= 0.5:
        raise ValueError(f"share must be above 0 and at most 0.5, not {share}")
    n_units, unit_of, place = _units(duplicate_groups, keys)
    unit = _Unit(place, (place + rotation * share) % 1.0)
    classes = [np.unique(unit_of[rows]) for rows in class_table(labels).values()]
    free = np.ones(n_units, dtype=bool)
    for members in classes:
        free[members] &= len(members) >= _LEAVE_ONE_FROM
    held = np.zeros(n_units, dtype=bool)
    for members in sorted(classes, key=len):  # the small ones first: they can give least
        if len(members) >= _SHARED_FROM:
            _hold_share(members[free[members]], len(members), unit, share, held)
        elif len(members) >= _LEAVE_ONE_FROM and not held[members].any():
            _hold_one(members[free[members]], unit, rotation, held)
    is_held = held[unit_of]
    return Split(np.flatnonzero(~is_held), np.flatnonzero(is_held))


def split_classes(labels: Labels, share: float = 0.5, seed: int = 0) -> Split:
    """Hold out whole classes, for measuring on classes that were never seen.

    Args:
        labels: (N,) int64.
        share: Of the classes; at least one is on each side.
        seed: Which.

    Raises:
        ValueError: There is one class only.
    """
    classes = np.unique(labels)
    if len(classes) < 2:
        raise ValueError("one class can't be on both sides")
    n_held = min(max(round(share * len(classes)), 1), len(classes) - 1)
    held = np.random.default_rng(seed).permutation(classes)[:n_held]
    is_held = np.isin(labels, held)
    return Split(np.flatnonzero(~is_held), np.flatnonzero(is_held))


def _units(groups: Ids, keys: Keys) -> tuple[int, Ids, npt.NDArray[np.float64]]:
    """Return how many units there are, each picture's, and each unit's place."""
    names, unit_of = np.unique(groups, return_inverse=True)
    least = np.full(len(names), np.iinfo(np.uint64).max, dtype=np.uint64)
    np.minimum.at(least, unit_of, keys)
    # The least of several keys is small, so it is stirred (Vigna, splitmix64, 2015).
    stirred = (least ^ (least >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    stirred = (stirred ^ (stirred >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    stirred ^= stirred >> np.uint64(31)
    return len(names), unit_of.astype(np.int64), (stirred >> np.uint64(11)) / 2.0**53


def _hold_share(
    free: Ids, n_members: int, unit: _Unit, share: float, held: npt.NDArray[np.bool_]
) -> None:
    in_order = free[np.argsort(unit.turned[free])]
    below = int(np.count_nonzero(unit.turned[free] < share))
    held[in_order[: min(max(below, _LEAST_HELD_OUT), n_members // 2)]] = True


def _hold_one(free: Ids, unit: _Unit, rotation: int, held: npt.NDArray[np.bool_]) -> None:
    if len(free):
        in_order = free[np.argsort(unit.place[free])]
        held[in_order[rotation % len(free)]] = True
