"""A library of many photos without photos: rows, features, neighbours, thumbnails, an index.

Everything goes through the catalogue's own calls. The files exist (empty, with the times that the
catalogue knows), so that a scan finds them unchanged. Features are clusters in the space of real
ones: positive, quantised to eight bits. Metric, index, neighbour rows and snapshot are then made by
the program itself. Of more than 100,000 photos only the first have thumbnails, 8 KB each.
"""

from __future__ import annotations

import hashlib
import io
import os
import shutil
from pathlib import Path

import numpy as np
from PIL import Image

import photosearch
from photosearch.base.types import EncoderId, RootId
from photosearch.catalog.files import NewFile
from photosearch.catalog.locations import FileStat, NewLocation
from photosearch.catalog.photos import NewPhoto
from photosearch.encoder.card import read_card
from photosearch.encoder.quantisation import quantise
from photosearch.services.folders import add_folder
from photosearch.services.library import Library, open_library
from photosearch.services.model_folders import ENCODER_DIR
from photosearch.services.refreshing import switch_encoder

_BLOCK = 4096
_PER_FOLDER = 500
_CLUSTER = 20
_FIRST_DAY = 1_200_000_000.0
_THUMBNAILS = 64
_WITH_THUMBNAILS = 100_000


def make_library(cache: Path, n_photos: int) -> Path:
    """Make a library in a folder of ``cache``, once, and return its folder."""
    directory = cache / f"synthetic-{n_photos}-{_code_version()}"
    library_dir, done = directory / "library", directory / "done"
    if done.exists():
        return library_dir
    shutil.rmtree(directory, ignore_errors=True)
    photos_dir = directory / "photos"
    photos_dir.mkdir(parents=True)
    library = open_library(library_dir, writable=True)
    try:
        root = add_folder(library, os.fsencode(photos_dir))
        card = read_card(ENCODER_DIR)
        encoder_id = library.catalog.encoders.ensure(card.fingerprint, card.name, card.dim)
        jpegs = _thumbnails()
        for start in range(0, n_photos, _BLOCK):
            rows = range(start, min(start + _BLOCK, n_photos))
            _add_block(library, root.root_id, photos_dir, rows, encoder_id, jpegs)
        switch_encoder(library, encoder_id)  # as refresh, without an index under a metric before
    finally:
        library.close()
    done.touch()
    return library_dir


def _code_version() -> str:
    """Return a name of the code that decides what is in a library: another one makes it anew."""
    package = Path(photosearch.__file__).parent
    digest = hashlib.sha256(Path(__file__).read_bytes())
    for folder in ("catalog", "encoder", "index", "metric", "services"):
        for path in sorted((package / folder).glob("*.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _add_block(
    library: Library,
    root_id: RootId,
    photos_dir: Path,
    rows: range,
    encoder_id: EncoderId,
    jpegs: list[bytes],
) -> None:
    catalog = library.catalog
    random = np.random.default_rng(rows.start)
    keys = [hashlib.sha256(b"photo %d" % row).digest() for row in rows]
    with catalog.transaction():
        hashes, grey = random.bytes(64 * len(rows)), random.bytes(1024)
        photo_ids = catalog.photos.add_many(
            [
                NewPhoto(key, 4000, 3000, hashes[64 * at : 64 * at + 64], grey)
                for at, key in enumerate(keys)
            ]
        )
        places = []
        for row, key, photo_id in zip(rows, keys, photo_ids, strict=True):
            taken_at = _FIRST_DAY + 3600.0 * row
            new = NewFile(key, photo_id, 2_600_000, "jpeg", taken_at=taken_at, camera="Maker X100")
            places.append(_place(photos_dir, row, catalog.files.add(new)))
        catalog.locations.add_many(root_id, places)
        codes, scales = quantise(_features(random, rows))
        catalog.features.put(photo_ids, encoder_id, codes, scales)
        if rows.start < _WITH_THUMBNAILS:
            library.thumbnails.put_many(
                {photo_id: jpegs[photo_id % len(jpegs)] for photo_id in photo_ids}
            )


def _place(photos_dir: Path, row: int, file_id: int) -> NewLocation:
    folder = b"%04d" % (row // _PER_FOLDER)
    if row % _PER_FOLDER == 0:
        os.mkdir(os.path.join(os.fsencode(photos_dir), folder))
    relative_path = folder + b"/IMG_%07d.jpg" % row
    path = os.path.join(os.fsencode(photos_dir), relative_path)
    descriptor = os.open(path, os.O_CREAT | os.O_WRONLY)
    info = os.fstat(descriptor)
    os.close(descriptor)
    stat = FileStat(info.st_size, info.st_mtime_ns, info.st_ino, info.st_dev)
    return NewLocation(relative_path, stat, file_id)  # type: ignore[arg-type]


def _features(random: np.random.Generator, rows: range) -> np.ndarray:
    dim = read_card(ENCODER_DIR).dim
    mixing = np.random.default_rng(7).standard_normal((48, dim), np.float32)  # low-dimensional
    clusters = random.standard_normal((len(rows) // _CLUSTER + 1, 48), np.float32)
    centres = np.repeat(clusters, _CLUSTER, axis=0)[: len(rows)]
    spread = 0.35 * random.standard_normal(centres.shape, np.float32)
    noise = 0.5 * random.standard_normal((len(rows), dim), np.float32)
    return np.maximum((centres + spread) @ mixing / 7 + noise, 0)


def _thumbnails() -> list[bytes]:
    random = np.random.default_rng(3)
    found = []
    for _ in range(_THUMBNAILS):
        small = Image.fromarray(random.integers(40, 216, (6, 8, 3), np.uint8))
        stream = io.BytesIO()
        small.resize((341, 256), Image.Resampling.BICUBIC).save(stream, "JPEG", quality=60)
        found.append(stream.getvalue())
    return found
