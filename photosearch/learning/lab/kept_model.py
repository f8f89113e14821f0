"""What a run keeps of a model: its checkpoint, and sheets of what it finds similar."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from torch import nn

from photosearch.learning.lab.inputs import Inputs
from photosearch.learning.lab.lab_data import LabData
from photosearch.learning.lab.plan import Plan
from photosearch.learning.lab.run_folder import RunFolder
from photosearch.learning.lab.similarity_log import SimilarityLog, SimilaritySettings
from photosearch.learning.lab.training_run import Trained, new_model
from photosearch.learning.training.checkpoint import write_checkpoint

MODEL = "model"
_MOST_SEARCHED = 4_000


class EpochSheets:
    """A sheet of held-out photos and their nearest neighbours an epoch."""

    def __init__(self, directory: Path, plan: Plan, data: LabData, inputs: Inputs) -> None:
        rows = data.gallery
        if len(rows) > _MOST_SEARCHED:
            rows = np.random.default_rng(0).choice(rows, _MOST_SEARCHED, replace=False)
        self._rows = np.sort(rows)
        self._inputs = inputs
        settings = SimilaritySettings(distance=plan.distance)
        shown = data.images.subset(self._rows)
        self._log = SimilarityLog(shown, directory, settings, self._rows)

    def draw(self, epoch: int, model: nn.Module) -> None:
        """Draw what a model in evaluation mode finds now."""
        self._log.write(epoch, self._inputs.embed(model, self._rows))


def keep_checkpoint(folder: RunFolder, trained: Trained, data: LabData, name: str = MODEL) -> None:
    """Write a trained model to be used: with its data's description and names of classes."""
    details = {"data": data.describe(), "class_names": list(data.images.class_names)}
    path = folder.checkpoints_dir / f"{name}.safetensors"
    write_checkpoint(path, trained.checkpoint(details))


def keep_model(folder: RunFolder, trained: Trained, data: LabData, inputs: Inputs) -> None:
    """Write a trained model, and a sheet before and after its training.

    For runs of many trainings, of which one is kept; the sheets are drawn from the model as it was
    built and as it ended.
    """
    keep_checkpoint(folder, trained, data)
    sheets = EpochSheets(folder.pictures_dir, trained.plan, data, inputs)
    sheets.draw(0, inputs.learner(new_model(trained.plan)).eval())
    sheets.draw(max(1, trained.result.best_epoch), trained.learner)
