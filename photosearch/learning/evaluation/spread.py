"""How compact classes are and how far apart: intra- and inter-class distances."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from photosearch.learning.evaluation.pairs import PairDistances


@dataclass(frozen=True)
class Spread:
    """Mean distances within classes and between them (Roth et al. 2020, over pairs).

    Attributes:
        intra: Mean distance of two photos of one class.
        inter: Mean distance of two photos of different classes.
        separation: (inter - intra) / sqrt((var_intra + var_inter) / 2), d' of signal detection:
            unlike the ratio it does not change when a constant is added to all distances.
    """

    intra: float
    inter: float
    separation: float

    @property
    def ratio(self) -> float:
        """Return intra / inter: below 1 where classes are compact; falls when training helps."""
        return self.intra / self.inter if self.inter else 1.0


def spread(pairs: PairDistances) -> Spread:
    """Summarise distances within and between classes."""
    same, different = (np.asarray(d, np.float64) for d in (pairs.same, pairs.different))
    deviation = float(np.sqrt((same.var() + different.var()) / 2))
    gap = float(different.mean() - same.mean())
    separation = gap / deviation if deviation else 0.0
    return Spread(float(same.mean()), float(different.mean()), separation)
