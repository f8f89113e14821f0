"""Find a thing inside photos: a part of a picture, searched for in every part of every photo.

A search of whole photos compares a thing with all that is around it in them. Here it meets every
window of 7 × 7 cells. The cells are made from thumbnails, a quarter at a time, by the bundled
encoder and projected by the shipped metric, so neither another encoder nor tuning makes them anew;
a search sees the photos that have theirs and says how many have not.

Measured on 30 covers and flowers pasted into 520 photos (tests/benchmarks/inside.py), among the
first ten, here / in a search of whole photos: of 50 % of the width 97 / 57 %, of 30 % 43 / 3 %, of
20 % 10 / 7 %, of 10 % 0 / 0 %. Cells of one look at the whole photo gave 67, 10, 10 and 0 %. The
boxes are rough: they overlap the thing by 24 to 34 % (IoU) where it was found.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from photosearch.base.errors import UserError
from photosearch.base.pace import Pace
from photosearch.base.progress import NO_PROGRESS, Progress
from photosearch.base.types import Box, EncoderId, Ids, PhotoId
from photosearch.encoder.card import read_card
from photosearch.imaging.jobs import DecodeJob
from photosearch.metric.inside_cells import best_windows, coded, thing_vector, window_box
from photosearch.metric.shipped import shipped_metric
from photosearch.services.examples import Example, example_pixels
from photosearch.services.inside_store import RECORD, InsideStore
from photosearch.services.library import Library
from photosearch.services.model_folders import ENCODER_DIR
from photosearch.services.picture_features import features_of

BUNDLED = EncoderId(0)
_BATCH = 256


@dataclass(frozen=True)
class Inside:
    """A photo in which a thing was found.

    Attributes:
        photo_id: The photo.
        score: Cosine, -1 to 1; higher is more alike.
        box: Where.
    """

    photo_id: PhotoId
    score: float
    box: Box


@dataclass(frozen=True)
class InsideAnswer:
    """What a search inside photos found.

    Attributes:
        results: Best first, without the photo that the thing is a part of.
        n_waiting: Photos that were not searched, as their cells are not made yet.
    """

    results: tuple[Inside, ...]
    n_waiting: int


def prepare_insides(
    library: Library, progress: Progress = NO_PROGRESS, *, afresh: bool = False
) -> int:
    """Make the cells of the photos that lack them, and let go of those of photos that are gone.

    Stopped at any point, it goes on where it was.

    Args:
        library: Opened to write.
        progress: Phase ``encode``.
        afresh: Make all of them again.

    Returns:
        How many were made.

    Raises:
        Cancelled: By ``progress``.
        UserError: The disk is full, or the encoder's files are damaged.
    """
    store, metric = _store_of(library), shipped_metric()
    present = library.catalog.photos.ids()
    with library.writing:
        if afresh:
            store.clear()
        store.keep(present)
    missing = np.setdiff1d(present, store.ids())
    if not len(missing):
        return 0
    pace = Pace("encode", len(missing))
    waiting: list[tuple[int, Any]] = []
    made = 0
    found = features_of(library, BUNDLED, _thumbnails(library, missing), progress, cells=True)
    for done, (photo_id, cells) in enumerate(found, 1):
        codes, lengths = coded(cells[None], metric)
        waiting.append((photo_id, (lengths[0], codes[0])))
        if len(waiting) == _BATCH:
            made += _append(library, store, waiting)
            waiting = []
        progress.report(pace.step(done))
    return made + _append(library, store, waiting)


def find_inside(
    library: Library, thing: Example, top: int = 50, progress: Progress = NO_PROGRESS
) -> InsideAnswer:
    """Find photos that hold a thing, and where in them.

    Args:
        library: Its photos are searched.
        thing: A part of a picture, or a picture of the thing alone.
        top: How many photos, at most.
        progress: Asked whether to go on.

    Raises:
        Cancelled: By ``progress``.
        UserError: ``bad-query`` and others of ``understand``; ``no-insides``: nothing is prepared.
    """
    metric, encoder = shipped_metric(), library.encoder(BUNDLED)
    decoded, own = example_pixels(library, thing, encoder.pictures.size_px, progress)
    vector = thing_vector(encoder.encode(decoded.pixels[None])[0], metric)
    shown = np.sort(library.catalog.photos.ids())
    ids, scores, windows = [], [], []
    for block in _store_of(library).blocks():
        progress.checkpoint()
        cosines, best = best_windows(vector, block["cells"], block["lengths"])
        ids.append(block["photo_id"].astype(np.int64))
        scores.append(cosines)
        windows.append(best)
    if not ids and len(shown):
        hint = "Run: photosearch find-inside --prepare"
        raise UserError("no-insides", "the photos have not been prepared for this yet", hint)
    if not ids:
        return InsideAnswer((), 0)
    everyone, every_score = np.concatenate(ids), np.concatenate(scores)
    every_window = np.concatenate(windows)
    _, rows_of = np.unique(everyone, return_index=True)  # two runs at once may have made one twice
    there = rows_of[np.isin(everyone[rows_of], shown)]
    n_waiting = len(shown) - len(there)
    usable = there[everyone[there] != (-1 if own is None else own)]
    order = usable[np.lexsort((everyone[usable], -every_score[usable]))][:top]
    sizes = {
        int(each.photo_id): (each.width, each.height)
        for each in library.catalog.photos.details(everyone[order])
    }
    rows = ((int(everyone[at]), float(every_score[at]), int(every_window[at])) for at in order)
    found = tuple(
        Inside(PhotoId(photo), score, window_box(window, *sizes[photo]))
        for photo, score, window in rows
        if photo in sizes
    )
    return InsideAnswer(found, n_waiting)


def forget_insides(library: Library) -> None:
    """Remove the cells of photos that the library no longer shows (``UserError``: disk full)."""
    with library.writing:
        _store_of(library).keep(library.catalog.photos.ids())


def prepare_command(
    library: Library, arguments: dict[str, Any], progress: Progress
) -> dict[str, Any]:
    """Do ``prepare_insides`` for a command (see ``commands``)."""
    return {"prepared": prepare_insides(library, progress, afresh=bool(arguments.get("afresh")))}


def _store_of(library: Library) -> InsideStore:
    made_by = f"{read_card(ENCODER_DIR).fingerprint} {shipped_metric().fingerprint}"
    return InsideStore(library.directory, made_by)


def _thumbnails(library: Library, photo_ids: Ids) -> Iterator[DecodeJob]:
    for start in range(0, len(photo_ids), _BATCH):
        pictures = library.thumbnails.get_many(photo_ids[start : start + _BATCH])
        for photo_id, picture in pictures.items():
            yield DecodeJob(photo_id, data=picture)


def _append(library: Library, store: InsideStore, made: list[tuple[int, Any]]) -> int:
    if made:
        with library.writing:
            store.append(np.array([(photo, *values) for photo, values in made], dtype=RECORD))
    return len(made)
