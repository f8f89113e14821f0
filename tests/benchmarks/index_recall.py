"""Recall, speed and size of the index against exact search in the same run.

    python -m tests.benchmarks.index_recall [--sizes 10000 100000] [--dim 128] [--million]

Three kinds of vectors: ``photos`` are clusters of low dimension with near-duplicates, ``sheets``
the same with 24 instead of 12 dimensions, ``gaussian`` have no structure (hopeless for any graph:
shown to see what the measured ef makes of it, at the smallest size only).
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from photosearch.base.types import Vectors
from photosearch.index.exact import ExactIndex
from photosearch.index.hnsw import HnswIndex
from photosearch.index.protocol import VectorIndex
from photosearch.index.snapshot import load, write
from tests.index.vectors import clustered, gaussian

N_QUERIES = 200
KINDS: dict[str, Callable[[int, int], Vectors]] = {
    "photos": lambda n, dim: clustered(n, dim, seed=1),
    "sheets": lambda n, dim: clustered(n, dim, seed=2, intrinsic=24),
    "gaussian": lambda n, dim: gaussian(n, dim, seed=3),
}


def _recall(index: VectorIndex, exact: ExactIndex, queries: Vectors, k: int) -> float:
    truth = exact.search(queries, k).similarities[:, -1:]
    return float(np.mean(index.search(queries, k).similarities >= truth - 1e-6))


def _query_ms(index: VectorIndex, queries: Vectors, **options: object) -> float:
    seconds = []
    for query in queries[:60]:
        started = time.perf_counter()
        index.search(query[None], 10, **options)  # type: ignore[arg-type]
        seconds.append(time.perf_counter() - started)
    return float(np.median(seconds)) * 1000


def _row(*cells: object) -> None:
    shown = [f"{cell:.4g}" if isinstance(cell, float) else str(cell) for cell in cells]
    print("| " + " | ".join(f"{cell:>9}" for cell in shown) + " |", flush=True)  # noqa: T201 - what it is for


def _measure(kind: str, size: int, dim: int) -> None:
    n_new = size // 2
    everything = KINDS[kind](size + n_new + N_QUERIES, dim)
    everything = everything[np.random.default_rng(0).permutation(len(everything))]
    vectors, new, queries = np.split(everything, [size, size + n_new])
    exact, index = ExactIndex(dim), HnswIndex(dim, expected_size=size)
    started = time.perf_counter()
    index.add(np.arange(size), vectors)
    build_s = time.perf_counter() - started
    exact.add(np.arange(size), vectors)
    recalls = [_recall(index, exact, queries, k) for k in (10, 200)]
    speeds = [_query_ms(index, queries), _query_ms(exact, queries)]
    filters = [
        _query_ms(index, queries, allowed=np.arange(0, size, size // share))
        for share in (500, size // 10, size // 2)
    ]
    ef, snapshot = index.settings.ef, _snapshot(index)
    for changed in (exact, index):
        changed.remove(np.arange(n_new))
        changed.add(np.arange(size, size + n_new), new)
    after = _recall(index, exact, queries, 10), _query_ms(index, queries)
    rss = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    _row(kind, size, ef, build_s, *recalls, *speeds, *filters, *snapshot, *after, rss)


def _snapshot(index: HnswIndex) -> tuple[float, float, float]:
    with tempfile.TemporaryDirectory() as folder:
        started = time.perf_counter()
        info = write(index, Path(folder), "benchmark", 1)
        written = time.perf_counter()
        load(info, Path(folder))
        loaded = time.perf_counter()
    return info.n_bytes / len(index) - 4 * index.dim, written - started, loaded - written


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--kinds", nargs="+", choices=KINDS, default=list(KINDS))
    parser.add_argument("--dim", type=int, default=128)
    parser.add_argument("--million", action="store_true", help="also a million vectors")
    options = parser.parse_args()
    sizes = options.sizes + [1_000_000] * options.million
    _row(
        *("vectors", "size", "ef", "build s", "recall10", "recall200", "query ms", "exact ms"),
        *("500 ids", "10 %", "50 %", "B/row+4d", "write s", "load s"),
        *("replaced", "query ms", "peak MB"),
    )
    for size in sizes:
        for kind in options.kinds:
            if kind != "gaussian" or size == min(sizes):
                _measure(kind, size, options.dim)


if __name__ == "__main__":
    main()
