"""The gallery: every photo's vector under one metric, ready to be searched.

Metric, index and neighbour rows belong together and are switched together: a search that started
on one gallery finishes on it. The index follows the catalogue by its numbered changes, so a fresh
start, another process that indexes meanwhile and a batch of our own are all the same step.
"""

from __future__ import annotations

import hashlib
import logging
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from photosearch.base.errors import UserError
from photosearch.base.types import EncoderId, Ids, MetricId, Vectors
from photosearch.catalog.catalog import Catalog
from photosearch.catalog.metrics import MetricRow, NewMetric
from photosearch.catalog.snapshots import NewSnapshot, SnapshotRow
from photosearch.encoder.card import read_card
from photosearch.encoder.quantisation import dequantise
from photosearch.index import snapshot as index_snapshot
from photosearch.index.exact import ExactIndex
from photosearch.index.growing import GrowingIndex, new_index
from photosearch.index.parameters import GraphSettings
from photosearch.metric.metric_file import load, save
from photosearch.metric.parts import Parts, split, whole_of
from photosearch.metric.rerank import Reranker
from photosearch.metric.shipped import shipped_metric
from photosearch.metric.transform import Metric
from photosearch.services.disk import writing_library
from photosearch.services.model_folders import ENCODER_DIR
from photosearch.services.neighbour_store import NeighbourStore

_logger = logging.getLogger(__name__)

_KEPT_SNAPSHOTS = 2
_ADDED_AT_ONCE = 8192


@dataclass(frozen=True)
class MetricInUse:
    """A metric and its row.

    Attributes:
        metric_id: Of its row; 0 for the shipped metric before a writer has recorded it.
        encoder_id: Whose features it takes; 0 likewise.
        n_photos: That it was fitted on.
        metric: The numbers.
        level: 0 without labels, above that tuned on groups.
    """

    metric_id: MetricId
    encoder_id: EncoderId
    n_photos: int
    metric: Metric
    level: int = 0


@dataclass(frozen=True)
class MetricFacts:
    """What is stored with a metric's numbers; see ``catalog.metrics.NewMetric``."""

    encoder_id: EncoderId
    n_photos: int
    level: int = 0
    name: str = ""
    card: Mapping[str, Any] = field(default_factory=dict)


class Gallery:
    """Vectors under one metric.

    Attributes:
        in_use: The metric.
        index: The vectors of all shown photos.
        reranker: Orders the index's candidates.
        neighbours: What else it needs to know of them.
        revision: The catalogue's change up to which ``index`` is true.
    """

    def __init__(
        self, catalog: Catalog, in_use: MetricInUse, index: GrowingIndex, revision: int
    ) -> None:
        self.in_use = in_use
        self.index = index
        self.revision = revision
        self.reranker = Reranker(in_use.metric.spectrum, in_use.metric.power)
        self.neighbours = NeighbourStore(catalog, in_use.metric_id, in_use.metric.dim)
        self._catalog = catalog
        self._following = threading.Lock()
        self._exact: tuple[int, ExactIndex] | None = None

    @property
    def directory(self) -> Path:
        """Of its library."""
        return self._catalog.directory

    @property
    def metric(self) -> Metric:
        """The metric's numbers."""
        return self.in_use.metric

    def catch_up(self) -> int:
        """Follow the catalogue; returns how many photos came or went."""
        with self._following:
            changes = self._catalog.photos.changes(self.revision)
            if len(changes.gone):
                self.index.remove(changes.gone)
            for start in range(0, len(changes.shown), _ADDED_AT_ONCE):
                self._add(changes.shown[start : start + _ADDED_AT_ONCE])
            self.revision = changes.revision
            return len(changes.gone) + len(changes.shown)

    def exact_index(self) -> ExactIndex:
        """Return an index that looks at every vector; kept until the gallery changes."""
        inner = self.index.inner
        if isinstance(inner, ExactIndex):
            return inner
        if self._exact is None or self._exact[0] != self.revision:
            exact = ExactIndex(self.metric.index_dim)
            ids = inner.ids()
            for start in range(0, len(ids), _ADDED_AT_ONCE):
                part = ids[start : start + _ADDED_AT_ONCE]
                exact.add(part, inner.get(part))
            self._exact = (self.revision, exact)
        return self._exact[1]

    def whole_vectors(self, photo_ids: Ids) -> tuple[Ids, Vectors]:
        """Return whole vectors: what re-ranking compares, and a query is made of.

        Args:
            photo_ids: (N,) int64.

        Returns:
            Those of the photos that have a feature, ascending, each once (n,), and their vectors
            (n, d) float32 of unit length.
        """
        ids, codes = self.codes(photo_ids)
        return ids, whole_of(codes)

    def codes(self, photo_ids: Ids) -> tuple[Ids, NDArray[np.int8]]:
        """Return what ``whole_vectors`` does, as it is stored: (n, d) int8, up to their length."""
        wanted = np.unique(photo_ids)
        if not len(wanted):
            return wanted, np.zeros((0, self.metric.dim), dtype=np.int8)
        known = self.neighbours.vectors(wanted)
        if len(known.ids) == len(wanted):
            return wanted, known.vectors
        lacking, parts = self.parts_of(np.setdiff1d(wanted, known.ids, assume_unique=True))
        if not len(known.ids):
            return lacking, parts.codes
        ids = np.concatenate([known.ids, lacking])
        order = np.argsort(ids)
        return ids[order], np.concatenate([known.vectors, parts.codes])[order]

    def parts_of(self, photo_ids: Ids) -> tuple[Ids, Parts]:
        """Return those of the photos that have a feature, ascending, and their vectors' parts."""
        block = self._catalog.features.get(photo_ids, self.in_use.encoder_id)
        if len(block.damaged):
            _logger.info("%d features are damaged; doctor repairs them", len(block.damaged))
        if not len(block.ids):
            shape = (0, self.metric.feature_dim)
            return block.ids, split(self.metric, np.zeros(shape, dtype=np.float32))
        return block.ids, split(self.metric, dequantise(block.codes, block.scales))

    def keys_of(self, photo_ids: Ids) -> np.ndarray:
        """Return image keys as (N,) S32: what decides ties, whatever the ids."""
        return self.neighbours.keys_of(photo_ids)

    def _add(self, photo_ids: Ids) -> None:
        ids, parts = self.parts_of(photo_ids)
        usable = np.linalg.norm(parts.heads, axis=1) > 0.5  # the mean itself points nowhere
        self.index.add(ids[usable], parts.heads[usable])


def open_gallery(directory: Path, catalog: Catalog, *, writable: bool) -> Gallery:
    """Load the active metric and the newest snapshot, and follow the catalogue from there.

    Any doubt about the snapshot means that the index is built anew from the features.

    Raises:
        UserError: The metric's file is damaged.
    """
    in_use = _metric_in_use(directory, catalog, writable=writable)
    row = catalog.snapshots.current(in_use.metric_id) if in_use.metric_id else None
    index, revision = _load_index(directory, in_use, row)
    gallery = Gallery(catalog, in_use, index, revision)
    gallery.catch_up()
    return gallery


def build_gallery(catalog: Catalog, in_use: MetricInUse) -> Gallery:
    """Build a gallery from the features alone."""
    expected = catalog.photos.count()
    gallery = Gallery(catalog, in_use, new_index(in_use.metric.index_dim, expected), 0)
    gallery.catch_up()
    return gallery


def save_metric(
    directory: Path, catalog: Catalog, metric: Metric, about: MetricFacts
) -> MetricInUse:
    """Store a metric and its row; it is not active yet. One that is there is not stored again.

    Raises:
        UserError: The disk is full, or the folder can't be written.
    """
    for row in catalog.metrics.list():
        if row.fingerprint == metric.fingerprint and row.encoder_id == about.encoder_id:
            return MetricInUse(row.metric_id, row.encoder_id, row.n_photos, metric, row.level)
    folder = directory / "metrics"
    name = f"{metric.fingerprint[:32]}.npz"
    with writing_library(directory):
        folder.mkdir(exist_ok=True)
        save(metric, folder / name)
    digest = hashlib.sha256((folder / name).read_bytes()).digest()
    new = NewMetric(
        encoder_id=about.encoder_id,
        level=about.level,
        fingerprint=metric.fingerprint,
        dim=metric.index_dim,
        file_name=name,
        sha256=digest,
        n_photos=about.n_photos,
        name=about.name,
        card=about.card,
    )
    metric_id = catalog.metrics.add(new)
    return MetricInUse(metric_id, about.encoder_id, about.n_photos, metric, about.level)


def stored_metric(directory: Path, row: MetricRow) -> MetricInUse:
    """Read a metric's file, which must be the one that was written.

    Raises:
        UserError: It is not, and it is not the shipped metric either.
    """
    path = directory / "metrics" / row.file_name
    try:
        content = path.read_bytes()
    except OSError:
        content = b""
    if hashlib.sha256(content).digest() == row.sha256:
        metric = load(path)
    else:
        metric = shipped_metric()
        if metric.fingerprint != row.fingerprint:
            text = "the file of the active metric is missing or damaged"
            raise UserError("metric-damaged", text, "Run: photosearch doctor")
    return MetricInUse(row.metric_id, row.encoder_id, row.n_photos, metric, row.level)


def save_snapshot(directory: Path, catalog: Catalog, gallery: Gallery) -> None:
    """Save the gallery's index, then tell the catalogue, then remove older ones.

    Raises:
        UserError: The disk is full; the snapshot before stays in use.
    """
    metric_id = gallery.in_use.metric_id
    folder = directory / "index"
    current = catalog.snapshots.current(metric_id)
    if current is not None and current.revision == gallery.revision:
        return
    with writing_library(directory):
        folder.mkdir(exist_ok=True)
        info = index_snapshot.write(
            gallery.index.inner, folder, gallery.metric.fingerprint, gallery.revision
        )
    graph = info.graph
    catalog.snapshots.add(
        NewSnapshot(
            metric_id=metric_id,
            generation=(current.generation if current is not None else 0) + 1,
            file_name=info.file_name,
            sha256=info.sha256,
            size=info.n_bytes,
            count=info.count,
            dim=info.dim,
            distance=info.distance,
            revision=info.revision,
            parameters={"graph": None if graph is None else graph.__dict__, "metric": info.metric},
        )
    )
    _drop_old(folder, catalog, metric_id)


def _drop_old(folder: Path, catalog: Catalog, metric_id: MetricId) -> None:
    rows = sorted(
        catalog.snapshots.list(), key=lambda row: (row.metric_id != metric_id, -row.generation)
    )
    for row in rows[_KEPT_SNAPSHOTS:]:
        catalog.snapshots.remove(row.snapshot_id)
    index_snapshot.prune(folder, [row.file_name for row in rows[:_KEPT_SNAPSHOTS]])


def _metric_in_use(directory: Path, catalog: Catalog, *, writable: bool) -> MetricInUse:
    card = read_card(ENCODER_DIR)
    row = catalog.metrics.active()
    if row is not None:
        return stored_metric(directory, row)
    if not writable:
        known = catalog.encoders.by_fingerprint(card.fingerprint)
        encoder_id = known.encoder_id if known is not None else EncoderId(0)
        return MetricInUse(MetricId(0), encoder_id, 0, shipped_metric())
    encoder_id = catalog.encoders.ensure(card.fingerprint, card.name, card.dim)
    in_use = save_metric(directory, catalog, shipped_metric(), MetricFacts(encoder_id, 0))
    catalog.metrics.activate(in_use.metric_id)
    return in_use


def _load_index(
    directory: Path, in_use: MetricInUse, row: SnapshotRow | None
) -> tuple[GrowingIndex, int]:
    empty = new_index(in_use.metric.index_dim)
    if row is None:
        return empty, 0
    stored = row.parameters.get("graph")
    info = index_snapshot.SnapshotInfo(
        file_name=row.file_name,
        sha256=row.sha256,
        n_bytes=row.size,
        count=row.count,
        dim=row.dim,
        distance="cosine",
        graph=GraphSettings(**stored) if stored else None,
        metric=str(row.parameters.get("metric")),
        revision=row.revision,
    )
    if info.metric != in_use.metric.fingerprint or info.dim != in_use.metric.index_dim:
        return empty, 0
    try:
        inner = index_snapshot.load(info, directory / "index")
    except index_snapshot.SnapshotDamaged as damage:
        _logger.info("the index is built anew: %s", damage)
        return empty, 0
    return GrowingIndex(in_use.metric.index_dim, inner=inner), row.revision
