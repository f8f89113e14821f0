"""The way to the page of duplicates; the page itself is made when it is first opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from photosearch.base.progress import Progress
from photosearch.gui.main_window import MainWindow
from photosearch.gui.values import UndoneStep
from photosearch.gui.window_wiring import WindowWiring

if TYPE_CHECKING:
    from photosearch.gui.review_desk import ReviewDesk

# What would act on photos of the grid, which is not seen meanwhile.
_OF_THE_GRID = (
    "copy", "select all", "similar", "add", "not like", "why", "view", "open", "open with", "place",
    "forget", "add to group", "take out", "new group", "rename group", "merge group",
    "delete group", "same", "different", "closer", "larger", "smaller",
)  # fmt: skip


class ReviewWiring(QObject):
    """Opens the page and keeps it up to date; one per window."""

    def __init__(self, window: MainWindow, wiring: WindowWiring) -> None:
        super().__init__(window)
        self._window = window
        self._wiring = wiring
        self.desk: ReviewDesk | None = None
        window.actions_["duplicates"].triggered.connect(wiring.safely(self.open))
        window.duplicates_button.clicked.connect(wiring.safely(self.open))
        window.pages.currentChanged.connect(self._on_page)
        wiring.undoing.undone.connect(self._on_undone)
        wiring.indexing.ended.connect(self._on_indexed)

    def open(self) -> None:
        """Show the page of duplicates; what it is made of is loaded beside the window first."""
        if self.desk is not None:
            self.desk.open()
            return

        def load(progress: Progress) -> type[ReviewDesk]:  # noqa: ARG001 - imports
            import photosearch.services.duplicates  # noqa: F401 - needed in a moment
            from photosearch.gui.review_desk import ReviewDesk

            return ReviewDesk

        self._window.jobs.read(load, self._on_loaded, self._wiring.report_failure)

    @property
    def shown(self) -> bool:
        """Whether the page is in view."""
        return self.desk is not None and self._window.pages.currentWidget() is self.desk.page

    def close(self) -> bool:
        """End what runs; False when a thread did not end in time."""
        return self.desk is None or self.desk.close()

    def _on_loaded(self, make_desk: type[ReviewDesk]) -> None:
        if self.desk is None:
            self.desk = make_desk(self._window, self._wiring)
        self.desk.open()

    def _on_page(self) -> None:
        for name in _OF_THE_GRID:
            self._window.actions_[name].setEnabled(not self.shown)

    def _on_undone(self, step: UndoneStep) -> None:
        if self.desk is not None:
            self.desk.take_undone(step.kind)

    def _on_indexed(self) -> None:
        if self.desk is not None and self.shown:
            self.desk.find_if_changed()
