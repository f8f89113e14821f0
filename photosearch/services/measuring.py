"""Arrays to measure with: the search's own order for many queries, and the vectors themselves."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from photosearch.base.errors import UserError
from photosearch.base.pace import Pace
from photosearch.base.paths import as_text, shown
from photosearch.base.progress import NO_PROGRESS, Progress
from photosearch.base.types import Ids, MetricId, Vectors
from photosearch.imaging.jobs import DecodeJob
from photosearch.index.exact import ExactIndex
from photosearch.services.examples import FileExample, understand
from photosearch.services.gallery import Gallery, build_gallery, stored_metric
from photosearch.services.library import Library
from photosearch.services.model_folders import card_of, encoder_in_use
from photosearch.services.picture_features import features_of
from photosearch.services.searching import Asked, Query, rank_vector

RAW = "raw"


@dataclass(frozen=True)
class RankRequest:
    """What to rank.

    Attributes:
        top: Neighbours a query.
        exact: Look at every photo.
        metric: A metric's number, ``"raw"``, or ``None`` for the active one.
        queries: Absolute paths of files; ``None`` for every photo.
        grain: 0 the same thing, 1 the same kind.
    """

    top: int
    exact: bool = False
    metric: str | None = None
    queries: tuple[bytes, ...] | None = None
    grain: float = 0.5


@dataclass(frozen=True, eq=False)
class _Photos:
    """The photos that are ranked: ids (N,) and their best paths, sorted by path."""

    ids: Ids
    paths: list[bytes]

    def row_of(self) -> dict[int, int]:
        return {photo_id: row for row, photo_id in enumerate(self.ids.tolist())}


def rank_library(
    library: Library, file: str, request: RankRequest, progress: Progress = NO_PROGRESS
) -> dict[str, Any]:
    """Write, for every query, its nearest photos.

    The file holds ``paths`` (N,) <U, sorted; ``queries`` (Q,) <U; ``query_rows`` (Q,) int64, rows
    of ``paths``, -1 for files that are not in the library; ``neighbours`` (Q, top) int64, rows of
    ``paths``, -1 where there are fewer; ``scores`` (Q, top) float32, -inf where there is none. A
    photo is never its own neighbour. One row a photo, by its best path.

    Raises:
        UserError: No such metric; a query can't be read; the file can't be written.
        Cancelled: By ``progress``.
    """
    if request.metric == RAW:
        photos, vectors = _raw_vectors(library, progress)
        ranked = _rank_raw(library, photos, vectors, request, progress)
    else:
        gallery = _gallery(library, request.metric)
        gallery.neighbours.load(library.directory)
        photos = _photos(library, gallery.index.ids())
        ranked = _rank(library, gallery, photos, request, progress)
    queries, query_rows, neighbours, scores = ranked
    _save(
        file,
        paths=_texts(photos.paths),
        queries=_texts(queries),
        query_rows=query_rows,
        neighbours=neighbours,
        scores=scores,
    )
    return {"photos": len(photos.ids), "queries": len(queries), "top": request.top}


def export_vectors(
    library: Library, file: str, metric: str | None, progress: Progress = NO_PROGRESS
) -> dict[str, Any]:
    """Write ``paths`` (N,) <U, sorted, and ``vectors`` (N, D) float32: a row an online location.

    Raises:
        UserError: No such metric; the file can't be written.
        Cancelled: By ``progress``.
    """
    if metric == RAW:
        photos, vectors = _raw_vectors(library, progress)
    else:
        gallery = _gallery(library, metric)
        photos = _photos(library, gallery.index.ids())
        vectors = gallery.index.get(photos.ids)
    rows: list[tuple[bytes, int]] = []
    for row, details in enumerate(library.catalog.photos.details(photos.ids)):
        progress.checkpoint()
        places = library.catalog.locations.of_photo(details.photo_id)
        rows += [(place.path, row) for place in places if place.state == "online"]
    rows.sort(key=lambda one: as_text(one[0]))
    chosen = vectors[np.array([row for _, row in rows], dtype=np.int64)]
    _save(file, paths=_texts([path for path, _ in rows]), vectors=chosen)
    return {"rows": len(rows), "dim": int(vectors.shape[1])}


_Ranked = tuple[list[bytes], Ids, Ids, Vectors]


def _rank(
    library: Library,
    gallery: Gallery,
    photos: _Photos,
    request: RankRequest,
    progress: Progress,
) -> _Ranked:
    row_of = photos.row_of()
    queries = list(photos.paths) if request.queries is None else list(request.queries)
    ids = photos.ids.tolist() if request.queries is None else _ids_at(library, queries)
    neighbours = np.full((len(queries), request.top), -1, dtype=np.int64)
    scores = np.full((len(queries), request.top), -np.inf, dtype=np.float32)
    plan = Query((), top=request.top, grain=request.grain, exact=request.exact)
    pace = Pace("rank", len(queries))
    for place, photo_id in enumerate(ids):
        progress.checkpoint()
        asked, own = _asked(library, gallery, queries[place], photo_id, progress)
        found = rank_vector(library, asked, plan, own)
        neighbours[place, : len(found)] = [row_of[one.photo_id] for one in found]
        scores[place, : len(found)] = [one.score for one in found]
        progress.report(pace.step(place + 1))
    query_rows = np.array([row_of.get(one, -1) for one in ids], dtype=np.int64)
    return queries, query_rows, neighbours, scores


def _asked(
    library: Library, gallery: Gallery, path: bytes, photo_id: int, progress: Progress
) -> tuple[Asked, Ids]:
    if photo_id >= 0:
        own = np.array([photo_id], dtype=np.int64)
        vectors = gallery.whole_vectors(own)[1]
        return Asked(gallery, vectors[0], gallery.index.get(own)[0]), own
    meaning = understand(library, gallery, FileExample(path), progress)
    same = np.array([-1 if meaning.photo_id is None else meaning.photo_id], dtype=np.int64)
    return Asked(gallery, meaning.vector, meaning.head), same[same >= 0]


def _rank_raw(
    library: Library,
    photos: _Photos,
    vectors: Vectors,
    request: RankRequest,
    progress: Progress,
) -> _Ranked:
    """Rank by the plain cosine of unrounded features, always looking at every photo."""
    unit = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12)
    index = ExactIndex(unit.shape[1])
    index.add(np.arange(len(unit), dtype=np.int64), unit)
    queries = list(photos.paths) if request.queries is None else list(request.queries)
    row_of = photos.row_of()
    ids = photos.ids.tolist() if request.queries is None else _ids_at(library, queries)
    query_rows = np.array([row_of.get(one, -1) for one in ids], dtype=np.int64)
    if (query_rows < 0).any():
        unknown = shown(queries[int(np.argmin(query_rows))])
        text = f"{unknown} is not in the library"
        raise UserError("unknown-photo", text, "With --metric raw, name indexed photos only.")
    neighbours = np.full((len(queries), request.top), -1, dtype=np.int64)
    scores = np.full((len(queries), request.top), -np.inf, dtype=np.float32)
    for place, row in enumerate(query_rows):
        progress.checkpoint()
        found = index.search(unit[row][None], min(request.top + 1, len(unit)))
        kept = (found.ids[0] != row) & (found.ids[0] >= 0)
        best = found.ids[0][kept][: request.top]
        neighbours[place, : len(best)] = best
        scores[place, : len(best)] = found.similarities[0][kept][: request.top]
    return queries, query_rows, neighbours, scores


def _raw_vectors(library: Library, progress: Progress) -> tuple[_Photos, Vectors]:
    """Encode every photo again from its file: features that were never rounded, (N, D)."""
    photos = _photos(library, library.gallery.index.ids())
    encoder_id = encoder_in_use(library.catalog)
    jobs = (DecodeJob(row, path) for row, path in enumerate(photos.paths))
    rows: dict[int, Vectors] = {}
    pace = Pace("encode", len(photos.ids))
    for row, feature in features_of(library, encoder_id, jobs, progress):
        rows[row] = feature
        progress.report(pace.step(len(rows)))
    kept = np.array(sorted(rows), dtype=np.int64)
    dim = card_of(library.directory, library.catalog, encoder_id).dim
    vectors = np.array([rows[row] for row in kept.tolist()], np.float32).reshape(len(kept), dim)
    return _Photos(photos.ids[kept], [photos.paths[row] for row in kept.tolist()]), vectors


def _photos(library: Library, ids: Ids) -> _Photos:
    paths = library.catalog.locations.path_of_photos(ids)
    known = sorted(paths.items(), key=lambda one: as_text(one[1]))
    return _Photos(np.array([one for one, _ in known], dtype=np.int64), [p for _, p in known])


def _ids_at(library: Library, queries: Sequence[bytes]) -> list[int]:
    at = library.catalog.locations.photos_at(queries)
    return [int(at.get(path, -1)) for path in queries]


def _gallery(library: Library, metric: str | None) -> Gallery:
    """Return the gallery of a metric by its number; the active one by default."""
    if metric is None:
        return library.gallery
    row = library.catalog.metrics.get(MetricId(int(metric))) if metric.isdigit() else None
    if row is None:
        known = ", ".join(str(one.metric_id) for one in library.catalog.metrics.list())
        raise UserError("no-such-metric", f"there is no metric {metric}", f"Say raw or: {known}.")
    if row.metric_id == library.gallery.in_use.metric_id:
        return library.gallery
    return build_gallery(library.catalog, stored_metric(library.directory, row))


def _texts(paths: Sequence[bytes]) -> npt.NDArray[np.str_]:
    return np.array([as_text(path) for path in paths], dtype=np.str_)


def _save(file: str, **arrays: npt.NDArray[Any]) -> None:
    target = file if file.endswith(".npz") else f"{file}.npz"
    temporary = f"{target}.tmp"
    try:
        with open(temporary, "wb") as stream:
            np.savez(stream, **arrays)  # type: ignore[arg-type] # its own flags are keywords, too
        os.replace(temporary, target)
    except OSError as error:
        with suppress(OSError):
            os.unlink(temporary)
        text = f"{shown(target)} can't be written: {error.strerror}"
        raise UserError("unwritable-file", text, "Choose another place.") from error
