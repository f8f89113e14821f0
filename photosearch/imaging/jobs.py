"""What a decode worker is asked, and within what limits."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from photosearch.base.types import Box
from photosearch.imaging.pixels import ENCODER_SIZE_PX

_MIB = 1 << 20


@dataclass(frozen=True)
class DecodeJob:
    """One picture to decode.

    Attributes:
        token: The asker's own number; comes back with the result.
        path: The file, or ``None`` if ``data`` is given.
        data: The file's bytes (clipboard, drop), or ``None`` if ``path`` is given.
        box: The part wanted, in fractions of the picture as shown; ``None`` for all of it.
        kind: ``"photo"`` gives a ``DecodedPhoto``, ``"query"`` a ``DecodedQuery``, ``"preview"`` a
            ``DecodedPicture``.
        max_px: Longer side of a preview at most.
        pixels_px: Width and height of the pixels that the encoder takes.
    """

    token: int
    path: bytes | None = None
    data: bytes | None = None
    box: Box | None = None
    kind: Literal["photo", "query", "preview"] = "photo"
    max_px: int = 2048
    pixels_px: int = ENCODER_SIZE_PX

    def __post_init__(self) -> None:
        """Refuse a job with both or neither of path and data (``ValueError``)."""
        if (self.path is None) == (self.data is None):
            raise ValueError("a job names either a path or data")


@dataclass(frozen=True)
class WorkerLimits:
    """What one worker process may use.

    Attributes:
        memory_bytes: Address space where the system can limit that, else resident memory.
        file_bytes: Largest file that is read.
        held_megapixels: Pixels in memory at once; a JPEG that is decoded small counts as small.
        max_megapixels: Pixels of the whole picture, by its header.
        deadline_s: Time for one job.
        nice: How far the worker's priority is lowered.
    """

    memory_bytes: int = 1024 * _MIB
    file_bytes: int = 256 * _MIB
    held_megapixels: int = 48
    max_megapixels: int = 400
    deadline_s: float = 30.0
    nice: int = 5


@dataclass(frozen=True)
class Limits:
    """What a pool's workers may use.

    Attributes:
        normal: For every job at first.
        big: For the jobs that need more, one at a time.
    """

    normal: WorkerLimits = field(default_factory=WorkerLimits)
    big: WorkerLimits = WorkerLimits(
        memory_bytes=6144 * _MIB,
        file_bytes=4096 * _MIB,
        held_megapixels=400,
        deadline_s=300.0,
    )
