"""Find a thing inside photos: things pasted into other photos at 10 to 50 % of their width.

The things are covers of CDs and flowers, none of which this project's training has seen, and the
photos that they are pasted into are of another set. A search is right at 10 when the
photo that holds the thing is among the first ten. The baseline searches whole photos.
"""

from __future__ import annotations

import os
import random
import time
from pathlib import Path

import numpy as np
from PIL import Image

from photosearch.base.types import Box
from photosearch.metric.inside_cells import AXES, CELLS, N_WINDOWS, best_windows
from photosearch.services.examples import FileExample
from photosearch.services.indexing import index_folders
from photosearch.services.inside import find_inside, prepare_insides
from photosearch.services.library import Library, open_library
from photosearch.services.searching import Query, search
from tests.benchmarks.measurement import Measurement
from tests.benchmarks.workplace import Workplace

_THINGS = ("cdcovers", "flowers102")
_AROUND = "caltech101"
_SHARES = (0.1, 0.2, 0.3, 0.5)
_N_THINGS, _N_OTHERS, _N_QUICK = 30, 400, 3
_TOP = 10
_WIDTH, _HEIGHT = 640, 480
_N_TIMED, _N_LARGE = 20_000, 100_000

Pasted = dict[str, tuple[Path, float, Box]]


def measure(place: Workplace) -> list[Measurement]:
    """Search for pasted things, then time the search of 100,000 photos' cells."""
    timed = [_time()]
    return timed if place.data is None else [*_hits(place, place.data), *timed]


def _hits(place: Workplace, data: Path) -> list[Measurement]:
    folder = place.directory / "inside"
    pasted = _paste(data, folder, _N_QUICK if place.quick else _N_THINGS)
    library = open_library(place.directory / "inside-library", writable=True)
    try:
        index_folders(library, [os.fsencode(folder)])
        prepare_insides(library)
        found: list[Measurement] = []
        for share in _SHARES:
            rows = {name: row for name, row in pasted.items() if row[1] == share}
            hits, overlaps, whole = _searched(library, folder, rows)
            text = f"inside: thing of {share:.0%} of the width"
            found += [
                Measurement(
                    f"{text} among the first {_TOP}",
                    100 * hits,
                    "%",
                    reference=f"search of whole photos: {100 * whole:.0f} %",
                ),
                Measurement(f"{text}, mean overlap of the box (IoU)", 100 * overlaps, "%"),
            ]
    finally:
        library.close()
    return found


def _searched(library: Library, folder: Path, pasted: Pasted) -> tuple[float, float, float]:
    """Return the share of hits, the mean overlap of their boxes, and the baseline's hits."""
    hits, overlaps, whole = [], [], []
    for name, (thing, _, box) in pasted.items():
        example = FileExample(os.fsencode(thing))
        wanted = library.catalog.locations.photos_at([os.fsencode(folder / name)])
        photo_id = next(iter(wanted.values()))
        rows = find_inside(library, example, _TOP).results
        boxes = [row.box for row in rows if row.photo_id == photo_id]
        hits.append(bool(boxes))
        overlaps += [_overlap(each, box) for each in boxes]
        ranked = search(library, Query(positives=(example,), top=_TOP)).results
        whole.append(photo_id in [row.photo_id for row in ranked])
    return (
        float(np.mean(hits)),
        float(np.mean(overlaps)) if overlaps else 0.0,
        float(np.mean(whole)),
    )


def _paste(data: Path, folder: Path, n_things: int) -> Pasted:
    chance = random.Random(1)
    folder.mkdir()
    around = sorted((data / _AROUND).rglob("*.jpg"))
    things = [sorted((data / name).rglob("*.jpg")) for name in _THINGS]
    backgrounds = chance.sample(around, n_things * len(_SHARES) + _N_OTHERS)
    pasted: Pasted = {}
    chosen = [chance.choice(things[number % len(things)]) for number in range(n_things)]
    for number, path in enumerate(backgrounds):
        with Image.open(path) as opened:
            picture = opened.convert("RGB").resize((_WIDTH, _HEIGHT))
        name = f"{number:04}.jpg"
        if number < n_things * len(_SHARES):
            thing, share = chosen[number // len(_SHARES)], _SHARES[number % len(_SHARES)]
            with Image.open(thing) as opened:
                small = opened.convert("RGB")
            small.thumbnail((round(share * _WIDTH), round(share * _WIDTH)))
            x = chance.randrange(_WIDTH - small.width + 1)
            y = chance.randrange(max(1, _HEIGHT - small.height + 1))
            picture.paste(small, (x, y))
            height = min(small.height, _HEIGHT - y)
            box = Box(x / _WIDTH, y / _HEIGHT, small.width / _WIDTH, height / _HEIGHT)
            pasted[name] = (thing, share, box)
        picture.save(folder / name, quality=85)
    return pasted


def _overlap(one: Box, other: Box) -> float:
    width = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
    height = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
    shared = max(width, 0.0) * max(height, 0.0)
    return shared / (one.width * one.height + other.width * other.height - shared)


def _time() -> Measurement:
    """Time the arithmetic on 20,000 photos' cells, five times over."""
    chance = np.random.default_rng(1)
    codes = chance.integers(-127, 128, (_N_TIMED, CELLS * CELLS, AXES), dtype=np.int8)
    lengths = chance.uniform(100, 1000, (_N_TIMED, N_WINDOWS)).astype(np.float16)
    thing = chance.normal(size=AXES).astype(np.float32)
    started = time.perf_counter()
    for _ in range(_N_LARGE // _N_TIMED):
        best_windows(thing, codes, lengths)
    taken = time.perf_counter() - started
    return Measurement("inside: cells of 100,000 photos, in memory", taken, "s", target=2.0)
