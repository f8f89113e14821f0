"""Which pictures are held out, so that what is measured was not learned.

A picture's side follows from its content: a number between 0 and 1 drawn from the hash of its
pixels, held out below the share. So what was held out once stays held out in every later run, also
after pictures were added; only the corrections for small classes move with the class. Near-copies
are one unit: they stay on one side, and count as one.

Pictures of a class (copies counted once): 6 and more hold out about ``share``, at least 2 (so
that a held-out picture has a partner) and at most half; 3 to 5 hold out one; 2 only train. Where
that leaves too few to measure with, ``split_folds`` holds every picture out once.
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

Mask = npt.NDArray[np.bool_]


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
class _Units:
    """Near-copies together.

    Shape:
        - of_picture: (N,) int64, the unit of each picture.
        - place: (U,) float64, 0 to 1, drawn from the content.
        - classes: the units of each class, by place; small classes first, since they can give
          least.
        - free: (U,) bool, whether none of its classes is too small to hold anything out.
    """

    of_picture: Ids
    place: npt.NDArray[np.float64]
    classes: list[Ids]
    free: Mask


def split_photos(labels: Labels, duplicate_groups: Ids, keys: Keys, share: float = 0.3) -> Split:
    """Hold out some pictures of each class.

    Args:
        labels: (N,) int64.
        duplicate_groups: (N,) int64, from ``duplicate_groups``.
        keys: (N,) uint64, the pictures' content.
        share: Of each class of six or more, above 0, at most 0.5.

    Raises:
        ValueError: The share is out of range.
    """
    if not 0 < share <= 0.5:
        raise ValueError(f"share must be above 0 and at most 0.5, not {share}")
    units = _units(labels, duplicate_groups, keys)
    held = np.zeros(len(units.place), dtype=bool)
    for members in units.classes:
        free = members[units.free[members]]
        if len(members) >= _SHARED_FROM:
            below = int(np.count_nonzero(units.place[free] < share))
            held[free[: min(max(below, _LEAST_HELD_OUT), len(members) // 2)]] = True
        elif not held[members].any():
            held[free[:1]] = True
    return _split(held[units.of_picture])


def split_folds(
    labels: Labels, duplicate_groups: Ids, keys: Keys, n_folds: int = 3
) -> tuple[Split, ...]:
    """Hold out each picture of a class of three or more exactly once.

    Args:
        labels: (N,) int64.
        duplicate_groups: (N,) int64, from ``duplicate_groups``.
        keys: (N,) uint64, the pictures' content.
        n_folds: 2 or more; each fold holds out one n-th of each class.

    Raises:
        ValueError: There are fewer than two folds.
    """
    if n_folds < 2:
        raise ValueError(f"n_folds must be 2 or more, not {n_folds}")
    units = _units(labels, duplicate_groups, keys)
    fold = np.full(len(units.place), -1, dtype=np.int64)
    for number, members in enumerate(units.classes):
        mine = members[units.free[members] & (fold[members] < 0)]
        fold[mine] = (np.arange(len(mine)) + number) % n_folds
    return tuple(_split(fold[units.of_picture] == i) for i in range(n_folds))


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
    return _split(np.isin(labels, held))


def _units(labels: Labels, groups: Ids, keys: Keys) -> _Units:
    names, of_picture = np.unique(groups, return_inverse=True)
    place = _places(len(names), of_picture, keys)
    classes = []
    free = np.ones(len(names), dtype=bool)
    for rows in class_table(labels).values():
        members = np.unique(of_picture[rows])
        if len(members) >= _LEAVE_ONE_FROM:
            classes.append(members[np.argsort(place[members])])
        else:
            free[members] = False
    classes.sort(key=len)
    return _Units(of_picture, place, classes, free)


def _places(n_units: int, of_picture: Ids, keys: Keys) -> npt.NDArray[np.float64]:
    least = np.full(n_units, np.iinfo(np.uint64).max, dtype=np.uint64)
    np.minimum.at(least, of_picture, keys)
    # The least of several keys is small, so it is stirred (Vigna, splitmix64, 2015).
    stirred = (least ^ (least >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    stirred = (stirred ^ (stirred >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    stirred ^= stirred >> np.uint64(31)
    return np.asarray((stirred >> np.uint64(11)) / 2.0**53)


def _split(is_held: Mask) -> Split:
    return Split(np.flatnonzero(~is_held), np.flatnonzero(is_held))
