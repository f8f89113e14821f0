"""The plain reference training beside pytorch-metric-learning's own trainer.

    python -m tests.benchmarks.metric_trainer --archive cifar10.tar.gz [--steps 2500] [--runs 3]

The same network, first weights, loss, optimiser, schedule and number of steps; the two take turns,
so that what else runs on the computer falls on both. They draw other pairs, so that runs differ by
chance: the difference is over runs, seed by seed, with its interval. Only the loop differs: how a
batch is drawn and gathered, and what is done beside forward, backward and the optimiser's step.
"""

# ruff: noqa: T201 - what it is for

from __future__ import annotations

import argparse
import statistics
import time
import warnings
from pathlib import Path

import numpy as np
import torch

from photosearch.learning.data.cifar10 import read_cifar10
from photosearch.learning.data.labelled_images import LabelledImages
from photosearch.learning.evaluation.intervals import over_seeds
from photosearch.learning.evaluation.retrieval import retrieval
from photosearch.learning.lab.cifar_recipes import plain_plan
from photosearch.learning.lab.claims.claim import described
from photosearch.learning.lab.claims.unseen_classes import over_runs
from photosearch.learning.lab.inputs import PictureInputs
from photosearch.learning.lab.sampling import sampler_for
from photosearch.learning.lab.training_run import new_model
from photosearch.learning.losses.by_name import loss_by_name
from photosearch.learning.models.embedding_model import EmbeddingModel
from photosearch.learning.training.phase_clock import PhaseClock
from photosearch.learning.training.settings import TrainingSettings
from photosearch.learning.training.trainer import Trainer, Watch

_RATE = 1e-3
_CLASSES = 10


def train_here(images: LabelledImages, steps: int, seed: int) -> tuple[EmbeddingModel, float]:
    """Train with our trainer; return the model and the seconds."""
    plan, clock = plain_plan(1.0, seed), PhaseClock()
    model = new_model(plan)
    sampler = sampler_for(plan, "anchor-positive", images.labels, np.arange(len(images)))
    rows = np.arange(len(images))
    batches = PictureInputs(images.pixels).batches(sampler, rows, plan, clock)
    epochs = max(1, steps // len(batches))
    settings = TrainingSettings(
        epochs=epochs, learning_rate=_RATE, weight_decay=0.0, warm_up=0.0, seed=seed
    )
    trainer = Trainer(model, _loss(model), settings)
    started = time.perf_counter()
    trainer.train(batches, None, Watch(clock=clock))
    return model, time.perf_counter() - started


def train_there(images: LabelledImages, steps: int, seed: int) -> tuple[EmbeddingModel, float]:
    """Train with pytorch-metric-learning's trainer; return the model and the seconds."""
    from pytorch_metric_learning import samplers, trainers

    model = new_model(plain_plan(1.0, seed))
    optimizer = torch.optim.AdamW(model.parameters(), lr=_RATE, weight_decay=0.0)
    data = torch.utils.data.TensorDataset(
        torch.from_numpy(np.array(images.pixels)), torch.from_numpy(images.labels)
    )
    np.random.seed(seed)  # noqa: NPY002 - its sampler draws from here
    sampler = samplers.MPerClassSampler(
        images.labels, 2, batch_size=2 * _CLASSES, length_before_new_iter=len(images)
    )
    trainer = trainers.MetricLossOnly(
        models={"trunk": model},
        optimizers={"trunk_optimizer": optimizer},
        batch_size=2 * _CLASSES,
        loss_funcs={"metric_loss": _loss(model)},
        dataset=data,
        sampler=sampler,
        collate_fn=_pairs,
        dataloader_num_workers=0,  # the pictures are in memory: workers would only copy them
        iterations_per_epoch=steps,
        data_device=torch.device("cpu"),
        lr_schedulers={
            "trunk_scheduler_by_iteration": torch.optim.lr_scheduler.CosineAnnealingLR(
                optimizer, steps
            )
        },
    )
    started = time.perf_counter()
    trainer.train(num_epochs=1)
    return model, time.perf_counter() - started


def _pairs(items: list[tuple[torch.Tensor, torch.Tensor]]) -> list[torch.Tensor]:
    """Lay a batch of pairs out as anchors, then positives."""
    ordered = items[0::2] + items[1::2]
    return [torch.stack([pixels for pixels, _ in ordered]), torch.stack([c for _, c in ordered])]


def _loss(model: EmbeddingModel) -> torch.nn.Module:
    options = {"temperature": 0.2}
    return loss_by_name("anchor-positive", dim=model.dim, n_classes=_CLASSES, options=options)


def _recall(model: EmbeddingModel, images: LabelledImages) -> float:
    rows = np.arange(len(images))
    vectors = PictureInputs(images.pixels).embed(model.eval(), rows)
    return retrieval(vectors, images.labels).scores.recall_at_1


def main() -> None:
    """Run both in turns and print the medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--archive", type=Path, required=True)
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--steps", type=int, default=2_500)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    train, test = read_cifar10(options.archive, cache_dir=options.cache)
    kept = options.steps * 2 * _CLASSES
    order = np.random.default_rng(0).permutation(len(train))[: min(kept, len(train))]
    train = train.subset(np.sort(order))
    seconds: dict[str, list[float]] = {"ours": [], "theirs": []}
    recalls: dict[str, list[float]] = {"ours": [], "theirs": []}
    for seed in range(options.runs):
        for name, function in (("ours", train_here), ("theirs", train_there)):
            model, took = function(train, options.steps, seed)
            seconds[name].append(took)
            recalls[name].append(_recall(model, test))
            print(
                f"{name}, seed {seed}: {took:.1f} s, Recall@1 {recalls[name][-1]:.3f}", flush=True
            )
    ratio = statistics.median(seconds["ours"]) / statistics.median(seconds["theirs"])
    for name, taken in seconds.items():
        found = over_seeds(recalls[name])
        print(f"{name}: {statistics.median(taken):.1f} s, {found.mean:.3f} ± {found.sd:.3f}")
    difference = over_runs(np.subtract(recalls["ours"], recalls["theirs"]))
    print(f"Recall@1, ours less theirs: {described(difference)} (noise where it holds 0)")
    print(f"time, ours / theirs: {ratio:.2f} (target: at most 1.05)")


if __name__ == "__main__":
    main()
