"""Where the files of a deed lie today: a drive may be mounted elsewhere than when they went."""

from __future__ import annotations

import os
from dataclasses import replace

from photosearch.catalog.catalog import Catalog
from photosearch.catalog.deeds import Deed


def where_it_lies(catalog: Catalog, deed: Deed) -> Deed:
    """Return a deed with the paths that its root has now."""
    root = catalog.roots.get(deed.root_id)
    if root is None or root.path == deed.root_path:
        return deed
    before, now = _different_parts(deed.root_path, root.path)
    files = tuple(replace(file, place=_moved(file.place, before, now)) for file in deed.files)
    keeper_root = _moved(deed.keeper_root, before, now)
    return replace(deed, root_path=root.path, keeper_root=keeper_root, files=files)


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
