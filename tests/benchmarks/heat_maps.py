"""Where photos match: how often the hottest cell is right, and how long an explanation takes.

Two collages of four photos of a kind share one quarter: the same photo, or another one of its
group. The other six photos are of other groups. A cell counts when it lies in the shared quarter;
the middle row and column of 7 lie in none.
"""

from __future__ import annotations

import io
import os
import random
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from PIL import Image

from photosearch.metric.regions import CELLS, hottest
from photosearch.services.examples import Example, FileExample, PhotoExample, PictureExample
from photosearch.services.explaining import Explainer, HeatMap
from photosearch.services.indexing import index_folders
from photosearch.services.library import Library, open_library
from photosearch.services.pictures import PictureLoader
from tests.benchmarks.measurement import Measurement
from tests.benchmarks.workplace import Workplace

_SETS = ("caltech101", "flowers102", "clothing_full", "cdcovers")
_TILE_PX = 256
_N_PAIRS, _N_QUICK = 60, 4
_REPEATS = 9
_MIDDLE = CELLS // 2

Groups = dict[str, list[Path]]


def measure(place: Workplace) -> list[Measurement]:
    """Explain collages of each labelled set, then time photos of the library and from outside."""
    camera = place.camera_photos()
    if place.data is None:
        return _times(place, camera, camera)
    folders = [place.data / name for name in _SETS]
    return [*_hits(place, folders), *_times(place, folders[0], camera)]


def _hits(place: Workplace, folders: list[Path]) -> list[Measurement]:
    found: list[Measurement] = []
    same: list[float] = []
    kin: list[float] = []
    loader = PictureLoader()
    library = _library(place, folders)
    try:
        explainer = Explainer(library, loader)
        for folder in folders:
            hits = _hits_of(explainer, _groups(folder), _N_QUICK if place.quick else _N_PAIRS)
            same.append(hits[0])
            kin.append(hits[1])
            name = f"heat: {folder.name}"
            found.append(Measurement(f"{name}, same photo in the quarter", 100 * hits[0], "%"))
            found.append(Measurement(f"{name}, another of its group", 100 * hits[1], "%"))
    finally:
        loader.close()
        library.close()
    means = [100 * sum(each) / len(each) for each in (same, kin)]
    return [
        *found,
        Measurement("heat: same photo, mean of sets", means[0], "%", target=95.0, at_least=True),
        Measurement("heat: another of the group", means[1], "%", target=70.0, at_least=True),
    ]


def _hits_of(explainer: Explainer, groups: Groups, n_pairs: int) -> tuple[float, float]:
    """Return how often the hottest cell is right: for the same photo, for another of its group."""
    chance = random.Random(1)
    several = sorted(name for name, photos in groups.items() if len(photos) > 1)
    hits = [0, 0]
    for _ in range(n_pairs):
        name = chance.choice(several)
        photo, kin = chance.sample(groups[name], 2)
        others = chance.sample([each for each in sorted(groups) if each != name], 6)
        rest = [chance.choice(groups[each]) for each in others]
        here, there = chance.randrange(4), chance.randrange(4)
        one = _collage(photo, here, rest[:3])
        for kind, shared in enumerate((photo, kin)):
            maps = explainer.explain(one, _collage(shared, there, rest[3:])).maps
            hits[kind] += _right(maps[0], here) + _right(maps[1], there)
    return hits[0] / n_pairs / 2, hits[1] / n_pairs / 2


def _right(found: HeatMap, quarter: int) -> bool:
    for place, side in zip(hottest(found.heat), divmod(quarter, 2), strict=True):
        if place == _MIDDLE or (place > _MIDDLE) != bool(side):
            return False
    return True


def _collage(shared: Path, quarter: int, others: list[Path]) -> PictureExample:
    photos = [*others[:quarter], shared, *others[quarter:]]
    whole = Image.new("RGB", (2 * _TILE_PX, 2 * _TILE_PX))
    for number, path in enumerate(photos):
        with Image.open(path) as opened:
            image = opened.convert("RGB")
        side = min(image.size)
        left, top = (image.width - side) // 2, (image.height - side) // 2
        tile = image.crop((left, top, left + side, top + side)).resize((_TILE_PX, _TILE_PX))
        whole.paste(tile, (number % 2 * _TILE_PX, number // 2 * _TILE_PX))
    buffer = io.BytesIO()
    whole.save(buffer, "JPEG", quality=85)
    return PictureExample(buffer.getvalue())


def _groups(folder: Path) -> Groups:
    below = [each for each in sorted(folder.iterdir()) if each.is_dir()]
    return {each.name: sorted(each.iterdir()) for each in below}


def _library(place: Workplace, folders: list[Path]) -> Library:
    directory = place.cache / f"heat-{'-'.join(folder.name for folder in folders)}"
    library = open_library(directory, writable=True)
    index_folders(library, [os.fsencode(folder) for folder in folders])
    return library


def _times(place: Workplace, inside: Path, outside: Path) -> list[Measurement]:
    """Return the least time of several: whatever else runs only adds to it."""
    loader = PictureLoader()
    library = _library(place, [inside])
    try:
        photos = [PhotoExample(each) for each in library.catalog.photos.ids()[: 2 * _REPEATS + 2]]
        camera = sorted(outside.iterdir())
        files = [FileExample(os.fsencode(each)) for each in camera[: 2 * _REPEATS + 2]]
        explainer = Explainer(library, loader)
        known = _fastest(explainer.explain, photos)
        hovered = _fastest(lambda _, other: explainer.explain(photos[0], other), photos[::-1])
        afresh = Explainer(library, loader)
        hovering = _fastest(lambda _, other: afresh.explain(photos[0], other), photos)
        alone = _fastest(Explainer(library, loader).explain, files)
        encoder = library.encoder(library.gallery.in_use.encoder_id)
        pictures = np.zeros((8, 224, 224, 3), np.uint8)
        encoding = _fastest(lambda *_: encoder.encode_maps(pictures), photos)
        scored = _fastest(Explainer(library, loader).explain_scored, files)
    finally:
        loader.close()
        library.close()
    return [
        Measurement(
            "heat: two thumbnails",
            known,
            "ms",
            target=60.0,
            reference=f"the encoder alone on their 8 quarters: {encoding:.0f} ms",
            ratio=known / encoding,
        ),
        Measurement("heat: another result of the same query", hovering, "ms", target=60.0),
        Measurement("heat: a result seen before", hovered, "ms"),
        Measurement("heat: two files of 12 MP", alone, "ms", target=150.0),
        Measurement("heat: two files of 12 MP with score", scored, "ms", target=150.0),
    ]


def _fastest(explain: Callable[[Example, Example], object], examples: list[Example]) -> float:
    """Return the least milliseconds of an explanation of one pair after another."""
    explain(examples[0], examples[1])  # the encoder is loaded, a worker started
    taken = []
    for one, other in zip(examples[2::2], examples[3::2], strict=False):
        started = time.perf_counter()
        explain(one, other)
        taken.append(1e3 * (time.perf_counter() - started))
    return min(taken)
