"""The trainer: epochs, validation, early stop, checkpoints, and an eye on the model's health.

A training that goes wrong is not a crash: numbers that are no longer finite (``diverged``) or
embeddings that have fallen together (``collapsed``) end it, the model gets the best weights so far
back, and the result says what happened. Cancelling raises ``Cancelled`` at the next batch; the
checkpoint of the last whole epoch is on disk by then, and resuming from it gives the very same
weights as if nothing had happened.
"""

from __future__ import annotations

import hashlib
import math
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from photosearch.base.errors import UserError
from photosearch.base.pace import Pace
from photosearch.base.progress import NO_PROGRESS, Progress, Step
from photosearch.learning.models.embedding_model import EmbeddingModel
from photosearch.learning.training.batches import TrainingBatch, TrainingBatches
from photosearch.learning.training.checkpoint import (
    Checkpoint,
    CheckpointCard,
    Tensors,
    write_checkpoint,
)
from photosearch.learning.training.collapse import CollapseDetector, effective_rank
from photosearch.learning.training.epoch_report import EpochReport, Outcome, TrainingResult
from photosearch.learning.training.phase_clock import PhaseClock
from photosearch.learning.training.schedule import rate_factor
from photosearch.learning.training.settings import TrainingSettings
from photosearch.learning.training.training_state import TrainingState

LAST_CHECKPOINT = "last.safetensors"
_LEAST_GAIN = 1e-4

Validate = Callable[[nn.Module], Mapping[str, float]]
"""Scores held-out photos with a model in evaluation mode; holds ``"map_at_r"``."""


@dataclass(frozen=True)
class Watch:
    """Who looks on while a training runs.

    Attributes:
        progress: Reported to and checked at every batch, phase ``"train"``.
        on_epoch: Called after each epoch, with its report and the model that was validated.
        checkpoint_dir: Where ``last.safetensors`` is kept up to date; ``None``: nowhere.
        details: Goes into the checkpoints' cards.
        clock: Where seconds by phase are added up; batches may add theirs.
    """

    progress: Progress = NO_PROGRESS
    on_epoch: Callable[[EpochReport, nn.Module], None] = lambda _report, _model: None
    checkpoint_dir: Path | None = None
    details: Mapping[str, Any] = field(default_factory=dict)
    clock: PhaseClock = field(default_factory=PhaseClock)


class _TrainingEndError(Exception):
    """The training can't go on (``outcome``, and the reason as a sentence)."""

    def __init__(self, outcome: Outcome, reason: str) -> None:
        super().__init__(reason)
        self.outcome = outcome


class Trainer:
    """Trains one model with one loss, once.

    Args:
        model: Learns in place; ends with the best weights.
        loss: By which it learns, called with embeddings, labels and tuples (``MetricLoss``, or a
            classifier's); its own parameters (proxies, a classifier's planes) learn too.
        settings: How.
    """

    def __init__(self, model: EmbeddingModel, loss: nn.Module, settings: TrainingSettings) -> None:
        self._settings = settings
        self._model = model
        self._state = TrainingState(model, loss, settings)
        self._detector = CollapseDetector()
        self._reports: list[EpochReport] = []
        self._best_epoch = 0
        self._best_score = -math.inf
        self._steps = 0
        self._seconds_before = 0.0
        self._started = time.monotonic()

    def resume(self, checkpoint: Checkpoint) -> None:
        """Go on where the training that wrote a checkpoint was.

        Raises:
            UserError: It is of another architecture or other settings, or can't be resumed.
        """
        card = checkpoint.card
        if not card.progress:
            text = "the checkpoint holds a model only, not its training"
            raise UserError("checkpoint-not-resumable", text, "Resume from last.safetensors.")
        if dict(card.architecture) != self._model.architecture:
            raise UserError(
                "checkpoint-other-architecture",
                "the checkpoint belongs to a model of another architecture",
                "Resume with the settings that the run was started with.",
            )
        if dict(card.settings) != self._settings.to_json():
            text = "the checkpoint belongs to a training with other settings"
            raise UserError(
                "checkpoint-other-settings", text, "Resume with the settings of that run."
            )
        self._state.load(checkpoint)
        self._reports = [EpochReport(**report) for report in card.progress["reports"]]
        self._best_epoch = card.progress["best_epoch"]
        score = card.progress["best_score"]
        self._best_score = -math.inf if score is None else score
        self._steps = card.progress["steps"]
        self._seconds_before = card.progress["seconds"]
        self._detector.restore(card.progress["detector"])

    def train(
        self, batches: TrainingBatches, validate: Validate | None = None, watch: Watch | None = None
    ) -> TrainingResult:
        """Train until the epochs, the time or the gains have run out.

        Args:
            batches: What to train on.
            validate: Scores the held-out photos after each epoch; ``None`` (and with the setting
                ``keep_last``): the last healthy epoch is kept, and nothing stops early.
            watch: Who looks on.

        Raises:
            Cancelled: The person cancelled; the model then is as the last batch left it.
            UserError: There is nothing to train on, or a checkpoint could not be written.
        """
        watch = watch or Watch()
        if len(batches) == 0:
            text = "there is no batch to train on"
            raise UserError("nothing-to-train-on", text, "Add photos: two or more a class.")
        self._started = time.monotonic()
        try:
            outcome, reason = self._run(batches, validate, watch)
        except _TrainingEndError as end:
            outcome, reason = end.outcome, str(end)
        self._state.restore_best()
        self._model.eval()
        return TrainingResult(
            outcome=outcome,
            reason=reason,
            best_epoch=self._best_epoch,
            epochs=tuple(self._reports),
            seconds=self._seconds,
            profile=watch.clock.seconds,
        )

    def checkpoint(self, details: Mapping[str, Any]) -> Checkpoint:
        """Return where the training is, after a whole epoch, to be resumed from or used."""
        best = None if self._best_score == -math.inf else self._best_score
        progress = {
            "reports": [report.to_json() for report in self._reports],
            "best_epoch": self._best_epoch,
            "best_score": best,
            "steps": self._steps,
            "seconds": self._seconds,
            "detector": self._detector.state(),
        }
        return Checkpoint(self._card(progress, details), self._state.tensors())

    def model_checkpoint(self, details: Mapping[str, Any]) -> Checkpoint:
        """Return the best weights alone, to be used."""
        tensors: Tensors = self._state.tensors()
        kept = {name: t for name, t in tensors.items() if name.startswith("model.")}
        return Checkpoint(self._card({}, details), kept)

    @property
    def _seconds(self) -> float:
        return self._seconds_before + time.monotonic() - self._started

    def _card(self, progress: Mapping[str, Any], details: Mapping[str, Any]) -> CheckpointCard:
        return CheckpointCard(
            architecture=self._model.architecture,
            settings=self._settings.to_json(),
            epoch=len(self._reports) if progress else self._best_epoch,
            progress=progress,
            details={**details, "model": type(self._model).__name__},
        )

    def _run(
        self, batches: TrainingBatches, validate: Validate | None, watch: Watch
    ) -> tuple[Outcome, str]:
        total = self._settings.epochs * len(batches)
        pace = Pace("train", total)
        while len(self._reports) < self._settings.epochs:
            report = self._epoch(batches, pace, watch)
            report = self._validated(report, validate, watch)
            self._reports.append(report)
            self._judge(report, int(report.epoch))
            if watch.checkpoint_dir is not None:
                path = watch.checkpoint_dir / LAST_CHECKPOINT
                write_checkpoint(path, self.checkpoint(watch.details))
            with self._state.evaluating() as model:
                watch.on_epoch(report, model)
            if self._gains_have_ended(report.epoch):
                reason = f"No gain of MAP@R in {self._settings.patience} epochs."
                return "stopped-early", reason
            if self._out_of_time:
                return "finished", f"The {self._settings.minutes:g} minutes are over."
        return "finished", f"All {self._settings.epochs} epochs are done."

    @property
    def _out_of_time(self) -> bool:
        minutes = self._settings.minutes
        return minutes is not None and self._seconds >= 60 * minutes

    def _share(self, n_batches: int) -> float:
        """Return how much of the training is done, by epochs or by time, whichever is further."""
        share = self._steps / (self._settings.epochs * n_batches)
        if self._settings.minutes is not None:
            share = max(share, self._seconds / (60 * self._settings.minutes))
        return share

    def _told(self, step: Step, n_batches: int) -> Step:
        """Return a step with the time left by the clock, where the minutes are what ends it."""
        if self._settings.minutes is None:
            return step
        left = max(0.0, 60 * self._settings.minutes - self._seconds)
        if step.remaining_s is not None:
            left = min(left, step.remaining_s)
        total = round(step.done / max(self._share(n_batches), 1e-9))
        return replace(step, total=max(step.done, total), remaining_s=left)

    def _epoch(self, batches: TrainingBatches, pace: Pace, watch: Watch) -> EpochReport:
        number = len(self._reports) + 1
        started = time.monotonic()
        self._model.train()
        loss_sum, n_batches, rank = 0.0, 0, math.nan
        embeddings: Tensor | None = None
        batch: TrainingBatch | None = None
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(_epoch_seed(self._settings.seed, number))
            for batch in batches.epoch(number):
                watch.progress.checkpoint()
                loss, embeddings = self._step(batch, len(batches), watch.clock)
                loss_sum += loss
                n_batches += 1
                mean = loss_sum / n_batches
                detail = f"epoch {number} of {self._settings.epochs}, loss {mean:.4f}"
                watch.progress.report(self._told(pace.step(self._steps, detail), len(batches)))
                if self._out_of_time:
                    break
        if embeddings is None or batch is None:
            raise UserError(
                "nothing-to-train-on", "an epoch holds no batch", "Add photos: two or more a class."
            )
        rank = effective_rank(embeddings)
        if self._detector.is_line(rank, embeddings.shape[1], len(set(batch.labels.tolist()))):
            raise _collapsed(f"all on a line (effective rank {rank:.2f})", number)
        return EpochReport(
            epoch=number,
            loss=loss_sum / n_batches,
            seconds=time.monotonic() - started,
            learning_rate=self._state.optimizer.param_groups[0]["lr"],
            spread=self._detector.spread,
            rank=rank,
        )

    def _step(
        self, batch: TrainingBatch, n_batches: int, clock: PhaseClock
    ) -> tuple[float, Tensor]:
        state, settings = self._state, self._settings
        factor = rate_factor(self._share(n_batches), settings.warm_up)
        state.set_rate(settings.learning_rate * factor)
        state.optimizer.zero_grad(set_to_none=True)
        with clock.phase("forward"):
            embeddings = state.model(batch.inputs)
            loss = state.loss(embeddings, batch.labels, batch.tuples)
        value = float(loss.detach())
        number = len(self._reports) + 1
        if not math.isfinite(value):
            raise _TrainingEndError("diverged", f"The loss is {value} in epoch {number}.")
        if loss.requires_grad:
            with clock.phase("backward"):
                loss.backward()
            with clock.phase("optimiser"):
                limit = settings.gradient_limit or math.inf
                length = torch.nn.utils.clip_grad_norm_(state.parameters, limit)
                if not math.isfinite(float(length)):
                    reason = f"The gradient is no longer finite in epoch {number}."
                    raise _TrainingEndError("diverged", reason)
                state.step()
        self._steps += 1
        embeddings = functional.normalize(embeddings.detach())
        if self._detector.collapsed(embeddings):
            raise _collapsed(f"all at one point (spread {self._detector.spread:.4f})", number)
        return value, embeddings

    def _validated(
        self, report: EpochReport, validate: Validate | None, watch: Watch
    ) -> EpochReport:
        with watch.clock.phase("validation"), self._state.evaluating() as model:
            if not all(bool(p.isfinite().all()) for p in model.parameters()):
                reason = f"The weights are no longer finite after epoch {report.epoch}."
                raise _TrainingEndError("diverged", reason)
            return report if validate is None else replace(report, validation=validate(model))

    def _judge(self, report: EpochReport, epoch: int) -> None:
        score = report.score
        if score is None or self._settings.keep_last:
            self._best_epoch = epoch
            self._state.keep_best()
        elif score > self._best_score + _LEAST_GAIN:
            self._best_epoch, self._best_score = epoch, score
            self._state.keep_best()

    def _gains_have_ended(self, epoch: int) -> bool:
        patience = self._settings.patience
        return patience > 0 and epoch - self._best_epoch >= patience


def _collapsed(how: str, epoch: int) -> _TrainingEndError:
    return _TrainingEndError("collapsed", f"The embeddings lie {how} in epoch {epoch}.")


def _epoch_seed(seed: int, epoch: int) -> int:
    digest = hashlib.sha256(f"{seed} {epoch}".encode()).digest()
    return int.from_bytes(digest[:6], "big")
