"""All that changes while training: weights, optimiser, moving average, best weights so far.

Random numbers are a function of the seed and the epoch's number alone (trainer.py, samplers), so
between two epochs there is no state of a generator to keep: this is all that an exact resume needs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import torch
from torch import Tensor, nn
from torch.optim.swa_utils import AveragedModel

from photosearch.base.errors import UserError
from photosearch.learning.models.embedding_model import EmbeddingModel
from photosearch.learning.training.checkpoint import Checkpoint, Tensors, model_tensors
from photosearch.learning.training.settings import TrainingSettings

_CURRENT, _LOSS = "training.current.", "training.loss."
_AVERAGE, _OPTIMIZER = "training.average.", "training.optimizer."


class TrainingState:
    """A model and a loss in training.

    Attributes:
        model: What learns.
        loss: May learn too (proxies).
        optimizer: AdamW over both.
    """

    def __init__(self, model: EmbeddingModel, loss: nn.Module, settings: TrainingSettings) -> None:
        self.model = model
        self.loss = loss
        self.optimizer = _optimizer(model, loss, settings)
        self._average = _average(model, settings.average) if settings.average else None
        self._best = _copy(model.state_dict())

    @property
    def parameters(self) -> list[nn.Parameter]:
        """Everything that learns."""
        return [p for group in self.optimizer.param_groups for p in group["params"]]

    @property
    def evaluated(self) -> nn.Module:
        """The network with the weights that are validated: the averaged ones, if there are any."""
        return self.model if self._average is None else self._average.module

    def set_rate(self, rate: float) -> None:
        """Set the learning rate for the next step."""
        for group in self.optimizer.param_groups:
            group["lr"] = rate * group["factor"]

    def step(self) -> None:
        """Follow the gradients, and move the average along."""
        self.optimizer.step()
        if self._average is not None:
            self._average.update_parameters(self.model)

    def keep_best(self) -> None:
        """Remember the weights that are validated as the best so far."""
        self._best = _copy(self.evaluated.state_dict())

    def restore_best(self) -> None:
        """Give the model the best weights so far; before any, those it came with."""
        self.model.load_state_dict(self._best)

    @contextmanager
    def evaluating(self) -> Iterator[nn.Module]:
        """Hold still what is validated: no gradients, no dropout, no running statistics."""
        module = self.evaluated
        was_training = module.training
        module.eval()
        try:
            with torch.no_grad():
                yield module
        finally:
            module.train(was_training)

    def tensors(self) -> Tensors:
        """Return the state for a checkpoint; ``model.…`` are the best weights."""
        found = model_tensors(self._best)
        found |= {_CURRENT + name: t for name, t in self.model.state_dict().items()}
        found |= {_LOSS + name: t for name, t in self.loss.state_dict().items()}
        if self._average is not None:
            found |= {_AVERAGE + name: t for name, t in self._average.state_dict().items()}
        for index, values in self.optimizer.state_dict()["state"].items():
            found |= {f"{_OPTIMIZER}{index}.{name}": value for name, value in values.items()}
        return _copy(found)

    def load(self, checkpoint: Checkpoint) -> None:
        """Take the state of a checkpoint over.

        Raises:
            UserError: ``checkpoint-other-architecture``: it belongs to another model, loss or way
                of training.
        """
        try:
            self.model.load_state_dict(checkpoint.named(_CURRENT))
            self.loss.load_state_dict(checkpoint.named(_LOSS))
            if self._average is not None:
                self._average.load_state_dict(checkpoint.named(_AVERAGE))
            self.optimizer.load_state_dict(self._optimizer_state(checkpoint.named(_OPTIMIZER)))
        except (RuntimeError, ValueError, KeyError) as error:
            raise UserError(
                "checkpoint-other-architecture",
                "the checkpoint belongs to another model, loss or way of training",
                "Resume with the settings that the run was started with.",
            ) from error
        self._best = checkpoint.named("model.")

    def _optimizer_state(self, tensors: Tensors) -> dict[str, Any]:
        state: dict[int, dict[str, Tensor]] = {}
        for name, tensor in tensors.items():
            index, _, key = name.partition(".")
            state.setdefault(int(index), {})[key] = tensor
        return {"state": state, "param_groups": self.optimizer.state_dict()["param_groups"]}


def _optimizer(
    model: EmbeddingModel, loss: nn.Module, settings: TrainingSettings
) -> torch.optim.AdamW:
    learning = [p for p in model.parameters() if p.requires_grad]
    matrices = [p for p in learning if p.ndim > 1]
    vectors = [p for p in learning if p.ndim <= 1]
    proxies = [p for p in loss.parameters() if p.requires_grad]
    groups = [
        {"params": matrices, "weight_decay": settings.weight_decay, "factor": 1.0},
        {"params": vectors, "weight_decay": 0.0, "factor": 1.0},
        {"params": proxies, "weight_decay": 0.0, "factor": settings.proxy_rate},
    ]
    filled = [group for group in groups if group["params"]]
    if not filled:
        raise UserError(
            "nothing-learns", "no weight of the model may change", "Unfreeze a block of it."
        )
    return torch.optim.AdamW(filled, lr=settings.learning_rate, fused=True)


def _average(model: EmbeddingModel, decay: float) -> AveragedModel:
    def move(averaged: Sequence[Tensor], current: Sequence[Tensor], seen: Tensor | int) -> None:
        # A short memory at first, or the random start would stay in for 1 / (1 - decay) steps.
        now = min(decay, (1 + float(seen)) / (10 + float(seen)))
        for old, new in zip(averaged, current, strict=True):
            if old.is_floating_point():
                old.lerp_(new, 1 - now)
            else:
                old.copy_(new)

    with torch.no_grad():
        return AveragedModel(model, multi_avg_fn=move, use_buffers=True)


def _copy(tensors: dict[str, Tensor]) -> Tensors:
    return {name: tensor.detach().clone() for name, tensor in tensors.items()}
