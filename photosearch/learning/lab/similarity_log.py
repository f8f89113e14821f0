"""What a model finds similar, epoch by epoch: the nearest neighbours of fixed queries.

One PNG an epoch. Its text chunks say in words what it shows (``Description``) and hold the
neighbours' rows (``Neighbours``), so that a training that is resumed marks what has changed since
the last epoch that was drawn.
"""

from __future__ import annotations

import io
import json
import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, PngImagePlugin

from photosearch.base.atomic import write_bytes
from photosearch.base.types import Ids
from photosearch.learning.data.labelled_images import LabelledImages
from photosearch.learning.evaluation.ranking import Ranker
from photosearch.learning.lab.sheet import Tile, draw_sheet
from photosearch.metric.distance import Distance

_NAME = re.compile(r"similarity-(\d+)\.png")


@dataclass(frozen=True)
class SimilaritySettings:
    """What a sheet shows.

    Attributes:
        n_queries: rows.
        n_neighbours: columns beside the query.
        distance: by which neighbours are near.
        seed: of the choice of queries.
    """

    n_queries: int = 8
    n_neighbours: int = 10
    distance: str = Distance.COSINE.value
    seed: int = 0


@dataclass(frozen=True)
class SimilaritySheet:
    """A sheet that was written.

    Attributes:
        path: the PNG.
        epoch: after which it was drawn; 0: before the training.
        n_shown: neighbours on it.
        n_right: those of their query's class.
        n_possible: how many could be: a query has only so many of its class to be found.
        n_changed: those that were not in the list before; none on the first sheet.
    """

    path: Path
    epoch: int
    n_shown: int
    n_right: int
    n_possible: int
    n_changed: int | None

    @property
    def description(self) -> str:
        """Return in one sentence what the sheet shows."""
        changed = "" if self.n_changed is None else f", {self.n_changed} new since the last sheet"
        when = f"After epoch {self.epoch}" if self.epoch else "Before the training"
        possible = f" ({self.n_possible} could be)" if self.n_possible < self.n_shown else ""
        right = f"{self.n_right} of {self.n_shown} neighbours of the right class{possible}"
        return f"{when}: {right}{changed}."


class SimilarityLog:
    """Draws a sheet of the same queries after every epoch."""

    def __init__(
        self,
        images: LabelledImages,
        directory: Path,
        settings: SimilaritySettings | None = None,
        ids: Ids | None = None,
    ) -> None:
        """Choose the queries.

        Args:
            images: the photos that are searched; the queries are some of them.
            directory: where the sheets go.
            settings: what a sheet shows.
            ids: (N,) int64; photos with the query's id are left out of its row. None: the row
                numbers. Copies under other ids stay.
        """
        self._images = images
        self._directory = directory
        self._settings = settings or SimilaritySettings()
        self._ids = np.arange(len(images.labels)) if ids is None else np.asarray(ids)
        self.queries = fixed_queries(images.labels, self._settings.n_queries, self._settings.seed)

    def write(self, epoch: int, vectors: NDArray[np.floating]) -> SimilaritySheet:
        """Draw the neighbours as they are now.

        Args:
            epoch: after which; 0: before the training.
            vectors: (N, d) floats, of the photos in their order.

        Raises:
            OSError: The picture can't be written.
        """
        ranker = Ranker(vectors, self._ids, self._settings.distance)
        k = min(self._settings.n_neighbours, max(1, len(vectors) - 1))
        near = ranker.nearest(vectors[self.queries], self._ids[self.queries], k).rows
        before = self._before(epoch)
        labels = self._images.labels
        there = near >= 0
        right = (labels[near] == labels[self.queries, None]) & there
        changed = np.zeros_like(there) if before is None else ~_among(near, before) & there
        path = self._directory / f"similarity-{epoch:04d}.png"
        sheet = SimilaritySheet(
            path=path,
            epoch=epoch,
            n_shown=int(there.sum()),
            n_right=int(right.sum()),
            n_possible=self._possible(near.shape[1]),
            n_changed=None if before is None else int(changed.sum()),
        )
        rows = [
            [self._tile(query), *self._tiles(*found)]
            for query, *found in zip(self.queries, near, right, changed, strict=True)
        ]
        picture = draw_sheet(rows, f"Epoch {epoch}" if epoch else "Before training", _counts(sheet))
        write_bytes(path, _png(picture, sheet.description, self.queries, near))
        return sheet

    def _possible(self, n_neighbours: int) -> int:
        sizes = np.bincount(self._images.labels)[self._images.labels[self.queries]]
        return int(np.minimum(sizes - 1, n_neighbours).sum())

    def _tile(
        self, row: int, right: np.bool_ | None = None, changed: np.bool_ | None = None
    ) -> Tile:
        name = self._images.class_names[int(self._images.labels[row])]
        shown = None if right is None else bool(right)
        return Tile(np.asarray(self._images.pixels[row]), name, shown, bool(changed))

    def _tiles(self, near: Ids, right: NDArray[np.bool_], changed: NDArray[np.bool_]) -> list[Tile]:
        found = zip(near, right, changed, strict=True)
        return [self._tile(*neighbour) for neighbour in found if neighbour[0] >= 0]

    def _before(self, epoch: int) -> Ids | None:
        """Return the rows of the last sheet before this epoch, if it was of these queries."""
        numbers = [int(match[1]) for path in self._sheets() if (match := _NAME.match(path.name))]
        earlier = [number for number in numbers if number < epoch]
        if not earlier:
            return None
        path = self._directory / f"similarity-{max(earlier):04d}.png"
        with Image.open(path) as picture:
            kept = json.loads(str(picture.info.get("Neighbours", "{}")))
        if kept.get("queries") != self.queries.tolist():
            return None
        return np.array(kept["rows"], dtype=np.int64)

    def _sheets(self) -> list[Path]:
        return sorted(self._directory.glob("similarity-*.png"))


def fixed_queries(labels: Ids, n: int, seed: int = 0) -> Ids:
    """Choose queries: classes in turn, in a drawn order, photos drawn within each.

    Args:
        labels: (N,) int64 classes. A class of one photo gives no query while others do.
        n: how many; at most N.
        seed: of the draw.

    Returns:
        (min(n, N),) int64 rows, by class.
    """
    rng = np.random.default_rng(seed)
    order = rng.permutation(len(labels))
    classes, codes, sizes = np.unique(labels[order], return_inverse=True, return_counts=True)
    turns = np.zeros(len(order), dtype=np.int64)
    for code in range(len(classes)):
        turns[codes == code] = np.arange(sizes[code])
    place = rng.permutation(len(classes))[codes]
    chosen = np.lexsort((place, turns, sizes[codes] == 1))[:n]
    found = order[chosen]
    return np.asarray(found[np.lexsort((found, labels[found]))])


def _among(near: Ids, before: Ids) -> NDArray[np.bool_]:
    return np.asarray((near[:, :, None] == before[:, None, :]).any(axis=2))


def _counts(sheet: SimilaritySheet) -> str:
    text = f"{sheet.n_right} of {sheet.n_shown} right"
    if sheet.n_possible < sheet.n_shown:
        text = f"{text}, {sheet.n_possible} could be"
    return text if sheet.n_changed is None else f"{text}  ·  {sheet.n_changed} new"


def _png(picture: Image.Image, description: str, queries: Ids, near: Ids) -> bytes:
    text = PngImagePlugin.PngInfo()
    text.add_itxt("Description", description)
    kept = {"queries": queries.tolist(), "rows": near.tolist()}
    text.add_text("Neighbours", json.dumps(kept))
    buffer = io.BytesIO()
    picture.save(buffer, "PNG", pnginfo=text, optimize=True)
    return buffer.getvalue()
