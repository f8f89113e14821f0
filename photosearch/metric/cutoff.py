"""Where a result list ends, and when the answer is "nothing similar".

Two thresholds. Whether a query has any kin here is told by the mean of its three highest
likenesses, cos(q, x) - r(x) / 2: r(x) takes away what makes some photos near to everything, while
r(q) must stay, since a low one is just what a query without kin has. Of a query that has kin, the
results with a high enough locally scaled score are relevant.

How much evidence there is depends on the library: it falls with the number of photos that the
metric was fitted on, and with how alike their kinds are. So the threshold is the library's own:
nine of ten of its photos find something in it. Measured (evidence, tenth percentile of 200 own
photos, then median and 95th percentile of 40 foreign ones): four sets together .175 against .144
and .176 for tiny photos enlarged, .206 and .266 for street scenes; 121 photos of bursts and places
.105 against .01 and .024 for flowers, objects and CD covers; 439 clothes .090 against .068 and .078
for tiny photos, .054 and .070 for street scenes, .099 and .113 for objects. An object among
clothes, or an absent flower among other flowers, does have something similar.

AUROC of present against absent classes, queries from outside, on four libraries (four sets together
/ objects / flowers / clothes and CD covers): .88 / .89 / .77 / .75, where the best locally scaled
score has .80 / .87 / .78 / .70. Neighbours' own likenesses and quantiles of the ranks behind the
nearest told absent from present less well.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from photosearch.base.types import Vectors
from photosearch.metric.transform import on_grid

SAMPLE_PHOTOS = 300
MOST_EVIDENCE = 0.20
LEAST_EVIDENCE = 0.03
_UNKNOWN_EVIDENCE = 0.10
_OWN_WITHOUT_KIN = 0.10
RELEVANT_SCORE = 0.4
EXPECTED_PRECISION, LEAST_PROBABILITY = 0.6, 0.3
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

    evidence: float = _UNKNOWN_EVIDENCE
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


def expected_relevant(probabilities: Vectors) -> NDArray[np.bool_]:
    """Tell which results are relevant once scores are probabilities: as many as keep a precision.

    The likeliest are taken as long as 6 of 10 are expected to be right; after sure ones none that
    is right in less than 3 of 10 cases.

    Args:
        probabilities: (C,) float32 in any order.
    """
    order = np.argsort(-probabilities, kind="stable")
    expected = np.cumsum(probabilities[order]) / np.arange(1, len(order) + 1)
    relevant = np.zeros(len(order), dtype=np.bool_)
    relevant[order[expected >= EXPECTED_PRECISION]] = True
    return relevant & (probabilities >= LEAST_PROBABILITY)


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

    Nine of ten of them are taken to have kin in it, within what was seen on real libraries.

    Args:
        sampled: (n,) float32, ``evidence`` of some 300 photos of the library.

    Returns:
        The default, uncalibrated, with fewer than 20 photos.
    """
    if len(sampled) < _FEWEST_SAMPLED:
        return Cutoff()
    own = np.quantile(sampled, _OWN_WITHOUT_KIN)
    threshold = np.clip(own, LEAST_EVIDENCE, MOST_EVIDENCE)
    return Cutoff(evidence=float(threshold), calibrated=True)
