"""The metrics of a library: which there are, using one, giving one away and taking one in.

A metric that was used once stays, so that going back is one step: index and neighbours are made
again from the stored features. On an unchanged library that gives the identical order.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import zipfile
from pathlib import Path
from typing import Any

from photosearch.base.atomic import write_bytes
from photosearch.base.errors import UserError
from photosearch.base.paths import shown
from photosearch.base.progress import NO_PROGRESS, Progress
from photosearch.base.types import EncoderId, MetricId
from photosearch.catalog.metrics import MetricRow
from photosearch.metric.metric_file import content_of, read
from photosearch.services.gallery import MetricFacts, MetricInUse, save_metric, stored_metric
from photosearch.services.library import Library
from photosearch.services.refreshing import switch_metric

JOURNAL_KIND = "metric-use"
_VERSION = 1
_CARD, _NUMBERS = "card.json", "metric.npz"
_LARGEST_FILE = 256 << 20
_HINT = "Choose a file that photosearch exported."
_KEPT_OF_CARD = ("level", "loss", "keep", "seed", "labels", "library_photos", "checks")


def list_metrics(library: Library) -> list[MetricRow]:
    """Return every metric, oldest first; ``active`` says which one searches use."""
    return library.catalog.metrics.list()


def find_metric(library: Library, name: str) -> MetricRow:
    """Return the metric that a person means.

    Args:
        library: Which has it.
        name: Its number, its name, ``previous`` for the one that was in use before, or ``level0``.

    Raises:
        UserError: ``no-such-metric``: none or several fit.
    """
    known = list_metrics(library)
    if name == "previous":
        known, name = _previous(library, known), ""
    elif name == "level0":
        known, name = [row for row in known if row.level == 0][-1:], ""
    fitting = [row for row in known if not name or name in (str(row.metric_id), row.name)]
    if len(fitting) == 1:
        return fitting[0]
    listed = ", ".join(str(row.metric_id) for row in list_metrics(library))
    text = f"there is {'no' if not fitting else 'more than one'} metric {name or 'before this one'}"
    raise UserError("no-such-metric", text, f"Name one by its number: {listed}.")


def use_metric(
    library: Library, metric_id: MetricId, progress: Progress = NO_PROGRESS
) -> MetricInUse:
    """Search with another metric from now on; can be undone.

    Args:
        library: Opened to write.
        metric_id: Of a stored metric.
        progress: As ``refreshing.switch_metric``.

    Raises:
        UserError: There is none, its file is damaged, or it is of an encoder not in use.
        Cancelled: By ``progress``; the old metric stays.
    """
    with library.writing:
        row = library.catalog.metrics.get(metric_id)
        if row is None:
            raise UserError("no-such-metric", f"there is no metric {metric_id}")
        before = library.gallery.in_use
        if row.encoder_id != before.encoder_id:
            text = f"metric {metric_id} belongs to an encoder that is not in use"
            raise UserError("other-encoder", text, "Use its encoder first: photosearch encoders.")
        in_use = stored_metric(library.directory, row)
        if metric_id == before.metric_id:
            return in_use
        switch_metric(library, in_use, progress)
        with library.catalog.transaction(durable=True):
            library.catalog.journal.record(
                JOURNAL_KIND,
                f"Searched with {_named(row)}",
                {"metric": metric_id, "name": _named(row)},
                {"metric": before.metric_id, "name": _named(row)},
            )
        return in_use


def take_back_use(library: Library, inverse: dict[str, Any]) -> None:
    """Use the metric again that was in use before.

    Raises:
        UserError: ``no-such-metric``: it is gone.
    """
    row = library.catalog.metrics.get(MetricId(int(inverse["metric"])))
    if row is None:
        text = "the metric that was in use before is gone"
        raise UserError("no-such-metric", text, "Choose another: photosearch metrics list.")
    switch_metric(library, stored_metric(library.directory, row))


def export_metric(library: Library, row: MetricRow, file: bytes) -> dict[str, Any]:
    """Write a metric with its card as one small file; it says nothing of any photo but statistics.

    Raises:
        UserError: The file can't be written; the metric's own is damaged.
    """
    metric = stored_metric(library.directory, row).metric
    numbers = content_of(metric)
    encoders = {one.encoder_id: one.fingerprint for one in library.catalog.encoders.list()}
    card = {
        "version": _VERSION,
        "name": row.name,
        "encoder": encoders[row.encoder_id],
        "fingerprint": row.fingerprint,
        "sha256": hashlib.sha256(numbers).hexdigest(),
        "n_photos": row.n_photos,
        "level": row.level,
        "created_at": row.created_at,
        "about": {name: row.card[name] for name in _KEPT_OF_CARD if name in row.card},
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo(_CARD), json.dumps(card, indent=1))
        archive.writestr(zipfile.ZipInfo(_NUMBERS), numbers, zipfile.ZIP_DEFLATED)
    try:
        write_bytes(Path(os.fsdecode(file)), packed.getvalue())
    except OSError as error:
        text = f"{shown(file)} can't be written: {error.strerror}"
        raise UserError("unwritable-file", text, "Choose another place.") from error
    return {"metric": row.metric_id, "file": os.fsdecode(file), "bytes": len(packed.getvalue())}


def import_metric(library: Library, file: bytes) -> MetricRow:
    """Take in a metric that was exported; it is not used before ``use_metric``.

    Raises:
        UserError: It is no such file, it was altered, or it needs another encoder.
    """
    card, numbers = _unpacked(file)
    if hashlib.sha256(numbers).hexdigest() != card["sha256"]:
        raise _bad(file, "it was altered")
    metric = read(numbers, shown(file))
    encoder = library.catalog.encoders.by_fingerprint(str(card["encoder"]))
    if encoder is None:
        text = f"the metric in {shown(file)} belongs to an encoder that this library does not have"
        raise UserError("other-encoder", text, "Add that encoder first: photosearch encoders add.")
    facts = MetricFacts(
        EncoderId(encoder.encoder_id),
        int(card["n_photos"]),
        level=int(card["level"]),
        name=str(card["name"]),
        card={**card["about"], "imported": True},
    )
    with library.writing:
        stored = save_metric(library.directory, library.catalog, metric, facts)
    return next(row for row in list_metrics(library) if row.metric_id == stored.metric_id)


def remove_metric(library: Library, row: MetricRow) -> None:
    """Forget a metric that is not in use, with its file.

    Raises:
        UserError: ``metric-in-use``.
    """
    with library.writing:
        if row.active or row.metric_id == library.gallery.in_use.metric_id:
            text = f"metric {row.metric_id} is in use"
            raise UserError("metric-in-use", text, "Use another one first.")
        library.catalog.metrics.remove(row.metric_id)
        (library.directory / "metrics" / row.file_name).unlink(missing_ok=True)


def _previous(library: Library, known: list[MetricRow]) -> list[MetricRow]:
    for step in library.catalog.journal.undoable():
        if step.kind == JOURNAL_KIND:
            return [row for row in known if row.metric_id == step.inverse["metric"]]
    return []


def _named(row: MetricRow) -> str:
    return row.name or f"metric {row.metric_id}"


def _unpacked(file: bytes) -> tuple[dict[str, Any], bytes]:
    try:
        if os.path.getsize(file) > _LARGEST_FILE:
            raise _bad(file, "it is too large")
        with zipfile.ZipFile(os.fsdecode(file)) as archive:
            if sum(one.file_size for one in archive.infolist()) > _LARGEST_FILE:
                raise _bad(file, "it is too large")
            card = json.loads(archive.read(_CARD))
            numbers = archive.read(_NUMBERS)
    except FileNotFoundError:
        raise UserError("no-file", f"there is no file {shown(file)}", _HINT) from None
    except (OSError, KeyError, ValueError, zipfile.BadZipFile, RuntimeError) as error:
        raise _bad(file, "it can't be read") from error
    needed = {"version", "name", "encoder", "sha256", "n_photos", "level", "about"}
    if not isinstance(card, dict) or not needed <= set(card):
        raise _bad(file, "its card is incomplete")
    if int(card["version"]) > _VERSION:
        text = f"{shown(file)} was written by a newer version of photosearch"
        raise UserError("metric-too-new", text, "Update photosearch.")
    return card, numbers


def _bad(file: bytes, reason: str) -> UserError:
    text = f"{shown(file)} is no metric: {reason}"
    return UserError("bad-metric-file", text, _HINT, path=shown(file))
