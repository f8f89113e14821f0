"""Where a result list ends: the answer "nothing similar".

The library is its own calibration. Most photos at ranks 50 to 200 of a photo's own search have
little to do with it; the spread of their scores says what an accidental likeness scores here. A
result is relevant when it scores above that background by more than accident explains.

PROVISIONAL: measured on held-out photos it does not yet say "nothing similar". With a third of the
classes absent it found something relevant for 200 of 200 absent queries (precision .34, recall .79
for present ones). The best score tells absent from present with AUROC .75 only; the cosine .81, the
mean of the three best of cosine - r(x) / 2 .82: r(q) helps exactly the queries that have no kin.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from photosearch.base.types import Vectors

SAMPLE_PHOTOS = 300
FIRST_RANK, LAST_RANK = 50, 200
SPREADS = 3.0
_MAD_TO_SD = 1.4826  # of a normal distribution (Hampel 1974)
_UNCALIBRATED = 0.35


@dataclass(frozen=True)
class Cutoff:
    """A threshold on the automatic score (grain 0.5) of a metric in a library.

    Attributes:
        threshold: results at or above it are relevant.
        calibrated: False in a library too small to know its background.
    """

    threshold: float = _UNCALIBRATED
    calibrated: bool = False

    def relevant(self, scores: Vectors) -> NDArray[np.bool_]:
        """Tell which results are relevant.

        Args:
            scores: (C,) float32 of ``Reranker.scores`` at the automatic grain.
        """
        return np.asarray(scores >= self.threshold)


def calibrate(sampled: list[Vectors]) -> Cutoff:
    """Fit the cut-off on searches for the library's own photos.

    Args:
        sampled: the automatic scores of the candidates of some 300 photos of the library, each
            (C,) float32 in any order, with C of 200 if the library has as many.

    Returns:
        The default threshold, uncalibrated, unless at least 20 searches had 100 candidates.
    """
    tails = [np.sort(scores)[::-1][FIRST_RANK:LAST_RANK] for scores in sampled]
    tails = [tail for tail in tails if len(tail) >= FIRST_RANK]
    if len(tails) < 20:
        return Cutoff()
    background = np.concatenate(tails)
    middle = float(np.median(background))
    spread = _MAD_TO_SD * float(np.median(np.abs(background - middle)))
    return Cutoff(middle + SPREADS * spread, calibrated=True)
