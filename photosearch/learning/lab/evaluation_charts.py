"""Pictures of an evaluation: pairs told apart, and classes taken for one another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from photosearch.learning.evaluation.classifiers import confusion
from photosearch.learning.evaluation.pairs import PairDistances
from photosearch.learning.evaluation.ranking import Ranker
from photosearch.learning.evaluation.verification import verification
from photosearch.learning.lab.results import Chart, Series

MOST_CLASSES = 30
_FARS = (0.0001, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0)


def roc_chart(pairs: PairDistances) -> Chart:
    """Return TAR against FAR, as far down as there are pairs to measure a FAR by."""
    fars = [far for far in _FARS if far * len(pairs.different) >= 1]
    points = verification(pairs, fars).points
    series = Series("TAR", [point.tar for point in points])
    label = "wrong pairs accepted (FAR)"
    return Chart("curve", "Same or not the same", fars, [series], label, "TAR", log_x=True)


def confusion_chart(
    vectors: NDArray[np.floating],
    labels: NDArray[Any],
    class_names: Sequence[str],
    distance: str,
) -> Chart | None:
    """Return which class each photo's nearest neighbour is of; none for more than 30 classes.

    Args:
        vectors: (N, d) floats, N >= 2.
        labels: (N,) int64, indices of ``class_names``.
        class_names: of all classes.
        distance: by which neighbours are near.
    """
    if len(np.unique(labels)) > MOST_CLASSES:
        return None
    ids = np.arange(len(labels))
    near = Ranker(vectors, ids, distance).nearest(vectors, ids, 1).rows[:, 0]
    counts, classes = confusion(labels, labels[near])
    names = [class_names[int(label)] for label in classes]
    series = [Series(name, row) for name, row in zip(names, counts.tolist(), strict=True)]
    title = "Class of the nearest neighbour, in % of the row"
    return Chart("heatmap", title, names, series, "class of the neighbour", "class of the photo")
