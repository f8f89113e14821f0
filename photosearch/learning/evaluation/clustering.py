"""Whether clusters are the classes: AMI and BCubed without self, for four ways of clustering.

NMI is left out: all-singletons scored .752 on real features, above every real clustering. A noise
point of DBSCAN or HDBSCAN counts as a cluster of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from photosearch.base.errors import UserError
from photosearch.base.types import Ids
from photosearch.learning.evaluation.ranking import Ranker
from photosearch.metric.distance import Distance
from photosearch.metric.transform import unit_rows

MIN_SAMPLES = 5
"""Fewest photos of a cluster of DBSCAN or HDBSCAN."""


@dataclass(frozen=True)
class BCubed:
    """Attributes: precision, recall and their harmonic mean, each 0 to 1."""

    precision: float
    recall: float
    f1: float


@dataclass(frozen=True)
class ClusteringScores:
    """How well a clustering finds the classes.

    Attributes:
        ami: adjusted mutual information (Vinh, Epps and Bailey 2010): 0 is chance, 1 perfect.
        bcubed: without self.
        n_clusters: of two photos or more.
        n_alone: photos in no such cluster.
    """

    ami: float
    bcubed: BCubed
    n_clusters: int
    n_alone: int


def bcubed(clusters: NDArray[Any], labels: NDArray[Any]) -> BCubed:
    """Return BCubed (Bagga and Baldwin 1998) with the photo itself left out.

    Of a photo's cluster mates, the share of its class is its precision; of its class mates, the
    share in its cluster its recall; both are averaged over photos, 0/0 being 0. With the photo
    itself, all-singletons would score well (van Heusden, Kamps and Marx 2024).

    Args:
        clusters: (N,) cluster of each photo.
        labels: (N,) class of each photo.
    """
    cluster, cluster_size = _mates(clusters)
    label, label_size = _mates(labels)
    together = _mates(cluster * (label.max(initial=0) + 1) + label)[1]
    precision = float(_shares(together, cluster_size).mean())
    recall = float(_shares(together, label_size).mean())
    total = precision + recall
    return BCubed(precision, recall, 2 * precision * recall / total if total else 0.0)


def clustering_scores(clusters: Ids, labels: NDArray[Any]) -> ClusteringScores:
    """Compare clusters with classes.

    Args:
        clusters: (N,) int64, -1 for noise: each such photo a cluster of its own.
        labels: (N,) classes, integers or strings.
    """
    from sklearn.metrics import adjusted_mutual_info_score

    alone = clusters < 0
    whole = np.where(alone, clusters.max(initial=0) + 1 + np.arange(len(clusters)), clusters)
    sizes = np.unique(whole, return_counts=True)[1]
    codes = np.unique(labels, return_inverse=True)[1]
    ami = float(adjusted_mutual_info_score(codes, whole))
    scores = bcubed(whole, codes)
    return ClusteringScores(ami, scores, int((sizes > 1).sum()), int((sizes == 1).sum()))


def k_means(vectors: NDArray[np.floating], n_clusters: int, seed: int = 0) -> Ids:
    """Cluster by k-means with the true number of clusters."""
    from sklearn.cluster import KMeans

    found = KMeans(n_clusters, n_init=3, random_state=seed).fit_predict(vectors)
    return np.asarray(found, np.int64)


def agglomerative(vectors: NDArray[np.floating], n_clusters: int, seed: int = 0) -> Ids:
    """Cluster by average linkage with the true number of clusters; quadratic memory."""
    from sklearn.cluster import AgglomerativeClustering

    del seed  # nothing in it is random
    found = AgglomerativeClustering(n_clusters, linkage="average").fit_predict(vectors)
    return np.asarray(found, np.int64)


def dbscan(vectors: NDArray[np.floating], n_clusters: int, seed: int = 0) -> Ids:
    """Cluster by density; the radius is the median distance to the fifth neighbour.

    The classes have no say in it (Ester et al. 1996 read the radius off the plot of that
    distance).
    """
    from sklearn.cluster import DBSCAN

    del n_clusters, seed  # it finds the number itself, and nothing in it is random
    ids = np.arange(len(vectors))
    k = min(MIN_SAMPLES, max(1, len(vectors) - 1))
    near = Ranker(vectors, ids, Distance.EUCLIDEAN).nearest(vectors, ids, k)
    reach = near.distances[:, -1]
    radius = max(float(np.median(reach[np.isfinite(reach)], axis=0)), 1e-6)
    found = DBSCAN(eps=radius, min_samples=MIN_SAMPLES).fit_predict(vectors)
    return np.asarray(found, np.int64)


def hdbscan(vectors: NDArray[np.floating], n_clusters: int, seed: int = 0) -> Ids:
    """Cluster by density at all radii at once (Campello, Moulavi and Sander 2013)."""
    from sklearn.cluster import HDBSCAN

    del n_clusters, seed
    if len(vectors) < MIN_SAMPLES:
        return np.full(len(vectors), -1)
    found = HDBSCAN(min_cluster_size=MIN_SAMPLES, copy=True).fit_predict(vectors)
    return np.asarray(found, np.int64)


CLUSTERERS: Mapping[str, Callable[[NDArray[np.floating], int, int], Ids]] = {
    "k-means": k_means,
    "agglomerative": agglomerative,
    "DBSCAN": dbscan,
    "HDBSCAN": hdbscan,
}


def cluster(
    name: str, vectors: NDArray[np.floating], n_clusters: int, *, unit: bool = True, seed: int = 0
) -> Ids:
    """Cluster by a method's name.

    Args:
        name: one of ``CLUSTERERS``.
        vectors: (N, d) floats.
        n_clusters: for the methods that are told; at most N.
        unit: scale to unit length first, so that Euclidean distance ranks as the cosine does.
        seed: of the methods that draw.

    Returns:
        (N,) int64 clusters, -1 for noise.

    Raises:
        UserError: There is no such method.
    """
    if name not in CLUSTERERS:
        known = ", ".join(CLUSTERERS)
        raise UserError("unknown-clustering", f"There is no clustering {name!r}.", f"Use {known}.")
    rows = np.asarray(vectors, np.float64)
    rows = np.asarray(unit_rows(rows)) if unit else rows
    return CLUSTERERS[name](rows, min(n_clusters, len(rows)), seed)


def _mates(groups: NDArray[Any]) -> tuple[Ids, Ids]:
    """Number the groups; count each photo's others in its group."""
    codes, counts = np.unique(groups, return_inverse=True, return_counts=True)[1:]
    return codes.astype(np.int64), (counts[codes] - 1).astype(np.int64)


def _shares(part: Ids, whole: Ids) -> NDArray[np.float64]:
    return np.divide(part, whole, out=np.zeros(len(part)), where=whole > 0)
