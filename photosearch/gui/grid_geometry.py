"""Where the tiles of a grid lie, by arithmetic alone: a million photos cost no more than ten."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect

MARGIN_PX = 16
GAP_PX = 8


@dataclass(frozen=True)
class GridGeometry:
    """Tiles of one size, row by row from the upper left.

    Attributes:
        count: Tiles in all.
        width_px: Width of the viewport.
        tile_width_px: Width of a tile.
        tile_height_px: Height of a tile.
    """

    count: int
    width_px: int
    tile_width_px: int
    tile_height_px: int

    @property
    def columns(self) -> int:
        """Return how many tiles stand side by side; at least one."""
        usable = self.width_px - 2 * MARGIN_PX + GAP_PX
        return max(1, usable // (self.tile_width_px + GAP_PX))

    @property
    def lines(self) -> int:
        """Return how many lines of tiles there are."""
        return -(-self.count // self.columns)

    @property
    def line_height_px(self) -> int:
        """Return the distance from one line to the next."""
        return self.tile_height_px + GAP_PX

    @property
    def height_px(self) -> int:
        """Return the height of all lines with their margins."""
        if not self.count:
            return 0
        return self.lines * self.line_height_px - GAP_PX + 2 * MARGIN_PX

    def rect(self, row: int) -> QRect:
        """Return the tile of a row, in content coordinates."""
        line, column = divmod(row, self.columns)
        left = self._left(column)
        top = MARGIN_PX + line * self.line_height_px
        return QRect(left, top, self.tile_width_px, self.tile_height_px)

    def row_at(self, point: QPoint) -> int:
        """Return the row whose tile holds a point of the content; -1 between tiles."""
        row = self.nearest_row(point)
        return row if row >= 0 and self.rect(row).contains(point) else -1

    def nearest_row(self, point: QPoint) -> int:
        """Return the row nearest to a point of the content; -1 in an empty grid."""
        if not self.count:
            return -1
        line = min(max((point.y() - MARGIN_PX) // self.line_height_px, 0), self.lines - 1)
        column = (point.x() - self._left(0)) // self._pitch()
        column = min(max(column, 0), self.columns - 1)
        return min(line * self.columns + column, self.count - 1)

    def rows_between(self, top_px: int, bottom_px: int) -> range:
        """Return the rows whose lines meet a band of the content."""
        if not self.count or bottom_px < top_px:
            return range(0)
        first = max((top_px - MARGIN_PX) // self.line_height_px, 0)
        last = min((bottom_px - MARGIN_PX) // self.line_height_px, self.lines - 1)
        return range(
            min(first * self.columns, self.count), min((last + 1) * self.columns, self.count)
        )

    def rows_in(self, rect: QRect) -> list[tuple[int, int]]:
        """Return the rows whose tiles meet a rectangle, as few (first, last) pairs as possible."""
        columns = [
            column
            for column in range(self.columns)
            if self._left(column) <= rect.right()
            and self._left(column) + self.tile_width_px > rect.left()
        ]
        rows = self.rows_between(rect.top(), rect.bottom())
        if not columns or not rows:
            return []
        if len(columns) == self.columns:
            return [(rows.start, rows.stop - 1)]
        pairs = []
        for start in range(rows.start, rows.stop, self.columns):
            tile = self.rect(start)
            last = min(start + columns[-1], self.count - 1)
            if tile.top() <= rect.bottom() and tile.bottom() >= rect.top():
                pairs.append((start + columns[0], last))
        return [(first, last) for first, last in pairs if first <= last]

    def _pitch(self) -> int:
        return self.tile_width_px + GAP_PX

    def _left(self, column: int) -> int:
        """Return the left edge of a column; the block of tiles is centred."""
        block = self.columns * self._pitch() - GAP_PX
        return max(MARGIN_PX, (self.width_px - block) // 2) + column * self._pitch()
