"""A photo as large as the window wants it."""

from __future__ import annotations

import itertools
import threading

from photosearch.base.errors import UserError
from photosearch.base.paths import shown
from photosearch.base.progress import NO_PROGRESS, Progress
from photosearch.base.types import PhotoId
from photosearch.imaging.decoded import DecodedPicture, DecodeFailure
from photosearch.imaging.jobs import DecodeJob, Limits
from photosearch.imaging.pool import DecodePool
from photosearch.services.examples import NO_PHOTO, online_path
from photosearch.services.library import Library
from photosearch.services.waiting import decode_now


class PictureLoader:
    """Loads pictures for the preview in a worker of its own; the newest wish wins."""

    def __init__(self) -> None:
        self._pool: DecodePool | None = None
        self._limits = Limits()
        self._tokens = itertools.count(1)
        self._turn = threading.Lock()

    def load(
        self,
        library: Library,
        what: PhotoId | bytes,
        max_px: int = 2048,
        progress: Progress = NO_PROGRESS,
    ) -> DecodedPicture:
        """Decode a photo of the library, or an encoded picture.

        Args:
            library: Where the photo's file is looked up.
            what: A photo's id, or a picture's bytes.
            max_px: Longer side at most.
            progress: Cancels waiting.

        Raises:
            UserError: It can't be read, or its drive is away.
            Cancelled: By ``progress``, or the loader was closed.
        """
        path = None if isinstance(what, bytes) else online_path(library, what)
        data = what if isinstance(what, bytes) else None
        with self._turn:
            limits = library.limits(asked_for=True)
            if self._pool is not None and limits != self._limits:
                self._pool.close()
                self._pool = None
            if self._pool is None:
                self._pool, self._limits = DecodePool(1, limits), limits
            job = DecodeJob(next(self._tokens), path, data, kind="preview", max_px=max_px)
            outcome = decode_now(self._pool, job, progress)
        if isinstance(outcome, DecodedPicture):
            return outcome
        failure = outcome if isinstance(outcome, DecodeFailure) else NO_PHOTO
        name = shown(path) if path is not None else ""
        text = f"{name or 'the picture'} can't be shown: {failure.reason}"
        raise UserError("unreadable-photo", text, name=name, failure=failure.code)

    def close(self) -> None:
        """End the worker."""
        if self._pool is not None:
            self._pool.close()
