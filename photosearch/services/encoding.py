"""Encoding photos while others are decoded and written: a picture a thread.

Every thread runs one picture through the whole network on its own core. Several threads for one
picture would meet at each of its 49 convolutions, and whoever the decode workers keep off the
cores then holds up the others; batches gain nothing on one core and only take memory.
"""

from __future__ import annotations

import os
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from types import TracebackType
from typing import Self

import numpy as np
import numpy.typing as npt

from photosearch.base.types import EncoderId, Pixels, Vectors
from photosearch.encoder.quantisation import quantise
from photosearch.imaging.decoded import DecodedPhoto
from photosearch.services.library import Library
from photosearch.services.model_folders import card_of


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
    """Makes the features of photos that have none yet, each image once.

    ``add`` and ``take`` belong to one thread.

    Attributes:
        pixels_px: How large the photos' pixels have to be.
    """

    def __init__(self, library: Library, encoder_id: EncoderId) -> None:
        self._library = library
        self._encoder_id = encoder_id
        self._features: dict[bytes, Future[Vectors]] = {}
        self.pixels_px = card_of(library.directory, library.catalog, encoder_id).pictures.size_px
        self._threads = ThreadPoolExecutor(os.cpu_count() or 1, "encode")
        self._encoder = self._threads.submit(library.encoder, encoder_id, one_core=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._threads.shutdown(cancel_futures=True)

    def add(self, photo: DecodedPhoto) -> None:
        """Begin to encode a photo, unless its image has a feature or is under way."""
        key = photo.image_key
        if key not in self._features and not self._has_feature(key):
            self._features[key] = self._threads.submit(self._encode, photo.pixels)

    def take(self) -> EncodedPhotos:
        """Wait for what is under way, and hand over all features made since the last time.

        Raises:
            UserError: The encoder's files are missing or damaged.
        """
        features, self._features = self._features, {}
        rows = [one.result() for one in features.values()]
        dim = self._encoder.result().dim
        return EncodedPhotos(list(features), *quantise(np.array(rows).reshape(len(rows), dim)))

    def _encode(self, pixels: Pixels) -> Vectors:
        features: Vectors = self._encoder.result().encode(pixels[None])[0]
        return features

    def _has_feature(self, image_key: bytes) -> bool:
        known = self._library.catalog.photos.by_key(image_key)
        if known is None:
            return False
        return len(self._library.catalog.features.get([known], self._encoder_id).ids) > 0
