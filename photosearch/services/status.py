"""What a library holds and in what state it is, in one document."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from photosearch.base.paths import as_text
from photosearch.services.folders import FolderStatus, list_folders
from photosearch.services.library import Library
from photosearch.services.trash_returning import trash_list


def library_status(library: Library) -> dict[str, Any]:
    """Return counts, sizes, encoder, metric and the state of the index."""
    catalog = library.catalog
    folders = list_folders(library)
    metric = catalog.metrics.active()
    encoder = catalog.encoders.get(metric.encoder_id) if metric is not None else None
    trashed = [one for one in trash_list(library) if one.there]
    offline = sum(one.n_photos for one in folders if one.root.state == "offline")
    return {
        "library": str(library.directory),
        "photos": catalog.photos.count(),
        "files": sum(one.n_photos for one in folders),
        "offline": offline,
        "missing": sum(one.n_missing for one in folders),
        "failed": sum(one.n_failed for one in folders),
        "folders": [_folder(one) for one in folders],
        "encoder": {"name": encoder.name, "fingerprint": encoder.fingerprint}
        if encoder is not None
        else None,
        "metric": {
            "id": metric.metric_id,
            "name": "shipped" if metric.n_photos == 0 else f"level {metric.level}",
            "level": metric.level,
            "dim": metric.dim,
            "photos": metric.n_photos,
            "fingerprint": metric.fingerprint,
        }
        if metric is not None
        else None,
        "index": _index(library),
        "trash": {
            "files": len(trashed),
            "bytes": sum(one.size for one in trashed),
            "interrupted": len(catalog.deeds.half_done()),
        },
        "sizes": {
            "catalogue": _bytes(library.directory / "catalog.db"),
            "thumbnails": _bytes(library.directory / "thumbs.db"),
            "index": _bytes(library.directory / "index"),
        },
    }


def _index(library: Library) -> dict[str, Any]:
    metric = library.catalog.metrics.active()
    row = library.catalog.snapshots.current(metric.metric_id) if metric is not None else None
    if row is None:
        return {"state": "none", "count": 0, "behind": 0}
    changes = library.catalog.photos.changes(row.revision)
    behind = len(changes.shown) + len(changes.gone)
    return {
        "state": "current" if behind == 0 else "behind",
        "count": row.count,
        "behind": behind,
    }


def _folder(one: FolderStatus) -> dict[str, Any]:
    root = one.root
    return {
        "path": as_text(root.path),
        "label": root.label,
        "role": root.role,
        "state": root.state,
        "drive": one.drive,
        "photos": one.n_photos,
        "missing": one.n_missing,
        "failed": one.n_failed,
        "ignored": one.n_ignored,
        "excludes": list(root.excludes),
    }


def _bytes(path: Path) -> int:
    if path.is_dir():
        return sum(child.stat().st_size for child in path.iterdir() if child.is_file())
    return path.stat().st_size if path.exists() else 0
