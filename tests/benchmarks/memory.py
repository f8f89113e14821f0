"""Memory while indexing: all processes together, without the index that they have loaded."""

from __future__ import annotations

import subprocess

from photosearch.services.library import open_library
from tests.benchmarks.camera_photos import make_small_photos
from tests.benchmarks.measurement import Measurement
from tests.benchmarks.processes import MemoryWatch
from tests.benchmarks.workplace import Workplace

_MOST_MB, _LIMIT_MB = 600.0, 1000.0
_EXTRA_BYTES = 250  # that the index may take for a photo beside its vector
_N_SMALL = 600


def measure(place: Workplace) -> list[Measurement]:
    """Index small and large photos, enough of them that a metric is fitted on the library."""
    n_small = 40 if place.quick else _N_SMALL
    small = place.cache / f"small-{'real' if place.data else 'painted'}-{n_small}"
    make_small_photos(small, n_small, place.data)
    n_photos = n_small + place.n_photos
    library = place.fresh("memory")
    with subprocess.Popen(
        place.command(
            "--library", str(library), "--json", "--quiet", "index", str(small),
            str(place.camera_photos()),
        ),
        env=place.environment(),
        cwd=place.directory,
        stdout=subprocess.DEVNULL,
    ) as program, MemoryWatch(program.pid) as watch:  # fmt: skip
        program.wait(timeout=600)
    if program.returncode:
        raise RuntimeError(f"photosearch index ended with {program.returncode}")
    opened = open_library(library, writable=False)
    try:
        index_mb = n_photos * (4 * opened.gallery.index.dim + _EXTRA_BYTES) / 1e6
    finally:
        opened.close()
    peak_mb = watch.peak_bytes / 1e6
    what = f"memory while indexing {n_photos} photos, all processes"
    return [
        Measurement(
            what,
            peak_mb - index_mb,
            "MB",
            _MOST_MB,
            reference=f"peak {peak_mb:.0f} MB less the index, {index_mb:.1f} MB",
        ),
        Measurement("the same with the index", peak_mb, "MB", _LIMIT_MB),
    ]
