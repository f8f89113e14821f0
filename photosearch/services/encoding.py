"""Encoding photos while others are still being decoded, a small batch at a time.

A whole transaction's photos at once would keep this thread from the decode workers for so long
that they run out of jobs.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from photosearch.base.types import EncoderId, Pixels, Vectors
from photosearch.encoder.quantisation import quantise
from photosearch.encoder.session import BATCH_SIZE
from photosearch.imaging.decoded import DecodedPhoto
from photosearch.services.library import Library


@dataclass(frozen=True, eq=False)
class EncodedPhotos:
    """Features, quantised, of photos by their image keys.

    Attributes:
        keys: Of N photos, no two alike.
        codes: (N, D) uint8.
        scales: (N,) float32.
    """

    keys: list[bytes]
    codes: npt.NDArray[np.uint8]
    scales: Vectors


class PhotoEncoding:
    """Makes the features of photos that have none yet, each image once."""

    def __init__(self, library: Library, encoder_id: EncoderId) -> None:
        self._library = library
        self._encoder_id = encoder_id
        self._waiting: dict[bytes, Pixels] = {}
        self._features: dict[bytes, Vectors] = {}

    def add(self, photo: DecodedPhoto) -> None:
        """Take a photo in; encode when there are enough of them."""
        key = photo.image_key
        if key in self._waiting or key in self._features or self._has_feature(key):
            return
        self._waiting[key] = photo.pixels
        if len(self._waiting) >= BATCH_SIZE:
            self._encode()

    def take(self) -> EncodedPhotos:
        """Encode what waits, and hand over all features made since the last time."""
        if self._waiting:
            self._encode()
        features, self._features = self._features, {}
        rows = list(features.values()) or [np.zeros((0, self._library.encoder.dim), np.float32)]
        return EncodedPhotos(list(features), *quantise(np.vstack(rows)))

    def _encode(self) -> None:
        waiting, self._waiting = self._waiting, {}
        rows = self._library.encoder.encode(np.stack(list(waiting.values())))
        self._features.update(zip(waiting, rows, strict=True))

    def _has_feature(self, image_key: bytes) -> bool:
        known = self._library.catalog.photos.by_key(image_key)
        if known is None:
            return False
        return len(self._library.catalog.features.get([known], self._encoder_id).ids) > 0
