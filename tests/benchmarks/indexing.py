"""Indexing 12 MP photos, against what the machine could do at best.

The limit is cores / (decoding + thumbnail + resizing + hashing + encoding), each stage measured
alone, in one thread, per photo and at its fastest, as plain loops over Pillow, hashlib and ONNX
Runtime. No program reaches it where two cores are slower together than one alone; so the same
plain loops in one process a core, without catalogue, index or supervision, are shown too.
"""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from photosearch.base.paths import resources_dir
from tests.benchmarks.measurement import Measurement
from tests.benchmarks.workplace import Workplace

_THUMBNAIL_PX = 256
_PIXELS_PX = 224
_BATCH = 4
_SAMPLE = 16
_LEAST_SHARE = 0.85


def measure(place: Workplace) -> list[Measurement]:
    """Index the photos some times, the stages alone in between."""
    paths = sorted(place.camera_photos().iterdir())
    sample = paths[:: max(1, len(paths) // _SAMPLE)][:_SAMPLE]
    place.index_once()  # warms what is warm from the second run on: bytecode, the model's file
    runs, stages, together = [], [], []
    for _ in range(1 if place.quick else 3):
        stages.append(stages_alone(sample))
        together.append(_loops_together(sample))
        runs.append(place.index_once())
    alone = {name: min(one[name] for one in stages) for name in stages[0]}
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    limit = (cores or 1) / sum(alone.values())
    plain = max(together)
    net, gross = place.best_rate(), place.n_photos / min(run.wall_s for run in runs)
    parts = " + ".join(f"{name} {seconds * 1000:.1f}" for name, seconds in alone.items())
    return [
        Measurement(
            f"indexing {place.n_photos} photos of 12 MP",
            net,
            "photos/s",
            _LEAST_SHARE,
            at_least=True,
            reference=f"limit {limit:.1f}/s = {cores} cores / ({parts}) ms",
            ratio=net / limit,
            of_ratio=True,
        ),
        Measurement(
            "the same, with the start of the program",
            gross,
            "photos/s",
            reference=f"limit {limit:.1f}/s",
            ratio=gross / limit,
        ),
        Measurement(
            "plain loops, one process a core",
            plain,
            "photos/s",
            reference=f"limit {limit:.1f}/s",
            ratio=plain / limit,
        ),
    ]


def stages_alone(paths: list[Path], rounds: int = 3) -> dict[str, float]:
    """Return the mean over photos of each stage's shortest seconds; the encoder in batches."""
    contents = [path.read_bytes() for path in paths]
    encode = _encoder()
    totals = dict.fromkeys(("decoding", "thumbnail", "resizing", "hashing"), 0.0)
    pixels = []
    for content in contents:
        picture = _decoded(content)
        view = _view(picture)
        totals["decoding"] += _shortest(lambda c=content: _decoded(c), rounds)
        totals["thumbnail"] += _shortest(lambda p=picture: _thumbnail(_view(p)), rounds)
        totals["resizing"] += _shortest(lambda v=view: _pixels(v), rounds)
        totals["hashing"] += _shortest(lambda c=content: _hashed(c), rounds)
        pixels.append(_pixels(view))
    means = {name: total / len(paths) for name, total in totals.items()}
    batches = [np.stack(pixels[at : at + _BATCH]) for at in range(0, len(pixels), _BATCH)]
    seconds = sum(_shortest(lambda b=batch: encode(b), rounds) for batch in batches)
    return {**means, "encoding": seconds / len(pixels)}


def _shortest(act: Callable[[], object], rounds: int) -> float:
    best = float("inf")
    for _ in range(rounds):
        started = time.perf_counter()
        act()
        best = min(best, time.perf_counter() - started)
    return best


def _hashed(content: bytes) -> tuple[bytes, bytes]:
    """Return what names the file and, near enough, what names its picture (``image_key``)."""
    return hashlib.sha256(content).digest(), hashlib.sha256(content).digest()


def _decoded(content: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(content))
    picture.draft("RGB", (_THUMBNAIL_PX, _THUMBNAIL_PX))
    picture.load()
    return picture


def _view(picture: Image.Image) -> Image.Image:
    scale = _THUMBNAIL_PX / min(picture.size)
    return picture.resize((round(picture.width * scale), round(picture.height * scale)))


def _thumbnail(view: Image.Image) -> bytes:
    stream = io.BytesIO()
    view.save(stream, "JPEG", quality=80)
    return stream.getvalue()


def _pixels(view: Image.Image) -> np.ndarray:
    return np.asarray(view.resize((_PIXELS_PX, _PIXELS_PX)))


def _encoder() -> Callable[[np.ndarray], Any]:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    graph = next((resources_dir() / "models").rglob("*.onnx"))
    session = onnxruntime.InferenceSession(
        os.fspath(graph), options, providers=["CPUExecutionProvider"]
    )
    return lambda pixels: session.run(["pooled"], {"pixels": pixels})


def _loops_together(paths: list[Path]) -> float:
    """Return photos per second of one plain loop a core at once, each over all the photos."""
    command = [sys.executable, "-m", "tests.benchmarks.indexing", *map(os.fspath, paths)]
    loops = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(os.cpu_count() or 1)
    ]
    for loop in loops:  # all are ready before the first one goes
        assert loop.stdout is not None
        loop.stdout.readline()
    started = time.perf_counter()
    for loop in loops:
        assert loop.stdin is not None
        loop.stdin.write("go\n")
        loop.stdin.flush()
    for loop in loops:
        loop.communicate()
    return len(paths) * _ROUNDS_TOGETHER * len(loops) / (time.perf_counter() - started)


_ROUNDS_TOGETHER = 2


def _loop(paths: list[Path]) -> None:
    encode = _encoder()
    encode(np.zeros((_BATCH, _PIXELS_PX, _PIXELS_PX, 3), np.uint8))
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    waiting: list[np.ndarray] = []
    for path in paths * _ROUNDS_TOGETHER:
        content = path.read_bytes()
        _hashed(content)
        view = _view(_decoded(content))
        _thumbnail(view)
        waiting.append(_pixels(view))
        if len(waiting) == _BATCH:
            encode(np.stack(waiting))
            waiting.clear()


if __name__ == "__main__":
    _loop([Path(name) for name in sys.argv[1:]])
