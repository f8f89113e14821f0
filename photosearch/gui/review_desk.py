"""What happens on the page of duplicates: the group in view, what keys do, what is said.

Made when the page is first opened, with everything that only it needs.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from photosearch.base.types import Ids
from photosearch.gui.compare_pictures import ComparePictures
from photosearch.gui.duplicate_model import DuplicateModel
from photosearch.gui.main_window import MainWindow
from photosearch.gui.review_backups import ReviewBackups
from photosearch.gui.review_controller import ReviewController
from photosearch.gui.review_deeds import ReviewDeeds
from photosearch.gui.review_group import ReviewedGroup
from photosearch.gui.review_keys import ReviewAct
from photosearch.gui.review_page import ReviewPage
from photosearch.gui.review_texts import ReviewTexts
from photosearch.gui.review_values import (
    DuplicateGroup,
    ReviewFilter,
)
from photosearch.gui.thumbnail_loader import ThumbnailLoader
from photosearch.gui.window_wiring import WindowWiring

_AHEAD = 3
_PAN_PX = 96
_OF_WHAT_IS_TO_DO: tuple[ReviewAct, ...] = (
    "toggle", "keep only", "accept", "apart", "clear", "trash"
)  # fmt: skip


class ReviewDesk(QObject):
    """Connects the page with the controller; one per window."""

    def __init__(self, window: MainWindow, wiring: WindowWiring) -> None:
        super().__init__(window)
        self._window = window
        self._wiring = wiring
        self.controller = ReviewController(
            window.library.duplicates, window.jobs, lambda: wiring.indexing.running, self
        )
        self.model = DuplicateModel(self.controller.intentions, self)
        self.loaders = (
            ThumbnailLoader(window.library, self),
            ThumbnailLoader(window.library, self),
        )
        self.pictures = ComparePictures(window.library, window.jobs, self)
        self.page = ReviewPage(self.model, self.loaders, self.pictures, window)
        self._texts = ReviewTexts(self.page.empty, wiring.folders.ask_for_folder)
        self._deeds = ReviewDeeds(
            self.page, self.controller, self._texts, lambda: self.group, (window, wiring)
        )
        self._backups = ReviewBackups(self.page, window, wiring)
        self._backups.back_wanted.connect(self.open)
        self._backups.role_changed.connect(self.find)
        self._revision = -1
        self._shown = ReviewedGroup(self.page, self.controller, self.pictures)
        self._row = 0
        self._acts = self._make_acts()
        self._wire_controller()
        self._wire_page()

    @property
    def group(self) -> DuplicateGroup | None:
        """The group in view."""
        return self._shown.group

    @property
    def current(self) -> int:
        """The member that keys act on."""
        return self._shown.current

    def open(self) -> None:
        """Show the page; look for duplicates if there are other photos than at the last time."""
        self._window.show_page(self.page)
        self.page.list.setFocus()
        self.find_if_changed()
        self._show_state()

    def find_if_changed(self) -> None:
        """Look for duplicates unless the photos are those of the last time."""
        revision = self._window.library.revision()
        if revision != self._revision:
            self._revision = revision
            self.controller.find()

    def take_undone(self, kind: str) -> None:
        """Look again after a step was taken back; what it had won is not won any more."""
        if kind == "trash" and self._texts.won:
            self._texts.won.pop()
        self.find()

    def find(self) -> None:
        """Look for duplicates."""
        self._revision = self._window.library.revision()
        self.controller.find()

    def close(self) -> bool:
        """End what runs; False when a thread did not end in time."""
        self.controller.close()
        self.pictures.close()
        ended = [loader.close() for loader in self.loaders]
        return all(ended)

    # -- wiring ---------------------------------------------------------------------------------

    def _wire_controller(self) -> None:
        controller, head = self.controller, self.page.head
        controller.finding.connect(self._on_finding)
        controller.stepped.connect(head.show_step)
        controller.found.connect(self._on_found)
        controller.listed.connect(self._on_listed)
        controller.described.connect(self._on_described)
        controller.intended.connect(self._on_intended)
        self._deeds.changed.connect(self._show_state)
        controller.failed.connect(self._wiring.report_failure)
        self.pictures.failed.connect(self._wiring.failed)

    def _wire_page(self) -> None:
        page = self.page
        page.act_wanted.connect(self.act)
        page.member_wanted.connect(self._shown.choose)
        page.back_wanted.connect(self._on_back)
        page.list.row_entered.connect(self._on_row)
        page.head.filter_chosen.connect(self._on_filter)
        page.head.cancelled.connect(self.controller.cancel)
        page.compare.mode_changed.connect(page.bar.set_mode)
        page.compare.clicked.connect(self._on_caption)
        page.bar.set_mode("side")
        self._window.palette_changed.connect(self._on_palette)

    def _make_acts(self) -> dict[ReviewAct, Callable[[], object]]:
        compare = self.page.compare
        return {
            "next": lambda: self._step(1),
            "previous": lambda: self._step(-1),
            "right": lambda: self._shown.step(1),
            "left": lambda: self._shown.step(-1),
            "toggle": self._toggle,
            "keep only": self._keep_only,
            "accept": self._accept,
            "apart": self._deeds.apart,
            "clear": self._clear,
            "trash": self._deeds.trash_group,
            "trash all": self._deeds.trash_all,
            "flicker": compare.flicker,
            "difference": self._toggle_difference,
            "side": lambda: compare.set_mode("side"),
            "larger": lambda: compare.zoom_by(1),
            "smaller": lambda: compare.zoom_by(-1),
            "fit": self._fit,
            "actual": self._actual_size,
            "pan left": lambda: compare.view.move_by(_PAN_PX, 0),
            "pan right": lambda: compare.view.move_by(-_PAN_PX, 0),
            "pan up": lambda: compare.view.move_by(0, _PAN_PX),
            "pan down": lambda: compare.view.move_by(0, -_PAN_PX),
            "bulk": self._deeds.ask_rules,
            "find": self.find,
        }

    def act(self, act: ReviewAct) -> None:
        """Do what a key or a button stands for."""
        self.page.bar.note("")
        if act in _OF_WHAT_IS_TO_DO and self.controller.filter.done:
            self.page.bar.note(self._texts.is_done())
        elif act in self._acts:
            self._acts[act]()

    # -- the list -------------------------------------------------------------------------------

    def _on_finding(self, runs: bool) -> None:
        self.page.head.set_running(runs or self.controller.is_moving, self._texts.looking())
        self._show_state()

    def _on_found(self) -> None:
        head = self.page.head
        head.set_folders(self.controller.folders)
        self._backups.look()
        counts = self.controller.review.counts(ReviewFilter())
        if not counts[self.controller.filter.kind]:
            fullest = next((kind for kind, count in counts.items() if count), None)
            if fullest is not None:
                head.choose_kind(fullest)

    def _on_filter(self, chosen: ReviewFilter) -> None:
        self._row = 0
        self._shown.clear()
        self.controller.choose(chosen)
        self.page.list.setFocus()

    def _on_listed(self, places: Ids) -> None:
        key = self.group.key if self.group is not None else ""
        self.model.set_rows(self.controller.review, places)
        row = self.model.row_of(key) if key else -1
        if row < 0:
            row = min(self._row, len(places) - 1)
        self.page.list.go_to(row)
        if row >= 0:
            self._on_row(row)
        self._show_state()

    def _on_row(self, row: int) -> None:
        if row < 0:
            return
        self._row = row
        ahead = [
            self.model.group(each)
            for each in range(row + 1, min(row + _AHEAD, self.model.rowCount()))
        ]
        group = self.model.group(row)
        self._shown.show(group, [each.path for next_ in ahead[:1] for each in next_.members[:2]])
        self._show_pending()
        self.controller.describe([group, *ahead])

    def _step(self, step: int) -> None:
        row = self.page.list.currentIndex().row() + step
        if 0 <= row < self.model.rowCount():
            self.page.list.go_to(row)

    def _on_described(self, key: str) -> None:
        if self.group is not None and key == self.group.key:
            self._shown.take_description()

    def _on_caption(self, side: int) -> None:
        self._shown.choose_side(side)
        self.page.list.setFocus()

    # -- what is intended -----------------------------------------------------------------------

    def _toggle(self) -> None:
        if self.group is not None:
            refusal = self.controller.toggle(self.group, self.current)
            self.page.bar.note(self._texts.refusal(refusal))

    def _keep_only(self) -> None:
        if self.group is not None:
            self.controller.keep_only(self.group, self.current)

    def _clear(self) -> None:
        if self.group is not None:
            self.controller.clear(self.group)

    def _accept(self) -> None:
        if self.group is None:
            return
        if self.controller.intentions.of(self.group) is None and not self.controller.accept(
            self.group
        ):
            self.page.bar.note(self._texts.nothing_suggested())
        self._step(1)

    def _on_intended(self, key: str) -> None:
        self.model.tell_changed(key)
        if self.group is not None and key == self.group.key:
            self._shown.refresh()
        self._show_pending()

    def _show_pending(self) -> None:
        if not self.controller.can_move:
            return
        intentions = self.controller.intentions
        of_group = intentions.total(self.group) if self.group is not None else (0, 0)
        self.page.set_departing(of_group, intentions.totals())

    # -- what is shown --------------------------------------------------------------------------

    def _show_state(self) -> None:
        controller, head = self.controller, self.page.head
        chosen = controller.filter
        head.set_counts(controller.review.counts(chosen))
        if not (controller.is_finding or controller.is_moving):
            head.show_progress(controller.review.progress(chosen.kind))
        self._show_pending()
        self.page.say_total(self._texts.total())
        if not self.model.rowCount():
            self._shown.clear()
            self._texts.show_why_empty(controller, lambda: head.choose(done=False), self.find)
            self.page.show_empty()

    def _toggle_difference(self) -> None:
        compare = self.page.compare
        compare.set_mode("side" if compare.mode == "difference" else "difference")

    def _fit(self) -> None:
        self.page.compare.view.fit()

    def _actual_size(self) -> None:
        self.page.compare.view.actual_size()

    def _on_back(self) -> None:
        """Leave the way of comparing, or the page."""
        if self.page.compare.mode != "side":
            self.page.compare.set_mode("side")
        else:
            self._window.show_grid()

    def _on_palette(self) -> None:
        self.page.refresh_icons()
        self._shown.refresh()
