"""Features of pictures that are not being indexed: to measure with, or from thumbnails."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace

from photosearch.base.progress import NO_PROGRESS, Progress
from photosearch.base.types import EncoderId, Pixels, Vectors
from photosearch.imaging.decoded import DecodedQuery
from photosearch.imaging.jobs import DecodeJob
from photosearch.imaging.pool import DecodePool
from photosearch.metric.regions import LOOK_PX, quarters, stitched
from photosearch.services.library import Library

_POLL_S = 0.05


def features_of(
    library: Library,
    encoder_id: EncoderId,
    jobs: Iterable[DecodeJob],
    progress: Progress = NO_PROGRESS,
    *,
    cells: bool = False,
) -> Iterator[tuple[int, Vectors]]:
    """Yield the token and the feature (D,) float32 of every job that decodes, unrounded.

    Args:
        library: Whose settings and encoders count.
        encoder_id: The encoder.
        jobs: Which pictures, and which part of them.
        progress: Only asked whether to go on.
        cells: Yield maps (7, 7, D) stitched from quarters instead; only of the bundled encoder.

    Raises:
        Cancelled: By ``progress``.
        UserError: The encoder's files are missing or damaged.
    """
    encoder = library.encoder(encoder_id, one_core=True)
    size = LOOK_PX if cells else encoder.pictures.size_px

    def encoded(pixels: Pixels) -> Vectors:
        if cells:
            return stitched(encoder.encode_maps(quarters(pixels)))
        feature: Vectors = encoder.encode(pixels[None])[0]
        return feature

    cores = os.cpu_count() or 1
    waiting = iter(jobs)
    encoding: deque[tuple[int, Future[Vectors]]] = deque()
    with (
        DecodePool(library.settings.decode_workers, library.limits(asked_for=False)) as pool,
        ThreadPoolExecutor(cores, "encode") as threads,
    ):
        more = True
        while more or len(pool) > 0:
            progress.checkpoint()
            while more and len(pool) < pool.capacity:
                following = next(waiting, None)
                more = following is not None
                if following is not None:
                    pool.submit(replace(following, kind="query", pixels_px=size))
            for job, outcome in pool.results(_POLL_S):
                if isinstance(outcome, DecodedQuery):
                    feature = threads.submit(encoded, outcome.pixels)
                    encoding.append((job.token, feature))
            while encoding and (encoding[0][1].done() or len(encoding) > pool.capacity):
                token, future = encoding.popleft()
                yield token, future.result()
        while encoding:
            token, future = encoding.popleft()
            yield token, future.result()
