"""Encoders of a library: the bundled one, and others that a person has added or trained.

Features of two encoders never meet: each has its own rows, metrics and index, and a search uses
one of them. Another encoder is taken up when every photo that can be read has its feature; until
then, and while the index is built beside the old one, searches go on with the old.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from photosearch.base.digest import file_digest
from photosearch.base.errors import UserError
from photosearch.base.pace import Pace
from photosearch.base.paths import shown
from photosearch.base.progress import NO_PROGRESS, Progress
from photosearch.base.types import EncoderId, Ids
from photosearch.catalog.encoders import EncoderRow
from photosearch.encoder.card import GRAPH_FILE, Card, added_fingerprint, read_card, write_card
from photosearch.encoder.fitness import GraphTrial
from photosearch.encoder.picture_input import PictureInput, picture_input
from photosearch.encoder.quantisation import quantise
from photosearch.imaging.jobs import DecodeJob
from photosearch.services.disk import writing_library
from photosearch.services.library import Library
from photosearch.services.model_folders import ENCODER_DIR, added_folder, encoder_in_use
from photosearch.services.picture_features import features_of
from photosearch.services.reading import read_again
from photosearch.services.refreshing import refresh, switch_encoder

_BATCH = 256
_CARD_HINT = (
    'Put a card beside it: {"name": …, "size": 224, "layout": "NCHW", "mean": [r, g, b],'
    ' "std": [r, g, b], "output": …}.'
)
_ABOUT: tuple[str, ...] = ("licence", "source", "about", "quality")
_WORDS = {"size": "size_px", "layout": "layout", "dtype": "dtype", "mean": "mean", "std": "std"}


@dataclass(frozen=True)
class KnownEncoder:
    """An encoder of a library.

    Attributes:
        row: Its number, name and fingerprint.
        bundled: Whether it came with the program.
        active: Whether searches use it.
        n_photos: How many photos have its feature.
    """

    row: EncoderRow
    bundled: bool
    active: bool
    n_photos: int


def list_encoders(library: Library) -> list[KnownEncoder]:
    """Return every encoder that the library has met, in the order of being added."""
    catalog = library.catalog
    active = catalog.metrics.active()
    bundled = read_card(ENCODER_DIR).fingerprint
    return [
        KnownEncoder(
            row,
            row.fingerprint == bundled,
            active is not None and active.encoder_id == row.encoder_id,
            catalog.features.count(row.encoder_id),
        )
        for row in catalog.encoders.list()
    ]


def add_encoder(library: Library, source: bytes) -> EncoderRow:
    """Take an ONNX encoder into the library; it is not used before ``use_encoder``.

    Args:
        library: Opened to write.
        source: A folder with one .onnx file and card.json, or an .onnx file with card.json or a
            .json of its name beside it.

    Raises:
        UserError: There is no such file, its card is none, or the encoder does not fit.
    """
    graph, described = _found(Path(os.fsdecode(source)))
    pictures = _pictures(described, graph)
    trial = GraphTrial(graph, pictures, str(described.get("output", "")))
    digest = file_digest(graph).hex()
    card = Card(
        name=str(described.get("name") or graph.stem)[:100],
        dim=trial.dim,
        fingerprint=added_fingerprint(pictures, trial.output_name, digest),
        files={GRAPH_FILE: digest},
        pictures=pictures,
        input_name=trial.input_name,
        output_name=trial.output_name,
        largest_batch=trial.largest_batch,
        bundled=False,
    )
    about = {name: described[name] for name in _ABOUT if name in described}
    with library.writing:
        _keep(library, graph, card, about)
        encoder_id = library.catalog.encoders.ensure(card.fingerprint, card.name, card.dim)
    return next(row for row in library.catalog.encoders.list() if row.encoder_id == encoder_id)


def use_encoder(library: Library, name: str, progress: Progress = NO_PROGRESS) -> dict[str, Any]:
    """Make what features are missing, then search with another encoder.

    Args:
        library: Opened to write.
        name: Its number, name, or the beginning of its fingerprint; ``bundled`` for that one.
        progress: Phases ``index``, ``encode``, ``fit``, ``neighbours``, ``snapshot``.

    Returns:
        ``{"encoder", "name", "photos", "left", "seconds"}``; ``left`` photos could not be read.

    Raises:
        UserError: There is no such encoder, or two of that name; the disk is full.
        Cancelled: By ``progress``; what was made is kept, and the old encoder stays.
    """
    started = time.monotonic()
    catalog = library.catalog
    with library.writing:
        row = find_encoder(library, name)
        library.encoder(row.encoder_id, one_core=True)
        missing = _missing(library, row.encoder_id)
        if len(missing):
            read_again(library, missing, row.encoder_id, progress)
            _read_thumbnails(library, row.encoder_id, progress)
        if encoder_in_use(catalog) == row.encoder_id:
            refresh(library, progress)
        else:
            switch_encoder(library, row.encoder_id, progress)
        left = len(_missing(library, row.encoder_id))
    return {
        "encoder": row.encoder_id,
        "name": row.name,
        "photos": catalog.features.count(row.encoder_id),
        "left": left,
        "seconds": round(time.monotonic() - started, 3),
    }


def find_encoder(library: Library, name: str) -> EncoderRow:
    """Return the encoder that a person means (``UserError`` where none or two fit)."""
    known = list_encoders(library)
    fitting = [
        one.row
        for one in known
        if name in (str(one.row.encoder_id), one.row.name)
        or (name == "bundled" and one.bundled)
        or (len(name) >= 6 and one.row.fingerprint.startswith(name))
    ]
    if len(fitting) == 1:
        return fitting[0]
    said = "no" if not fitting else "more than one"
    listed = ", ".join(f"{one.row.encoder_id} ({one.row.name})" for one in known)
    hint = f"Name one by its number: {listed}." if known else "Index a folder first."
    raise UserError("no-such-encoder", f"there is {said} encoder {name}", hint)


def _missing(library: Library, encoder_id: EncoderId) -> Ids:
    catalog = library.catalog
    return np.intersect1d(catalog.features.missing(encoder_id), catalog.photos.ids())


def _read_thumbnails(library: Library, encoder_id: EncoderId, progress: Progress) -> None:
    """Make the features of photos whose originals can't be reached from their thumbnails."""
    missing = _missing(library, encoder_id)
    pace = Pace("encode", len(missing))

    def jobs() -> Iterator[DecodeJob]:
        for start in range(0, len(missing), _BATCH):
            pictures = library.thumbnails.get_many(missing[start : start + _BATCH])
            for photo_id, picture in pictures.items():
                yield DecodeJob(photo_id, data=picture)

    made: dict[int, Any] = {}
    found = features_of(library, encoder_id, jobs(), progress)
    for done, (photo_id, feature) in enumerate(found, 1):
        made[photo_id] = feature
        if len(made) == _BATCH:
            _store(library, encoder_id, made)
            made = {}
        progress.report(pace.step(done))
    _store(library, encoder_id, made)


def _store(library: Library, encoder_id: EncoderId, made: dict[int, Any]) -> None:
    if made:
        ids = np.array(list(made), dtype=np.int64)
        codes, scales = quantise(np.stack(list(made.values())))
        with library.catalog.transaction():
            library.catalog.features.put(ids, encoder_id, codes, scales)


def _found(source: Path) -> tuple[Path, dict[str, Any]]:
    """Return an encoder's graph and what its card says."""
    if source.is_dir():
        graphs = sorted(source.glob("*.onnx"))
        if len(graphs) != 1:
            text = (
                f"there is no encoder in {shown(str(source))}: it holds {len(graphs)} .onnx files"
            )
            raise UserError("no-encoder", text, "Name the .onnx file.")
        graph = graphs[0]
    else:
        graph = source
    if not graph.is_file():
        text = f"there is no file {shown(str(source))}"
        raise UserError("no-encoder", text, "Name an .onnx file or a checkpoint.")
    cards = [
        path for path in (graph.with_suffix(".json"), graph.parent / "card.json") if path.is_file()
    ]
    if not cards:
        raise UserError("no-card", f"{shown(str(graph))} has no card", _CARD_HINT)
    try:
        described = json.loads(cards[0].read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise _bad_card(cards[0], "it is not JSON") from error
    if not isinstance(described, dict):
        raise _bad_card(cards[0], "it is not a JSON object")
    return graph, described


def _pictures(described: dict[str, Any], graph: Path) -> PictureInput:
    given = described.get("input")
    content = dict(given) if isinstance(given, dict) else {}
    if not content:
        defaults = {"size_px": 224, "layout": "NCHW", "dtype": "float32"}
        words = {_WORDS[word]: described[word] for word in _WORDS if word in described}
        content = defaults | words
    try:
        return picture_input(content)
    except (ValueError, TypeError) as error:
        raise _bad_card(graph, str(error)) from error


def _bad_card(path: Path, reason: str) -> UserError:
    return UserError("bad-card", f"the card of {shown(str(path))} is none: {reason}", _CARD_HINT)


def _keep(library: Library, graph: Path, card: Card, about: dict[str, Any]) -> None:
    """Copy a graph into the library, whole or not at all."""
    folder = added_folder(library.directory, card.fingerprint)
    if folder.exists() and file_digest(folder / GRAPH_FILE).hex() == card.files[GRAPH_FILE]:
        return
    with writing_library(library.directory):
        folder.parent.mkdir(exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=".adding-", dir=folder.parent))
        try:
            shutil.copyfile(graph, beside / GRAPH_FILE)
            write_card(beside, card, about)
            shutil.rmtree(folder, ignore_errors=True)
            os.replace(beside, folder)
        except OSError:
            shutil.rmtree(beside, ignore_errors=True)
            raise
