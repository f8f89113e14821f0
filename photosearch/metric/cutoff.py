"""Where a result list ends, and when the answer is "nothing similar".

Two thresholds. Whether a query has any kin here is told by the mean of its three highest
likenesses, cos(q, x) - r(x) / 2: r(x) takes away what makes some photos near to everything, while
r(q) must stay, since a low one is just what a query without kin has. Of a query that has kin, the
results with a high enough locally scaled score are relevant.

Measured on four libraries (four sets together / objects / flowers / clothes and CD covers), a
quarter of the classes absent, with queries from outside. AUROC of present against absent classes:
.88 / .89 / .77 / .75, where the best locally scaled score has .80 / .87 / .78 / .70; against
foreign pictures (tiny photos enlarged, noise, colours, text) .97 to 1. With these thresholds
"nothing similar" is the answer for 51 / 77 / 56 / 25 % of the absent queries, 89 to 100 % of the
foreign ones and, wrongly, 8 / 14 / 23 / 13 % of the present ones; relevant results of present
queries have a precision of .70 / .91 / .78 / .48 and a recall of .66 / .62 / .50 / .66. An absent
flower among other flowers, or a dress among dresses, does have something similar. The weak spot are
photos whose kind hardly looks alike: of the library's own clothes, 74 % find "nothing similar".
Neighbours' own likenesses and quantiles of the ranks behind the nearest told absent from present
less well.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from photosearch.base.types import Vectors
from photosearch.metric.transform import on_grid

SAMPLE_PHOTOS = 300
MOST_EVIDENCE = 0.20
LEAST_EVIDENCE = 0.17
RELEVANT_SCORE = 0.4
_N_BEST = 3
_FEWEST_SAMPLED = 20


@dataclass(frozen=True)
class Cutoff:
    """The thresholds of a metric in a library.

    Attributes:
        evidence: a query with less of it has nothing similar here.
        score: results at or above it, at the automatic grain, are relevant.
        calibrated: whether ``evidence`` was learned from the library.
    """

    evidence: float = MOST_EVIDENCE
    score: float = RELEVANT_SCORE
    calibrated: bool = False

    def relevant(self, scores: Vectors, likenesses: Vectors | None = None) -> NDArray[np.bool_]:
        """Tell which results are relevant.

        Args:
            scores: (C,) float32 of ``Reranker.scores`` at the automatic grain.
            likenesses: (C,) float32, ``likenesses`` of the same candidates; none: the query is
                taken to have kin.
        """
        relevant = np.asarray(scores >= self.score)
        if likenesses is not None and evidence(likenesses) < self.evidence:
            return np.zeros_like(relevant)
        return relevant


def likenesses(query: Vectors, vectors: Vectors, scale: Vectors) -> Vectors:
    """Return cos(q, x) - r(x) / 2.

    Args:
        query: (d,) float32 unit vector.
        vectors: (C, d) float32 unit rows.
        scale: (C,) float32.

    Returns:
        (C,) float32.
    """
    return np.asarray(on_grid(vectors) @ on_grid(query) - scale / 2, dtype=np.float32)


def evidence(likenesses: Vectors) -> float:
    """Return how sure a query has kin among its candidates: the mean of the three best, or -1.

    Args:
        likenesses: (C,) float32 in any order, without the query itself.
    """
    best = np.sort(likenesses)[::-1][:_N_BEST]
    return float(best.mean()) if len(best) else -1.0


def calibrate(sampled: Vectors) -> Cutoff:
    """Fit the cut-off on searches for the library's own photos.

    Half of a library's photos at least have kin in it. Where the median photo has little evidence,
    the threshold comes down to it, but not to what foreign pictures have.

    Args:
        sampled: (n,) float32, ``evidence`` of some 300 photos of the library.

    Returns:
        The default, uncalibrated, with fewer than 20 photos.
    """
    if len(sampled) < _FEWEST_SAMPLED:
        return Cutoff()
    threshold = np.clip(np.median(sampled), LEAST_EVIDENCE, MOST_EVIDENCE)
    return Cutoff(evidence=float(threshold), calibrated=True)
