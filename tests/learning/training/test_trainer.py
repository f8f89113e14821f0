"""A training learns, resumes exactly, can be cancelled, and survives what destroys a model."""

from __future__ import annotations

import math

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="torch is not installed")

from photosearch.base.errors import Cancelled, UserError  # noqa: E402 - needs torch
from photosearch.base.progress import ProgressControl  # noqa: E402
from photosearch.learning.losses.by_name import loss_by_name  # noqa: E402
from photosearch.learning.losses.metric_loss import MetricLoss  # noqa: E402
from photosearch.learning.training.batches import TrainingBatch  # noqa: E402
from photosearch.learning.training.checkpoint import read_checkpoint  # noqa: E402
from photosearch.learning.training.epoch_report import TrainingResult  # noqa: E402
from photosearch.learning.training.settings import TrainingSettings  # noqa: E402
from photosearch.learning.training.trainer import LAST_CHECKPOINT, Trainer, Watch  # noqa: E402
from tests.learning.training.colours import (  # noqa: E402
    ColourBatches,
    new_loss,
    new_model,
    validate,
)

_FOUR = TrainingSettings(epochs=4, learning_rate=1e-2, average=0.9)


def _weights(model) -> dict:
    return {name: tensor.clone() for name, tensor in model.state_dict().items()}


def _same(one: dict, other: dict) -> bool:
    return one.keys() == other.keys() and all(torch.equal(one[k], other[k]) for k in one)


def test_trainer_learns_colours():
    model = new_model(normalised=True)
    before = validate(model.eval())["map_at_r"]
    result = Trainer(model, new_loss(), _FOUR).train(ColourBatches(20), validate)
    assert result.outcome == "finished"
    assert result.epochs[-1].loss < result.epochs[0].loss
    assert validate(model)["map_at_r"] > max(before, 0.9)
    assert {"forward", "backward", "optimiser", "validation"} <= set(result.profile)


@pytest.mark.parametrize("average", [0.0, 0.9])
def test_trainer_cancelled_and_resumed_gives_the_very_same_weights(tmp_path, average):
    settings = TrainingSettings(epochs=4, learning_rate=1e-2, average=average)
    whole = new_model(normalised=True)
    Trainer(whole, new_loss(), settings).train(ColourBatches(), validate)

    steps = []

    def cancel_in_third_epoch(step) -> None:
        steps.append(step)
        if step.done == 2 * 8 + 3:
            control.cancel()

    control = ProgressControl(cancel_in_third_epoch)
    with pytest.raises(Cancelled):
        Trainer(new_model(normalised=True), new_loss(), settings).train(
            ColourBatches(), validate, Watch(progress=control, checkpoint_dir=tmp_path)
        )
    assert steps[-1].done == 2 * 8 + 3

    resumed = new_model(seed=5, normalised=True)
    trainer = Trainer(resumed, new_loss(), settings)
    trainer.resume(read_checkpoint(tmp_path / LAST_CHECKPOINT))
    result = trainer.train(ColourBatches(), validate)
    assert [report.epoch for report in result.epochs] == [1, 2, 3, 4]
    assert _same(_weights(whole), _weights(resumed))


def test_trainer_with_the_same_seed_repeats_itself():
    models = [new_model(), new_model()]
    for model in models:
        Trainer(model, new_loss(), _FOUR).train(ColourBatches(), validate)
    assert _same(*map(_weights, models))


def test_trainer_learns_the_proxies_of_its_loss():
    loss = new_loss("proxy-anchor")
    before = [p.detach().clone() for p in loss.parameters()]
    Trainer(new_model(), loss, _FOUR).train(ColourBatches(), validate)
    assert before
    assert all(
        not torch.equal(old, new) for old, new in zip(before, loss.parameters(), strict=True)
    )


@pytest.mark.parametrize("bad", [math.nan, math.inf])
def test_trainer_whose_loss_is_no_number_keeps_the_last_good_model(bad):
    class Poisoned(ColourBatches):
        def epoch(self, number):
            for batch in super().epoch(number):
                factor = bad if number == 3 else 1.0
                inputs = batch.inputs.permute(0, 3, 1, 2).float() * factor
                yield TrainingBatch(inputs, batch.labels)

    model, kept = new_model(), []

    def watch(report, validated) -> None:
        kept.append((report.score, _weights(validated)))

    result = Trainer(model, new_loss(), _FOUR).train(Poisoned(), validate, Watch(on_epoch=watch))
    assert result.outcome == "diverged"
    assert "epoch 3" in result.reason
    assert not result.healthy
    assert _same(_weights(model), kept[result.best_epoch - 1][1])


def test_trainer_whose_gradient_explodes_keeps_the_first_weights():
    model = new_model()
    before = _weights(model)
    first = next(model.parameters())
    first.register_hook(lambda gradient: gradient * math.inf)
    result = Trainer(model, new_loss(), _FOUR).train(ColourBatches(), validate)
    assert (result.outcome, result.best_epoch) == ("diverged", 0)
    assert "gradient" in result.reason
    assert _same(_weights(model), before)


def test_trainer_catches_a_destructive_setting_that_collapses():
    class Attracting(torch.nn.Module):
        """Pulls everything together, as a triplet loss with a wrong sign or margin does."""

        def forward(self, embeddings, labels, tuples=None):
            return (1 - embeddings @ embeddings.T).mean()

    model = new_model(normalised=True)
    before = _weights(model)
    settings = TrainingSettings(epochs=50, learning_rate=1e-2)
    result = Trainer(model, Attracting(), settings).train(ColourBatches(40), None)
    assert result.outcome == "collapsed"
    assert "one point" in result.reason
    assert len(result.epochs) < 50
    assert result.best_epoch == len(result.epochs)
    assert not _same(_weights(model), before)


class _Mixed(ColourBatches):
    """Batches whose labels say nothing about the pictures."""

    def epoch(self, number):
        random = np.random.default_rng([9, number])
        for batch in super().epoch(number):
            order = torch.from_numpy(random.permutation(len(batch.labels)))
            yield TrainingBatch(batch.inputs[order], batch.labels)


def _train_for_collapse(loss, batches) -> TrainingResult:
    model = new_model(normalised=False)
    return Trainer(model, loss, TrainingSettings(epochs=15, learning_rate=1e-2)).train(batches)


def test_trainer_catches_the_collapse_of_hard_triplets_where_semi_hard_ones_stand():
    def triplet(miner: str) -> MetricLoss:
        return loss_by_name("triplet", dim=8, n_classes=4, distance="euclidean", miner=miner)

    hard = _train_for_collapse(triplet("hard"), _Mixed(40))
    assert hard.outcome == "collapsed"
    assert hard.epochs[-1].loss == pytest.approx(0.2, abs=0.01)  # rests at its margin
    assert _train_for_collapse(triplet("semi-hard"), _Mixed(40)).outcome == "finished"


def test_trainer_catches_the_collapse_of_contrastive_pairs_without_a_margin():
    def contrastive(margin: float) -> MetricLoss:
        return loss_by_name("contrastive", dim=8, n_classes=4, options={"margin": margin})

    destructive = _train_for_collapse(contrastive(0.0), ColourBatches(40))
    assert destructive.outcome == "collapsed"
    assert destructive.epochs[-1].loss < 1e-2  # the loss looks perfect
    assert _train_for_collapse(contrastive(1.0), ColourBatches(40)).outcome == "finished"


@pytest.mark.parametrize("validated", [False, True])
def test_trainer_whose_last_step_spoils_the_weights_keeps_those_before(validated):
    class Spoiling(ColourBatches):
        def epoch(self, number):
            yield from super().epoch(number)
            if number == 2:  # what a step that overflows leaves behind
                with torch.no_grad():
                    next(model.parameters()).fill_(math.inf)

    model = new_model(normalised=True)
    trainer = Trainer(model, new_loss(), TrainingSettings(epochs=4, learning_rate=1e-2))
    result = trainer.train(Spoiling(), validate if validated else None)
    assert (result.outcome, result.best_epoch) == ("diverged", 1)
    assert "after epoch 2" in result.reason
    assert all(bool(one.isfinite().all()) for one in model.parameters())


def test_trainer_stops_early_without_gains():
    scores = iter([0.5, 0.6, 0.6, 0.55, 0.9])
    model = new_model()
    result = Trainer(model, new_loss(), TrainingSettings(epochs=9, patience=2)).train(
        ColourBatches(2), lambda _model: {"map_at_r": next(scores)}
    )
    assert (result.outcome, result.best_epoch, len(result.epochs)) == ("stopped-early", 2, 4)


def test_trainer_told_to_keeps_the_last_epoch_whatever_its_score():
    scores = iter([0.5, 0.9, 0.1, 0.2])
    model, last = new_model(), []

    def watch(_report, validated) -> None:
        last.append(_weights(validated))

    settings = TrainingSettings(epochs=4, learning_rate=1e-2, keep_last=True)
    result = Trainer(model, new_loss(), settings).train(
        ColourBatches(2), lambda _model: {"map_at_r": next(scores)}, Watch(on_epoch=watch)
    )
    assert (result.outcome, result.best_epoch) == ("finished", 4)
    assert _same(_weights(model), last[-1])


def test_trainer_stops_in_time():
    settings = TrainingSettings(epochs=100_000, minutes=0.01)
    result = Trainer(new_model(), new_loss(), settings).train(ColourBatches(), validate)
    assert result.outcome == "finished"
    assert 0.5 < result.seconds < 3
    assert result.epochs[-1].learning_rate < 1e-4


def test_trainer_without_validation_keeps_the_last_epoch():
    model = new_model()
    result = Trainer(model, new_loss(), _FOUR).train(ColourBatches(2))
    assert result.best_epoch == 4
    assert result.epochs[-1].score is None


def test_trainer_without_batches_says_so():
    with pytest.raises(UserError) as caught:
        Trainer(new_model(), new_loss(), _FOUR).train(ColourBatches(0))
    assert caught.value.code == "nothing-to-train-on"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"settings": TrainingSettings(epochs=5)}, "checkpoint-other-settings"),
        ({"model": {"dim": 4}}, "checkpoint-other-architecture"),
        ({"loss": "proxy-anchor"}, "checkpoint-other-architecture"),
        ({"model_only": True}, "checkpoint-not-resumable"),
    ],
)
def test_resume_of_another_training_is_refused(change, code):
    trainer = Trainer(new_model(), new_loss(), _FOUR)
    trainer.train(ColourBatches(2))
    checkpoint = trainer.checkpoint({})
    if "model_only" in change:
        checkpoint = trainer.model_checkpoint({})
    other = Trainer(
        new_model(**change.get("model", {})),
        new_loss(change.get("loss", "anchor-positive")),
        change.get("settings", _FOUR),
    )
    with pytest.raises(UserError) as caught:
        other.resume(checkpoint)
    assert caught.value.code == code
