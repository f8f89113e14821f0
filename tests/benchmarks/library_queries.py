"""Searches with photos of a library, in a process of their own: how long, how much memory.

python -m tests.benchmarks.library_queries LIBRARY [--recall]
"""

from __future__ import annotations

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the program does, before NumPy is imported

import argparse
import json
import sys
import time
from pathlib import Path

import numpy as np

from photosearch.base.types import PhotoId
from photosearch.services.gallery import Gallery
from photosearch.services.library import open_library
from photosearch.services.searching import PhotoExample, Query, search
from tests.benchmarks.processes import own_bytes

_WARM_UP, _QUERIES = 20, 200
_K = 10


def main() -> int:
    """Ask and print one JSON document."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("library", type=Path)
    parser.add_argument("--recall", action="store_true", help="compare with exact search, too")
    options = parser.parse_args()
    library = open_library(options.library, writable=False)
    try:
        gallery = library.gallery
        gallery.neighbours.load(options.library)  # as the window does when it has been opened
        chosen = np.random.default_rng(1).choice(
            gallery.index.ids(), _WARM_UP + _QUERIES, replace=False
        )
        took = []
        for photo_id in chosen.tolist():
            started = time.perf_counter()
            search(library, Query((PhotoExample(PhotoId(photo_id)),)))
            took.append((time.perf_counter() - started) * 1000)
        found = {
            "ms": took[_WARM_UP:],
            "own_bytes": own_bytes(os.getpid()),
            "index_dim": gallery.index.dim,
            "recall": _recall(gallery, chosen) if options.recall else None,
        }
    finally:
        library.close()
    sys.stdout.write(json.dumps(found))
    return 0


def _recall(gallery: Gallery, photo_ids: np.ndarray) -> float:
    """Return which share of the index's 10 nearest are as near as the true ones."""
    vectors = gallery.index.get(photo_ids)
    truth = gallery.exact_index().search(vectors, _K + 1).similarities[:, -1:]
    found = gallery.index.search(vectors, _K + 1).similarities[:, 1:]  # without the photo itself
    return float(np.mean(found >= truth - 1e-6))


if __name__ == "__main__":
    sys.exit(main())
