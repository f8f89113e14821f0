"""Small pictures of four colours, a small encoder and a loss: a training of a second."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="torch is not installed")

from photosearch.learning.evaluation.retrieval import retrieval  # noqa: E402 - needs torch
from photosearch.learning.losses.by_name import loss_by_name  # noqa: E402
from photosearch.learning.models.building import build_model  # noqa: E402
from photosearch.learning.training.batches import TrainingBatch  # noqa: E402

COLOURS = np.array([[220, 40, 40], [40, 220, 40], [40, 40, 220], [220, 220, 40]])
LABELS = np.repeat(np.arange(4), 12)


def pictures(seed: int = 0) -> np.ndarray:
    """Return (48, 8, 8, 3) uint8 pictures of four kinds."""
    noise = np.random.default_rng(seed).normal(0, 60, (len(LABELS), 8, 8, 3))
    return np.clip(COLOURS[LABELS][:, None, None] + noise, 0, 255).astype(np.uint8)


class ColourBatches:
    """Pairs of pictures of each colour, laid out as the anchor–positive loss wants them."""

    def __init__(self, n_batches: int = 8, seed: int = 0) -> None:
        self._pixels = torch.from_numpy(pictures())
        self._n_batches = n_batches
        self._seed = seed

    def __len__(self) -> int:
        return self._n_batches

    def epoch(self, number: int) -> Iterator[TrainingBatch]:
        random = np.random.default_rng([self._seed, number])
        for _ in range(self._n_batches):
            pairs = np.stack(
                [random.choice(np.flatnonzero(c == LABELS), 2, False) for c in range(4)]
            )
            rows = torch.from_numpy(pairs.T.reshape(-1))
            labels = torch.arange(4).repeat(2)
            yield TrainingBatch(self._pixels[rows], labels)


def new_model(seed: int = 0, **changes: object):
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        return build_model({"kind": "small", "dim": 8, "widths": [8, 8], "input_px": 8, **changes})


def new_loss(name: str = "anchor-positive"):
    return loss_by_name(name, dim=8, n_classes=4)


def validate(model) -> dict[str, float]:
    with torch.no_grad():
        vectors = model(torch.from_numpy(pictures(seed=1))).numpy()
    scores = retrieval(vectors, LABELS).scores
    return {"recall_at_1": scores.recall_at_1, "map_at_r": scores.map_at_r}
