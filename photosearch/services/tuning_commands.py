"""The commands about metrics, from JSON to JSON (see ``commands``)."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable
from typing import Any

from photosearch.base.errors import UserError
from photosearch.base.progress import Progress
from photosearch.base.types import GroupId
from photosearch.catalog.metrics import MetricRow
from photosearch.services import metric_versions as versions
from photosearch.services.library import Library
from photosearch.services.tuning import TuningRequest, tune

Document = dict[str, Any]
Command = Callable[[Library, Document, Progress], Document]


def metric_document(row: MetricRow) -> Document:
    """Return a metric as the contract's JSON."""
    gains = [
        round(check["after"] - check["before"], 1)
        for check in row.card.get("checks", [])
        if check["name"] == "held-out photos"
    ]
    created = dt.datetime.fromtimestamp(row.created_at).astimezone()
    return {
        "id": row.metric_id,
        "name": row.name,
        "level": row.level,
        "active": row.active,
        "photos": row.n_photos,
        "gain": gains[0] if gains else None,
        "created": created.isoformat(timespec="seconds"),
        "fingerprint": row.fingerprint,
        "encoder": row.encoder_id,
        "card": dict(row.card),
    }


def _tune(library: Library, arguments: Document, progress: Progress) -> Document:
    request = TuningRequest(
        level=int(arguments["level"]),
        loss=arguments["loss"],
        keep=arguments["keep"],
        seed=int(arguments["seed"]),
        groups=_groups(library, arguments["groups"]),
        name=arguments["name"],
        use=bool(arguments["use"]),
    )
    return tune(library, request, progress).to_json()


def _use(library: Library, arguments: Document, progress: Progress) -> Document:
    previous = library.gallery.in_use.metric_id
    row = versions.find_metric(library, arguments["name"])
    in_use = versions.use_metric(library, row.metric_id, progress)
    return {"metric": in_use.metric_id, "name": row.name, "previous": previous}


def _import(library: Library, arguments: Document, _: Progress) -> Document:
    return metric_document(versions.import_metric(library, os.fsencode(arguments["file"])))


def _remove(library: Library, arguments: Document, _: Progress) -> Document:
    row = versions.find_metric(library, arguments["name"])
    versions.remove_metric(library, row)
    return {"removed": row.metric_id, "name": row.name}


def _rename(library: Library, arguments: Document, _: Progress) -> Document:
    row = versions.find_metric(library, arguments["name"])
    library.catalog.metrics.rename(row.metric_id, arguments["new_name"])
    return {"metric": row.metric_id, "before": row.name, "name": arguments["new_name"]}


def _groups(library: Library, names: list[str]) -> list[GroupId]:
    found = library.catalog.groups.by_names(names)
    for name in names:
        if name not in found:
            hint = "List them: photosearch groups list."
            raise UserError("no-such-group", f"there is no group “{name}”", hint, name=name)
    return [found[name].group_id for name in names]


TUNING_COMMANDS: dict[str, Command] = {
    "tune": _tune,
    "metrics use": _use,
    "metrics import": _import,
    "metrics remove": _remove,
    "metrics rename": _rename,
}
