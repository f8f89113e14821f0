"""The odd ones out of a group: what was put in by mistake."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from photosearch.base.errors import UserError
from photosearch.base.progress import NO_PROGRESS, Progress
from photosearch.base.types import PhotoId
from photosearch.grouping.outliers import FEWEST, belonging, far_out
from photosearch.metric.neighbourhood import NEAR_DUPLICATE
from photosearch.metric.pair_score import pair_scores
from photosearch.services.groups import members
from photosearch.services.library import Library
from photosearch.services.placing import place_photos

_SEED = 0
_MOST = 2000
"""Photos that are held against each other: of more, as many in a random part at a time."""


@dataclass(frozen=True)
class Belonging:
    """A photo of a group.

    Attributes:
        photo_id: The photo.
        score: How much it belongs, higher is more: its mean score to the nearer half of the others.
        outlier: Whether it lies far below the rest.
    """

    photo_id: PhotoId
    score: float
    outlier: bool


def group_outliers(
    library: Library, name: str, progress: Progress = NO_PROGRESS
) -> tuple[str, list[Belonging]]:
    """Return a group's name, and all its photos, what belongs least first.

    Raises:
        UserError: ``no-such-group``, ``small-group``.
    """
    group, photos = members(library, name)
    return group.name, odd_ones(library, photos, name=group.name, progress=progress)


def odd_ones(
    library: Library,
    photos: Sequence[PhotoId],
    *,
    name: str = "",
    progress: Progress = NO_PROGRESS,
) -> list[Belonging]:
    """Order photos that are said to belong together (a group, an album), the oddest first.

    Args:
        library: Under its active metric.
        photos: Three or more, each once.
        name: Of the group, for people.
        progress: Cancels.

    Raises:
        UserError: ``small-group``: there are fewer than three that can be compared.
    """
    gallery = library.gallery
    ids = np.array(photos, dtype=np.int64)
    ids = ids[np.isin(ids, gallery.index.ids())]
    if len(ids) < FEWEST:
        said = f"“{name}” has" if name else "there are"
        number = "no photos" if not len(ids) else f"only {len(ids)} photo{'s' * (len(ids) > 1)}"
        text = f"{said} {number} to compare"
        hint = "What does not belong shows from three photos on."
        raise UserError("small-group", text, hint, name=name)
    scores = np.empty(len(ids), dtype=np.float32)
    mixed = np.random.default_rng(_SEED).permutation(len(ids))
    for rows in np.array_split(mixed, -(-len(ids) // _MOST)):
        placed = place_photos(gallery, ids[rows], progress)
        copies = placed.vectors @ placed.vectors.T >= NEAR_DUPLICATE
        np.fill_diagonal(copies, False)
        scores[rows] = belonging(pair_scores(placed, placed), copies)
    odd = far_out(scores)
    order = np.lexsort((gallery.keys_of(ids), scores))
    return [
        Belonging(PhotoId(photo), score, outlier)
        for photo, score, outlier in zip(
            ids[order].tolist(), scores[order].tolist(), odd[order].tolist(), strict=True
        )
    ]
