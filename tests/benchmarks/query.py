"""From a question to its answer: in the open window, in the services, from the command line."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np

from tests.benchmarks.camera_photos import make_photos
from tests.benchmarks.measurement import Measurement
from tests.benchmarks.open_window import OpenWindow, display
from tests.benchmarks.start import large_library
from tests.benchmarks.synthetic_library import make_library
from tests.benchmarks.workplace import Workplace

_OUTSIDE_MS, _LIBRARY_MS = 60.0, 10.0
_RECALL = 0.99
_MOST_MB, _EXTRA_BYTES = 600.0, 250  # beside the index, and what it may take beside a vector
_MILLION = 1_000_000
_WARM_UP = 3
_SETTLE_S = 3.0


def measure(place: Workplace) -> list[Measurement]:
    """Ask the window, then the services, then the command line."""
    n_photos, library = large_library(place)
    n_outside = 6 if place.quick else 43
    outside = make_photos(place.cache / f"outside-{bool(place.data)}", n_outside, place.data, 9000)
    for path in outside:
        path.read_bytes()
    figures = [_painted(place, library, outside, n_photos)]
    figures += _of_library(place, library, n_photos)
    cold = [place.run(library, "search", str(path)).wall_s for path in outside[:3]]
    figures.append(Measurement("photosearch search, cold", min(cold), "s", reference="best of 3"))
    if place.million:
        million = make_library(place.cache, _MILLION)
        figures += _of_library(place, million, _MILLION)
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


def _of_library(place: Workplace, library: Path, n_photos: int) -> list[Measurement]:
    """Ask with photos of a library, and compare the index with exact search."""
    found = place.module("tests.benchmarks.library_queries", str(library), "--recall")
    took = found["ms"]
    index_mb = n_photos * (4 * found["index_dim"] + _EXTRA_BYTES) / 1e6
    own_mb = found["own_bytes"] / 1e6
    return [
        Measurement(
            f"library photo, {n_photos:,} photos, p95",
            float(np.percentile(took, 95)),
            "ms",
            _LIBRARY_MS,
            reference=f"median {np.median(took):.2f}, max {max(took):.1f}, {len(took)} queries",
        ),
        Measurement(
            f"recall@10 of the index against exact, {n_photos:,} photos",
            found["recall"],
            "",
            _RECALL,
            at_least=True,
        ),
        Measurement(
            f"memory of searching {n_photos:,} photos beside the index",
            own_mb - index_mb,
            "MB",
            _MOST_MB,
            reference=f"{own_mb:.0f} MB less the index, {index_mb:.0f} MB",
        ),
    ]
