"""Batches of pictures with a view of themselves, for learning without labels.

Source: Chen et al., "A simple framework for contrastive learning of visual representations" (2020),
section 2: both of a pair are views, and the other pictures of the batch are the negatives.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from photosearch.base.errors import UserError
from photosearch.base.types import Ids
from photosearch.learning.samplers.batch import Batch, batch_random


class AugmentationPairSampler:
    """Each picture twice: row i and row n / 2 + i are views of one picture.

    An epoch shows each picture once; of near-copies, which would be each other's negatives, one.
    ``labels`` are the pictures' numbers.
    """

    def __init__(
        self, n_images: int, duplicates: Ids | None = None, *, batch_size: int = 64, seed: int = 0
    ) -> None:
        """Put near-copies together.

        Args:
            n_images: N.
            duplicates: (N,) int64 from ``duplicate_groups``.
            batch_size: Pictures in a batch, which has twice as many rows; all of them where there
                are fewer. The last, smaller batch of an epoch is left out.
            seed: Of all batches.

        Raises:
            UserError: ``bad-size`` or ``too-few-pictures``.
        """
        if batch_size < 2:
            text = f"A batch can't be of {batch_size} pictures."
            raise UserError("bad-size", text, "Give at least 2: the others are the negatives.")
        groups = np.arange(n_images) if duplicates is None else duplicates
        _, self._unit_of = np.unique(groups, return_inverse=True)
        self._n_units = int(self._unit_of.max(initial=-1)) + 1
        if self._n_units < 2:
            text = "There are fewer than two different pictures."
            raise UserError("too-few-pictures", text, "Add some.")
        self._batch_size = min(batch_size, self._n_units)
        self._seed = seed
        self.n_batches = self._n_units // self._batch_size

    def epoch(self, number: int) -> Iterator[Batch]:
        """Yield an epoch's batches."""
        random = batch_random(self._seed, number)
        shuffled = random.permutation(len(self._unit_of))
        # The first of each group in a random order is a random one of it.
        _, first = np.unique(self._unit_of[shuffled], return_index=True)
        order = shuffled[random.permutation(first)]
        for i in range(self.n_batches):
            rows = order[i * self._batch_size : (i + 1) * self._batch_size]
            both = np.concatenate([rows, rows]).astype(np.int64)
            yield Batch(both, both.copy(), np.ones(len(both), dtype=bool))
