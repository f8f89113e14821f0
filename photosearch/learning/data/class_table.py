"""Class → pictures, the table that every sampler draws from."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt


def class_table(labels: npt.NDArray[np.int64]) -> dict[int, npt.NDArray[np.int64]]:
    """Return the indices of each class's pictures, classes and indices in ascending order.

    Args:
        labels: (N,) int64, any values.

    Returns:
        label → (n,) int64 indices; every class has at least one.
    """
    order = np.argsort(labels, kind="stable").astype(np.int64)
    values, starts = np.unique(labels[order], return_index=True)
    groups = np.split(order, starts[1:])
    return {int(value): group for value, group in zip(values, groups, strict=False)}
