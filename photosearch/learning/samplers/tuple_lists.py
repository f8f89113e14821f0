"""Lists of pairs, triplets and quadruplets: from labels, or from what a person said."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from photosearch.base.errors import UserError
from photosearch.base.types import Ids
from photosearch.learning.data.class_table import class_table
from photosearch.learning.losses.tuples import Tuples
from photosearch.learning.samplers.batch import Batch, batch_random

_ROUNDS = 20
_LEAST_DRAWN = 64

Mask = npt.NDArray[np.bool_]


def pair_list(labels: Ids, n_wanted: int, seed: int, duplicates: Ids | None = None) -> Tuples:
    """Return distinct pairs of pictures, half of them of one class, half of two.

    Args:
        labels: (N,) int64.
        n_wanted: Fewer come where there are fewer.
        seed: Same seed, same list.
        duplicates: (N,) int64 from ``duplicate_groups``; near-copies are never paired.

    Raises:
        UserError: ``no-pairs`` or ``one-class``: there is none of a kind.
    """
    source = _Source(labels, duplicates)
    random = np.random.default_rng(seed)

    def same_class(n: int) -> Ids:
        anchors = source.anchors(random, n)
        rows = np.stack([anchors, source.mates(random, anchors)], axis=1)
        return np.sort(rows[source.are_alike(rows[:, 0], rows[:, 1])], axis=1)

    def two_classes(n: int) -> Ids:
        rows = random.integers(len(labels), size=(n, 2))
        return np.sort(rows[source.are_different(rows[:, 0], rows[:, 1])], axis=1)

    alike = _distinct(same_class, n_wanted - n_wanted // 2, random)
    different = _distinct(two_classes, n_wanted // 2, random)
    rows = np.concatenate([alike, different])
    order = random.permutation(len(rows))
    return Tuples("pairs", rows[order], (np.arange(len(rows)) < len(alike))[order])


def triplet_list(labels: Ids, n_wanted: int, seed: int, duplicates: Ids | None = None) -> Tuples:
    """Return distinct triplets: an anchor, a picture of its class, one of another class.

    Arguments and errors are those of ``pair_list``.
    """
    source = _Source(labels, duplicates)
    random = np.random.default_rng(seed)

    def drawn(n: int) -> Ids:
        anchors = source.anchors(random, n)
        negatives = random.integers(len(labels), size=n)
        rows = np.stack([anchors, source.mates(random, anchors), negatives], axis=1)
        fits = source.are_alike(rows[:, 0], rows[:, 1])
        return rows[fits & source.are_different(rows[:, 0], rows[:, 2])]

    return Tuples("triplets", _distinct(drawn, n_wanted, random))


def quadruplet_list(labels: Ids, n_wanted: int, seed: int, duplicates: Ids | None = None) -> Tuples:
    """Return distinct quadruplets: two pictures of one class, and two of two classes.

    The second pair shares no picture with the first (Chen et al., "Beyond triplet loss: a deep
    quadruplet network for person re-identification", 2017, where it is of two further classes;
    with three classes or fewer there are none such, so that is not asked for). Arguments and
    errors are those of ``pair_list``.
    """
    source = _Source(labels, duplicates)
    random = np.random.default_rng(seed)

    def drawn(n: int) -> Ids:
        anchors = source.anchors(random, n)
        others = random.integers(len(labels), size=(n, 2))
        rows = np.column_stack([anchors, source.mates(random, anchors), others])
        in_order = np.sort(rows, axis=1)
        fits = (in_order[:, 1:] != in_order[:, :-1]).all(axis=1)
        fits &= source.are_alike(rows[:, 0], rows[:, 1])
        fits &= source.are_different(rows[:, 2], rows[:, 3])
        return np.asarray(rows[fits])

    return Tuples("quadruplets", _distinct(drawn, n_wanted, random))


def placed(tuples: Tuples, ids: Ids) -> Tuples:
    """Turn what a person said of photos into rows of an array.

    Args:
        tuples: Their ``rows`` hold photo ids instead of positions.
        ids: (N,) int64, the photo of each row, no two the same.

    Returns:
        The tuples whose photos are all there, as positions in ``ids``.
    """
    if not len(ids):
        return tuples.take(np.empty(0, dtype=np.int64))
    order = np.argsort(ids)
    at = np.searchsorted(ids, tuples.rows, sorter=order).clip(max=len(ids) - 1)
    positions = order[at].astype(np.int64)
    known = (ids[positions] == tuples.rows).all(axis=1)
    return replace(tuples, rows=positions).take(np.flatnonzero(known))


class TupleSampler:
    """Batches of tuples over the pictures that they name; each tuple once an epoch.

    ``indices`` are the pictures, each once; ``tuples`` name rows of the batch; ``labels`` are the
    pictures' numbers, since nothing else is known of them.
    """

    def __init__(self, tuples: Tuples, *, batch_size: int = 64, seed: int = 0) -> None:
        """Take a list of tuples.

        Args:
            tuples: Over pictures.
            batch_size: Tuples in a batch; the last one of an epoch may have fewer.
            seed: Of the order.

        Raises:
            UserError: ``no-tuples`` or ``bad-size``.
        """
        if batch_size < 1:
            text = f"A batch can't have {batch_size} {tuples.kind}."
            raise UserError("bad-size", text, "Give at least 1.")
        if not len(tuples):
            text = f"There are no {tuples.kind} to learn from."
            raise UserError("no-tuples", text, "Say of some photos which are more alike.")
        self._tuples = tuples
        self._batch_size = batch_size
        self._seed = seed
        self.n_batches = -(-len(tuples) // batch_size)

    def epoch(self, number: int) -> Iterator[Batch]:
        """Yield an epoch's batches."""
        order = batch_random(self._seed, number).permutation(len(self._tuples))
        for start in range(0, len(order), self._batch_size):
            picked = self._tuples.take(order[start : start + self._batch_size])
            indices, rows = picked.renumbered()
            yield Batch(indices, indices.copy(), np.zeros(len(indices), dtype=bool), rows)


class _Source:
    """Proposes partners for many pictures at once, and says which of them fit."""

    def __init__(self, labels: Ids, duplicates: Ids | None) -> None:
        table = class_table(labels)
        if len(table) < 2:
            hint = "Learning compares classes: add pictures of another class."
            raise UserError("one-class", "All pictures are of one class.", hint)
        self._labels = labels
        self._copies = np.arange(len(labels)) if duplicates is None else duplicates
        self._order = np.concatenate(list(table.values()))
        self._class_of = np.unique(labels, return_inverse=True)[1]
        self._sizes = np.array([len(rows) for rows in table.values()], dtype=np.int64)
        self._starts = np.cumsum(self._sizes) - self._sizes
        n_distinct = [len(np.unique(self._copies[rows])) for rows in table.values()]
        self._with_mates = np.flatnonzero(np.array(n_distinct)[self._class_of] >= 2)
        if not len(self._with_mates):
            text = "No class has two different pictures."
            raise UserError("no-pairs", text, "Put two or more different pictures into a class.")

    def anchors(self, random: np.random.Generator, n: int) -> Ids:
        """Return n pictures of classes with two different pictures."""
        return self._with_mates[random.integers(len(self._with_mates), size=n)]

    def mates(self, random: np.random.Generator, anchors: Ids) -> Ids:
        """Return for each anchor any picture of its class, itself too."""
        number = self._class_of[anchors]
        return np.asarray(self._order[self._starts[number] + random.integers(self._sizes[number])])

    def are_alike(self, first: Ids, second: Ids) -> Mask:
        """Tell which pairs are of one class and no copies."""
        same = self._labels[first] == self._labels[second]
        return np.asarray(same & (self._copies[first] != self._copies[second]))

    def are_different(self, first: Ids, second: Ids) -> Mask:
        """Tell which pairs are of two classes and no copies."""
        same = self._labels[first] == self._labels[second]
        return np.asarray(~same & (self._copies[first] != self._copies[second]))


def _distinct(draw: Callable[[int], Ids], n_wanted: int, random: np.random.Generator) -> Ids:
    """Return distinct rows; fewer where twenty rounds of drawing find no more."""
    found = draw(0)
    for _ in range(_ROUNDS):
        if len(found) >= n_wanted:
            break
        found = np.unique(np.concatenate([found, draw(2 * n_wanted + _LEAST_DRAWN)]), axis=0)
    return found[random.permutation(len(found))[:n_wanted]]
