"""Where the files of a deed lie today: a drive may be mounted elsewhere than when they went."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import replace

from photosearch.catalog.catalog import Catalog
from photosearch.catalog.deeds import Deed


def where_it_lies(catalog: Catalog, deed: Deed) -> Deed:
    """Return a deed with the paths that its root has now."""
    return where_they_lie(catalog, [deed])[0]


def where_they_lie(catalog: Catalog, deeds: Iterable[Deed]) -> list[Deed]:
    """Return deeds with the paths that their roots have now."""
    paths = {root.root_id: root.path for root in catalog.roots.list()}
    return [_relocated(deed, paths.get(deed.root_id, deed.root_path)) for deed in deeds]


def _relocated(deed: Deed, root_path: bytes) -> Deed:
    if root_path == deed.root_path:
        return deed
    before, now = _different_parts(deed.root_path, root_path)
    files = tuple(replace(file, place=_moved(file.place, before, now)) for file in deed.files)
    keeper_root = _moved(deed.keeper_root, before, now)
    return replace(deed, root_path=root_path, keeper_root=keeper_root, files=files)


def _different_parts(before: bytes, now: bytes) -> tuple[bytes, bytes]:
    """Return two paths without the parts at their end that they share: the mount points."""
    while os.path.basename(before) == os.path.basename(now) and os.path.basename(before):
        before, now = os.path.dirname(before), os.path.dirname(now)
    return before, now


def _moved(path: bytes, before: bytes, now: bytes) -> bytes:
    """Return a path on the drive at its new mount point; one elsewhere stays as it is."""
    if path != before and not path.startswith(before.rstrip(b"/") + b"/"):
        return path
    return now.rstrip(b"/") + path[len(before.rstrip(b"/")) :]
