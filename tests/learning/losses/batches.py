"""Small batches, and the distances of the losses written plainly."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray

Matrix = NDArray[np.float64]

N_CLASSES = 4
DIM = 6


def random_rows(n: int, seed: int = 0) -> Matrix:
    """Return (n, DIM) float64 unit rows."""
    rows = np.random.default_rng(seed).standard_normal((n, DIM))
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def p_by_q(seed: int = 0) -> tuple[Matrix, NDArray[np.int64]]:
    """Return rows and labels of four classes of three photos, mixed."""
    rng = np.random.default_rng(seed)
    return random_rows(12, seed), rng.permutation(np.repeat(np.arange(N_CLASSES), 3))


def anchor_positive(seed: int = 0) -> tuple[Matrix, NDArray[np.int64]]:
    """Return rows and labels of [anchors..., positives...], one pair a class."""
    return random_rows(2 * N_CLASSES, seed), np.tile(np.arange(N_CLASSES), 2)


def distances(rows: Matrix, others: Matrix, distance: str) -> Matrix:
    """Return (N, M) distances of unit rows."""
    if distance == "cosine":
        return 1 - rows @ others.T
    order = 1 if distance == "manhattan" else 2
    return np.linalg.norm(rows[:, None] - others[None], ord=order, axis=2)


def similarities(rows: Matrix, others: Matrix, distance: str) -> Matrix:
    """Return (N, M) cosines, or minus the distance."""
    return rows @ others.T if distance == "cosine" else -distances(rows, others, distance)


def value(loss: torch.nn.Module, rows: Matrix, labels: object = None, **more: object) -> float:
    """Return what a loss says of rows, in float64."""
    known = torch.zeros(len(rows), dtype=torch.int64) if labels is None else labels
    return float(loss(torch.as_tensor(rows), torch.as_tensor(known), **more).detach())
