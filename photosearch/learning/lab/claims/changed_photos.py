"""Does a metric that was learned from few photos hold under another light, scale, background …?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np

from photosearch.base.types import Pixels, Vectors
from photosearch.learning.data.class_table import class_table
from photosearch.learning.data.splitting import Split
from photosearch.learning.evaluation.intervals import Interval, paired_difference
from photosearch.learning.evaluation.ranking import Gallery
from photosearch.learning.evaluation.retrieval import retrieval
from photosearch.learning.lab.claims.claim import (
    Claim,
    ClaimLab,
    Finding,
    Row,
    Scores,
    decided,
    row,
)
from photosearch.learning.lab.inputs import inputs_for
from photosearch.learning.lab.training_run import new_model
from photosearch.learning.models.embedding_model import EmbeddingModel

FEW_PHOTOS = 5
_SCALE, _SQUARE, _FRAME = 0.6, 0.35, 0.2


def unchanged(pixels: Pixels) -> Pixels:
    """Return photos as they are."""
    return pixels


def darker(pixels: Pixels) -> Pixels:
    """Return photos with half of the light."""
    return (pixels // 2).astype(np.uint8)


def smaller(pixels: Pixels) -> Pixels:
    """Return photos at 60 % of their size, on grey."""
    side = pixels.shape[1]
    places = (np.arange(round(side * _SCALE)) / _SCALE).astype(np.int64)
    shrunk = pixels[:, places][:, :, places]
    out = np.full_like(pixels, 128)
    start = (side - len(places)) // 2
    out[:, start : start + len(places), start : start + len(places)] = shrunk
    return out


def other_background(pixels: Pixels) -> Pixels:
    """Return photos whose outer fifth on each side is noise."""
    noise = np.random.default_rng(0).integers(0, 256, pixels.shape[1:], dtype=np.uint8)
    side = pixels.shape[1]
    margin = round(side * _FRAME)
    out = np.broadcast_to(noise, pixels.shape).copy()
    inner = slice(margin, side - margin)
    out[:, inner, inner] = pixels[:, inner, inner]
    return out


def covered(pixels: Pixels) -> Pixels:
    """Return photos with a grey square over the middle, a third as wide."""
    side = pixels.shape[1]
    half = round(side * _SQUARE / 2)
    middle = slice(side // 2 - half, side // 2 + half)
    out = pixels.copy()
    out[:, middle, middle] = 128
    return out


CHANGES: Mapping[str, Callable[[Pixels], Pixels]] = {
    "light": darker,
    "scale": smaller,
    "background": other_background,
    "occlusion": covered,
}


class ChangedPhotos(Claim):
    """Recall@1 of changed photos among unchanged ones, learned from five photos a class."""

    name = "changed-photos"
    measured_by = "Recall@1"
    statement = (
        "Learned from few photos a class, a metric finds the right class better than the raw"
        " features do: of photos as they are, and in other light, at another scale, before another"
        " background and half covered."
    )

    def measure(self, lab: ClaimLab) -> Finding:
        """Compare under each change, photo by photo; what none of them does is shown beside."""
        data = replace(lab.data, split=_few(lab))
        learner = lab.train(f"{FEW_PHOTOS} photos a class", lab.plan, data).learner
        start = lab.inputs.learner(new_model(lab.plan)).eval()
        rows: list[Row] = []
        differences: dict[str, Interval] = {}
        for name, change in {"unchanged": unchanged, **CHANGES}.items():
            raw, learned = self._recalls(lab, change, start, learner)
            rows += [row(f"raw, {name}", raw), row(f"learned, {name}", learned)]
            differences[f"{name}:"] = paired_difference(raw, learned)
        found = decided(differences, rows)
        return replace(found, reason=f"Recall@1, learned less raw: {found.reason}")

    def _recalls(
        self,
        lab: ClaimLab,
        change: Callable[[Pixels], Pixels],
        start: EmbeddingModel,
        learner: EmbeddingModel,
    ) -> tuple[Scores, Scores]:
        held, gallery = lab.data.split.held_out, lab.data.gallery
        pixels = change(np.asarray(lab.data.images.pixels[held]))
        changed = inputs_for(lab.plan.architecture, pixels, lab.progress)
        rows = np.arange(len(held))
        raw = _recall(lab, changed.features(start, rows), lab.inputs.features(start, gallery))
        vectors = changed.embed(learner, rows, lab.progress)
        return raw, _recall(lab, vectors, lab.inputs.embed(learner, gallery, lab.progress))


def _recall(lab: ClaimLab, changed: Vectors, vectors: Vectors) -> Scores:
    held, gallery = lab.data.split.held_out, lab.data.gallery
    labels = lab.data.labels
    found = Gallery(vectors, labels[gallery], gallery)
    return retrieval(changed, labels[held], ids=held, gallery=found).recall_at_1


def _few(lab: ClaimLab) -> Split:
    """Return a split that trains on five photos a class at most."""
    train = lab.data.split.train
    members = class_table(lab.data.labels[train]).values()
    rows = np.sort(np.concatenate([one[:FEW_PHOTOS] for one in members]))
    return Split(train[rows], lab.data.split.held_out)
