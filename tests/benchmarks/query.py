"""From a question to its answer: in the open window, in the services, from the command line."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np

from photosearch.base.types import PhotoId
from photosearch.index.hnsw import HnswIndex
from photosearch.metric.rerank import n_candidates
from photosearch.services.library import open_library
from photosearch.services.searching import PhotoExample, Query, search
from tests.benchmarks.camera_photos import make_photos
from tests.benchmarks.measurement import Measurement
from tests.benchmarks.open_window import OpenWindow, display
from tests.benchmarks.start import large_library
from tests.benchmarks.workplace import Workplace
from tests.index.vectors import clustered

_OUTSIDE_MS, _LIBRARY_MS = 60.0, 10.0
_WARM_UP = 3
_SETTLE_S = 3.0
_DEFAULT_TOP = 100


def measure(place: Workplace) -> list[Measurement]:
    """Ask the window, then the services, then the command line."""
    n_photos, library = large_library(place)
    n_outside = 6 if place.quick else 43
    outside = make_photos(place.cache / f"outside-{bool(place.data)}", n_outside, place.data, 9000)
    for path in outside:
        path.read_bytes()
    figures = [_painted(place, library, outside, n_photos), _of_library(library, n_photos)]
    cold = [place.run(library, "search", str(path)).wall_s for path in outside[:3]]
    figures.append(Measurement("photosearch search, cold", min(cold), "s", reference="best of 3"))
    if place.million:
        figures.append(_of_million(_index_dim(library)))
    return figures


def _painted(place: Workplace, library: Path, outside: list[Path], n_photos: int) -> Measurement:
    with display(place) as environment, OpenWindow(place, library, environment) as window:
        window.wait_for("usable")
        time.sleep(_SETTLE_S)  # a person takes longer to find the photo to drop
        took = []
        for number, path in enumerate(outside, 1):
            window.show(path)
            took.append(window.wait_for("results painted", number).ms)
            time.sleep(0.1)
    took = took[_WARM_UP:]
    return Measurement(
        f"outside 12 MP photo to painted results, {n_photos:,} photos, p95",
        float(np.percentile(took, 95)),
        "ms",
        _OUTSIDE_MS,
        reference=f"median {np.median(took):.1f}, max {max(took):.1f}, {len(took)} queries",
    )


def _of_library(directory: Path, n_photos: int) -> Measurement:
    library = open_library(directory, writable=False)
    try:
        library.gallery.neighbours.load(directory)  # as the window does when it has been opened
        chosen = np.random.default_rng(1).choice(library.gallery.index.ids(), 220, replace=False)
        took = []
        for photo_id in chosen.tolist():
            started = time.perf_counter()
            search(library, Query((PhotoExample(PhotoId(photo_id)),)))
            took.append((time.perf_counter() - started) * 1000)
    finally:
        library.close()
    took = took[20:]
    return Measurement(
        f"library photo, {n_photos:,} photos, p95",
        float(np.percentile(took, 95)),
        "ms",
        _LIBRARY_MS,
        reference=f"median {np.median(took):.2f}, max {max(took):.1f}, {len(took)} queries",
    )


def _index_dim(directory: Path) -> int:
    library = open_library(directory, writable=False)
    try:
        return library.gallery.index.dim
    finally:
        library.close()


def _of_million(dim: int) -> Measurement:
    vectors = clustered(1_000_000, dim, seed=1)
    index = HnswIndex(dim, expected_size=len(vectors))
    index.add(np.arange(len(vectors)), vectors)
    wanted, took = n_candidates(_DEFAULT_TOP), []
    for row in np.random.default_rng(1).integers(0, len(vectors), 200):
        started = time.perf_counter()
        index.search(vectors[row : row + 1], wanted)
        took.append((time.perf_counter() - started) * 1000)
    return Measurement(
        f"candidates of the index, 1,000,000 vectors, {wanted} nearest, p95",
        float(np.percentile(took, 95)),
        "ms",
        reference=f"median {np.median(took):.2f}; re-ranking comes on top",
    )
