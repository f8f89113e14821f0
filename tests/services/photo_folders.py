"""Folders of small generated photos, and libraries of them: what the services are tested on."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path

from photosearch.base.progress import NO_PROGRESS, Progress, Step
from photosearch.catalog.catalog import Catalog
from photosearch.encoder.session import Encoder
from photosearch.services.index_report import IndexReport
from photosearch.services.indexing import index_folders
from photosearch.services.library import Library, open_library
from photosearch.services.model_folders import ENCODER_DIR
from photosearch.services.volumes import place_of
from tests.pictures import jpeg, make_photo

SIZE = (96, 72)


def write_photo(path: Path, seed: int, **options: object) -> Path:
    """Write a JPEG of its own (one per seed) and return its path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(jpeg(make_photo(seed, SIZE), **options))
    return path


def write_photos(folder: Path, seeds: Sequence[int]) -> list[Path]:
    """Write one photo a seed."""
    return [write_photo(folder / f"{seed:04}.jpg", seed) for seed in seeds]


def _make_light(library: Library) -> None:
    library.encoders[ENCODER_DIR, False] = library.encoders[ENCODER_DIR, True] = _encoder()
    library.settings = replace(library.settings, decode_workers=1)


@cache
def _encoder() -> Encoder:
    """Load the encoder once for all libraries: it takes longer than most tests."""
    return Encoder.load(ENCODER_DIR)


@contextmanager
def writing(directory: Path) -> Iterator[Library]:
    """Open a library to write for the length of a block."""
    library = open_library(directory, writable=True)
    _make_light(library)
    try:
        yield library
    finally:
        library.close()


@contextmanager
def reading(directory: Path) -> Iterator[Library]:
    """Open a library to read for the length of a block."""
    library = open_library(directory, writable=False)
    _make_light(library)
    try:
        yield library
    finally:
        library.close()


def index(
    directory: Path,
    *folders: Path | bytes,
    accept_missing: bool = False,
    progress: Progress = NO_PROGRESS,
) -> IndexReport:
    """Index folders (all of them by default) in a library that is opened for it alone."""
    with writing(directory) as library:
        return index_folders(
            library,
            [os.fsencode(folder) for folder in folders],
            accept_missing=accept_missing,
            progress=progress,
        )


def copy_library(source: Path, target: Path, folder: Path) -> None:
    """Copy a library of one folder, for a copy of the folder."""
    shutil.copytree(source, target)
    with closing(Catalog.open(target, writable=True)) as catalog:
        root = catalog.roots.list()[0]
        place = place_of(os.fsencode(folder))
        catalog.roots.set_path(root.root_id, os.fsencode(folder))
        catalog.roots.set_volume(root.root_id, place.volume, place.path_in_volume)


def counts(report: IndexReport) -> dict[str, int]:
    """Return the counts of a report that are not 0."""
    found = {
        "indexed": report.indexed,
        "unchanged": report.unchanged,
        "copies": report.copies,
        "moved": report.moved,
        "missing": report.missing,
        "skipped": len(report.skipped),
        "failed": len(report.failed),
    }
    return {name: number for name, number in found.items() if number}


def photo_at(library: Library, path: Path | bytes) -> int | None:
    """Return the photo that the library knows at a path."""
    name = os.fsencode(path)
    return library.catalog.locations.photos_at([name]).get(name)


def tree_hash(folder: Path) -> str:
    """Return one number for all names, contents and times below a folder."""
    digest = hashlib.sha256()
    for place, folders, files in os.walk(os.fsencode(folder)):
        folders.sort()
        for name in sorted(files):
            path = os.path.join(place, name)
            info = os.lstat(path)
            digest.update(repr((path, info.st_size, info.st_mtime_ns, info.st_ino)).encode())
            with open(path, "rb") as file:
                digest.update(file.read())
        digest.update(repr((place, os.stat(place).st_mtime_ns)).encode())
    return digest.hexdigest()


def refuse_reading(step: Step) -> None:
    """Fail when indexing begins to read files."""
    assert step.phase != "index", "a known failure was read again"
