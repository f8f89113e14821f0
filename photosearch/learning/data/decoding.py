"""Files to pixels of one size, by the program's own supervised decode workers.

A damaged, hostile or endless file costs itself alone, with the same reasons as in indexing.
Pictures of 224 px are exactly those that the bundled encoder sees of a photo in the library; other
sizes use the same part of the photo.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PIL import Image

from photosearch.base.progress import Progress, Step
from photosearch.base.types import Pixels
from photosearch.imaging.decoded import Decoded, DecodedPhoto, DecodedPicture, DecodeFailure
from photosearch.imaging.jobs import DecodeJob
from photosearch.imaging.pixels import ENCODER_SIZE_PX, GEOMETRY, encoder_box
from photosearch.imaging.pool import DecodePool

_DETAIL = 4  # a preview keeps that many times the wanted side, so a panorama's short side suffices
_WAIT_S = 0.1


def recipe(px: int) -> str:
    """Name the way from a file to pixels of that size, for fingerprints."""
    return f"{GEOMETRY} | {px} of {_DETAIL} | 1"


def decode_files(
    paths: Sequence[bytes], out: Pixels, progress: Progress
) -> dict[int, DecodeFailure]:
    """Decode files into rows of an array.

    Args:
        paths: N regular files.
        out: (N, px, px, 3) uint8, written to.
        progress: Phase ``"decode"``.

    Returns:
        Row → why it has no picture; its pixels are undefined.

    Raises:
        Cancelled: The person cancelled.
        UserError: ``workers-do-not-start``.
    """
    failures: dict[int, DecodeFailure] = {}
    px = out.shape[1]
    if not paths:
        return failures
    submitted = n_done = 0
    with DecodePool() as pool:
        while n_done < len(paths):
            progress.checkpoint()
            while submitted < len(paths) and len(pool) < pool.capacity:
                pool.submit(_job(submitted, paths[submitted], px))
                submitted += 1
            finished = pool.results(_WAIT_S)
            for job, decoded in finished:
                if isinstance(decoded, DecodeFailure):
                    failures[job.token] = decoded
                else:
                    out[job.token] = _square(decoded, px)
            n_done += len(finished)
            progress.report(Step("decode", n_done, len(paths)))
    return failures


def square(image: Image.Image, px: int) -> Pixels:
    """Return the part of an RGB picture that the encoder would see, (px, px, 3) uint8."""
    box = encoder_box(image.width, image.height)
    return np.asarray(image.resize((px, px), Image.Resampling.BILINEAR, box=box), dtype=np.uint8)


def _job(row: int, path: bytes, px: int) -> DecodeJob:
    if px == ENCODER_SIZE_PX:
        return DecodeJob(row, path)
    return DecodeJob(row, path, kind="preview", max_px=_DETAIL * px)


def _square(decoded: Decoded, px: int) -> Pixels:
    if isinstance(decoded, DecodedPhoto):
        return decoded.pixels
    if isinstance(decoded, DecodedPicture):
        size = (decoded.width, decoded.height)
        return square(Image.frombytes("RGB", size, decoded.rgb), px)
    raise TypeError(f"a failure has no pixels: {decoded}")
