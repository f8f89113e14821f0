"""A library of families: photos whose features are alike, made without a picture."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from photosearch.base.types import PhotoId
from photosearch.encoder.quantisation import quantise
from photosearch.services.groups import add_photos
from photosearch.services.library import Library
from photosearch.services.refreshing import refresh
from tests.services.catalogued import catalogued

_FEATURE = 1280


@contextmanager
def families(
    base: Path, n_families: int = 9, size: int = 10, noise: float = 1.0, seed: int = 0
) -> Iterator[tuple[Library, list[list[PhotoId]]]]:
    """Open an indexed library, and give the photos of each family.

    Args:
        base: An empty folder.
        n_families: How many; below 100 photos no metric is fitted, which takes a second.
        size: Photos of each.
        noise: Length of what differs within a family, against what differs between them.
        seed: Of the features.
    """
    names = [b"%03d-%02d.jpg" % (one, photo) for one in range(n_families) for photo in range(size)]
    random = np.random.default_rng(seed)
    centres = random.standard_normal((n_families, _FEATURE))
    own = noise * random.standard_normal((n_families, size, _FEATURE))
    features = np.abs(2 + centres[:, None] + own).reshape(-1, _FEATURE).astype(np.float32)
    with catalogued(base, names) as (library, photos):
        codes, scales = quantise(features)
        library.catalog.features.put(photos, library.gallery.in_use.encoder_id, codes, scales)
        refresh(library)
        yield library, [photos[at : at + size] for at in range(0, len(photos), size)]


def label(library: Library, of: list[list[PhotoId]], n_groups: int, n_photos: int) -> None:
    """Make groups f0, f1… of the first photos of the first families."""
    for number in range(n_groups):
        add_photos(library, f"f{number}", of[number][:n_photos])
