"""How well a model retrieves held-out photos: after every epoch, and at the end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

import numpy as np
from torch import nn

from photosearch.base.progress import NO_PROGRESS, Progress
from photosearch.base.types import Ids, Vectors
from photosearch.learning.evaluation.ranking import Gallery
from photosearch.learning.evaluation.retrieval import Retrieval, retrieval
from photosearch.learning.lab.inputs import Inputs
from photosearch.learning.lab.lab_data import LabData

_MOST_PER_EPOCH = 4_000


def score_held_out(data: LabData, vectors: Vectors, gallery: Ids, distance: str) -> Retrieval:
    """Search for the held-out photos among a gallery.

    Args:
        data: Says which are held out.
        vectors: (n, d) float32 embeddings of the gallery.
        gallery: (n,) int64 rows that they belong to, ascending; those held out are the queries.
        distance: By what.
    """
    labels = data.labels[gallery]
    is_query = np.isin(gallery, data.split.held_out)
    return retrieval(
        vectors[is_query],
        labels[is_query],
        ids=gallery[is_query],
        gallery=Gallery(vectors, labels, gallery),
        distance=distance,
    )


class EpochValidation:
    """Scores a model on the held-out photos, or on the same few thousand of them each time."""

    def __init__(self, data: LabData, inputs: Inputs, distance: str, progress: Progress) -> None:
        self._data = data
        self._inputs = inputs
        self._distance = distance
        self._progress = progress
        gallery = data.gallery
        if len(gallery) > _MOST_PER_EPOCH:
            gallery = np.random.default_rng(0).choice(gallery, _MOST_PER_EPOCH, replace=False)
        self._gallery = np.sort(gallery)

    def __call__(self, model: nn.Module) -> Mapping[str, float]:
        """Return Recall@1, R-precision and MAP@R of a model in evaluation mode."""
        vectors = self._inputs.embed(model, self._gallery, _Quiet(self._progress))
        return asdict(score_held_out(self._data, vectors, self._gallery, self._distance).scores)


class _Quiet:
    """Passes a cancel on, but no steps: the epochs are what is reported."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress

    def report(self, step: object) -> None:
        """Drop the step."""

    def checkpoint(self) -> None:
        """Raise ``Cancelled`` when the person has cancelled."""
        self._progress.checkpoint()


def final_retrieval(
    data: LabData, inputs: Inputs, model: nn.Module, distance: str, progress: Progress = NO_PROGRESS
) -> Retrieval:
    """Score a model in evaluation mode on all held-out photos."""
    return score_held_out(data, inputs.embed(model, data.gallery, progress), data.gallery, distance)
