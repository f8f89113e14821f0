"""What happens when: the controllers, connected to the widgets of the main window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from PySide6.QtCore import QObject, QPoint, Signal

from photosearch.base.errors import Cancelled, ConfirmationNeeded, UserError
from photosearch.base.settings import Settings
from photosearch.base.types import Box, Ids, PhotoId
from photosearch.gui.browsing_controller import (
    SIMILARITY,
    BrowsingController,
    Listing,
    Overview,
)
from photosearch.gui.change_queue import ChangeQueue
from photosearch.gui.dropped import Dropped
from photosearch.gui.folder_actions import FolderActions
from photosearch.gui.indexing_controller import IndexingController
from photosearch.gui.main_window import MainWindow
from photosearch.gui.photo_actions import PhotoActions
from photosearch.gui.results import Results
from photosearch.gui.search_controller import SearchController
from photosearch.gui.service_texts import error_text
from photosearch.gui.undoing import Undoing
from photosearch.gui.values import IndexReport, PhotoExample, PhotoFilter
from photosearch.gui.wording import number

_MAX_EXAMPLES = 20


class WindowWiring(QObject):
    """Connects everything; one per window.

    Signals:
        failed(exception): something that is no message for people: a bug.
        settings_changed(Settings): the person changed a setting.
        usable(): the first photos, or what to do without any, are on the screen.
        back_wanted(): the person goes back where there is nothing left to close.
    """

    failed = Signal(object)
    settings_changed = Signal(object)
    usable = Signal()
    back_wanted = Signal()

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        library, jobs = window.library, window.jobs
        self.indexing = IndexingController(library, jobs, self)
        self.browsing = BrowsingController(library, jobs, self)
        self.search = SearchController(library, window.state, jobs, self)
        self.photos = PhotoActions(library, jobs, window)
        self.folders = FolderActions(library, self.indexing, window)
        self.results = Results(window.browse, self)
        self.changes = ChangeQueue(jobs, self)
        self.undoing = Undoing(library, self.indexing, self.changes, self.folders, window.banner)
        self._overview: Overview | None = None
        self._ids: Ids = np.zeros(0, np.int64)
        self._listed = False
        self._n_selected = 0
        self._announced = False
        self._awaiting_paint = False
        self._wire_lists()
        self._wire_search()
        self._wire_indexing()
        self._wire_viewer()
        self._wire_errors()

    def begin(self) -> None:
        """Show the library; index it in the background."""
        window = self._window
        descending = window.memory.flag("descending", True)
        order = window.settings.grid_order
        window.browse.set_tile_px(window.settings.thumbnail_px)
        window.browse.set_order(order, descending)
        window.browse.grid.setFocus()
        self.browsing.choose(Listing(order, descending))
        self.browsing.begin()
        self.indexing.start()

    def close(self) -> None:
        """End what runs; the window is closing."""
        self.search.close()
        self.browsing.close()
        self.indexing.close()

    def examples_of_selection(self) -> list[PhotoExample]:
        """Return the photo in view, or the selected ones, as examples."""
        return [PhotoExample(PhotoId(int(each))) for each in self.chosen_ids()[:_MAX_EXAMPLES]]

    def chosen_ids(self) -> Ids:
        """Return the photo in view, or the selected ones, (N,) int64."""
        window = self._window
        if window.viewing and window.viewer.photo_id is not None:
            return np.array([window.viewer.photo_id], np.int64)
        selected = window.browse.grid.selected_ids()
        current = window.browse.grid.current_id()
        if not selected.size and current is not None:
            return np.array([current], np.int64)
        return selected

    def find_similar(self) -> None:
        """Search for the chosen photos."""
        if examples := self.examples_of_selection():
            self._window.begin_search(examples)

    def add_to_search(self, negative: bool) -> None:
        """Add the chosen photos to the query, as like or not like."""
        examples = self.examples_of_selection()
        if negative and not self._window.state.active:
            self._window.banner.tell(
                self.tr("Search for something first; then say what it should not look like.")
            )
        elif examples:
            self._window.trace.query_received()
            self._window.show_grid()
            self._window.state.add(examples, negative)

    def escape(self) -> None:
        """Go one step back: from the viewer, the query, the selection."""
        window = self._window
        if window.viewing:
            window.viewer.step_back()
        elif not window.browsing:
            window.show_grid()
        elif window.state.examples:
            window.state.clear()
        elif window.browse.grid.n_selected():
            window.browse.grid.clearSelection()
        else:
            self.back_wanted.emit()

    def view_current(self) -> None:
        """Show the current photo large."""
        current = self._window.browse.grid.current_id()
        if current is not None:
            self._view(current)

    def change_settings(self, settings: Settings) -> None:
        """Take changed settings into the window."""
        self._window.settings = settings
        self.settings_changed.emit(settings)

    def show_photo_menu(self, point: QPoint) -> None:
        """Show what can be done with a photo."""
        grid = self._window.browse.grid
        if grid.indexAt(point).isValid():
            menu = self._window.actions_.photo_menu()
            menu.exec(grid.viewport().mapToGlobal(point))
            menu.deleteLater()

    # -- wiring ---------------------------------------------------------------------------------

    def _wire_lists(self) -> None:
        window = self._window
        self.browsing.listed.connect(self._on_listed)
        self.browsing.overview_changed.connect(self._on_overview)
        window.filters.filter_changed.connect(self._on_filter)
        window.browse.order_chosen.connect(self._on_order)
        window.browse.tile_size_chosen.connect(self._on_tile_size)
        window.browse.grid.selection_changed.connect(self._on_selection)
        window.browse.grid.activated.connect(self.view_current)
        window.browse.grid.customContextMenuRequested.connect(self.show_photo_menu)
        window.browse.grid.painted.connect(window.trace.painted)
        window.browse.grid.complete.connect(self._on_complete)
        window.dropped.connect(self._on_dropped)

    def _wire_search(self) -> None:
        self.search.answered.connect(self._on_answer)
        self.search.failed.connect(self._on_search_failed)
        self._window.state.examples_changed.connect(self._on_examples)
        self.results.changed.connect(self._on_results)
        self._window.browse.footer.toggled.connect(self.results.show_less_similar)

    def _wire_indexing(self) -> None:
        activity = self._window.activity
        self.indexing.started.connect(self._on_indexing)
        self.indexing.stepped.connect(activity.show_step)
        self.indexing.ended.connect(self._on_indexed)
        self.indexing.written.connect(self.browsing.refresh)
        activity.pause_toggled.connect(self.toggle_pause)
        activity.cancelled.connect(self.indexing.cancel)

    def _wire_viewer(self) -> None:
        viewer = self._window.viewer
        viewer.closed.connect(self._window.show_grid)
        viewer.step_wanted.connect(self._on_step)
        viewer.part_wanted.connect(self._on_part)
        viewer.similar_wanted.connect(self.find_similar)
        self._window.viewer_pictures.failed.connect(self._on_picture_failed)

    def _wire_errors(self) -> None:
        self.photos.told.connect(self._window.say)
        self.photos.forget_confirmed.connect(self._on_forget)
        for source in (self.photos, self.browsing, self.indexing, self.changes):
            source.failed.connect(self.report_failure)

    def toggle_pause(self) -> None:
        """Pause indexing, or let it go on."""
        self.indexing.toggle_pause()
        self._window.activity.set_running(self.indexing.running, self.indexing.paused)

    # -- lists ----------------------------------------------------------------------------------

    def _on_listed(self, listing: Listing, ids: Ids) -> None:
        same = self._listed and np.array_equal(ids, self._ids)
        self._ids, self._listed = ids, True
        self._window.loader.retry_absent()
        self._window.model.forget_details()
        if self._window.state.active:
            return
        if not same or self._window.model.marked:
            self._window.browse.show_photos(ids, None, keep=True)
        self._show_library(listing)

    def _show_library(self, listing: Listing) -> None:
        browse, n_photos = self._window.browse, len(self._ids)
        browse.footer.set_hidden_count(0, showing=False)
        browse.set_sortable(True)
        browse.set_title(self.tr("%n photo(s)", "", n_photos) if n_photos else "")
        if n_photos:
            browse.show_grid()
        elif self._listed and self._overview is not None:
            self._show_why_empty(listing)
            browse.show_empty(bare=not self._overview.roots)
            self._announce_usable()

    def _show_why_empty(self, listing: Listing) -> None:
        empty = self._window.browse.empty
        if listing.photo_filter.group_id is not None:
            empty.show_empty_group()
        elif listing.photo_filter != PhotoFilter():
            empty.show_nothing_here(self._window.filters.clear)
        elif self._overview is not None and not self._overview.roots:
            empty.show_no_folders(self.folders.ask_for_folder)
        elif self.indexing.running:
            empty.show_indexing()
        else:
            empty.show_no_photos(self.folders.ask_for_folder)

    def _on_overview(self, overview: Overview) -> None:
        self._overview = overview
        window = self._window
        window.filters.set_counts(overview.folders, overview.months)
        wanted = window.actions_["panel"].isChecked()
        window.filters.setVisible(wanted and bool(overview.folders))
        window.activity.set_problems(overview.n_problems)
        self.folders.set_folders(overview.roots)
        if not window.state.active and not len(self._ids):
            self._show_library(self.browsing.listing)

    def _on_filter(self, photo_filter: PhotoFilter) -> None:
        self._window.state.set_filter(photo_filter)
        self.browsing.choose(replace(self.browsing.listing, photo_filter=photo_filter))

    def _on_order(self, order: str, descending: bool) -> None:
        window = self._window
        selected = window.browse.grid.selected_ids()
        like = int(selected[0]) if selected.size else None
        if order == SIMILARITY and like is None:
            window.banner.tell(self.tr("Select a photo first; then sort by likeness to it."))
            before = self.browsing.listing
            window.browse.set_order(before.order, before.descending)
            return
        if order != SIMILARITY:
            window.memory.set_flag("descending", descending)
            self.change_settings(replace(window.settings, grid_order=order))
        example = PhotoId(like) if order == SIMILARITY and like is not None else None
        window.browse.grid.scrollToTop()
        listing = self.browsing.listing
        self.browsing.choose(replace(listing, order=order, descending=descending, like=example))

    def _on_tile_size(self, tile_px: int) -> None:
        self.change_settings(replace(self._window.settings, thumbnail_px=tile_px))

    def _on_selection(self) -> None:
        n_selected = self._window.browse.grid.n_selected()
        if n_selected or self._n_selected:  # else something else is said there
            self._window.say(self.tr("%n selected", "", n_selected) if n_selected else "")
        self._n_selected = n_selected

    def _on_complete(self) -> None:
        self._announce_usable()
        if self._awaiting_paint:
            self._awaiting_paint = False
            self._window.trace.results_painted()

    def _announce_usable(self) -> None:
        if not self._announced and self._listed:
            self._announced = True
            self._window.trace.since_start("usable")
            self._window.defer(self.usable.emit)

    # -- search ---------------------------------------------------------------------------------

    def _on_examples(self) -> None:
        window = self._window
        if window.state.active:
            window.browse.set_sortable(False)
            return
        self.results.clear()
        window.browse.show_photos(self._ids, None, keep=True)
        self._show_library(self.browsing.listing)
        window.browse.grid.setFocus()

    def _on_answer(self, answer: object) -> None:
        self._awaiting_paint = True
        self.results.show(answer)  # type: ignore[arg-type]  # SearchAnswer, by the signal

    def _on_results(self) -> None:
        browse = self._window.browse
        browse.set_sortable(False)
        if browse.showing_empty:
            self._window.defer(self._on_complete)
        n_shown = self.results.n_shown
        browse.set_title(self.tr("%n similar photo(s)", "", n_shown) if n_shown else "")

    def _on_search_failed(self, error: BaseException) -> None:
        self._window.state.clear()
        self.report_failure(error)

    # -- indexing -------------------------------------------------------------------------------

    def _on_indexing(self) -> None:
        self._window.activity.set_running(True)
        if not len(self._ids) and not self._window.state.active:
            self._show_library(self.browsing.listing)

    def _on_indexed(self, report: IndexReport | None) -> None:
        self._window.activity.set_running(False)
        self.browsing.refresh()
        if report is not None and report.indexed:
            seconds = number(round(report.seconds))
            text = self.tr("%n new photo(s) in {seconds} s.", "", report.indexed)
            self._window.say(text.format(seconds=seconds))

    def _on_forget(self, ids: Ids) -> None:
        numbers = ids.tolist()
        self.indexing.write_between(lambda: self._window.library.forget(numbers))

    def _on_dropped(self, dropped: Dropped) -> None:
        self.folders.add(dropped.folders)

    # -- viewer ---------------------------------------------------------------------------------

    def _view(self, photo_id: int) -> None:
        details = self._window.model.details(photo_id)
        if details is not None:
            self._window.show_viewer()
            self._window.viewer.show_photo(details)

    def _on_step(self, step: int) -> None:
        window = self._window
        shown = window.viewer.photo_id
        row = window.model.row_of(shown) if shown is not None else -1
        if row >= 0 and 0 <= row + step < window.model.rowCount():
            photo_id = window.model.photo_id(row + step)
            window.browse.grid.go_to(photo_id)
            self._view(photo_id)

    def _on_part(self, photo_id: int, box: Box) -> None:
        self._window.begin_search([PhotoExample(PhotoId(photo_id), box)])

    def _on_picture_failed(self, photo_id: int, error: BaseException) -> None:
        if isinstance(error, UserError) and photo_id == self._window.viewer.photo_id:
            self._window.viewer.say(error_text(error).message)
        elif not isinstance(error, (UserError, Cancelled)):
            self.failed.emit(error)

    # -- errors ---------------------------------------------------------------------------------

    def report_failure(self, error: BaseException) -> None:
        """Show a message, ask a question, or hand a bug on."""
        if isinstance(error, ConfirmationNeeded):
            self.folders.confirm_missing(error)
        elif isinstance(error, UserError):
            self._window.warn(error)
        elif not isinstance(error, Cancelled):
            self.failed.emit(error)

    def safely(self, act: Callable[[], None]) -> Callable[[], None]:
        """Return an action whose message for people is shown instead of raised."""

        def run() -> None:
            try:
                act()
            except UserError as error:
                self._window.warn(error)

        return run
