"""Neighbour rows for searches: mapped for most photos, from the catalogue for what changed since.

The catalogue is the truth. Of a large library its rows are also written into one mapped file (see
``index.row_file``); which of them have changed since is kept beside the file's checksum, and the
metric's stamp in the catalogue tells whether that list is complete. In doubt the catalogue answers.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from photosearch.base.types import Ids, MetricId
from photosearch.catalog.catalog import Catalog
from photosearch.catalog.neighbours import NeighbourBlock, VectorBlock
from photosearch.index.row_file import (
    RowFile,
    RowFileInfo,
    Rows,
    RowsDamaged,
    prune_rows,
    write_rows,
)
from photosearch.metric.neighbourhood import N_NEIGHBOURS
from photosearch.services.disk import writing_library

_logger = logging.getLogger(__name__)

LEAST_ROWS = 5_000
"""Smaller libraries need no file."""
_MOST_CHANGED = 2_000
_NONE: Ids = np.empty(0, dtype=np.int64)


@dataclass(frozen=True, eq=False)
class _Known:
    """A file, and the rows of it that are no longer true."""

    info: RowFileInfo
    changed: Ids


class NeighbourStore:
    """The neighbour rows of one metric. Searches may read while one thread writes.

    Make it before anything is changed: it takes up the list of what has changed since the file.
    """

    def __init__(self, catalog: Catalog, metric_id: MetricId, dim: int) -> None:
        self._catalog = catalog
        self._metric_id = metric_id
        self._dtype = row_type(dim)
        self._file: RowFile | None = None
        self._known = self._remembered()

    def load(self, directory: Path) -> None:
        """Map the file, if there is one; checks its sum first, which takes 1 s a gigabyte."""
        if self._known is None or self._file is not None:
            return
        try:
            self._file = RowFile(directory / "index", self._known.info, self._dtype)
        except RowsDamaged as damage:
            _logger.info("neighbours are read from the catalogue: %s", damage)
            self._known = None

    def ids(self) -> Ids:
        """Return the photos that have a row: (N,) int64, ascending."""
        return self._catalog.neighbours.ids(self._metric_id)

    def replace(self, rows: NeighbourBlock) -> None:
        """Store rows in the place of those that are there."""
        self._catalog.neighbours.replace(self._metric_id, rows)
        self._note(rows.ids)

    def delete(self, photo_ids: Ids) -> None:
        """Remove the rows of photos."""
        self._catalog.neighbours.delete(self._metric_id, photo_ids)
        self._note(photo_ids)

    def save(self, directory: Path, *, afresh: bool = False) -> None:
        """Bring the file up to date, or only note what has changed where that is little.

        Args:
            directory: Of the library.
            afresh: Write it anew in any case: photos were forgotten, and the file knows them.

        Raises:
            UserError: The disk is full; the catalogue answers from then on.
        """
        if self._known is not None and not afresh and len(self._known.changed) <= _MOST_CHANGED:
            self._remember(self._known)
            return
        was_loaded, self._file, self._known = self._file is not None, None, None
        self._catalog.facts.remove(self._fact)
        folder = directory / "index"
        if self._catalog.neighbours.count(self._metric_id) < LEAST_ROWS:
            if folder.exists():
                prune_rows(folder)
            return
        with writing_library(directory):
            folder.mkdir(exist_ok=True)
            info = write_rows(folder, self._blocks())
        self._known = _Known(info, _NONE)
        self._remember(self._known)
        prune_rows(folder, info.file_name)
        if was_loaded:
            self.load(directory)

    def get(self, photo_ids: Ids) -> NeighbourBlock:
        """Return the rows of photos, by id; those that have none are left out."""
        found, others = self._mapped(photo_ids)
        if len(found) and not len(others):
            return _as_block(found)
        lacking = self._catalog.neighbours.get(self._metric_id, others)
        if not len(found):
            return lacking
        block = _as_block(found)
        return block if not len(lacking.ids) else _by_id(block, lacking)

    def vectors(self, photo_ids: Ids) -> VectorBlock:
        """Return photos' own vectors, by id; those that have no row are left out."""
        found, others = self._mapped(photo_ids)
        if len(found) and not len(others):
            return VectorBlock(found["id"], found["vector"])
        lacking = self._catalog.neighbours.vectors(self._metric_id, others)
        if not len(found):
            return lacking
        if not len(lacking.ids):
            return VectorBlock(found["id"], found["vector"])
        ids = np.concatenate([found["id"], lacking.ids])
        order = np.argsort(ids)
        return VectorBlock(ids[order], np.concatenate([found["vector"], lacking.vectors])[order])

    def keys_of(self, photo_ids: Ids) -> NDArray[np.bytes_]:
        """Return image keys as (N,) S32: what decides ties, whatever the ids."""
        file = self._file
        if file is not None:
            rows = file.find(photo_ids)
            if (rows >= 0).all():
                return np.asarray(file.take(rows)["key"])
        return self._catalog.photos.sort_keys(photo_ids)

    @property
    def _fact(self) -> str:
        return f"neighbour-rows:{self._metric_id}"

    def _remembered(self) -> _Known | None:
        fact = self._catalog.facts.get(self._fact)
        # Another stamp: a writer ended before it could say what it has changed.
        if fact is None or fact["stamp"] != self._catalog.neighbours.stamp(self._metric_id):
            return None
        info = RowFileInfo(fact["file"], fact["sha256"], fact["count"])
        return _Known(info, np.array(fact["changed"], dtype=np.int64))

    def _remember(self, known: _Known) -> None:
        fact = {
            "file": known.info.file_name,
            "sha256": known.info.sha256,
            "count": known.info.count,
            "changed": known.changed.tolist(),
            "stamp": self._catalog.neighbours.stamp(self._metric_id),
        }
        if fact != self._catalog.facts.get(self._fact):
            self._catalog.facts.put(self._fact, fact)

    def _note(self, changed: Ids) -> None:
        if self._known is not None:
            together = np.union1d(self._known.changed, changed)
            self._known = replace(self._known, changed=together)

    def _mapped(self, photo_ids: Ids) -> tuple[Rows, Ids]:
        """Return the file's true rows by id, and the ids that only the catalogue can tell of."""
        file, known = self._file, self._known
        wanted = np.unique(photo_ids)
        if file is None or known is None:
            return np.empty(0, self._dtype), wanted
        rows = file.find(wanted)
        usable = (rows >= 0) & ~np.isin(wanted, known.changed)
        return file.take(rows[usable]), wanted[~usable]

    def _blocks(self) -> Iterator[Rows]:
        for block in self._catalog.neighbours.blocks(self._metric_id):
            rows = np.empty(len(block.ids), self._dtype)
            rows["id"] = block.ids
            rows["key"] = self.keys_of(block.ids)
            for name, column in _COLUMNS.items():
                rows[name] = getattr(block, column)
            yield rows


_COLUMNS = {
    "neighbours": "neighbour_ids",
    "similarities": "similarities",
    "scores": "scores",
    "scale": "scales",
    "reach": "reaches",
    "vector": "vectors",
}


def row_type(dim: int) -> np.dtype[Any]:
    """Return a row of the file: a photo's id and key, and what ``NeighbourBlock`` says of it.

    Args:
        dim: d of the metric.
    """
    lists = (N_NEIGHBOURS,)
    return np.dtype(
        [
            ("id", "<i8"),
            ("neighbours", "<i8", lists),
            ("similarities", "<f4", lists),
            ("scores", "<f4", lists),
            ("scale", "<f4"),
            ("reach", "<f4"),
            ("key", "S32"),
            ("vector", "i1", (dim,)),
        ]
    )


def _as_block(rows: Rows) -> NeighbourBlock:
    columns = {column: rows[name] for name, column in _COLUMNS.items()}
    return NeighbourBlock(ids=rows["id"], **columns)


def _by_id(*blocks: NeighbourBlock) -> NeighbourBlock:
    ids = np.concatenate([block.ids for block in blocks])
    order = np.argsort(ids)
    columns = {
        column: np.concatenate([getattr(block, column) for block in blocks])[order]
        for column in _COLUMNS.values()
    }
    return NeighbourBlock(ids=ids[order], **columns)
