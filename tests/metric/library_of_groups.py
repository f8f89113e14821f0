"""A generated library: groups of vectors around random centres."""

import numpy as np

from photosearch.metric.transform import unit_rows


def grouped_vectors(n_groups=30, size=8, dim=32, noise=0.12, seed=0):
    rng = np.random.default_rng(seed)
    centres = unit_rows(rng.standard_normal((n_groups, dim)))
    rows = np.repeat(centres, size, axis=0) + noise * rng.standard_normal((n_groups * size, dim))
    return unit_rows(rows).astype(np.float32), np.repeat(np.arange(n_groups), size)
