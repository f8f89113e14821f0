"""Whether two files hold the same picture to the last pixel, though not the same bytes.

A PNG saved as TIFF, or a JPEG written anew without loss, has another image key but the same pixels.
Only pairs whose small grey pictures already are the same are decoded in full, each once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from photosearch.base.errors import UserError
from photosearch.base.pace import Pace
from photosearch.base.progress import Progress
from photosearch.base.types import PhotoId
from photosearch.catalog.constraints import Pair, pair_of
from photosearch.grouping.pair_evidence import FirstLook, PhotoEvidence
from photosearch.services.library import Library
from photosearch.services.pictures import PictureLoader

_WHOLE_PX = 1_000_000
_GREY_LEVELS = 1  # decoders may round differently at the size of a thumbnail
_ROWS = 8192
_BATCH = 16


def may_be_same(
    photos: PhotoEvidence, pairs: npt.NDArray[np.int64], look: FirstLook
) -> npt.NDArray[np.int64]:
    """Return the places (n,) of pairs that have one size and one small grey picture."""
    alike = (look.turns == 0) & (look.numbers[:, 2] == 0) & (look.numbers[:, 1] > 0.999)
    alike &= (photos.sizes[pairs[:, 0]] == photos.sizes[pairs[:, 1]]).all(axis=1)
    places = np.flatnonzero(alike)
    found = [np.zeros(0, dtype=np.int64)]
    for start in range(0, len(places), _ROWS):
        part = places[start : start + _ROWS]
        one, other = (photos.greys[rows].astype(np.int16) for rows in pairs[part].T)
        found.append(part[np.abs(one - other).max(axis=1) <= _GREY_LEVELS])
    return np.concatenate(found)


def same_pixels(
    library: Library, asked: Sequence[tuple[PhotoId, PhotoId]], progress: Progress
) -> list[Pair]:
    """Return those of the pairs that are the same picture, decoding what was not compared yet.

    Args:
        library: Opened to write, or nothing is kept.
        asked: Pairs of photos, each once.
        progress: Phase ``pixels``.

    Raises:
        Cancelled: By ``progress``; what was compared so far is kept.
    """
    known = library.catalog.duplicates.compared()
    pairs = [pair_of(*pair) for pair in asked]
    missing = [pair for pair in pairs if pair not in known]
    if not missing:
        return [pair for pair in pairs if known[pair]]
    pace = Pace("pixels", len(missing))
    batch: list[tuple[Pair, bool]] = []
    for done, (pair, same) in enumerate(_compared(library, missing, progress), 1):
        known[pair] = same
        batch.append((pair, same))
        if len(batch) == _BATCH or done == len(missing):
            _keep(library, batch)
            batch = []
        progress.report(pace.step(done))
    _keep(library, batch)
    return [pair for pair in pairs if known.get(pair)]


def _compared(
    library: Library, pairs: Sequence[Pair], progress: Progress
) -> Iterator[tuple[Pair, bool]]:
    """Yield the pairs that could be decoded, with whether they are the same."""
    loader = PictureLoader()
    try:
        for first, second in sorted(pairs):
            one = _digest(library, loader, first, progress)
            other = _digest(library, loader, second, progress)
            if one is not None and other is not None:
                yield (first, second), one == other
    finally:
        loader.close()


def _digest(
    library: Library, loader: PictureLoader, photo: PhotoId, progress: Progress
) -> bytes | None:
    try:
        picture = loader.load(library, photo, _WHOLE_PX, progress)
    except UserError:  # its drive is away, or the file is gone: asked again another time
        return None
    shape = f"{picture.width}x{picture.height}".encode()
    return hashlib.sha256(shape + picture.rgb).digest()


def _keep(library: Library, batch: Sequence[tuple[Pair, bool]]) -> None:
    if library.writable and batch:
        library.catalog.duplicates.put_compared(batch)
