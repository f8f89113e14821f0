"""The main window: layout, and the wiring of its parts."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QMimeData, QSettings, Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QFileDialog,
    QLabel,
    QMainWindow,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from photosearch.base.errors import UserError
from photosearch.base.settings import Settings
from photosearch.gui.activity_bar import ActivityBar
from photosearch.gui.banner import Banner
from photosearch.gui.browse_page import BrowsePage
from photosearch.gui.dropped import may_hold_pictures, read_mime
from photosearch.gui.example_pictures import ExamplePictures
from photosearch.gui.filter_panel import FilterPanel
from photosearch.gui.grid_view import GridView
from photosearch.gui.group_model import GroupModel
from photosearch.gui.groups_section import GroupsSection
from photosearch.gui.icons import application_icon, icon
from photosearch.gui.jobs import JobRunner
from photosearch.gui.photo_library import PhotoLibrary
from photosearch.gui.photo_model import PhotoModel
from photosearch.gui.query_bar import QueryBar
from photosearch.gui.query_state import QueryState
from photosearch.gui.thumbnail_loader import ThumbnailLoader
from photosearch.gui.trace import Trace
from photosearch.gui.tuning_bar import TuningBar
from photosearch.gui.values import Example, FileExample
from photosearch.gui.viewer_page import ViewerPage
from photosearch.gui.viewer_pictures import ViewerPictures
from photosearch.gui.window_actions import WindowActions
from photosearch.gui.window_memory import WindowMemory

_PANEL_PX = 232
_TOP_MARGINS = (16, 8, 16, 12)
_STATUS_PX = 40  # as high as with its buttons, so that nothing moves when they come


class MainWindow(QMainWindow):
    """Holds the widgets; what happens between them is wired by ``WindowWiring``.

    Signals:
        dropped(Dropped): something was dropped or pasted.
        palette_changed(): icons have to be made again.
        closing(): the window is about to close.
    """

    dropped = Signal(object)
    palette_changed = Signal()
    closing = Signal()

    def __init__(
        self,
        library: PhotoLibrary,
        settings: Settings,
        store: QSettings,
        trace: Trace,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("photosearch")
        self.setWindowIcon(application_icon())
        self.setAcceptDrops(True)
        self.library = library
        self.settings = settings
        self.trace = trace
        self.jobs = JobRunner(readers=3, parent=self)
        self.state = QueryState(settings.grain, self)
        self.loader = ThumbnailLoader(library, self)
        self.model = PhotoModel(library, self)
        self.covers = ThumbnailLoader(library, self)
        self.groups = GroupModel(self)
        self.groups.set_editable(True)
        self.memory = WindowMemory(store, library.key)
        self.actions_ = WindowActions(self)
        self._build_widgets()
        self._lay_out()
        self.actions_.fill_menu_bar(self.menuBar())
        if not self.memory.restore(self, self._splitters()):
            self.resize(1200, 800)
        self._shown = False

    def begin_search(self, examples: Sequence[Example]) -> None:
        """Search for examples, wherever they came from."""
        self.trace.query_received()
        self.show_grid()
        self.state.start(examples)

    def choose_picture(self) -> None:
        """Let the person choose pictures to search for."""
        title = self.tr("Search by a picture")
        names, _ = QFileDialog.getOpenFileNames(self, title, os.path.expanduser("~"))
        if names:
            self.begin_search([FileExample(os.fsencode(name)) for name in names])

    def paste(self) -> None:
        """Search for what the clipboard holds."""
        self.take(QGuiApplication.clipboard().mimeData())

    def take(self, mime: QMimeData, *, beside: bool = False) -> None:
        """Take a drop or the clipboard's content; ``beside`` what is searched for, or instead."""
        dropped = read_mime(mime)
        if dropped.examples and beside:
            self.trace.query_received()
            self.state.add(dropped.examples)
        elif dropped.examples:
            self.begin_search(dropped.examples)
        elif dropped.remote:
            self.banner.tell(
                self.tr(
                    "That is only an address, and nothing is ever fetched from the network. "
                    "Drop the picture itself, or save it first."
                )
            )
        elif not dropped.folders:
            self.banner.tell(self.tr("There is no picture in that."))
        if dropped.folders:
            self.dropped.emit(dropped)

    def show_grid(self) -> None:
        """Leave the viewer, or another page."""
        if self.pages.currentWidget() is not self.splitter:
            self.pages.setCurrentWidget(self.splitter)
            self.top.setVisible(True)
            self.query_bar.setVisible(True)
            self._top_row.setContentsMargins(*_TOP_MARGINS)
            self.browse.grid.setFocus()

    def show_page(self, page: QWidget) -> None:
        """Show a page of its own in the place of search and grid; messages stand above it."""
        if self.pages.indexOf(page) < 0:
            self.pages.addWidget(page)
        self.query_bar.setVisible(False)
        self._top_row.setContentsMargins(_TOP_MARGINS[0], 0, _TOP_MARGINS[2], 0)
        self.top.setVisible(True)
        self.pages.setCurrentWidget(page)

    def show_viewer(self) -> None:
        """Show the viewer over the grid."""
        self.top.setVisible(False)
        self.pages.setCurrentWidget(self.viewer)

    @property
    def viewing(self) -> bool:
        """Whether a single photo is shown."""
        return self.pages.currentWidget() is self.viewer

    @property
    def browsing(self) -> bool:
        """Whether the grid is shown."""
        return self.pages.currentWidget() is self.splitter

    @property
    def status_text(self) -> str:
        """What the status bar says."""
        return self._status.text()

    def say(self, text: str) -> None:
        """Say something in the status bar."""
        self._status.setText(text)

    def defer(self, act: Callable[[], None]) -> None:
        """Do something once the event loop runs again."""
        QTimer.singleShot(0, self, act)

    def refresh_icons(self) -> None:
        """Take all icons in the colours of the present palette."""
        for part in (self.actions_, self.query_bar, self.filters, self.browse, self.viewer):
            part.refresh_icons()
        for section in (self.group_section, self.activity, self.learning):
            section.refresh_icons()
        self.duplicates_button.setIcon(icon("duplicates"))

    def _end_drag(self) -> None:
        self.query_bar.set_dropping(False)
        if self.state.active:
            self.say("")

    def _build_widgets(self) -> None:
        self.pictures = ExamplePictures(self.library, self.jobs, self)
        self.viewer_pictures = ViewerPictures(self.library, self.jobs, self)
        self.query_bar = QueryBar(self.state, self.pictures, self)
        self.query_bar.picture_wanted.connect(self.choose_picture)
        self.banner = Banner(self)
        self.group_section = GroupsSection(self.groups, self.covers, self)
        self.filters = FilterPanel(self)
        self.filters.add_below(self.group_section)
        self.duplicates_button = self._make_duplicates_button()
        self.filters.add_button(self.duplicates_button)
        self.browse = BrowsePage(self.model, GridView(self.model, self.loader), self)
        self.viewer = ViewerPage(self.viewer_pictures, self)
        self.activity = ActivityBar(self)
        self.learning = TuningBar(self)
        self._status = QLabel(self)
        self._status.setProperty("kind", "muted")
        self._status.setContentsMargins(16, 0, 0, 0)

    def _make_duplicates_button(self) -> QPushButton:
        button = QPushButton(icon("duplicates"), "\u2009" + self.tr("Duplicates"), self)
        button.setToolTip(self.tr("Find and resolve duplicates (Ctrl+Shift+D)"))
        button.setObjectName("duplicatesButton")
        return button

    def _lay_out(self) -> None:
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.splitter.addWidget(self.filters)
        self.splitter.addWidget(self.browse)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setHandleWidth(1)
        self.splitter.setCollapsible(1, False)
        self.splitter.setSizes([_PANEL_PX, 968])
        self.pages = QStackedWidget(self)
        self.pages.addWidget(self.splitter)
        self.pages.addWidget(self.viewer)
        self.top = QWidget(self)
        self._top_row = QVBoxLayout(self.top)
        self._top_row.setContentsMargins(*_TOP_MARGINS)
        self._top_row.setSpacing(8)
        self._top_row.addWidget(self.query_bar)
        self._top_row.addWidget(self.banner)
        centre = QWidget(self)
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top)
        column.addWidget(self.pages, 1)
        self.setCentralWidget(centre)
        self.statusBar().setSizeGripEnabled(False)
        self.statusBar().setMinimumHeight(_STATUS_PX)
        self.statusBar().addWidget(self._status, 1)
        self.statusBar().addPermanentWidget(self.learning)
        self.statusBar().addPermanentWidget(self.activity)

    def _splitters(self) -> dict[str, QSplitter]:
        return {"splitter": self.splitter, "sections": self.filters.sections}

    def warn(self, error: UserError) -> None:
        """Show what went wrong and what to do."""
        self.banner.warn(error)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take what may hold pictures or folders, but nothing dragged out of this window."""
        if event.source() is None and may_hold_pictures(event.mimeData()):
            self.query_bar.set_dropping(True)
            if self.state.active:
                self.say(self.tr("Drop it on the search bar to add it to the search."))
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Take a drop anywhere on the window."""
        self.query_bar.set_dropping(True)
        event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Show that nothing hovers any more."""
        self._end_drag()
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Search for what was dropped, add it to the search on its bar, or add a folder."""
        self._end_drag()
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        place = self.query_bar.mapFrom(self, event.position().toPoint())
        on_bar = self.query_bar.isVisible() and self.query_bar.rect().contains(place)
        self.take(event.mimeData(), beside=on_bar and self.state.active)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the palette."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_shown"):
            self.palette_changed.emit()

    def showEvent(self, event: QShowEvent) -> None:
        """Note the first time that the window is shown."""
        super().showEvent(event)
        if not self._shown:
            self._shown = True
            self.trace.since_start("shown")

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember the window's place and let everything end."""
        self.memory.save(self, self._splitters())
        self.closing.emit()
        super().closeEvent(event)
