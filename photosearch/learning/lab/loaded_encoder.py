"""An encoder that was trained before, with the pictures it is asked about."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import torch

from photosearch.base.progress import NO_PROGRESS, Progress
from photosearch.learning.data.labelled_images import LabelledImages
from photosearch.learning.lab.inputs import Inputs, inputs_for
from photosearch.learning.lab.lab_data import LabData, load_images, split_data
from photosearch.learning.lab.options import LabOptions
from photosearch.learning.models.building import build_model
from photosearch.learning.models.embedding_model import EmbeddingModel
from photosearch.learning.training.checkpoint import Checkpoint, load_model, read_checkpoint


@dataclass(frozen=True, eq=False)
class LoadedEncoder:
    """A checkpoint's model and the pictures of a folder.

    Attributes:
        checkpoint: As read.
        model: The whole model, in evaluation mode.
        learner: The part of it that takes ``inputs``; it shares the model's weights.
        data: The pictures, split by their content: what the model was trained on, if it is the
            same folder, stays on the training side.
        inputs: Of the pictures.
    """

    checkpoint: Checkpoint
    model: EmbeddingModel
    learner: EmbeddingModel
    data: LabData
    inputs: Inputs

    @property
    def trained_here(self) -> bool:
        """Whether the encoder was trained on these very pictures."""
        return _trained_on(self.checkpoint, self.data.images)


def load_encoder(options: LabOptions, progress: Progress = NO_PROGRESS) -> LoadedEncoder:
    """Read a checkpoint and the pictures of a folder.

    Raises:
        UserError: Either can't be used.
    """
    checkpoint = read_checkpoint(Path(options.checkpoint))
    model = load_model(checkpoint, options.checkpoint)
    images = load_images(options, model.input_px, progress)
    if _trained_on(checkpoint, images):
        known = checkpoint.card.details["data"]
        options = replace(options, split=known["split"], seed=known["split_seed"])
    data = split_data(images, options, progress)
    inputs = inputs_for(model.architecture, data.images.pixels, progress)
    return LoadedEncoder(checkpoint, model, inputs.learner(model).eval(), data, inputs)


def starting_point(model: EmbeddingModel, seed: int) -> EmbeddingModel:
    """Return the same network as it is before any training: bundled weights, or random ones."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        return build_model(model.architecture).eval()


def _trained_on(checkpoint: Checkpoint, images: LabelledImages) -> bool:
    known = checkpoint.card.details.get("data", {})
    return bool(known.get("fingerprint") == images.fingerprint)
