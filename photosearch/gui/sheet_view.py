"""The similarity sheet: photos of the person with their nearest, before and after, side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QWidget

from photosearch.base.progress import Progress
from photosearch.base.types import MetricId
from photosearch.gui.photo_library import PhotoLibrary
from photosearch.gui.sheet_tile import TILE_PX, SheetTile
from photosearch.gui.values import SheetCell, SheetRow
from photosearch.gui.wording import file_name

_TILES_FROM = 2


@dataclass(frozen=True, eq=False)
class Sheet:
    """Rows with the pictures and names of their photos."""

    rows: Sequence[SheetRow]
    images: Mapping[int, QImage]
    names: Mapping[int, str]


def read_sheet(library: PhotoLibrary, old: MetricId, new: MetricId, progress: Progress) -> Sheet:
    """Return a sheet with its pictures; takes seconds, for a job.

    Raises:
        UserError: A metric is gone or damaged.
        Cancelled: By ``progress``.
    """
    rows = library.tuning.sheet(old, new, progress)
    shown = {int(row.photo_id) for row in rows}
    shown |= {int(cell.photo_id) for row in rows for cell in (*row.before, *row.after)}
    ids = sorted(shown)
    images = {}
    for photo_id, jpeg in library.thumbnails(ids).items():
        progress.checkpoint()
        images[photo_id] = QImage.fromData(jpeg)
    names = {int(each.photo_id): file_name(each.path) for each in library.details(ids)}
    return Sheet(rows, images, names)


class SheetView(QWidget):
    """Two lines of pictures for each photo."""

    def __init__(self, sheet: Sheet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sheet = sheet
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(4)
        for place, row in enumerate(sheet.rows):
            self._add(grid, 3 * place, row)
            if place:
                grid.setRowMinimumHeight(3 * place - 1, 10)
        grid.setColumnStretch(20, 1)

    def _add(self, grid: QGridLayout, line: int, row: SheetRow) -> None:
        own = QWidget(self)
        box = QHBoxLayout(own)
        box.setContentsMargins(0, 0, 6, 0)
        group = QLabel(row.group, own)
        group.setProperty("kind", "muted")
        group.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        group.setFixedWidth(TILE_PX)
        group.setToolTip(row.group)
        words = self.tr("{name}, of your group {group}")
        said = words.format(name=self._name(int(row.photo_id)), group=row.group)
        box.addWidget(group)
        box.addWidget(SheetTile(self._sheet.images.get(int(row.photo_id)), said, parent=own))
        grid.addWidget(own, line, 0, 2, 1, Qt.AlignmentFlag.AlignVCenter)
        for offset, (title, cells, change) in enumerate(
            (
                (self.tr("Before"), row.before, "minus"),
                (self.tr("After"), row.after, "plus"),
            )
        ):
            label = QLabel(title, self)
            label.setProperty("kind", "caption")
            grid.addWidget(label, line + offset, 1)
            for column, cell in enumerate(cells):
                tile = self._tile(cell, change)
                grid.addWidget(tile, line + offset, _TILES_FROM + column)

    def _tile(self, cell: SheetCell, change: str) -> SheetTile:
        photo_id = int(cell.photo_id)
        words = [self._name(photo_id)]
        if cell.same_group:
            words.append(self.tr("same group"))
        if cell.changed:
            now = change == "plus"
            words.append(self.tr("found only now") if now else self.tr("no longer found"))
        return SheetTile(
            self._sheet.images.get(photo_id),
            ", ".join(words),
            same=cell.same_group,
            change=change if cell.changed else "",
            parent=self,
        )

    def _name(self, photo_id: int) -> str:
        return self._sheet.names.get(photo_id, "")
