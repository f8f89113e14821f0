"""Given the same batches, our trainer makes the same model as pytorch-metric-learning's."""

from __future__ import annotations

import logging

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="torch is not installed")
samplers = pytest.importorskip(
    "pytorch_metric_learning.samplers", reason="pytorch-metric-learning is not installed"
)

from photosearch.learning.data.labelled_images import LabelledImages  # noqa: E402
from photosearch.learning.lab.cifar_recipes import plain_plan  # noqa: E402
from photosearch.learning.lab.training_run import new_model  # noqa: E402
from photosearch.learning.losses.by_name import loss_by_name  # noqa: E402
from photosearch.learning.training.batches import TrainingBatch  # noqa: E402
from photosearch.learning.training.settings import TrainingSettings  # noqa: E402
from photosearch.learning.training.trainer import Trainer  # noqa: E402
from tests.benchmarks.metric_trainer import train_there  # noqa: E402

_STEPS, _SEED, _N_CLASSES, _N_PHOTOS = 40, 3, 10, 80


class _TheirBatches:
    """The pairs that their sampler draws, laid out as anchors, then positives."""

    def __init__(self, images: LabelledImages) -> None:
        np.random.seed(_SEED)  # noqa: NPY002 - their sampler draws from here
        n_rows = 2 * _N_CLASSES
        drawn = samplers.MPerClassSampler(
            images.labels, 2, batch_size=n_rows, length_before_new_iter=len(images)
        )
        self._rows = np.array(list(drawn)).reshape(-1, n_rows)[:_STEPS]
        self._images = images

    def __len__(self) -> int:
        return _STEPS

    def epoch(self, number: int):
        assert number == 1
        for drawn in self._rows:
            rows = np.concatenate([drawn[0::2], drawn[1::2]])
            pixels, labels = self._images.pixels[rows], self._images.labels[rows]
            yield TrainingBatch(torch.from_numpy(pixels), torch.from_numpy(labels))


@pytest.fixture
def _quiet_library(monkeypatch):
    """Keep their progress bar from starting a thread that never ends, and their notes away."""
    monkeypatch.setattr("tqdm.tqdm.monitor_interval", 0)
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.usefixtures("_quiet_library")
def test_the_same_batches_give_the_same_model():
    random, labels = np.random.default_rng(0), np.repeat(np.arange(_N_CLASSES), _N_PHOTOS)
    n = len(labels)
    noise = random.normal(128, 40, (n, 32, 32, 3)) + 10 * (labels[:, None, None, None] - 5)
    images = LabelledImages(
        pixels=np.clip(noise, 0, 255).astype(np.uint8),
        labels=labels,
        keys=np.arange(n, dtype=np.uint64),
        names=tuple(map(str, range(n))),
        class_names=tuple("abcdefghij"),
        skipped=(),
    )
    theirs = train_there(images, _STEPS, _SEED)[0].state_dict()
    start = new_model(plain_plan(1.0, _SEED))
    before = {name: one.clone() for name, one in start.state_dict().items()}
    settings = TrainingSettings(epochs=1, learning_rate=1e-3, weight_decay=0.0, warm_up=0.0)
    loss = loss_by_name(
        "anchor-positive", dim=64, n_classes=_N_CLASSES, options={"temperature": 0.2}
    )
    Trainer(start, loss, settings).train(_TheirBatches(images))
    for name, ours in start.state_dict().items():
        assert float((ours - before[name]).abs().max()) > 0.005
        torch.testing.assert_close(ours, theirs[name], atol=1e-4, rtol=0)
