"""Why this match, in the window: beside the tile under the pointer, and over a photo in view."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, QRect, Qt, QTimer

from photosearch.base.errors import UserError
from photosearch.gui.main_window import MainWindow
from photosearch.gui.match_controller import MatchController, ShownMatch
from photosearch.gui.match_panel import MatchPanel
from photosearch.gui.service_texts import error_text
from photosearch.gui.window_wiring import WindowWiring

_REST_MS = 350
_GAP_PX = 8


class MatchWiring(QObject):
    """Connects the panel, the viewer and the action; one per window."""

    def __init__(self, window: MainWindow, wiring: WindowWiring) -> None:
        super().__init__(window)
        self._window = window
        self._wiring = wiring
        self._photo: int | None = None
        self.controller = MatchController(window.library, window.state, window.jobs, self)
        self.panel = MatchPanel(window.browse)
        self.panel.setProperty("kind", "floating")
        self.panel.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.panel.hide()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._ask)
        self._action = window.actions_["why"]
        self._action.setCheckable(True)
        self._action.toggled.connect(self._on_toggled)
        window.viewer.why.clicked.connect(self._action.setChecked)
        window.viewer.photo_shown.connect(self._on_viewed)
        grid = window.browse.grid
        grid.hover_changed.connect(self._on_pointed)
        grid.selectionModel().currentChanged.connect(self._on_current)
        grid.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        window.state.examples_changed.connect(self._on_examples)
        window.pages.currentChanged.connect(self._hide)
        self.controller.explained.connect(self._on_explained)
        self.controller.failed.connect(self._on_failed)

    def close(self) -> None:
        """Ask no more; the window is closing."""
        self._rest.stop()
        self.controller.drop()

    def _on_toggled(self, on: bool) -> None:
        window = self._window
        window.viewer.why.setChecked(on)
        if not on:
            self._hide()
            window.viewer.show_match(None)
            window.say("")
        elif window.viewing:
            self._on_viewed(window.viewer.photo_id or 0)
        elif not window.state.active:
            window.say(self.tr("Search for something: then results say why they match."))
        elif (current := window.browse.grid.current_id()) is not None:
            self._photo = current
            self._ask()

    def _on_viewed(self, photo_id: int) -> None:
        viewer = self._window.viewer
        viewer.why.setVisible(self._window.state.active)
        viewer.show_match(None)
        if self._explains(photo_id):
            self._photo = photo_id
            self.controller.want(photo_id)

    def _on_pointed(self, photo_id: int) -> None:
        if self._window.viewing:  # the pointer leaves the grid as the viewer comes
            return
        self._hide()
        if self._explains(photo_id):
            self._photo = photo_id
            self._rest.start()

    def _on_scrolled(self) -> None:
        if not self._window.viewing:
            self._hide()

    def _on_current(self) -> None:
        grid = self._window.browse.grid
        current = grid.current_id()
        if grid.hasFocus() and not grid.underMouse():
            self._on_pointed(-1 if current is None else current)

    def _on_examples(self) -> None:
        self._hide()
        self._window.viewer.show_match(None)
        self._window.viewer.why.setVisible(self._window.state.active)

    def _explains(self, photo_id: int) -> bool:
        """Whether a photo is a result that is to be explained, and not the example itself."""
        mark = self._window.model.mark(photo_id)
        known = mark is not None and not mark.same
        return self._action.isChecked() and self._window.state.active and known

    def _ask(self) -> None:
        if self._photo is not None and self._explains(self._photo):
            self.controller.want(self._photo)

    def _hide(self) -> None:
        self._rest.stop()
        self._photo = None
        self.controller.drop()
        self.panel.hide()

    def _on_explained(self, photo_id: int, match: ShownMatch) -> None:
        if photo_id != self._photo:
            return
        if self._window.viewing:
            self._window.viewer.show_match(match)
            return
        self.panel.show_match(match.images, match.explanation)
        self._float()

    def _on_failed(self, photo_id: int, error: BaseException) -> None:
        if not isinstance(error, UserError):
            self._wiring.failed.emit(error)
        elif photo_id == self._photo and self._window.viewing:
            self._window.viewer.say(error_text(error).message)
        elif photo_id == self._photo:
            self.panel.show_text(error_text(error).message)
            self._float()

    def _float(self) -> None:
        """Show the panel beside its tile, where there is room."""
        grid, browse = self._window.browse.grid, self._window.browse
        row = self._window.model.row_of(self._photo or 0)
        if row < 0:
            return
        tile = grid.visualRect(self._window.model.index(row))
        tile.moveTopLeft(grid.viewport().mapTo(browse, tile.topLeft()))
        self.panel.move(_beside(tile, self.panel.rect(), browse.rect()))
        self.panel.show()
        self.panel.raise_()
        self._window.say(self.panel.words)


def _beside(tile: QRect, panel: QRect, room: QRect) -> QPoint:
    """Return where a panel beside a tile hides least of it."""
    left = tile.right() + _GAP_PX
    if left + panel.width() > room.right():
        left = tile.left() - _GAP_PX - panel.width()
    left = max(room.left() + _GAP_PX, left)
    top = min(tile.top(), room.bottom() - _GAP_PX - panel.height())
    return QPoint(left, max(room.top() + _GAP_PX, top))
