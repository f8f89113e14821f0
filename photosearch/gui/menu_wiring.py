"""What each action of the menus does."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, qVersion
from PySide6.QtWidgets import QApplication, QMessageBox

import photosearch
from photosearch.base.settings import Settings
from photosearch.gui.icons import application_icon
from photosearch.gui.languages import languages
from photosearch.gui.main_window import MainWindow
from photosearch.gui.problems_dialog import ProblemsDialog
from photosearch.gui.settings_dialog import SettingsDialog
from photosearch.gui.shortcuts_dialog import ShortcutsDialog
from photosearch.gui.theme import apply_theme
from photosearch.gui.window_wiring import WindowWiring

_TILE_STEP_PX = 32


class MenuWiring(QObject):
    """Connects the window's actions."""

    def __init__(self, window: MainWindow, wiring: WindowWiring) -> None:
        super().__init__(window)
        self._window = window
        self._wiring = wiring
        for name, act in {**self._of_file(), **self._of_photos(), **self._of_view()}.items():
            window.actions_[name].triggered.connect(wiring.safely(act))
        window.palette_changed.connect(window.refresh_icons)
        window.activity.problems_wanted.connect(self.show_problems)
        window.actions_["panel"].setCheckable(True)
        window.actions_["panel"].setChecked(window.memory.flag("panel", True))
        window.actions_["panel"].toggled.connect(self._on_panel)
        window.filters.setVisible(False)  # until there is something to choose from

    def show_problems(self) -> None:
        """Show the files that could not be indexed."""
        dialog = ProblemsDialog(self._window.library.problems(), self._window)
        dialog.place_wanted.connect(self._wiring.photos.show_path)
        dialog.exec()
        dialog.deleteLater()

    def show_settings(self) -> None:
        """Let the person change settings."""
        dialog = SettingsDialog(self._window.settings, languages(), self._window)
        if dialog.exec():
            self._apply(dialog.chosen())
        dialog.deleteLater()

    def show_keyboard(self) -> None:
        """Show all keys."""
        dialog = ShortcutsDialog(self._window.actions_.sections(), self._window)
        dialog.exec()
        dialog.deleteLater()

    def show_about(self) -> None:
        """Say what this program is."""
        box = QMessageBox(self._window)
        box.setIconPixmap(application_icon().pixmap(64, 64))
        box.setWindowTitle(self.tr("About photosearch"))
        box.setText(f"<b>photosearch {photosearch.__version__}</b>")
        facts = self.tr(
            "Finds photos by how they look. Everything happens on this computer; nothing is sent "
            "anywhere.\n\nFree software under the Apache License 2.0. Qt {qt}."
        )
        box.setInformativeText(facts.format(qt=qVersion()))
        box.exec()
        box.deleteLater()

    def _of_file(self) -> dict[str, Callable[[], None]]:
        window, wiring = self._window, self._wiring
        return {
            "add folder": wiring.folders.ask_for_folder,
            "folders": wiring.folders.show_dialog,
            "choose": window.choose_picture,
            "index": wiring.indexing.start,
            "pause": wiring.toggle_pause,
            "problems": self.show_problems,
            "settings": self.show_settings,
            "quit": self._quit,
            "undo": wiring.undoing.undo,
            "paste": window.paste,
            "escape": wiring.escape,
            "select all": window.browse.grid.selectAll,
        }

    def _of_photos(self) -> dict[str, Callable[[], None]]:
        wiring = self._wiring
        photos = wiring.photos
        return {
            "copy": lambda: photos.copy(wiring.chosen_ids()),
            "similar": wiring.find_similar,
            "add": lambda: wiring.add_to_search(False),
            "not like": lambda: wiring.add_to_search(True),
            "view": wiring.view_current,
            "open": lambda: photos.open(wiring.chosen_ids()),
            "open with": lambda: photos.open_with(wiring.chosen_ids()),
            "place": lambda: photos.show_in_file_manager(wiring.chosen_ids()),
            "forget": lambda: photos.forget(wiring.chosen_ids()),
        }

    def _of_view(self) -> dict[str, Callable[[], None]]:
        return {
            "larger": lambda: self._resize_tiles(_TILE_STEP_PX),
            "smaller": lambda: self._resize_tiles(-_TILE_STEP_PX),
            "full screen": self._toggle_full_screen,
            "keyboard": self.show_keyboard,
            "about": self.show_about,
        }

    def _apply(self, settings: Settings) -> None:
        palette_before = self._window.settings.palette
        more_pixels = settings.max_megapixels > self._window.settings.max_megapixels
        self._wiring.change_settings(settings)
        self._wiring.indexing.write_beside(
            lambda: self._window.library.change_settings(settings), index_after=more_pixels
        )
        application = QApplication.instance()
        if settings.palette != palette_before and isinstance(application, QApplication):
            apply_theme(application, settings.palette)
            self._window.refresh_icons()

    def _resize_tiles(self, step_px: int) -> None:
        tile_px = min(max(self._window.settings.thumbnail_px + step_px, 96), 384)
        self._window.browse.set_tile_px(tile_px)
        self._window.browse.tile_size_chosen.emit(tile_px)

    def _toggle_full_screen(self) -> None:
        if self._window.isFullScreen():
            self._window.showNormal()
        else:
            self._window.showFullScreen()

    def _quit(self) -> None:
        self._window.close()

    def _on_panel(self, shown: bool) -> None:
        self._window.filters.setVisible(shown)
        self._window.memory.set_flag("panel", shown)
