"""What a burst may be besides a burst, from what was found out of its frames."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence

import numpy as np

from photosearch.base.types import PhotoId
from photosearch.grouping import sequences
from photosearch.imaging.alignment import NUMBERS
from photosearch.services.pair_finding import FoundPairs

_GAMMA = 2.2


def caution_of(found: FoundPairs, photos: Sequence[int], sharpness: Mapping[PhotoId, float]) -> str:
    """Return the caution of photos that form a burst (see ``grouping.sequences``).

    Args:
        found: Holds them and their pairs.
        photos: Their ids.
        sharpness: As far as it was measured.
    """
    rows = np.searchsorted(found.photos.ids, photos)
    rows = rows[np.argsort(found.photos.taken_at[rows], kind="stable")]
    light = (found.photos.greys[rows].astype(np.float64) / 255) ** _GAMMA
    steps = [found.looks_of(one, other) for one, other in itertools.pairwise(rows.tolist())]
    return sequences.caution(
        sequences.Sequence(
            brightness=np.maximum(light.mean(axis=1), 1e-4),
            sharpness=np.array(
                [sharpness.get(photo, np.nan) for photo in found.photos.ids[rows].tolist()]
            ),
            steps=np.array(steps, dtype=np.float32).reshape(-1, len(NUMBERS)),
        )
    )
