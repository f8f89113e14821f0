"""How sure a number is: bootstrap intervals over queries, and the spread over seeds.

The percentile bootstrap (Efron 1979) draws queries with replacement. It says how much a mean would
move with other queries of the same classes, not with another training run: that is what the
standard deviation over seeds says. Two systems measured on the same queries are compared by the
differences of the pairs, which is far narrower than comparing two intervals.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

N_DRAWS = 2000
LEVEL = 0.95
_BLOCK_CELLS = 2_000_000


@dataclass(frozen=True)
class Interval:
    """A mean and the interval around it.

    Attributes:
        mean: of the n values.
        low: lower end.
        high: upper end.
        n: how many values.
    """

    mean: float
    low: float
    high: float
    n: int

    @property
    def excludes_zero(self) -> bool:
        """Whether a difference of this size is more than chance at the interval's level."""
        return self.low > 0 or self.high < 0


@dataclass(frozen=True)
class SeedSpread:
    """A mean over runs and their sample standard deviation (ddof 1; 0 for a single run)."""

    mean: float
    sd: float
    n: int


def bootstrap_means(
    values: NDArray[np.floating], n_draws: int = N_DRAWS, seed: int = 0
) -> NDArray[np.float64]:
    """Return the means of n_draws samples with replacement.

    Args:
        values: (n,) floats, n >= 1.
        n_draws: how many samples.
        seed: the same seed draws the same places.

    Raises:
        ValueError: There is no value.
    """
    if not len(values):
        raise ValueError("no values to draw from")
    rng = np.random.default_rng(seed)
    means = np.empty(n_draws)
    size = max(1, _BLOCK_CELLS // len(values))
    for start in range(0, n_draws, size):
        drawn = rng.integers(0, len(values), (min(size, n_draws - start), len(values)))
        means[start : start + size] = values[drawn].mean(axis=1)
    return means


def bootstrap(
    values: NDArray[np.floating], level: float = LEVEL, n_draws: int = N_DRAWS, seed: int = 0
) -> Interval:
    """Return the mean over queries with its percentile interval.

    Args:
        values: (n,) one number a query.
        level: share of the draws inside, 0 to 1.
        n_draws: how many samples.
        seed: of the draws.
    """
    tail = 100 * (1 - level) / 2
    low, high = np.percentile(bootstrap_means(values, n_draws, seed), [tail, 100 - tail])
    return Interval(float(np.mean(values)), float(low), float(high), len(values))


def paired_difference(
    before: NDArray[np.floating],
    after: NDArray[np.floating],
    level: float = LEVEL,
    n_draws: int = N_DRAWS,
    seed: int = 0,
) -> Interval:
    """Return the mean of after - before on the same queries, with its interval.

    Args:
        before: (n,) one number a query.
        after: (n,) of the same queries in the same order.
        level: as in ``bootstrap``.
        n_draws: as in ``bootstrap``.
        seed: as in ``bootstrap``.

    Raises:
        ValueError: The two are not of the same queries.
    """
    if len(before) != len(after):
        raise ValueError("a paired difference needs the same queries twice")
    return bootstrap(np.asarray(after) - np.asarray(before), level, n_draws, seed)


def over_seeds(values: Sequence[float]) -> SeedSpread:
    """Return mean ± standard deviation of one number over runs (``ValueError`` for none)."""
    if not values:
        raise ValueError("no runs to summarise")
    sd = float(np.std(values, ddof=1)) if len(values) > 1 else 0.0
    return SeedSpread(float(np.mean(values)), sd, len(values))
