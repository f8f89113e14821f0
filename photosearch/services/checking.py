"""The doctor: checks a library, repairs what can be repaired, derives again what is derived."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from photosearch.base.errors import UserError
from photosearch.base.progress import NO_PROGRESS, Progress, Step
from photosearch.base.types import Ids
from photosearch.services.library import Library
from photosearch.services.model_folders import encoder_in_use
from photosearch.services.reading import read_again
from photosearch.services.refreshing import recompute


@dataclass(frozen=True)
class Check:
    """One thing that was looked at.

    Attributes:
        name: A stable word.
        state: ``"ok"``, ``"repaired"`` or ``"failed"``.
        detail: One sentence.
    """

    name: str
    state: str
    detail: str


_Look = Callable[[Library, bool], Check]


def check_library(
    library: Library, *, repair: bool, progress: Progress = NO_PROGRESS
) -> dict[str, Any]:
    """Check everything; with ``repair`` mend it and derive metric, index and neighbours again.

    Returns:
        ``{"checks": [{"name", "state", "detail"}], "ok": bool}``.

    Raises:
        Cancelled: By ``progress``.
    """
    checks: list[Check] = []
    with library.writing:
        for done, look in enumerate(_LOOKS):
            progress.checkpoint()
            progress.report(Step("check", done, len(_LOOKS) + 1))
            checks.append(look(library, repair))
        checks.append(_features(library, repair=repair, progress=progress))
        if repair:
            recompute(library, progress)
            n_photos = len(library.gallery.index)
            text = f"metric, index and neighbours of {n_photos:,} photos were derived again"
            checks.append(Check("derived", "ok", text))
    return {
        "checks": [asdict(check) for check in checks],
        "ok": all(check.state != "failed" for check in checks),
    }


def _catalogue(library: Library, repair: bool) -> Check:
    del repair
    wrong = library.catalog.integrity_check()
    if wrong:
        return Check("catalogue", "failed", f"{wrong[0]}; go back with: photosearch restore")
    return Check("catalogue", "ok", "the tables are sound")


def _shown(library: Library, repair: bool) -> Check:
    if not repair:
        return Check("grid", "ok", "looked at when repairing")
    wrong = library.catalog.photos.repair_tiles()
    if wrong:
        return Check("grid", "repaired", f"{wrong:,} photos were shown wrongly")
    return Check("grid", "ok", "what is shown is what there is")


def _trash(library: Library, repair: bool) -> Check:
    del repair  # it was done when the library was opened
    waiting = len(library.catalog.deeds.half_done())
    if waiting:
        text = f"{waiting:,} interrupted moves to the trash wait for their drive; plug it in"
        return Check("trash", "failed", text)
    done = [f"{n:,} were {what}" for what, n in sorted(library.recovered.items())]
    if done:
        return Check("trash", "repaired", f"of interrupted moves to the trash {', '.join(done)}")
    return Check("trash", "ok", "every move to the trash is whole")


def _encoder(library: Library, repair: bool) -> Check:
    del repair
    try:
        encoder = library.encoder(encoder_in_use(library.catalog))
    except UserError as error:
        return Check("encoder", "failed", f"{error.message} {error.hint}")
    return Check("encoder", "ok", f"{encoder.name}, {encoder.fingerprint[:12]}")


def _metric(library: Library, repair: bool) -> Check:
    row = library.catalog.metrics.active()
    if row is None:
        return Check("metric", "ok", "the shipped one")
    path = library.directory / "metrics" / row.file_name
    if path.exists() and hashlib.sha256(path.read_bytes()).digest() == row.sha256:
        return Check("metric", "ok", f"level {row.level}, {row.dim} dimensions")
    if not repair:
        return Check("metric", "failed", "its file is missing or damaged")
    library.catalog.metrics.remove(row.metric_id)
    library.replace_gallery(None)
    return Check("metric", "repaired", "its file was damaged; it is fitted again")


def _snapshot(library: Library, repair: bool) -> Check:
    row = library.catalog.metrics.active()
    snapshot = library.catalog.snapshots.current(row.metric_id) if row is not None else None
    if snapshot is None:
        return Check("index", "ok", "none is saved yet")
    if _digest(library.directory / "index", snapshot.file_name) == snapshot.sha256:
        return Check("index", "ok", f"{snapshot.count:,} entries, checksum right")
    if not repair:
        return Check("index", "failed", "the saved index is damaged; it will be built anew")
    library.catalog.snapshots.remove(snapshot.snapshot_id)
    library.replace_gallery(None)
    return Check("index", "repaired", "the saved index was damaged; it is built anew")


def _thumbnails(library: Library, repair: bool) -> Check:
    lacking = np.setdiff1d(library.catalog.photos.ids(), library.thumbnails.ids())
    if not len(lacking):
        return Check("thumbnails", "ok", "every photo has one")
    if not repair:
        return Check("thumbnails", "failed", f"{len(lacking):,} photos have none")
    left = read_again(library, lacking, encoder_in_use(library.catalog))
    return _mended("thumbnails", len(lacking), left, "had no thumbnail")


def _features(library: Library, *, repair: bool, progress: Progress) -> Check:
    progress.checkpoint()
    encoder_id = encoder_in_use(library.catalog)
    damaged = library.catalog.features.damaged(encoder_id)
    if repair and len(damaged):
        library.catalog.features.remove(damaged, encoder_id)
    missing = np.intersect1d(
        library.catalog.features.missing(encoder_id), library.catalog.photos.ids()
    )
    wrong: Ids = np.union1d(damaged, missing)
    if not len(wrong):
        return Check("features", "ok", "every photo has one, checksums right")
    if not repair:
        return Check("features", "failed", f"{len(wrong):,} photos have none, or a damaged one")
    left = read_again(library, wrong, encoder_id, progress)
    return _mended("features", len(wrong), left, "had no sound feature")


def _mended(name: str, n_wrong: int, n_left: int, what: str) -> Check:
    if not n_left:
        return Check(name, "repaired", f"{n_wrong:,} photos {what}")
    text = f"{n_left:,} of {n_wrong:,} photos {what} and can't be read now; plug their drives in"
    return Check(name, "failed", text)


def _digest(folder: Path, name: str) -> bytes:
    digest = hashlib.sha256()
    for part in (name, f"{name}.ids"):
        try:
            with open(os.path.join(folder, part), "rb") as file:
                while block := file.read(1 << 20):
                    digest.update(block)
        except OSError:
            return b""
    return digest.digest()


_LOOKS: tuple[_Look, ...] = (
    _catalogue,
    _shown,
    _trash,
    _encoder,
    _metric,
    _snapshot,
    _thumbnails,
)
