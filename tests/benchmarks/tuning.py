"""Measure what tuning is worth: ``python -m tests.benchmarks.tuning --data DIR [--seeds 5]``.

12 groups of a set (8 where there are fewer than 20) with six labelled photos each are tuned on, as
the program does it, child process and gate included. Then every photo without a label searches
among those without a label, by the order that ``--exact`` shows, before and after. The table gives,
in points of MAP@R over the seeds: what photos of the groups gained (seen), of all other groups
(unseen; in the mixed library: of that kind, kin, and of all others, rest), a refused run counting
as nothing; how many runs were accepted; and what the before/after page said that groups gained.

``--destructive`` runs every loss without the keep term instead: all of them have to be refused.
``--times`` measures 50 groups of 30 photos and 5,000 of three.
"""

from __future__ import annotations

import argparse
import os
import resource
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from photosearch.base.types import Ids, Vectors
from photosearch.encoder.quantisation import dequantise, quantise
from photosearch.learning.evaluation.retrieval import average_precision_at_r
from photosearch.learning.losses.by_name import LOSSES
from photosearch.learning.tuning.gate import accepted
from photosearch.learning.tuning.recipe import Recipe
from photosearch.learning.tuning.task import Outcome, run_tuning
from photosearch.learning.tuning.tuning_set import TuningSet, bundles_of
from photosearch.metric.level0 import fit_level0
from photosearch.metric.pair_score import pair_scores, place_all
from photosearch.metric.shipped import shipped_metric
from photosearch.metric.transform import LinearMetric
from photosearch.metric.tuned import tuned_metric
from tests.benchmarks.quality import Library, read_library

_SETS = ("caltech101", "flowers102", "clothing_full")
_MIXED = "mixed:"
_PER_GROUP, _LEAST_SIZE, _BACKGROUND = 6, 10, 1000


@dataclass(frozen=True, eq=False)
class _Place:
    """One library with its level 0 and the order that it gives."""

    name: str
    labels: NDArray[np.str_]
    metric: LinearMetric
    vectors: Vectors
    before: Vectors

    @property
    def kind(self) -> str:
        return self.name.removeprefix(_MIXED)


@dataclass(frozen=True, eq=False)
class _Draw:
    """The groups that were labelled: rows of their photos, and the set for the learning."""

    groups: NDArray[np.str_]
    rows: Ids
    tuning_set: TuningSet


def main() -> None:
    """Print the table that was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=os.environ.get("PHOTOSEARCH_DATA"))
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--destructive", action="store_true")
    parser.add_argument("--times", action="store_true")
    options = parser.parse_args()
    if options.times:
        _times()
        return
    library = read_library(Path(options.data), options.cache)
    names = [*_SETS, *(_MIXED + name for name in _SETS)]
    for name in names[: 3 if options.destructive else None]:
        place = _place(library, name)
        recipes = [Recipe()]
        if options.destructive:
            recipes = [Recipe(level=2, loss=loss, keep=0.0) for loss in sorted(LOSSES)]
        for recipe in recipes:
            _show(place, recipe, options.seeds)


def _place(library: Library, name: str) -> _Place:
    kept = library.sets == name if name in _SETS else np.ones(len(library.sets), dtype=bool)
    features = dequantise(*quantise(library.features[kept]))
    metric = fit_level0(features, prior=shipped_metric())
    vectors = metric.project(features)
    return _Place(name, library.labels[kept], metric, vectors, _order(vectors))


def _order(vectors: Vectors) -> Vectors:
    placed = place_all(vectors)
    scores = pair_scores(placed, placed)
    np.fill_diagonal(scores, -np.inf)
    return scores


def _show(place: _Place, recipe: Recipe, n_seeds: int) -> None:
    runs = [_run(place, recipe, seed) for seed in range(n_seeds)]
    said = recipe.loss if recipe.level == 2 else ""
    taken = np.mean([run["accepted"] for run in runs])
    parts = []
    for key in ("seen", "unseen", "kin", "rest", "page"):
        found = [run[key] for run in runs if key in run]
        if found:
            parts.append(f"{key} {np.mean(found):+5.1f} (least {min(found):+.1f})")
    print(f"{place.name:22} {said:18} accepted {taken:4.0%}  {'  '.join(parts)}", flush=True)  # noqa: T201


def _run(place: _Place, recipe: Recipe, seed: int) -> dict[str, float]:
    draw = _draw(place, seed)
    outcome = run_tuning(draw.tuning_set, recipe)
    gains = dict(_gains(place, draw, outcome)) if accepted(outcome.checks) else {}
    run = {key: gains.get(key, 0.0) for key in ("seen", "unseen")}
    if place.name.startswith(_MIXED):
        run |= {key: gains.get(key, 0.0) for key in ("kin", "rest")}
    held = outcome.checks[0]
    page = held.after - (held.before or 0.0) if gains else 0.0
    return run | {"accepted": float(bool(gains)), "page": page}


def _draw(place: _Place, seed: int) -> _Draw:
    random = np.random.default_rng(seed)
    names, counts = np.unique(place.labels, return_counts=True)
    kind = "" if place.name in _SETS else f"{place.kind}/"
    usable = names[(counts >= _LEAST_SIZE) & np.char.startswith(names, kind)]
    groups = random.choice(usable, min(12 if len(usable) >= 20 else 8, len(usable)), False)
    rows = np.concatenate(
        [random.choice(np.flatnonzero(place.labels == one), _PER_GROUP, False) for one in groups]
    )
    others = np.setdiff1d(np.arange(len(place.labels)), rows)
    background = random.choice(others, min(_BACKGROUND, len(others)), replace=False)
    chosen = np.concatenate([rows, np.sort(background)])
    labels = np.full(len(chosen), -1, dtype=np.int64)
    labels[: len(rows)] = np.repeat(np.arange(len(groups)), _PER_GROUP)
    vectors = place.vectors[chosen]
    keys = random.integers(0, 2**63, len(chosen)).astype(np.uint64)
    return _Draw(groups, rows, TuningSet(vectors, labels, bundles_of(vectors, labels), keys))


def _gains(place: _Place, draw: _Draw, outcome: Outcome) -> Iterator[tuple[str, float]]:
    metric = tuned_metric(place.metric, outcome.head, draw.tuning_set.vectors)
    after = _order(metric.of_level0(place.vectors))
    free = np.setdiff1d(np.arange(len(place.labels)), draw.rows)
    labels = place.labels[free]
    both = [_precisions(scores[np.ix_(free, free)], labels) for scores in (place.before, after)]
    gain = 100 * (both[1] - both[0])
    seen = np.isin(labels, draw.groups)
    kin = np.char.startswith(labels, f"{place.kind}/")
    for name, rows in (("seen", seen), ("unseen", ~seen), ("kin", kin & ~seen), ("rest", ~kin)):
        if rows.any():
            yield name, float(np.nanmean(gain[rows]))


def _precisions(scores: Vectors, labels: NDArray[np.str_]) -> NDArray[np.float64]:
    """Return AP@R of every photo among the others; nan where it has no kin left."""
    found = np.full(len(labels), np.nan)
    for row, own in enumerate(labels):
        n_relevant = int((labels == own).sum()) - 1
        if n_relevant:
            near = np.argsort(-scores[row], kind="stable")[:n_relevant]
            hits = (labels[near] == own)[None]
            found[row] = average_precision_at_r(hits, np.array([n_relevant]))[0]
    return found


def _times() -> None:
    for n_groups, size in ((50, 30), (5000, 3)):
        random = np.random.default_rng(0)
        centres = random.standard_normal((n_groups, 512))
        spread = 2.2 * random.standard_normal((n_groups * size, 512))
        rows = np.repeat(centres, size, axis=0) + spread
        rows = np.concatenate([rows, random.standard_normal((_BACKGROUND, 512))])
        vectors = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
        labels = np.append(np.repeat(np.arange(n_groups), size), np.full(_BACKGROUND, -1))
        keys = random.integers(0, 2**63, len(labels)).astype(np.uint64)
        tuning_set = TuningSet(vectors, labels, bundles_of(vectors, labels), keys)
        for level in (1, 2):
            started = time.monotonic()
            outcome = run_tuning(tuning_set, Recipe(level=level))
            taken = "accepted" if accepted(outcome.checks) else "refused"
            took = time.monotonic() - started
            most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
            said = f"{n_groups} groups of {size}, level {level}"
            print(f"{said}: {took:.1f} s, {taken}, child {most:.0f} MB", flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
