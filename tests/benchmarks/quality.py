"""Measure how well the metric ranks: ``python -m tests.benchmarks.quality --data DIR``.

All sets are one library; the label is the class folder, relevant within its own set only. The table
is MAP@R (Musgrave, Belongie and Lim 2020, eq. 3) in points, for ``raw`` (unrounded features, plain
cosine), for the metric exactly, through candidates from cosine, and with half of the photos added
later. ``--cache`` keeps the features.
"""

from __future__ import annotations

import argparse
import os
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps

from photosearch.base.paths import resources_dir
from photosearch.base.types import Vectors
from photosearch.encoder.quantisation import dequantise, quantise
from photosearch.encoder.session import Encoder
from photosearch.imaging.pixels import encoder_pixels
from photosearch.metric.level0 import fit_level0
from photosearch.metric.neighbourhood import (
    NeighbourRows,
    entered_rows,
    exact_candidates,
    neighbour_rows,
    refresh_rows,
)
from photosearch.metric.rerank import Candidates, Reranker, best_first, n_candidates
from photosearch.metric.shipped import shipped_metric
from photosearch.metric.transform import LinearMetric, on_grid, unit_rows

# "Exact" re-ranks the exact nearest by cosine; all of them would take minutes and add nothing.
EXACT_CANDIDATES = 1000
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


def average_precision_at_r(ranking: NDArray[np.bool_], n_relevant: int) -> float:
    """Return AP@R of one query from its hits, best first."""
    hits = ranking[:n_relevant]
    precision = np.cumsum(hits) / np.arange(1, len(hits) + 1)
    return float((precision * hits).sum() / n_relevant)


def per_set(library: Library, rankings: list[NDArray[np.int64]]) -> dict[str, float]:
    """Return MAP@R in points by set; classes of one photo are no queries."""
    results: dict[str, list[float]] = {name: [] for name in SETS}
    for query, ranking in enumerate(rankings):
        hits = library.labels == library.labels[query]
        n_relevant = int(hits.sum()) - 1
        if n_relevant:
            score = average_precision_at_r(hits[ranking], n_relevant)
            results[library.sets[query]].append(score)
    return {name: 100 * float(np.mean(found)) for name, found in results.items() if found}


def rank_raw(features: Vectors) -> list[NDArray[np.int64]]:
    """Rank by plain cosine of unrounded features."""
    rows = unit_rows(features)
    cosines = rows @ rows.T
    np.fill_diagonal(cosines, -np.inf)
    return list(np.argsort(-cosines, axis=1, kind="stable"))


def rank(
    metric: LinearMetric, vectors: Vectors, rows: NeighbourRows, grain: float, n_near: int
) -> list[NDArray[np.int64]]:
    """Rank every photo's n_near nearest by the metric's own order."""
    reranker = Reranker(metric.spectrum, metric.power)
    gallery = on_grid(vectors)
    keys = np.arange(len(vectors))
    rankings = []
    for query in keys:
        cosines = gallery @ gallery[query]
        cosines[query] = -np.inf
        near = np.argpartition(-cosines, n_near)[:n_near]
        found = Candidates(
            keys[near],
            vectors[near],
            rows.scale[near],
            rows.ids[near],
            rows.scores[near],
            vectors,
        )
        scores = reranker.scores(vectors[query], found, grain)
        rankings.append(near[best_first(scores, keys[near])])
    return rankings


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
    vectors = metric.project(features)
    rows = neighbour_rows(vectors, ids, exact_candidates(vectors))
    every = min(EXACT_CANDIDATES, len(features) - 1)
    for name, grain in (("default", 0.5), ("thing", 0.0), ("kind", 1.0)):
        for kind, near in (("exact", every), ("candidates", n_candidates(50))):
            if name == "default" or kind == "candidates":
                _show(f"{name}, {kind}", per_set(library, rank(metric, vectors, rows, grain, near)))
    first = fit_level0(features[::2], prior=prior)
    moved = first.project(features)
    rows = neighbour_rows(moved, ids, exact_candidates(moved))
    _show("half later, recomputed", per_set(library, rank(first, moved, rows, 0.5, every)))
    _show(
        "half later, updated", per_set(library, rank(first, moved, grown(moved, 100), 0.5, every))
    )
    moved = prior.project(features)
    rows = neighbour_rows(moved, ids, exact_candidates(moved))
    _show("shipped metric", per_set(library, rank(prior, moved, rows, 0.5, n_candidates(50))))


def _show(name: str, result: dict[str, float]) -> None:
    cells = "  ".join(f"{key} {value:5.2f}" for key, value in result.items())
    print(f"{name:24s} {cells}  mean {np.mean(list(result.values())):5.2f}", flush=True)  # noqa: T201 - the table


def _spread(rows: NeighbourRows, there: NDArray[np.int64], total: int) -> NeighbourRows:
    def wide(array: NDArray[np.generic]) -> NDArray[np.generic]:
        out = np.zeros((total, *array.shape[1:]), dtype=array.dtype)
        out[there] = array
        return out

    names = ("ids", "similarities", "scores", "scale", "reach")
    return NeighbourRows(**{name: wide(getattr(rows, name)) for name in names})


def _pixels(path: Path) -> NDArray[np.uint8]:
    with Image.open(path) as image:
        image.draft("RGB", (512, 512))
        return encoder_pixels(ImageOps.exif_transpose(image).convert("RGB"))


if __name__ == "__main__":
    start = time.perf_counter()
    main()
    print(f"{time.perf_counter() - start:.0f} s")  # noqa: T201 - the table
