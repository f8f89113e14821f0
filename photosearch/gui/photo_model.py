"""The photos of the grid: an array of ids, and what is known of the few that are looked at.

The model tells its full count at once (a ``canFetchMore`` would lie to the scroll bar, to Ctrl+A
and to screen readers) and fetches details only for rows that someone asks about.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from photosearch.base.paths import shown
from photosearch.base.types import Ids
from photosearch.gui.bounded_cache import BoundedCache
from photosearch.gui.file_mime import files_mime
from photosearch.gui.photo_library import PhotoLibrary
from photosearch.gui.values import PhotoDetails
from photosearch.gui.wording import day, file_name, folder_name

PHOTO_ID_ROLE = int(Qt.ItemDataRole.UserRole) + 1
_DETAILS_LIMIT = 8192
_NO_PARENT = QModelIndex()
_NO_IDS: Ids = np.zeros(0, np.int64)


@dataclass(frozen=True)
class Mark:
    """What a search says of a photo.

    Attributes:
        share: How alike, 0 to 1, for the bar.
        text: The same in words, such as ``"93 %"``; empty while the score means nothing to people.
        same: Whether it is the query itself or an exact copy of it.
        spoken: What a screen reader says where there is no text.
    """

    share: float
    text: str
    same: bool = False
    spoken: str = ""


class PhotoModel(QAbstractListModel):
    """A list of photo ids for views."""

    def __init__(self, library: PhotoLibrary, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._ids: Ids = _NO_IDS
        self._marks: Mapping[int, Mark] = {}
        self._details: BoundedCache[int, PhotoDetails] = BoundedCache(_DETAILS_LIMIT)

    @property
    def ids(self) -> Ids:
        """Return the ids in the order of the rows, (N,) int64; not to be written to."""
        return self._ids

    @property
    def marked(self) -> bool:
        """Whether these are results of a search."""
        return bool(self._marks)

    def set_photos(self, ids: Ids, marks: Mapping[int, Mark] | None = None) -> None:
        """Show other photos."""
        self.beginResetModel()
        self._ids = np.ascontiguousarray(ids, dtype=np.int64)
        self._marks = marks or {}
        self.endResetModel()

    def forget_details(self) -> None:
        """Ask the library again when details are next needed."""
        self._details.clear()

    def photo_id(self, row: int) -> int:
        """Return the photo of a row."""
        return int(self._ids[row])

    def row_of(self, photo_id: int) -> int:
        """Return a photo's row; -1 when it is not shown."""
        rows = np.flatnonzero(self._ids == photo_id)
        return int(rows[0]) if rows.size else -1

    def mark(self, photo_id: int) -> Mark | None:
        """Return what the search says of a photo."""
        return self._marks.get(photo_id)

    def known_details(self, photo_id: int) -> PhotoDetails | None:
        """Return a photo's details if they are already here."""
        return self._details.get(photo_id)

    def keep_details(self, details: Sequence[PhotoDetails]) -> None:
        """Take details that a loader brought along."""
        for each in details:
            self._details.put(int(each.photo_id), each)

    def details(self, photo_id: int) -> PhotoDetails | None:
        """Return a photo's details, asking the library when they are not here."""
        known = self._details.get(photo_id)
        if known is None:
            self.keep_details(self._library.details([photo_id]))
            known = self._details.get(photo_id)
        return known

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NO_PARENT) -> int:
        """Return the count of all photos, at once."""
        return 0 if parent.isValid() else len(self._ids)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401 - as Qt declares it
        """Return what a view, a screen reader or a tooltip asks about a row."""
        if not index.isValid() or index.row() >= len(self._ids):
            return None
        photo_id = self.photo_id(index.row())
        if role == PHOTO_ID_ROLE:
            return photo_id
        details = self.details(photo_id) if role in _TEXT_ROLES else None
        if details is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return file_name(details.path)
        if role == Qt.ItemDataRole.ToolTipRole:
            return shown(details.path)
        return self._spoken(details)

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        """Let every photo be selected and dragged."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flag = Qt.ItemFlag
        return (
            flag.ItemIsEnabled
            | flag.ItemIsSelectable
            | flag.ItemIsDragEnabled
            | flag.ItemNeverHasChildren
        )

    def mimeTypes(self) -> list[str]:
        """Return what a drag from the grid offers."""
        return ["text/uri-list"]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Return the photos' files as a drag."""
        ids = [self.photo_id(index.row()) for index in indexes]
        return files_mime([each.path for each in self._library.details(ids)])

    def _spoken(self, details: PhotoDetails) -> str:
        parts = [file_name(details.path)]
        if details.taken_at is not None:
            parts.append(day(details.taken_at))
        parts.append(folder_name(details.path))
        mark = self._marks.get(int(details.photo_id))
        if mark is not None:
            parts.append(mark.text or mark.spoken)
        if details.state != "online":
            parts.append(self.tr("offline"))
        return ", ".join(part for part in parts if part)


_TEXT_ROLES = frozenset(
    {
        int(Qt.ItemDataRole.DisplayRole),
        int(Qt.ItemDataRole.ToolTipRole),
        int(Qt.ItemDataRole.AccessibleTextRole),
    }
)
