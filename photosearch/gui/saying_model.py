"""What was said of photos, a row each; contradictions come first."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from photosearch.base.types import PhotoId
from photosearch.gui.bounded_cache import BoundedCache
from photosearch.gui.values import Constraint, PhotoDetails
from photosearch.gui.wording import file_name, moment

_Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()
_KEPT_NAMES = 2000


class SayingModel(QAbstractTableModel):
    """What was said, for a table; names of photos are looked up only for rows in view."""

    def __init__(
        self,
        sayings: Sequence[Constraint],
        contradictory: Collection[int],
        details: Callable[[Sequence[int]], list[PhotoDetails]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._contradictory = contradictory
        self._sayings = sorted(
            sayings,
            key=lambda one: (one.constraint_id not in contradictory, -one.constraint_id),
        )
        self._details = details
        self._names: BoundedCache[PhotoId, str] = BoundedCache(_KEPT_NAMES)
        self._headers = [self.tr("What was said"), self.tr("Where"), self.tr("Worth knowing")]

    @property
    def contradictory(self) -> bool:
        """Whether something of it is contradictory."""
        return bool(self._contradictory)

    def constraint_id(self, row: int) -> int:
        """Return what a row is about."""
        return int(self._sayings[row].constraint_id)

    def take_rows(self, rows: Collection[int]) -> None:
        """Show some rows no more."""
        self.beginResetModel()
        self._sayings = [each for row, each in enumerate(self._sayings) if row not in rows]
        self.endResetModel()

    def rowCount(self, parent: _Index = _NO_PARENT) -> int:
        """Return how much was said."""
        return 0 if parent.isValid() else len(self._sayings)

    def columnCount(self, parent: _Index = _NO_PARENT) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self._headers)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401 - as Qt declares it
        """Return a column's heading."""
        shown = role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal
        return self._headers[section] if shown else None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - as Qt declares it
        """Return a cell's text."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        said = self._sayings[index.row()]
        texts: list[Callable[[], str]] = [
            lambda: self._words(said),
            lambda: self._where(said),
            lambda: self._note(said),
        ]
        return texts[index.column()]()

    def _words(self, said: Constraint) -> str:
        saying = said.saying
        names = [self._name(photo) for photo in saying.triplet or saying.photos]
        if saying.kind == "same":
            text = self.tr("{a} and {b} are the same")
        elif saying.kind == "different":
            text = self.tr("{a} and {b} are not the same")
        elif saying.triplet is not None:
            text = self.tr("{a} is more like {b} than {c}")
        else:
            text = self.tr("{a} and {b} are more alike than {c} and {d}")
        return text.format_map(dict(zip("abcd", names, strict=False)))

    def _where(self, said: Constraint) -> str:
        places = {
            "said": self.tr("of selected photos"),
            "rejected-result": self.tr("of a result of a search"),
            "rejected-duplicate": self.tr("of a duplicate"),
        }
        return places[said.source]

    def _note(self, said: Constraint) -> str:
        if said.constraint_id in self._contradictory:
            return self.tr("contradictory: left out of learning")
        return moment(said.said_at)

    def _name(self, photo_id: PhotoId) -> str:
        known = self._names.get(photo_id)
        if known is None:
            found = self._details([int(photo_id)])
            known = file_name(found[0].path) if found else self.tr("a photo that is gone")
            self._names.put(photo_id, known)
        return known
