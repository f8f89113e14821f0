"""One training of the lab from its plan: model, loss, sampler, trainer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import torch

from photosearch.learning.lab.held_out import EpochValidation
from photosearch.learning.lab.inputs import Inputs
from photosearch.learning.lab.lab_data import LabData
from photosearch.learning.lab.plan import Plan
from photosearch.learning.lab.sampling import sampler_for
from photosearch.learning.losses.by_name import loss_by_name
from photosearch.learning.models.building import build_model
from photosearch.learning.models.embedding_model import EmbeddingModel
from photosearch.learning.training.checkpoint import Checkpoint, CheckpointCard, model_tensors
from photosearch.learning.training.epoch_report import TrainingResult
from photosearch.learning.training.trainer import Trainer, Watch

_STEP_PHASES = ("forward", "backward", "optimiser")


@dataclass(frozen=True, eq=False)
class Trained:
    """A model after its training, in evaluation mode.

    Attributes:
        plan: By which it was trained.
        model: The whole model, pictures in.
        learner: The part of it that learned, from the inputs it was given.
        result: How the training went.
        steps: Batches an epoch.
    """

    plan: Plan
    model: EmbeddingModel
    learner: EmbeddingModel
    result: TrainingResult
    steps: int

    @property
    def step_ms(self) -> float:
        """Milliseconds a step: forward, backward and optimiser, the loss included."""
        seconds = sum(self.result.profile.get(name, 0.0) for name in _STEP_PHASES)
        return 1000 * seconds / max(1, self.steps * len(self.result.epochs))

    def checkpoint(self, details: dict[str, Any]) -> Checkpoint:
        """Return the whole model, to be used."""
        card = CheckpointCard(
            architecture=self.model.architecture,
            settings=self.plan.settings.to_json(),
            epoch=self.result.best_epoch,
            details={"plan": self.plan.describe(), **details},
        )
        return Checkpoint(card, model_tensors(self.model.state_dict()))


def new_model(plan: Plan) -> EmbeddingModel:
    """Build a plan's model; its random weights are a function of the plan's seed."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(plan.seed)
        return build_model(plan.architecture)


def check_plan(plan: Plan) -> None:
    """Make sure that a plan's model and loss exist, before anything is read or written.

    Raises:
        UserError: As ``build_model`` and ``loss_by_name`` say it.
    """
    dim = build_model(plan.architecture).dim
    options = plan.loss_options
    loss_by_name(
        plan.loss, dim=dim, n_classes=2, distance=plan.distance, options=options, miner=plan.miner
    )


def train_plan(
    plan: Plan, data: LabData, inputs: Inputs, watch: Watch, resume: Checkpoint | None = None
) -> Trained:
    """Train a model as planned; it ends with its best weights, whatever happens.

    Args:
        plan: What to train, and how.
        data: The pictures and their split.
        inputs: What the model learns from: made for the same pictures and frozen blocks.
        watch: Who looks on.
        resume: Where to go on.

    Raises:
        UserError: The plan's loss or model does not exist, or can't learn from these data.
        Cancelled: The person cancelled.
    """
    model = new_model(plan)
    learner = inputs.learner(model)
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(plan.seed + 1)  # proxies start at random
        loss = loss_by_name(
            plan.loss,
            dim=learner.dim,
            n_classes=data.n_train_classes,
            distance=plan.distance,
            options=plan.loss_options,
            miner=plan.miner,
        )
    rows = data.split.train
    sampler = sampler_for(plan, loss.batch, data.train_labels, data.duplicates[rows])
    batches = inputs.batches(sampler, rows, plan, watch.clock)
    trainer = Trainer(learner, loss, plan.settings)
    if resume is not None:
        trainer.resume(resume)
    validate = EpochValidation(data, inputs, plan.distance, watch.progress)
    result = trainer.train(batches, validate, replace(watch, details=plan.describe()))
    return Trained(plan, model.eval(), learner.eval(), result, len(batches))
