"""Waiting for one picture out of a pool that answers whoever asks."""

from __future__ import annotations

from photosearch.base.errors import Cancelled
from photosearch.base.progress import Progress
from photosearch.imaging.decoded import Decoded
from photosearch.imaging.jobs import DecodeJob
from photosearch.imaging.pool import DecodePool

_POLL_S = 0.05


def decode_now(pool: DecodePool, job: DecodeJob, progress: Progress) -> Decoded:
    """Decode one picture and wait for it; one caller at a time, as results have one taker.

    Raises:
        Cancelled: By ``progress``, or the pool was closed.
    """
    pool.submit(job)
    while len(pool) > 0:
        for done, outcome in pool.results(_POLL_S):
            if done.token == job.token:
                return outcome
        progress.checkpoint()
    raise Cancelled
