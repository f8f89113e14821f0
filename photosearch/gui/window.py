"""A whole window with everything behind it, and how it begins and ends."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, QSettings, Qt, Signal

from photosearch.base.progress import Progress
from photosearch.base.settings import Settings
from photosearch.gui.crash_reports import CrashReports
from photosearch.gui.group_wiring import GroupWiring
from photosearch.gui.handed_over import HandedOver
from photosearch.gui.idle_saver import IdleSaver
from photosearch.gui.main_window import MainWindow
from photosearch.gui.match_wiring import MatchWiring
from photosearch.gui.menu_wiring import MenuWiring
from photosearch.gui.photo_library import PhotoLibrary
from photosearch.gui.review_wiring import ReviewWiring
from photosearch.gui.settings_keeper import SettingsKeeper
from photosearch.gui.trace import Trace
from photosearch.gui.tuning_wiring import TuningWiring
from photosearch.gui.values import FileExample
from photosearch.gui.watching import Watching
from photosearch.gui.window_wiring import WindowWiring

_END_WITHIN_S = 8.0


class Window(QObject):
    """The main window, its wiring and its workers.

    Signals:
        asked(files): another start of the program asks to be shown, with files to search for; may
            be emitted from any thread.
    """

    asked = Signal(object)

    def __init__(
        self,
        library: PhotoLibrary,
        settings: Settings,
        config_dir: Path,
        reports: CrashReports,
        trace: Trace,
    ) -> None:
        super().__init__()
        self._library = library
        self._trace = trace
        store = QSettings(str(config_dir / "window.ini"), QSettings.Format.IniFormat)
        self.main = MainWindow(library, settings, store, trace)
        self.wiring = WindowWiring(self.main)
        self.groups = GroupWiring(self.main, self.wiring)
        self.matches = MatchWiring(self.main, self.wiring)
        self.learning = TuningWiring(self.main, self.wiring)
        self.duplicates = ReviewWiring(self.main, self.wiring)
        self._menus = MenuWiring(self.main, self.wiring)
        self._keeper = SettingsKeeper(config_dir / "settings.json", self)
        self.wiring.settings_changed.connect(self._on_settings)
        self.wiring.failed.connect(reports.report)
        self.wiring.usable.connect(self._warm_up)
        self.main.closing.connect(self._on_closing)
        self.handed_over = HandedOver(self.main.activity, self)
        self.handed_over.ended.connect(self.learning.look)
        self._watching = Watching(library, self.main.jobs, self)
        self._warm = False  # watching and loading wait until the window is usable
        self._watching.changed.connect(self.wiring.indexing.start)
        self._saver = IdleSaver(library, self.main.jobs, self.wiring.report_failure, self)
        self.main.browse.grid.painted.connect(self._saver.note_paint)
        self.asked.connect(self._on_asked, Qt.ConnectionType.QueuedConnection)
        reports.set_window(self.main)

    def begin(self, files: Sequence[bytes] = ()) -> None:
        """Show the window, its photos, and the search for ``files`` if there are any."""
        self.main.show()
        self.wiring.begin()
        self.groups.begin()
        if files:
            self.main.begin_search([FileExample(path) for path in files])

    def end(self) -> bool:
        """End all workers; False when one did not end in time."""
        self._keeper.flush()
        review_ended = self.duplicates.close()
        loaders_ended = [loader.close() for loader in (self.main.loader, self.main.covers)]
        jobs_ended = self.main.jobs.close(_END_WITHIN_S)
        self._watching.close()
        return jobs_ended and review_ended and all(loaders_ended)

    def _warm_up(self) -> None:
        self._warm = True

        def work(progress: Progress) -> None:  # noqa: ARG001 - nothing to cancel
            self._library.warm_up()

        self.main.jobs.read(work, lambda _: None, self.wiring.report_failure)
        self._watching.set_active(self.main.settings.watch_folders)

    def _on_settings(self, settings: Settings) -> None:
        self._keeper.keep(settings)
        if self._warm:
            self._watching.set_active(settings.watch_folders)

    def _on_closing(self) -> None:
        self.wiring.close()
        self.groups.close()
        self.learning.close()
        self.matches.close()
        self._saver.close()
        self._keeper.keep(replace(self.main.settings, grain=self.main.state.grain))
        self._keeper.flush()

    def _on_asked(self, files: Sequence[bytes]) -> None:
        window = self.main
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()
        if files:
            window.begin_search([FileExample(os.fsencode(path)) for path in files])
