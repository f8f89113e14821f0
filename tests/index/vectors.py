"""Made-up vectors that are as hard as real ones."""

from __future__ import annotations

import numpy as np

from photosearch.base.types import Vectors


def unit(vectors: np.ndarray) -> Vectors:
    """Return rows of unit length, float32."""
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


def gaussian(n: int, dim: int, seed: int) -> Vectors:
    """Return directions without any structure: the hardest case of a graph."""
    return unit(np.random.default_rng(seed).standard_normal((n, dim), np.float32))


def clustered(n: int, dim: int, seed: int, intrinsic: int = 12) -> Vectors:
    """Return clusters of low intrinsic dimension, a fifth of them near-duplicates of others.

    As features of photos: cluster sizes are uneven, clusters are thin sheets, and bursts and
    re-encoded copies lie within 1e-3 of one another.
    """
    rng = np.random.default_rng(seed)
    n_clusters = max(2, n // 100)
    weights = rng.pareto(1.2, n_clusters) + 0.1
    member = rng.choice(n_clusters, n, p=weights / weights.sum())
    centres = rng.standard_normal((n_clusters, intrinsic)) @ rng.standard_normal((intrinsic, dim))
    sheets = rng.standard_normal((8, intrinsic, dim))
    inner = rng.standard_normal((n, intrinsic))
    vectors = centres[member] / np.sqrt(intrinsic)
    for sheet in range(8):
        here = member % 8 == sheet
        vectors[here] += 0.3 * inner[here] @ sheets[sheet] / np.sqrt(intrinsic)
    copies = rng.choice(n, n // 5, replace=False)
    vectors[copies] = vectors[rng.choice(n, n // 5)]
    vectors[copies] += 1e-3 * rng.standard_normal((n // 5, dim))
    return unit(vectors)
