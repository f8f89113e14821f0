"""The order in which photos were selected: the first one is "A" in "A is more like B than C"."""

from __future__ import annotations

from PySide6.QtCore import QObject

from photosearch.base.types import PhotoId
from photosearch.gui.grid_view import GridView

_FOLLOWED_AT_MOST = 12


class SelectionOrder(QObject):
    """Follows a grid's selection while it is small; a range counts in the order of its rows."""

    def __init__(self, grid: GridView) -> None:
        super().__init__(grid)
        self._grid = grid
        self._order: list[int] = []
        grid.selection_changed.connect(self._on_selection)

    def photos(self) -> list[PhotoId]:
        """Return the selected photos, the first selected one first; none when there are many."""
        return [PhotoId(each) for each in self._order]

    def _on_selection(self) -> None:
        if self._grid.n_selected() > _FOLLOWED_AT_MOST:
            self._order = []
            return
        selected = self._grid.selected_ids().tolist()
        kept = [each for each in self._order if each in selected]
        self._order = kept + [each for each in selected if each not in kept]
