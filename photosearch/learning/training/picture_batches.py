"""Batches of pictures: what a sampler chose, gathered and augmented.

Decoded pictures lie in one array, so a batch costs a gather and the augmentation. Both take part
in the profile, under ``"gather"`` and ``"augmentation"``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Generator, Tensor

from photosearch.base.types import Ids, Pixels, Vectors
from photosearch.learning.samplers.batch import Batch, Sampler
from photosearch.learning.training.batches import TrainingBatch
from photosearch.learning.training.phase_clock import PhaseClock

Augment = Callable[[Tensor, Generator], Tensor]
"""(n, 3, H, W) float of 0 to 255 and a source of randomness → views of the same shape."""


class PictureBatches:
    """A sampler's batches as pictures.

    Args:
        pixels: (N, px, px, 3) uint8, in memory or mapped.
        rows: (n,) int64 pictures to train on; a sampler's index i means ``rows[i]``.
        sampler: Says which pictures form a batch.
        augment: Makes views of all pictures of a batch; ``None``: they stay as they are.
        seed: Of the augmentation.
        clock: Where the seconds are added up.
        crop_px: Side of the random piece that is taken of each picture, pixel by pixel; 0: all of
            it. Nothing is scaled, so the pieces are as sharp as the pictures are when the model is
            used, and a step costs less: (crop_px / px)² of it.
    """

    def __init__(  # noqa: PLR0913, PLR0917 - the parts of a batch
        self,
        pixels: Pixels,
        rows: Ids,
        sampler: Sampler,
        augment: Augment | None,
        seed: int,
        clock: PhaseClock,
        crop_px: int = 0,
    ) -> None:
        self._crop_px = crop_px
        self._pixels = pixels
        self._rows = rows
        self._sampler = sampler
        self._augment = augment
        self._seed = seed
        self._clock = clock

    def __len__(self) -> int:
        return self._sampler.n_batches

    def epoch(self, number: int) -> Iterator[TrainingBatch]:
        """Yield the batches of an epoch, a function of the seed and the number alone."""
        generator = torch.Generator().manual_seed(_seed(self._seed, number))
        for batch in self._sampler.epoch(number):
            with self._clock.phase("gather"):
                pixels = torch.from_numpy(self._pixels[self._rows[batch.indices]])
                if self._crop_px:
                    pixels = _pieces(pixels, self._crop_px, generator)
            if self._augment is not None:
                with self._clock.phase("augmentation"):
                    pixels = self._augment(pixels.permute(0, 3, 1, 2).float(), generator)
            yield TrainingBatch(pixels, torch.from_numpy(batch.labels), batch.tuples)


class ViewBatches:
    """A sampler's batches as cached maps or features, of which there are a few views a picture.

    A row takes a random view; one that must be a view (``Batch.is_view``) another than the first.

    Args:
        views: (V, N, …) float32, view 0 of the pictures as they are.
        rows: (n,) int64 pictures to train on; a sampler's index i means ``rows[i]``.
        sampler: Says which pictures form a batch.
        seed: Of the choice of views.
        clock: Where the seconds are added up.
    """

    def __init__(
        self, views: Vectors, rows: Ids, sampler: Sampler, seed: int, clock: PhaseClock
    ) -> None:
        self._views = views
        self._rows = rows
        self._sampler = sampler
        self._seed = seed
        self._clock = clock

    def __len__(self) -> int:
        return self._sampler.n_batches

    def epoch(self, number: int) -> Iterator[TrainingBatch]:
        """Yield the batches of an epoch, a function of the seed and the number alone."""
        random = np.random.default_rng([self._seed, number])
        for batch in self._sampler.epoch(number):
            with self._clock.phase("gather"):
                views = self._chosen(batch, random)
                inputs = torch.from_numpy(self._views[views, self._rows[batch.indices]])
            yield TrainingBatch(inputs, torch.from_numpy(batch.labels), batch.tuples)

    def _chosen(self, batch: Batch, random: np.random.Generator) -> NDArray[np.int64]:
        n_views = len(self._views)
        views = random.integers(0, n_views, len(batch))
        if n_views > 1:
            others = random.integers(1, n_views, len(batch))
            views = np.where(batch.is_view, others, np.where(_twice(batch), 0, views))
        return views


def _pieces(pixels: Tensor, side: int, generator: Generator) -> Tensor:
    """Cut a random square out of each of (n, px, px, 3) pictures."""
    n, px = len(pixels), pixels.shape[1]
    corner = torch.randint(0, px - side + 1, (2, n, 1), generator=generator)
    rows, columns = corner + torch.arange(side)
    return pixels[torch.arange(n)[:, None, None], rows[:, :, None], columns[:, None, :]]


def _twice(batch: Batch) -> NDArray[np.bool_]:
    """Return which pictures are in the batch as a view as well: they have to be plain here."""
    return np.isin(batch.indices, batch.indices[batch.is_view])


def _seed(seed: int, epoch: int) -> int:
    digest = hashlib.sha256(f"pictures {seed} {epoch}".encode()).digest()
    return int.from_bytes(digest[:6], "big")
