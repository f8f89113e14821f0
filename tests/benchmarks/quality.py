"""Measure how well the metric ranks: ``python -m tests.benchmarks.quality --data DIR``.

All sets are one library; the label is the class folder, relevant within its own set only. The table
is MAP@R (Musgrave, Belongie and Lim 2020, eq. 3) in points with the half-width of its 95 % interval
(bootstrap over queries), for ``raw`` (unrounded features, plain cosine), for the metric with exact
candidates and with those of the graph, for both ends of the grain, and with half of the photos
added later. A query does not smooth its own results. ``--cache`` keeps the features.
"""

from __future__ import annotations

import argparse
import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps

from photosearch.base.paths import resources_dir
from photosearch.base.types import Ids, Vectors
from photosearch.encoder.quantisation import dequantise, quantise
from photosearch.encoder.session import Encoder
from photosearch.imaging.pixels import encoder_pixels
from photosearch.index.hnsw import HnswIndex
from photosearch.learning.evaluation.intervals import bootstrap_means
from photosearch.learning.evaluation.retrieval import average_precision_at_r
from photosearch.metric.level0 import fit_level0
from photosearch.metric.neighbourhood import (
    NeighbourRows,
    entered_rows,
    exact_candidates,
    neighbour_rows,
    refresh_rows,
)
from photosearch.metric.parts import split
from photosearch.metric.rerank import Candidates, Reranker, best_first, n_candidates
from photosearch.metric.shipped import shipped_metric
from photosearch.metric.transform import LinearMetric, unit_rows

_T = TypeVar("_T", bound=np.generic)
SETS = ("caltech101", "flowers102", "clothing_full", "cdcovers")


@dataclass
class Library:
    """Features with labels."""

    features: Vectors
    sets: NDArray[np.str_]
    labels: NDArray[np.str_]


def read_library(data: Path, cache: Path | None) -> Library:
    """Encode the photos of all sets, or read them from the cache."""
    if cache is not None and cache.exists():
        with np.load(cache, allow_pickle=False) as file:
            return Library(file["features"], file["sets"], file["labels"])
    encoder = Encoder.load(resources_dir() / "models" / "efficientnet-lite0")
    paths = [p for name in SETS for p in sorted((data / name).rglob("*")) if p.is_file()]
    features = np.concatenate([encoder.encode(_pixels(path)[None]) for path in paths])
    sets = np.array([path.relative_to(data).parts[0] for path in paths])
    labels = np.array([str(path.parent.relative_to(data)) for path in paths])
    if cache is not None:
        np.savez(cache, features=features, sets=sets, labels=labels)
    return Library(features, sets, labels)


def per_set(library: Library, rankings: list[NDArray[np.int64]]) -> dict[str, NDArray[np.float64]]:
    """Return AP@R in points of every query by set; photos without kin are no queries."""
    results: dict[str, list[float]] = {name: [] for name in SETS}
    for query, ranking in enumerate(rankings):
        hits = library.labels == library.labels[query]
        n_relevant = int(hits.sum()) - 1
        if n_relevant:
            score = average_precision_at_r(hits[ranking][None], np.array([n_relevant]))
            results[library.sets[query]].append(float(score[0]))
    return {name: 100 * np.array(found) for name, found in results.items() if found}


def rank_raw(features: Vectors) -> list[NDArray[np.int64]]:
    """Rank by plain cosine of unrounded features."""
    rows = unit_rows(features)
    cosines = rows @ rows.T
    np.fill_diagonal(cosines, -np.inf)
    return list(np.argsort(-cosines, axis=1, kind="stable"))


def rank(
    metric: LinearMetric, vectors: Vectors, rows: NeighbourRows, grain: float, near: Ids
) -> list[NDArray[np.int64]]:
    """Rank every photo's candidates ``near`` (N, n), without the photo, -1 padded."""
    reranker = Reranker(metric.spectrum, metric.power)
    rankings = []
    for query, found in enumerate(near):
        keys = found[(found >= 0) & (found != query)]
        neighbours = rows.ids[keys]
        scores = np.where(neighbours == query, -np.inf, rows.scores[keys]).astype(np.float32)
        candidates = Candidates(keys, vectors[keys], rows.scale[keys], neighbours, scores, vectors)
        rankings.append(keys[best_first(reranker.scores(vectors[query], candidates, grain), keys)])
    return rankings


def heads_of(metric: LinearMetric, vectors: Vectors) -> Vectors:
    """Return what the index holds of whole vectors."""
    return unit_rows(vectors[:, : metric.index_dim]).astype(np.float32)


def graph_candidates(heads: Vectors, n_near: int) -> Ids:
    """Return every photo's nearest as the graph finds them."""
    graph = HnswIndex(heads.shape[1], expected_size=len(heads))
    graph.add(np.arange(len(heads)), heads)
    return graph.search(heads, n_near + 1).ids


def grown(vectors: Vectors, step: int) -> NeighbourRows:
    """Derive the rows of the even photos, then add the odd ones in steps, incrementally."""
    order = np.concatenate([np.arange(0, len(vectors), 2), np.arange(1, len(vectors), 2)])
    start = (len(vectors) + 1) // 2
    there = np.sort(order[:start])
    rows = _spread(
        neighbour_rows(vectors[there], there, exact_candidates(vectors[there])), there, len(vectors)
    )
    for at in range(start, len(vectors), step):
        new = np.sort(order[at : at + step])
        there = np.sort(order[: at + step])
        place = np.searchsorted(there, new)
        part = vectors[there]
        near = exact_candidates(part, of=place)
        cosines = np.einsum("nmd,nd->nm", part[near], part[place])
        touched = np.union1d(place, entered_rows(place, near, cosines, rows.reach[there]))
        near = exact_candidates(part, of=touched)
        fresh = refresh_rows(part, there, touched, near, rows.scale[there], len(there))
        for name in ("ids", "similarities", "scores", "scale", "reach"):
            getattr(rows, name)[there[touched]] = getattr(fresh, name)
    return rows


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=os.environ.get("PHOTOSEARCH_DATA"))
    parser.add_argument("--cache", type=Path)
    options = parser.parse_args()
    if options.data is None:
        parser.error("--data or PHOTOSEARCH_DATA names the folder of the evaluation photos")
    library = read_library(Path(options.data), options.cache)
    print_table(library)


def print_table(library: Library) -> None:
    """Measure and print every row of the table."""
    features = dequantise(*quantise(library.features))
    ids = np.arange(len(features))
    prior = shipped_metric()
    _show("raw", per_set(library, rank_raw(library.features)))

    metric = fit_level0(features, prior=prior)
    vectors = split(metric, features).whole()
    heads = heads_of(metric, vectors)
    rows = neighbour_rows(vectors, ids, exact_candidates(heads))
    near = graph_candidates(heads, n_candidates(50))
    exact = exact_candidates(heads, n_candidates(50))
    _show("default, exact", per_set(library, rank(metric, vectors, rows, 0.5, exact)))
    for name, grain in (("default", 0.5), ("thing", 0.0), ("kind", 1.0)):
        found = per_set(library, rank(metric, vectors, rows, grain, near))
        _show(f"{name}, graph", found)

    first = fit_level0(features[::2], prior=prior)
    vectors = split(first, features).whole()
    heads = heads_of(first, vectors)
    near = exact_candidates(heads, n_candidates(50))
    rows = neighbour_rows(vectors, ids, exact_candidates(heads))
    _show("half later, recomputed", per_set(library, rank(first, vectors, rows, 0.5, near)))
    rows = grown(vectors, 100)
    _show("half later, updated", per_set(library, rank(first, vectors, rows, 0.5, near)))

    vectors = split(prior, features).whole()
    near = exact_candidates(heads_of(prior, vectors), n_candidates(50))
    rows = neighbour_rows(vectors, ids, near)
    _show("shipped metric", per_set(library, rank(prior, vectors, rows, 0.5, near)))


def interval(found: dict[str, NDArray[np.float64]]) -> dict[str, float]:
    """Return half of the width of the bootstrap 95 % interval by set, and of their mean."""
    means = {
        name: bootstrap_means(scores, seed=number)
        for number, (name, scores) in enumerate(found.items())
    }
    means["mean"] = np.mean(list(means.values()), axis=0)
    return {
        name: float(np.subtract(*np.percentile(drawn, [97.5, 2.5]))) / 2
        for name, drawn in means.items()
    }


def _show(name: str, found: dict[str, NDArray[np.float64]]) -> None:
    values = {key: float(scores.mean()) for key, scores in found.items()}
    values["mean"] = float(np.mean(list(values.values())))
    widths = interval(found)
    cells = "  ".join(f"{key} {value:5.2f} ±{widths[key]:.1f}" for key, value in values.items())
    print(f"{name:24s} {cells}", flush=True)  # noqa: T201 - the table


def _spread(rows: NeighbourRows, there: Ids, total: int) -> NeighbourRows:
    """Put the rows of some photos at their places among all."""

    def wide(array: NDArray[_T]) -> NDArray[_T]:
        out = np.zeros((total, *array.shape[1:]), dtype=array.dtype)
        out[there] = array
        return out

    return NeighbourRows(
        ids=wide(rows.ids),
        similarities=wide(rows.similarities),
        scores=wide(rows.scores),
        scale=wide(rows.scale),
        reach=wide(rows.reach),
    )


def _pixels(path: Path) -> NDArray[np.uint8]:
    with Image.open(path) as image:
        image.draft("RGB", (512, 512))
        return encoder_pixels(ImageOps.exif_transpose(image).convert("RGB"))


if __name__ == "__main__":
    start = time.perf_counter()
    main()
    print(f"{time.perf_counter() - start:.0f} s")  # noqa: T201 - the table
