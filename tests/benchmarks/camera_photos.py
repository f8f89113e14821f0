"""Photos as a camera makes them: 12 megapixels, JPEG of about 2.6 MB, with the noise of a sensor.

Without noise an upscaled photo would be a tenth of that size, and its Huffman decoding, which is
most of the work, a fraction of a real one's.
"""

from __future__ import annotations

import io
import os
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path

import numpy as np
from PIL import Image, ImageChops, ImageFilter

SIZE_PX = (4000, 3000)
_AIM_BYTES = 2_600_000
_TOLERANCE = 0.15
_NOISE_SIGMA = 5.0
_MARGIN_PX = 512


def make_photos(folder: Path, count: int, data: Path | None, first: int = 0) -> list[Path]:
    """Write photos that all differ, and return their paths; those that are there are kept.

    Args:
        folder: Made if it is not there.
        count: How many.
        data: A folder with photos to enlarge; ``None`` for painted pictures.
        first: Number of the first one.
    """
    folder.mkdir(parents=True, exist_ok=True)
    sources = _sources(data)
    jobs = [
        (folder / f"IMG_{number:05}.jpg", sources[number * 37 % len(sources)], number)
        for number in range(first, first + count)
    ]
    missing = [job for job in jobs if not job[0].exists()]
    if missing:
        with ProcessPoolExecutor(os.cpu_count()) as pool:
            list(pool.map(_write, *zip(*missing, strict=True), chunksize=4))
    return [path for path, _, _ in jobs]


def make_small_photos(folder: Path, count: int, data: Path | None) -> list[Path]:
    """Write photos of about 0.3 megapixel, all different, and return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    sources = _sources(data)
    paths = []
    for number in range(count):
        path = folder / f"small_{number:05}.jpg"
        paths.append(path)
        if not path.exists():
            picture = _picture(sources[number * 37 % len(sources)], number, (640, 480))
            picture.save(path, quality=85)
    return paths


def _sources(data: Path | None) -> list[Path | None]:
    found = sorted((data / "scenes").rglob("*.jpg")) if data is not None else []
    found = found or (sorted(data.rglob("*.jpg")) if data is not None else [])
    return list(found) or [None]


def _write(path: Path, source: Path | None, number: int) -> None:
    picture = _picture(source, number, SIZE_PX)
    x, y = (int(one) for one in np.random.default_rng(number).integers(0, _MARGIN_PX, 2))
    noise = _noise().crop((x, y, x + SIZE_PX[0], y + SIZE_PX[1]))
    picture = ImageChops.add(picture, Image.merge("RGB", (noise,) * 3), 1, -128)
    temporary = path.with_suffix(".part")
    temporary.write_bytes(_encoded(picture))
    temporary.rename(path)


@cache
def _noise() -> Image.Image:
    shape = (SIZE_PX[1] + _MARGIN_PX, SIZE_PX[0] + _MARGIN_PX)
    values = np.random.default_rng(0).normal(128, _NOISE_SIGMA, shape)
    noise = Image.fromarray(values.clip(0, 255).astype(np.uint8))
    return noise.filter(ImageFilter.BoxBlur(0.3))  # a sensor's noise is smeared by demosaicing


def _picture(source: Path | None, number: int, size: tuple[int, int]) -> Image.Image:
    random = np.random.default_rng(number)
    if source is None:
        picture = _painted(random)
    else:
        with Image.open(source) as opened:
            picture = opened.convert("RGB")
    inset = random.uniform(0, 0.08, 4)
    box = (
        inset[0] * picture.width,
        inset[1] * picture.height,
        (1 - inset[2]) * picture.width,
        (1 - inset[3]) * picture.height,
    )
    return picture.resize(size, Image.Resampling.BICUBIC, box=box)


def _painted(random: np.random.Generator) -> Image.Image:
    picture = Image.new("RGB", (400, 300))
    for cells in (4, 16, 80):  # from the sky to the leaves
        values = random.integers(0, 256, (cells * 3 // 4, cells, 3), np.uint8)
        layer = Image.fromarray(values).resize(picture.size, Image.Resampling.BICUBIC)
        picture = layer if cells == 4 else Image.blend(picture, layer, 0.35)
    return picture


_last_quality = 85


def _encoded(picture: Image.Image) -> bytes:
    """Return the JPEG whose quality gives about the size aimed at, beginning with the last one."""
    global _last_quality  # noqa: PLW0603 - of this process; only a place to begin
    low, high, quality = 40, 97, _last_quality
    while True:
        stream = io.BytesIO()
        picture.save(stream, "JPEG", quality=quality)
        size = stream.tell()
        if abs(size / _AIM_BYTES - 1) <= _TOLERANCE or high - low <= 1:
            _last_quality = quality
            return stream.getvalue()
        low, high = (quality, high) if size < _AIM_BYTES else (low, quality)
        quality = (low + high) // 2
