"""Photos that do not belong: the mean distance to the nearest neighbours within an album.

The k-nearest-neighbour outlier score on deep features (Bergman, Cohen and Hoshen 2020, "DN2").
Centred vectors tell better than raw ones (AUROC .975 to .959 on pretrained features).
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from photosearch.base.errors import UserError
from photosearch.learning.evaluation.auroc import auroc
from photosearch.learning.evaluation.ranking import Ranker
from photosearch.metric.distance import Distance

N_NEIGHBOURS = 5
_SMALLEST_ALBUM = 4
_PLANTED_SHARE = 0.1


def outlier_scores(
    vectors: NDArray[np.floating],
    k: int = N_NEIGHBOURS,
    distance: Distance | str = Distance.COSINE,
) -> NDArray[np.float64]:
    """Return each photo's mean distance to its k nearest in the album, itself left out.

    Args:
        vectors: (n, d) floats, the album, n >= 2.
        k: how many neighbours; with fewer photos, all the others.
        distance: by what.

    Returns:
        (n,) float64, higher is stranger.

    Raises:
        ValueError: The album has fewer than two photos.
    """
    if len(vectors) < 2:
        raise ValueError("an album of one photo has no outliers")
    ids = np.arange(len(vectors))
    near = Ranker(vectors, ids, distance).nearest(vectors, ids, min(k, len(vectors) - 1))
    return np.asarray(near.distances.mean(axis=1, dtype=np.float64))


def planted_outlier_auroc(
    vectors: NDArray[np.floating],
    labels: NDArray[Any],
    k: int = N_NEIGHBOURS,
    distance: Distance | str = Distance.COSINE,
    seed: int = 0,
) -> NDArray[np.float64]:
    """Plant photos of other classes in every class and see how well they stand out.

    One for every ten photos of the class, at least one, drawn at random from all other classes.

    Args:
        vectors: (N, d) floats.
        labels: (N,) classes, integers or strings.
        k: as in ``outlier_scores``.
        distance: as in ``outlier_scores``.
        seed: of the draw.

    Returns:
        (n_albums,) float64, the AUROC in each class of four photos or more, in sorted order.

    Raises:
        UserError: No class has four photos and photos of another class beside it.
    """
    rng = np.random.default_rng(seed)
    found = []
    for label in np.unique(labels):
        members, others = np.flatnonzero(labels == label), np.flatnonzero(labels != label)
        if len(members) < _SMALLEST_ALBUM or not len(others):
            continue
        n_planted = min(len(others), max(1, round(_PLANTED_SHARE * len(members))))
        planted = rng.choice(others, n_planted, replace=False)
        scores = outlier_scores(vectors[np.concatenate([members, planted])], k, distance)
        found.append(auroc(scores[len(members) :], scores[: len(members)]))
    if not found:
        raise UserError(
            "no-albums",
            f"No class of the {len(labels)} photos is large enough to plant an outlier in.",
            f"Give two classes or more, one of them of {_SMALLEST_ALBUM} photos.",
        )
    return np.array(found)
