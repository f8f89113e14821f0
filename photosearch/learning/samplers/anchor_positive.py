"""Batches of one (or some) anchor–positive pairs of every class.

Source: Kelcey, "Metric learning for image similarity search" (Keras examples, 2020), where a class
of one picture keeps ``while positive == anchor`` running for ever; and Sohn, "Improved deep metric
learning with multi-class N-pair loss objective" (2016), section 3.2.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from photosearch.base.errors import UserError
from photosearch.base.types import Ids
from photosearch.learning.samplers.batch import Batch, batch_random
from photosearch.learning.samplers.class_draws import ClassDraws


class AnchorPositiveSampler:
    """C distinct classes × pairs.

    A batch's rows are all anchors, then their positives in the same order: row i and row n / 2 + i
    are a pair. An anchor's positive is another picture and no near-copy; no picture comes twice in
    a batch. A class of one picture (copies counted once) is left out; with ``views`` it pairs with
    a view of itself.

    Attributes:
        n_batches: Of an epoch: as many as show about N pictures, until you set it.
    """

    def __init__(
        self,
        labels: Ids,
        duplicates: Ids | None = None,
        *,
        n_classes: int | None = None,
        pairs_per_class: int = 1,
        views: bool = False,
        seed: int = 0,
    ) -> None:
        """Find the classes that have pairs.

        Args:
            labels: (N,) int64.
            duplicates: (N,) int64 from ``duplicate_groups``.
            n_classes: Classes in a batch; all by default, and where there are fewer.
            pairs_per_class: A class with fewer pictures gives fewer pairs.
            views: Whether classes of one picture take part.
            seed: Of all batches.

        Raises:
            UserError: ``bad-size``, or ``no-pairs`` where fewer than two classes have a pair.
        """
        if pairs_per_class < 1 or (n_classes is not None and n_classes < 2):
            text = f"A batch can't have {pairs_per_class} pairs of each of {n_classes} classes."
            raise UserError("bad-size", text, "Give at least 1 pair and 2 classes.")
        self._draws = ClassDraws(labels, duplicates)
        least = 1 if views else 2
        self._classes = [c for c in self._draws.classes if self._draws.n_distinct(c) >= least]
        if len(self._classes) < 2:
            raise UserError(
                "no-pairs",
                "Fewer than two classes have two different pictures.",
                "Put two or more different pictures into at least two classes.",
            )
        self._n_classes = min(n_classes or len(self._classes), len(self._classes))
        self._pairs = pairs_per_class
        self._seed = seed
        n_rows = 2 * self._n_classes * pairs_per_class
        self.n_batches = max(1, round(len(labels) / n_rows))

    @property
    def classes(self) -> tuple[int, ...]:
        """The labels that take part."""
        return tuple(self._classes)

    def epoch(self, number: int) -> Iterator[Batch]:
        """Yield an epoch's batches."""
        random = batch_random(self._seed, number)
        for _ in range(self.n_batches):
            yield self._batch(random)

    def _batch(self, random: np.random.Generator) -> Batch:
        anchors: list[int] = []
        positives: list[int] = []
        labels: list[int] = []
        are_views: list[bool] = []
        for i in random.permutation(len(self._classes))[: self._n_classes].tolist():
            label = self._classes[i]
            drawn = self._draws.draw(random, label, 2 * self._pairs).tolist()
            n_pairs = max(1, len(drawn) // 2)
            anchors += drawn[:n_pairs]
            positives += drawn[-n_pairs:]  # of a single picture: itself
            labels += [label] * n_pairs
            are_views += [len(drawn) == 1] * n_pairs
        return Batch(
            indices=np.array(anchors + positives, dtype=np.int64),
            labels=np.array(labels + labels, dtype=np.int64),
            is_view=np.array([False] * len(anchors) + are_views),
        )
