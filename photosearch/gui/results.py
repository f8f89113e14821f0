"""An answer in the grid: the query's own photos, what is alike, and what lies below the cut-off."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QObject, Signal

from photosearch.base.types import Ids
from photosearch.gui.browse_page import BrowsePage
from photosearch.gui.search_controller import marks_of
from photosearch.gui.values import SearchAnswer


class Results(QObject):
    """Shows an answer on the browse page.

    Signals:
        changed(): other photos are shown.
    """

    changed = Signal()

    def __init__(self, page: BrowsePage, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._page = page
        self._answer: SearchAnswer | None = None
        self._less_similar = False
        self.n_shown = 0

    def show(self, answer: SearchAnswer) -> None:
        """Show an answer; a refined query keeps the choice to show less similar photos."""
        before = self._answer.query if self._answer is not None else None
        if before is None or before.positives != answer.query.positives:
            self._less_similar = False
            self._page.grid.scrollToTop()
        self._answer = answer
        self._show()

    def show_less_similar(self, shown: bool = True) -> None:
        """Show or hide what lies below the cut-off."""
        self._less_similar = shown
        self._show()

    def clear(self) -> None:
        """Forget the answer."""
        self._answer = None
        self._less_similar = False

    def _show(self) -> None:
        if self._answer is None:
            return
        relevant = [int(each.photo_id) for each in self._answer.results if each.relevant]
        rest = [int(each.photo_id) for each in self._answer.results if not each.relevant]
        alike = relevant + (rest if self._less_similar else [])
        self.n_shown = len(alike)
        self._page.show_photos(self._ids(alike), marks_of(self._answer), keep=True)
        self._page.grid.ask_for_thumbnails()  # they load while the page is made ready and painted
        if not alike and not self._answer.same:
            less = self.show_less_similar if rest else None
            self._page.empty.show_nothing_similar(less)
            self._page.footer.set_hidden_count(0, showing=False)
            self._page.show_empty()
        else:
            self._page.footer.set_hidden_count(len(rest), self._less_similar)
        self.changed.emit()

    def _ids(self, alike: list[int]) -> Ids:
        same = [int(each) for each in self._answer.same] if self._answer is not None else []
        known = set(same)
        return np.array(same + [each for each in alike if each not in known], np.int64)
