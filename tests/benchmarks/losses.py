"""Value and time of every loss on the same features: ``python -m tests.benchmarks.losses``.

    [--batch 256] [--dim 64] [--per-class 4] [--steps 30] [--threads 1]

A step is forward and backward on one batch of embeddings: unit rows in classes that overlap, laid
out as the loss wants them. "start" is the value on them, "collapsed" on identical rows: a loss that
prefers that is in danger of collapse. The median of the steps is shown; the losses take turns, so
that a busy moment of the machine does not fall on one of them.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from photosearch.learning.losses.by_name import loss_by_name
from photosearch.learning.losses.every import CLASSES
from photosearch.learning.losses.metric_loss import MetricLoss
from photosearch.learning.losses.tuples import WIDTHS, TupleKind, Tuples
from photosearch.learning.miners import MINERS

_SPREAD = 1.5  # of a class, beside the distance between classes
_WARM_UP = 3


@dataclass
class Case:
    """One row of the table."""

    what: str
    step: Callable[[], float]
    start: float
    collapsed: float
    seconds: list[float] = field(default_factory=list)

    def cells(self) -> tuple[str, ...]:
        """Return the row's texts."""
        median, slowest = np.median(self.seconds) * 1000, np.max(self.seconds) * 1000
        return (
            self.what,
            f"{self.start:.3f}",
            f"{self.collapsed:.3f}",
            f"{median:.2f}",
            f"{slowest:.2f}",
        )


def features(labels: Tensor, dim: int) -> Tensor:
    """Return (n, dim) float32 unit rows, the classes overlapping."""
    generator = torch.Generator().manual_seed(0)
    centres = torch.randn(int(labels.max()) + 1, dim, generator=generator)
    noise = torch.randn(len(labels), dim, generator=generator)
    return functional.normalize(centres[labels] + _SPREAD * noise)


def cases(options: argparse.Namespace) -> Iterator[Case]:
    """Yield every loss over every distance, with every miner, and from every kind of tuple."""
    n_classes = options.batch // options.per_class
    for name, kind in CLASSES.items():
        for distance in kind.distances:
            mined = name in ("triplet", "quadruplet")
            for miner in MINERS if mined else MINERS[:1]:
                torch.manual_seed(1)  # where proxies start: not where the classes are
                loss = loss_by_name(
                    name, dim=options.dim, n_classes=n_classes, distance=distance, miner=miner
                )
                what = f"{name}, {distance}{f', {miner}' if mined else ''}"
                yield _case(what, loss, options)
        for tuples in sorted(kind.accepts):
            loss = loss_by_name(name, dim=options.dim, n_classes=n_classes)
            yield _case(f"{name}, cosine, {options.batch} {tuples}", loss, options, tuples)


def _case(
    what: str, loss: MetricLoss, options: argparse.Namespace, kind: TupleKind | None = None
) -> Case:
    n_classes = options.batch // options.per_class
    labels = torch.arange(n_classes).repeat(options.per_class)  # both layouts at once
    rows = features(labels, options.dim)
    tuples = None if kind is None else _tuples(kind, labels.numpy())

    def step(at: Tensor = rows) -> float:
        at = at.clone().requires_grad_()
        loss.zero_grad()
        value = loss(at, labels, tuples)
        value.backward()
        return float(value.detach())

    return Case(what, step, step(), step(torch.ones_like(rows)))


def _tuples(kind: TupleKind, labels: np.ndarray) -> Tuples:
    rng = np.random.default_rng(0)
    n_classes = int(labels.max()) + 1
    rows = np.arange(len(labels))
    mate = (rows + n_classes) % len(labels)  # the same class, one round further
    stranger = (rows + rng.integers(1, n_classes, len(rows))) % n_classes
    if kind == "pairs":
        same = rows % 2 == 0
        return Tuples(kind, np.stack([rows, np.where(same, mate, stranger)], axis=1), same)
    columns = (
        [rows, mate, rows[::-1], stranger] if kind == "quadruplets" else [rows, mate, stranger]
    )
    return Tuples(kind, np.stack(columns, axis=1)[:, : WIDTHS[kind]])


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.losses", description=__doc__)
    parser.add_argument("--batch", type=int, default=256)
    parser.add_argument("--dim", type=int, default=64)
    parser.add_argument("--per-class", type=int, default=4)
    parser.add_argument("--steps", type=int, default=30)
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    rows = list(cases(options))
    for turn in range(_WARM_UP + options.steps):
        for case in rows:
            started = time.perf_counter()
            case.step()
            if turn >= _WARM_UP:
                case.seconds.append(time.perf_counter() - started)
    head = ("loss", "start", "collapsed", "ms a step", "slowest")
    table = [head, *(case.cells() for case in rows)]
    widths = [max(len(row[column]) for row in table) for column in range(len(head))]
    for number, row in enumerate(table):
        print(f"| {' | '.join(map(str.ljust, row, widths))} |")  # noqa: T201 - what it is for
        if number == 0:
            print(f"|{'|'.join('-' * (width + 2) for width in widths)}|")  # noqa: T201


if __name__ == "__main__":
    main()
