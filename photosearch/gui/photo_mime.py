"""Photos of the library, or one of its groups, as a drag carries them inside the window."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QByteArray, QMimeData

from photosearch.base.types import GroupId, Ids

_PHOTOS = "application/x-photosearch-photos"
_GROUP = "application/x-photosearch-group"


def add_photos(mime: QMimeData, ids: Ids) -> None:
    """Add photos to a drag."""
    mime.setData(_PHOTOS, QByteArray(ids.astype("<i8").tobytes()))


def photos_of(mime: QMimeData) -> Ids:
    """Return a drag's photos, (N,) int64; none when it comes from elsewhere."""
    data = bytes(mime.data(_PHOTOS).data()) if mime.hasFormat(_PHOTOS) else b""
    return np.frombuffer(data[: len(data) // 8 * 8], "<i8").astype(np.int64)


def has_photos(mime: QMimeData) -> bool:
    """Tell whether a drag carries photos of the library."""
    return mime.hasFormat(_PHOTOS)


def group_mime(group_id: GroupId) -> QMimeData:
    """Return a group as a drag."""
    mime = QMimeData()
    mime.setData(_GROUP, QByteArray(str(int(group_id)).encode()))
    return mime


def group_of(mime: QMimeData) -> GroupId | None:
    """Return a drag's group."""
    text = bytes(mime.data(_GROUP).data()) if mime.hasFormat(_GROUP) else b""
    return GroupId(int(text)) if text.isdigit() else None
