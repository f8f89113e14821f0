"""How widely a graph has to be searched, measured on its own vectors.

The recall at a given ``ef`` depends on the data: it is measured instead of guessed, with stored
vectors and disturbed ones (as photos from outside) as queries, against a scan of everything.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from photosearch.base.types import Vectors

N_QUERIES = 256
K = 10
TARGET_RECALL = 0.997
"""Above the promised 0.99, because the sample is small."""
EF_STEPS = (96, 128, 192, 256, 384, 512, 768, 1024, 1536, 2048, 3072, 4096)

_TIE = 1e-6
_NOISE = 1.0


def disturbed(vectors: Vectors, rng: np.random.Generator) -> Vectors:
    """Return (N, d) queries: the first half of the vectors as they are, the others moved a bit."""
    noise = rng.standard_normal(vectors.shape).astype(np.float32)
    noise *= _NOISE / np.linalg.norm(noise, axis=1, keepdims=True)
    noise[: len(vectors) // 2] = 0.0
    moved = vectors + noise
    return np.asarray(moved / np.linalg.norm(moved, axis=1, keepdims=True), np.float32)


class TrueNeighbours:
    """The cosines of the K nearest of each query, found in blocks of everything."""

    def __init__(self, queries: Vectors) -> None:
        self._queries = queries
        self._best: npt.NDArray[np.float32] = np.full((len(queries), K), -np.inf, np.float32)

    def see(self, vectors: Vectors) -> None:
        """Take (N, d) further vectors into account."""
        cosines = np.concatenate([self._best, self._queries @ vectors.T], axis=1)
        self._best = -np.partition(-cosines, K - 1, axis=1)[:, :K]

    def recall(self, similarities: Vectors) -> float:
        """Return which share of (Q, K) found cosines is as good as the true K-th (ties count)."""
        worst = self._best.min(axis=1, keepdims=True)
        return float(np.mean(similarities[:, :K] >= worst - _TIE))
