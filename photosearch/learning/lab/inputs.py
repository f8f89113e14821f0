"""What a model of the lab learns from: pictures, or cached maps of the frozen part of lite0.

The maps that leave frozen blocks are the same at every step and nearly all of the time, so they
are computed once for all trainings of an experiment, for each picture and its mirror image.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

import numpy as np
import torch
from torch import nn

from photosearch.base.progress import NO_PROGRESS, Progress, Step
from photosearch.base.types import Ids, Pixels, Vectors
from photosearch.learning.data.augmentation import augmented
from photosearch.learning.lab.plan import Plan
from photosearch.learning.models.building import build_model
from photosearch.learning.models.embedding_model import EmbeddingModel
from photosearch.learning.models.lite0 import Lite0Encoder
from photosearch.learning.samplers.batch import Sampler
from photosearch.learning.training.batches import TrainingBatches
from photosearch.learning.training.phase_clock import PhaseClock
from photosearch.learning.training.picture_batches import PictureBatches, ViewBatches

_AT_ONCE = 256
_MOST_VIEW_BYTES = 3 << 30


class Inputs(Protocol):
    """The training data as models take it."""

    def learner(self, model: EmbeddingModel) -> EmbeddingModel:
        """Return the part of a model that learns from these inputs; it shares its weights."""

    def batches(
        self, sampler: Sampler, rows: Ids, plan: Plan, clock: PhaseClock
    ) -> TrainingBatches:
        """Return a plan's batches; a sampler's index i is the picture ``rows[i]``."""

    def embed(self, learner: nn.Module, rows: Ids, progress: Progress = NO_PROGRESS) -> Vectors:
        """Return the embeddings of pictures, (n, dim) float32, with a model in evaluation mode."""

    def features(self, learner: EmbeddingModel, rows: Ids) -> Vectors:
        """Return the backbone's pooled features of pictures, (n, n_features) float32."""


class PictureInputs:
    """Pictures as they are: (N, px, px, 3) uint8."""

    def __init__(self, pixels: Pixels) -> None:
        self._pixels = pixels

    def learner(self, model: EmbeddingModel) -> EmbeddingModel:
        """Return the whole model."""
        return model

    def batches(
        self, sampler: Sampler, rows: Ids, plan: Plan, clock: PhaseClock
    ) -> TrainingBatches:
        """Return batches of augmented pictures."""

        def augment(pixels: torch.Tensor, generator: torch.Generator) -> torch.Tensor:
            return augmented(pixels, plan.augmentation, generator)

        return PictureBatches(self._pixels, rows, sampler, augment, plan.seed, clock, plan.crop_px)

    def embed(self, learner: nn.Module, rows: Ids, progress: Progress = NO_PROGRESS) -> Vectors:
        """Return the embeddings of pictures, unaugmented."""
        return _in_blocks(learner, self._pixels, rows, progress)

    def features(self, learner: EmbeddingModel, rows: Ids) -> Vectors:
        """Return the pooled features of pictures, unaugmented."""
        return _in_blocks(learner.features, self._pixels, rows, NO_PROGRESS)


class MapInputs:
    """Cached maps (or, with all blocks frozen, features) of pictures and of their mirror images.

    Args:
        views: (V, N, …) float32.
    """

    def __init__(self, views: Vectors) -> None:
        self._views = views

    def learner(self, model: EmbeddingModel) -> EmbeddingModel:
        """Return the unfrozen part."""
        assert isinstance(model, Lite0Encoder)
        return model.tail()

    def batches(
        self, sampler: Sampler, rows: Ids, plan: Plan, clock: PhaseClock
    ) -> TrainingBatches:
        """Return batches of views; the plan's augmentation can't change maps any more."""
        return ViewBatches(self._views, rows, sampler, plan.seed, clock)

    def embed(self, learner: nn.Module, rows: Ids, progress: Progress = NO_PROGRESS) -> Vectors:
        """Return the embeddings of the pictures themselves."""
        return _in_blocks(learner, self._views[0], rows, progress)

    def features(self, learner: EmbeddingModel, rows: Ids) -> Vectors:
        """Return the pooled features of the pictures themselves."""
        return _in_blocks(learner.features, self._views[0], rows, NO_PROGRESS)


def inputs_for(
    architecture: Mapping[str, Any], pixels: Pixels, progress: Progress = NO_PROGRESS
) -> Inputs:
    """Return what a model of this architecture learns from.

    Args:
        architecture: Of the model, or of any that has as many frozen blocks.
        pixels: (N, px, px, 3) uint8.
        progress: Phase ``"features"``.
    """
    if architecture.get("kind") != "lite0":
        return PictureInputs(pixels)
    model = build_model(architecture)
    assert isinstance(model, Lite0Encoder)
    plain = model.frozen_maps(pixels, progress)
    if 2 * plain.nbytes > _MOST_VIEW_BYTES:
        return MapInputs(plain[None])
    mirrored = model.frozen_maps(np.ascontiguousarray(pixels[:, :, ::-1]), progress)
    return MapInputs(np.stack([plain, mirrored]))


def _in_blocks(function: Any, source: Any, rows: Ids, progress: Progress) -> Vectors:  # noqa: ANN401
    found = []
    with torch.no_grad():
        for start in range(0, len(rows), _AT_ONCE):
            progress.checkpoint()
            progress.report(Step("embed", start, len(rows)))
            block = torch.from_numpy(np.ascontiguousarray(source[rows[start : start + _AT_ONCE]]))
            found.append(function(block).numpy())
    progress.report(Step("embed", len(rows), len(rows)))
    return np.concatenate(found).astype(np.float32, copy=False)
