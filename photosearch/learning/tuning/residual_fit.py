"""Level 2: a low-rank residual behind the whitening, trained with a loss and a keep term.

z = norm(x + B A x) with B = 0 at the start: nothing is lost that training does not take. What it
does take it takes from everybody, so a keep term holds random photos of the library where they
were: keep * mean((Z Z^T - Z0 Z0^T)^2). Other photos of the library are negatives of every anchor
where the loss can use them (SupCon). With keep 0 nothing protects the rest, and every loss ruins
it: such a run is there to see that the gate refuses it.

The product x (I + B A) is a matrix, so at search time level 2 costs what the whitening costs.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from photosearch.base.errors import UserError
from photosearch.base.progress import NO_PROGRESS, Progress, Step
from photosearch.learning.losses.by_name import loss_by_name
from photosearch.learning.losses.metric_loss import MetricLoss
from photosearch.learning.losses.supcon import SupCon
from photosearch.learning.losses.tuples import Tuples
from photosearch.learning.tuning.group_fit import whitening_of
from photosearch.learning.tuning.tuning_set import TuningSet
from photosearch.metric.group_head import GroupHead, whitening_only
from photosearch.metric.transform import unit_rows

RANK = 64
N_STEPS = 150
_N_KEPT = 64
_MOST_GROUPS_A_BATCH = 16
_PHOTOS_A_GROUP = 4
_LEARNING_RATE = 1e-3
_WEIGHT_DECAY = 1e-4
_PROXY_RATE = 0.05


@dataclass(frozen=True)
class ResidualSettings:
    """How level 2 is trained.

    Attributes:
        loss: by name.
        keep: weight of the keep term, 0 or more.
        seed: of the start, the batches and the kept photos.
        n_steps: of AdamW.
    """

    loss: str
    keep: float
    seed: int = 0
    n_steps: int = N_STEPS


class _Residual(nn.Module):
    """x -> norm(x + B A x)."""

    def __init__(self, dim: int, rank: int) -> None:
        super().__init__()
        self.down = nn.Parameter(torch.randn(rank, dim) / dim**0.5)
        self.up = nn.Parameter(torch.zeros(dim, rank))

    def forward(self, rows: Tensor) -> Tensor:
        return functional.normalize(rows + rows @ self.down.T @ self.up.T, dim=1)

    def matrix(self) -> np.ndarray:
        """Return I + (B A)^T, which a row vector is multiplied with."""
        with torch.no_grad():
            product = (self.up @ self.down).T.double().numpy()
        return np.asarray(np.eye(len(product)) + product)


def fit_residual(
    tuning_set: TuningSet, settings: ResidualSettings, progress: Progress = NO_PROGRESS
) -> GroupHead:
    """Train a residual on groups, or on what was said of pairs where there are no two groups.

    Raises:
        UserError: ``no-groups``; ``not-finite``: the training gave numbers that are none; what
            ``loss_by_name`` raises.
        Cancelled: By ``progress``.
    """
    linear = whitening_of(tuning_set)
    rows = unit_rows(tuning_set.vectors.astype(np.float64) @ linear).astype(np.float32)
    loss = loss_by_name(settings.loss, dim=rows.shape[1], n_classes=max(1, tuning_set.n_groups))
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(settings.seed)
        residual = _Residual(rows.shape[1], RANK)
        _train(residual, loss, _Batches(tuning_set, rows, settings), settings, progress)
    matrix = linear @ residual.matrix()
    if not np.isfinite(matrix).all():
        raise UserError(
            "not-finite",
            "The training came to numbers that are none.",
            "The metric in use stays. Choose another loss, or a larger --keep.",
        )
    return whitening_only(matrix)


class _Batches:
    """Draws what one step looks at."""

    def __init__(self, tuning_set: TuningSet, rows: np.ndarray, settings: ResidualSettings) -> None:
        self._random = np.random.default_rng(settings.seed)
        self._rows = torch.from_numpy(rows)
        self._labels = tuning_set.labels
        chosen = tuning_set.one_of_each()
        groups = [chosen[self._labels[chosen] == g] for g in range(tuning_set.n_groups)]
        self._groups = [rows for rows in groups if len(rows) > 1]
        self._background = tuning_set.background
        self._said = _said(tuning_set)

    def labelled(self, *, paired: bool) -> tuple[Tensor, Tensor]:
        """Draw photos of groups (n, d) with labels (n,): anchors then positives where paired."""
        n = min(len(self._groups), _MOST_GROUPS_A_BATCH)
        which = self._random.permutation(len(self._groups))[:n]
        each = 2 if paired else _PHOTOS_A_GROUP
        drawn = [self._random.permutation(self._groups[g])[:each] for g in which]
        chosen = np.concatenate([np.stack(drawn).T.ravel()] if paired else drawn)
        return self._rows[chosen], torch.from_numpy(self._labels[chosen])

    def tuples(self, loss: MetricLoss) -> tuple[Tensor, Tuples] | None:
        """Return rows and what was said of them, of the first kind that the loss can take."""
        for said in self._said:
            if said.kind in loss.accepts:
                used, renumbered = said.renumbered()
                return self._rows[used], renumbered
        return None

    def kept(self) -> Tensor:
        """Draw photos of no group (m, d)."""
        n = min(_N_KEPT, len(self._background))
        return self._rows[self._random.choice(self._background, n, replace=False)]

    @property
    def has_groups(self) -> bool:
        """Whether there are two groups to tell apart."""
        return len(self._groups) > 1


def _said(tuning_set: TuningSet) -> list[Tuples]:
    said: list[Tuples] = []
    if len(tuning_set.closer):
        said.append(Tuples("triplets", tuning_set.closer))
    pairs = np.concatenate([tuning_set.same, tuning_set.different])
    if len(tuning_set.same) and len(tuning_set.different):
        alike = np.arange(len(pairs)) < len(tuning_set.same)
        said.append(Tuples("pairs", pairs, alike))
    return said


def _train(
    residual: _Residual,
    loss: MetricLoss,
    batches: _Batches,
    settings: ResidualSettings,
    progress: Progress,
) -> None:
    groups = [{"params": list(residual.parameters())}]
    if list(loss.parameters()):  # proxies start anywhere and have to come round quickly
        groups.append({"params": list(loss.parameters()), "lr": _PROXY_RATE})  # type: ignore[dict-item]
    optimiser = torch.optim.AdamW(groups, lr=_LEARNING_RATE, weight_decay=_WEIGHT_DECAY)
    for step in range(settings.n_steps):
        progress.checkpoint()
        progress.report(Step("train", step, settings.n_steps))
        before = batches.kept()
        after = residual(before)
        total = settings.keep * (after @ after.T - before @ before.T).square().mean()
        if batches.has_groups:
            total = total + _of_groups(residual, loss, batches, after)
        said = batches.tuples(loss)
        if said is not None:
            total = total + loss(residual(said[0]), torch.zeros(len(said[0])), said[1])
        optimiser.zero_grad()
        total.backward()
        optimiser.step()


def _of_groups(residual: _Residual, loss: MetricLoss, batches: _Batches, others: Tensor) -> Tensor:
    rows, labels = batches.labelled(paired=loss.batch != "p-by-q")
    if isinstance(loss, SupCon):
        given = loss(residual(rows), labels, extra_negatives=others)
    else:
        given = loss(residual(rows), labels)
    return torch.as_tensor(given)
