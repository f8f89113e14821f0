"""A training by plan: what destroys a model is caught, and the last good one is kept."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="torch is not installed")
pytest.importorskip("pytorch_metric_learning", reason="the lab is not installed")

from photosearch.learning.data.labelled_images import LabelledImages  # noqa: E402
from photosearch.learning.data.splitting import Split  # noqa: E402
from photosearch.learning.lab.held_out import final_retrieval  # noqa: E402
from photosearch.learning.lab.inputs import PictureInputs  # noqa: E402
from photosearch.learning.lab.lab_data import LabData  # noqa: E402
from photosearch.learning.lab.plan import Plan  # noqa: E402
from photosearch.learning.lab.training_run import Trained, train_plan  # noqa: E402
from photosearch.learning.training.settings import TrainingSettings  # noqa: E402
from photosearch.learning.training.trainer import Watch  # noqa: E402
from tests.learning.lab.lab_folders import COLOURS  # noqa: E402

_PX = 8


@pytest.fixture(autouse=True)
def _one_thread():
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


def _data(noise: float) -> LabData:
    """Return 4 classes of 12 pictures, a colour each under noise; every third is held out."""
    random = np.random.default_rng(0)
    labels = np.repeat(np.arange(4), 12)
    colours = np.array(list(COLOURS.values()))[labels][:, None, None]
    pixels = colours * (noise < 255) + random.normal(0, noise, (len(labels), _PX, _PX, 3))
    images = LabelledImages(
        pixels=np.clip(pixels, 0, 255).astype(np.uint8),
        labels=labels,
        keys=np.arange(len(labels), dtype=np.uint64),
        names=tuple(map(str, range(len(labels)))),
        class_names=tuple(COLOURS),
        skipped=(),
    )
    rows = np.arange(len(labels))
    split = Split(rows[rows % 3 > 0], rows[rows % 3 == 0])
    return LabData(images, rows, split)


def _plan(**changes) -> Plan:
    architecture = {
        "kind": "small", "dim": 8, "widths": [8, 8], "normalised": False, "input_px": _PX,
    }  # fmt: skip
    settings = TrainingSettings(epochs=400, learning_rate=1e-2)
    return replace(Plan(architecture, settings), classes=4, photos=2, **changes)


def _train(data: LabData, plan: Plan) -> tuple[Trained, list[dict]]:
    weights: list[dict] = []

    def on_epoch(_report, model) -> None:
        weights.append({name: one.clone() for name, one in model.state_dict().items()})

    inputs = PictureInputs(data.images.pixels)
    return train_plan(plan, data, inputs, Watch(on_epoch=on_epoch)), weights


@pytest.mark.parametrize(
    ("noise", "destructive"),
    [
        # Nothing pushes apart: same pairs together, and no margin for the others.
        (60.0, {"loss": "contrastive", "loss_options": {"margin": 0.0}}),
        # Nothing to tell classes by, and the hardest triplets from the first step on.
        (255.0, {"loss": "triplet", "miner": "hard"}),
    ],
)
def test_destructive_setting_is_caught_and_the_last_good_model_is_kept(noise, destructive):
    data = _data(noise)
    trained, weights = _train(data, _plan(**destructive))
    result = trained.result
    assert result.outcome == "collapsed"
    assert len(result.epochs) < 400
    assert "one point" in result.reason or "line" in result.reason
    assert result.epochs[-1].spread < 0.01
    best = max(result.epochs, key=lambda report: report.score)
    assert result.best_epoch == best.epoch
    kept = trained.learner.state_dict()
    assert all(torch.equal(kept[name], one) for name, one in weights[best.epoch - 1].items())
    inputs = PictureInputs(data.images.pixels)
    found = final_retrieval(data, inputs, trained.learner, "cosine").scores.map_at_r
    assert found == pytest.approx(best.score)


def test_the_same_losses_with_their_usual_settings_are_healthy():
    for loss in ("contrastive", "triplet"):
        plan = _plan(loss=loss)
        plan = replace(plan, settings=replace(plan.settings, epochs=30))
        trained, _ = _train(_data(60.0), plan)
        assert trained.result.healthy
        assert trained.result.epochs[-1].spread > 0.1
