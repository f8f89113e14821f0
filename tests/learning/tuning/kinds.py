"""Generated tuning sets: groups that differ along few directions and vary along many."""

import numpy as np

from photosearch.learning.tuning.tuning_set import TuningSet, bundles_of
from photosearch.metric.transform import unit_rows

DIM = 48
TELLING = 24


def tuning_set(n_groups=8, size=6, n_background=160, noise=0.9, seed=0) -> TuningSet:
    """Make groups of photos, and as many kinds without labels in the background."""
    random = np.random.default_rng(seed)
    telling = TELLING  # the first axes tell kinds apart; within them the others vary
    n_kinds = n_groups + n_background // size
    centres = np.zeros((n_kinds, DIM))
    centres[:, :telling] = random.standard_normal((n_kinds, telling))
    rows = np.repeat(centres, size, axis=0)
    rows[:, telling:] += noise * random.standard_normal((len(rows), DIM - telling))
    rows[:, :telling] += 0.3 * random.standard_normal((len(rows), telling))
    vectors = unit_rows(rows).astype(np.float32)
    labels = np.repeat(np.arange(n_kinds), size)
    labels[labels >= n_groups] = -1
    keys = random.integers(0, 2**63, len(labels)).astype(np.uint64)
    return TuningSet(vectors, labels, bundles_of(vectors, labels), keys)
