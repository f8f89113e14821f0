"""Within-group whitening: relevant component analysis.

Directions in which photos of one group differ say little about the group; they are divided by that
spread. Deterministic and done in a fraction of a second. Measured on level-0 vectors with half
shrinkage: +11 points of MAP@R on held-out photos of the labelled groups and +4 on groups without
labels, where heads trained without protection lose 7 to 19.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from photosearch.base.errors import UserError
from photosearch.base.types import Ids
from photosearch.learning.closed_form.scatter import Matrix, metric_of, powered, shrunk
from photosearch.metric.transform import LinearMetric

SHRINKAGE = 0.5


def within_group_whitening(
    vectors: NDArray[np.floating], labels: Ids, shrinkage: float = SHRINKAGE
) -> LinearMetric:
    """Fit W = C ** -1/2, C the scatter within groups (Bar-Hillel et al. 2005, algorithm RCA).

    Args:
        vectors: (N, D) float, such as level-0 vectors; more dimensions than photos are fine.
        labels: (N,) int64 groups; negative: of no group, counts for the centre and the axes only.
        shrinkage: share of the round scatter in C, 0 (the paper) to 1 (no whitening).

    Returns:
        a metric of D dimensions: centre, multiply, bring to unit length.

    Raises:
        UserError: ``no-groups``: no group has two photos that differ.
        ValueError: the shrinkage is not 0 to 1.
    """
    scatter = within_scatter(vectors, labels)
    if not np.trace(scatter) > 0:
        raise UserError(
            "no-groups",
            "No group has two different photos.",
            "Put at least two photos that are not copies into a group.",
        )
    return metric_of(vectors, powered(shrunk(scatter, shrinkage), -0.5), "within-group whitening")


def within_scatter(vectors: NDArray[np.floating], labels: Ids) -> Matrix:
    """Return the mean over grouped photos of (x - group mean)(x - group mean)^T.

    Args:
        vectors: (N, D) float.
        labels: (N,) int64; groups of one photo and negative labels do not count.

    Returns:
        (D, D) float64; zeros where there is no group of two.
    """
    groups, of_row, sizes = np.unique(labels, return_inverse=True, return_counts=True)
    counted = ((groups >= 0) & (sizes > 1))[of_row]
    rows, of_row = vectors[counted].astype(np.float64), of_row[counted]
    sums = np.zeros((len(groups), vectors.shape[1]))
    np.add.at(sums, of_row, rows)
    residuals = rows - (sums / sizes[:, None])[of_row]
    return np.asarray(residuals.T @ residuals / max(1, len(rows)))
