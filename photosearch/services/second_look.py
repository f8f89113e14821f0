"""The second look: laying the thumbnails of two photos over each other, once for every pair.

What comes out depends on nothing but the two pictures, so it is kept in the catalogue for ever; a
pair costs some milliseconds the first time and nothing afterwards. Each batch is stored: a look
that is cancelled or killed goes on where it was.

Decoding a thumbnail and finding its points takes as long as comparing two, so pairs come in an
order in which those of one photo are near each other, and some pictures are held.
"""

from __future__ import annotations

import io
import os
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import numpy.typing as npt

from photosearch.base.pace import Pace
from photosearch.base.progress import Progress
from photosearch.base.types import Ids
from photosearch.catalog.duplicates import Looks
from photosearch.imaging.alignment import NUMBERS, GreyPicture, align
from photosearch.services.library import Library

LOOK_VERSION = 1
_BATCH = 256
_HELD_PICTURES = 1536  # of 0.2 MB

Pairs = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float32]


def known_looks(library: Library, ids: Ids, pairs: Pairs) -> Numbers:
    """Return what second looks have found.

    Args:
        library: Where they are kept.
        ids: (N,) int64 photo ids, ascending.
        pairs: (P, 2) rows of ``ids``, the lower first, ascending.

    Returns:
        (P, 14) float32, see ``imaging.alignment.NUMBERS``; NaN where there was none.
    """
    numbers = np.full((len(pairs), len(NUMBERS)), np.nan, dtype=np.float32)
    looks = library.catalog.duplicates.looks(LOOK_VERSION, len(NUMBERS))
    if not len(looks.pairs) or not len(pairs):
        return numbers
    rows = np.searchsorted(ids, looks.pairs).clip(0, len(ids) - 1)
    there = (ids[rows] == looks.pairs).all(axis=1)
    stored = rows[there, 0] * len(ids) + rows[there, 1]
    wanted = pairs[:, 0] * len(ids) + pairs[:, 1]
    places = np.searchsorted(stored, wanted).clip(0, max(len(stored) - 1, 0))
    known = stored[places] == wanted if len(stored) else np.zeros(len(wanted), dtype=bool)
    numbers[known] = looks.numbers[there][places[known]]
    return numbers


def look_at(
    library: Library, ids: Ids, pairs: Pairs, turns: npt.NDArray[np.int64], progress: Progress
) -> Numbers:
    """Look at pairs that were not looked at yet, and keep what is found where that is allowed.

    Args:
        library: Opened to write, or nothing is kept.
        ids: (N,) int64 photo ids.
        pairs: (P, 2) rows of ``ids``, in the order of being looked at (see ``near_order``).
        turns: (P,) 0 to 7, see ``imaging.alignment.align``.
        progress: Phase ``look``; cancelling keeps what was found so far.

    Returns:
        (P, 14) float32; NaN where a thumbnail is missing.

    Raises:
        Cancelled: By ``progress``.
    """
    numbers = np.full((len(pairs), len(NUMBERS)), np.nan, dtype=np.float32)
    pace = Pace("look", len(pairs))
    workers = os.cpu_count() or 1
    pictures = _Pictures(library)
    with ThreadPoolExecutor(workers, "look") as threads:
        for start in range(0, len(pairs), _BATCH):
            progress.checkpoint()
            progress.report(pace.step(start))
            part = slice(start, start + _BATCH)
            photos = ids[pairs[part]]
            pictures.load(np.unique(photos), threads)
            asked = zip(photos.tolist(), turns[part].tolist(), strict=True)
            numbers[part] = list(threads.map(pictures.compare, asked))
            _keep(library, photos, numbers[part])
    progress.report(pace.step(len(pairs)))
    return numbers


def near_order(pairs: Pairs, n_photos: int) -> npt.NDArray[np.int64]:
    """Order pairs so that those of one photo, and of photos near it, follow each other.

    Reverse Cuthill and McKee (1969): it keeps the matrix of the pairs narrow.

    Args:
        pairs: (P, 2) rows, at least one.
        n_photos: N.

    Returns:
        (P,) int64 places of ``pairs``.
    """
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import reverse_cuthill_mckee

    rows, columns = np.concatenate([pairs, pairs[:, ::-1]]).T
    links = coo_array((np.ones(len(rows), np.int8), (rows, columns)), shape=(n_photos, n_photos))
    place = np.empty(n_photos, dtype=np.int64)
    place[reverse_cuthill_mckee(links.tocsr(), symmetric_mode=True)] = np.arange(n_photos)
    places = np.sort(place[pairs], axis=1)
    return np.lexsort((places[:, 0], places[:, 1]))


def _keep(library: Library, photos: npt.NDArray[np.int64], numbers: Numbers) -> None:
    found = ~np.isnan(numbers[:, 0])
    if library.writable and found.any():
        looks = Looks(photos[found], numbers[found])
        library.catalog.duplicates.put_looks(looks, LOOK_VERSION)


class _Pictures:
    """Grey thumbnails, as many as fit; those looked at longest ago go first."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._held: OrderedDict[int, GreyPicture | None] = OrderedDict()

    def load(self, photo_ids: Ids, threads: ThreadPoolExecutor) -> None:
        """Make sure that photos are held, and make room for them first."""
        wanted = photo_ids.tolist()
        for photo in wanted:
            if photo in self._held:
                self._held.move_to_end(photo)
        missing = [photo for photo in wanted if photo not in self._held]
        while self._held and len(self._held) + len(missing) > _HELD_PICTURES:
            self._held.popitem(last=False)
        jpegs = self._library.thumbnails.get_many(missing)
        made = threads.map(_grey, [jpegs.get(photo, b"") for photo in missing])
        self._held.update(zip(missing, made, strict=True))

    def compare(self, asked: tuple[list[int], int]) -> tuple[float, ...]:
        """Align two photos; numbers that are none where a thumbnail is missing."""
        (first, second), turn = asked
        one, other = self._held[first], self._held[second]
        if one is None or other is None:
            return (float("nan"),) * len(NUMBERS)
        return align(one, other, turn).numbers()


def _grey(jpeg: bytes) -> GreyPicture | None:
    from PIL import Image  # 30 ms, which a start of the window should not pay

    try:
        with Image.open(io.BytesIO(jpeg), formats=["JPEG"]) as image:
            return GreyPicture(np.asarray(image.convert("L")))
    except (OSError, SyntaxError, ValueError):  # a damaged cache: doctor makes it anew
        return None
