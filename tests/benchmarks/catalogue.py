"""The catalogue alone: how fast ids, details and commits are. For information."""

from __future__ import annotations

import hashlib
import time

import numpy as np

from photosearch.catalog.catalog import Catalog
from photosearch.catalog.files import NewFile
from photosearch.catalog.locations import FileStat, NewLocation
from photosearch.catalog.photos import NewPhoto
from photosearch.catalog.roots import NO_VOLUME
from tests.benchmarks.measurement import Measurement
from tests.benchmarks.workplace import Workplace

_BLOCK = 8192
_PER_FOLDER = 500
_SCREEN = 60


def measure(place: Workplace) -> list[Measurement]:
    """Fill a catalogue with rows, read them in order, and commit one small change at a time."""
    n_photos = 1_000_000 if place.million else 5_000 if place.quick else 200_000
    with Catalog.open(place.fresh("catalogue"), writable=True) as catalog:
        started = time.perf_counter()
        for first in range(0, n_photos, _BLOCK):
            _fill(catalog, range(first, min(first + _BLOCK, n_photos)))
        rate = n_photos / (time.perf_counter() - started)
        figures = [Measurement("catalogue: rows written", rate, "photos/s")]
        for order in ("date", "name", "folder"):
            took = [_ids_ms(catalog, order) for _ in range(3)]
            what = f"catalogue: {n_photos:,} ids by {order}"
            figures.append(Measurement(what, min(took), "ms", reference="best of 3"))
        figures.append(_details(catalog))
        figures += [_commits(catalog, durable=True), _commits(catalog, durable=False)]
    return figures


def _fill(catalog: Catalog, rows: range) -> None:
    with catalog.transaction():
        known = catalog.roots.list()
        root = known[0] if known else catalog.roots.add(b"/photos", "photos", NO_VOLUME, b"photos")
        keys = [hashlib.sha256(b"row %d" % row).digest() for row in rows]
        photo_ids = catalog.photos.add_many(
            [NewPhoto(key, 4000, 3000, bytes(64), bytes(1024)) for key in keys]
        )
        places = []
        for row, key, photo_id in zip(rows, keys, photo_ids, strict=True):
            taken_at = float(hash(key) % 1_000_000_000)
            file_id = catalog.files.add(NewFile(key, photo_id, 1, "jpeg", taken_at=taken_at))
            path = b"%04d/IMG_%07d.jpg" % (row // _PER_FOLDER, row)
            places.append(NewLocation(path, FileStat(1, row), file_id))
        catalog.locations.add_many(root.root_id, places)


def _ids_ms(catalog: Catalog, order: str) -> float:
    started = time.perf_counter()
    catalog.photos.ids(order)  # type: ignore[arg-type]
    return (time.perf_counter() - started) * 1000


def _details(catalog: Catalog) -> Measurement:
    ids = catalog.photos.ids()
    took = []
    for first in np.random.default_rng(0).integers(0, max(1, len(ids) - _SCREEN), 100).tolist():
        started = time.perf_counter()
        catalog.photos.details(ids[first : first + _SCREEN])
        took.append((time.perf_counter() - started) * 1000)
    what = f"catalogue: details of {_SCREEN} photos, p95"
    return Measurement(what, float(np.percentile(took, 95)), "ms", reference="100 times")


def _commits(catalog: Catalog, *, durable: bool) -> Measurement:
    count = 300
    started = time.perf_counter()
    for number in range(count):
        with catalog.transaction(durable=durable):
            catalog.facts.put("benchmark", number)
    rate = count / (time.perf_counter() - started)
    kind = "survive a power loss" if durable else "survive a crash"
    return Measurement(f"catalogue: commits that {kind}", rate, "/s", reference=f"{count} commits")
