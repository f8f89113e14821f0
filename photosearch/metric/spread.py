"""How many directions a set of vectors makes use of."""

from __future__ import annotations

import numpy as np

from photosearch.base.types import Vectors


def effective_rank(vectors: Vectors) -> float:
    """Return exp of the entropy of the normalised singular values (Roy and Vetterli 2007).

    Args:
        vectors: (N, d) float32.

    Returns:
        1 to min(N, d); 1 where all lie on a line.
    """
    values = np.linalg.svd(vectors - vectors.mean(axis=0), compute_uv=False)
    shares = values / max(float(values.sum()), 1e-12)
    shares = shares[shares > 0]
    return float(np.exp(-(shares * np.log(shares)).sum()))
