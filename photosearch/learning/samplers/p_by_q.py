"""Batches of P classes × Q pictures.

Source: Hermans, Beyer and Leibe, "In defense of the triplet loss for person re-identification"
(2017), there P × K.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from photosearch.base.errors import UserError
from photosearch.base.types import Ids
from photosearch.learning.samplers.batch import Batch, batch_random
from photosearch.learning.samplers.class_draws import ClassDraws


class PByQSampler:
    """Exactly P classes × Q pictures, class by class.

    Of a class come first pictures that are no copies of one another, then their near-copies, then
    the same pictures again, as views. Over an epoch all classes come equally often.

    Attributes:
        p: Classes in a batch; as asked for, or all that there are.
        q: Pictures of each.
        n_batches: Of an epoch: as many as show about N pictures, until you set it.
    """

    def __init__(
        self,
        labels: Ids,
        duplicates: Ids | None = None,
        *,
        p: int = 16,
        q: int = 4,
        seed: int = 0,
    ) -> None:
        """Sort pictures by class.

        Args:
            labels: (N,) int64.
            duplicates: (N,) int64 from ``duplicate_groups``.
            p: Classes in a batch; all of them where there are fewer.
            q: Pictures of each.
            seed: Of all batches.

        Raises:
            UserError: ``bad-size`` or ``one-class``.
        """
        if p < 2 or q < 2:
            text = f"A batch can't be of {p} classes with {q} pictures each."
            raise UserError("bad-size", text, "Give at least 2 classes and 2 pictures.")
        self._draws = ClassDraws(labels, duplicates)
        self._classes = self._draws.classes
        if len(self._classes) < 2:
            text = "All pictures are of one class."
            hint = "Learning compares classes: add pictures of another class."
            raise UserError("one-class", text, hint)
        self.p = min(p, len(self._classes))
        self.q = q
        self._seed = seed
        self.n_batches = max(1, round(len(labels) / (self.p * q)))

    def epoch(self, number: int) -> Iterator[Batch]:
        """Yield an epoch's batches."""
        random = batch_random(self._seed, number)
        waiting: list[int] = []
        for _ in range(self.n_batches):
            chosen, waiting = self._next_classes(random, waiting)
            yield self._batch(random, chosen)

    def _next_classes(
        self, random: np.random.Generator, waiting: list[int]
    ) -> tuple[list[int], list[int]]:
        """Return P distinct classes, those first that have waited longest, and who waits now."""
        if len(waiting) >= self.p:
            return waiting[: self.p], waiting[self.p :]
        fresh = [self._classes[i] for i in random.permutation(len(self._classes)).tolist()]
        missing = self.p - len(waiting)
        # Those who were waiting come now; from the fresh round they come later again.
        chosen = [label for label in fresh if label not in waiting][:missing]
        return waiting + chosen, [label for label in fresh if label not in chosen]

    def _batch(self, random: np.random.Generator, classes: list[int]) -> Batch:
        indices: list[Ids] = []
        is_view = np.zeros((len(classes), self.q), dtype=bool)
        for row, label in enumerate(classes):
            drawn = self._draws.draw(random, label, self.q)
            if len(drawn) < self.q:
                rest = self._draws.others(random, label, drawn)
                drawn = np.concatenate([drawn, rest])[: self.q]
            is_view[row, len(drawn) :] = True
            indices.append(np.resize(drawn, self.q))
        labels = np.repeat(np.array(classes, dtype=np.int64), self.q)
        return Batch(np.concatenate(indices), labels, is_view.ravel())
