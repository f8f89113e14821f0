"""What the page of duplicates says of backups: which photos have none, which folder may be one."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QObject, Signal

from photosearch.base.progress import Progress
from photosearch.gui.main_window import MainWindow
from photosearch.gui.photo_model import Mark
from photosearch.gui.review_page import ReviewPage
from photosearch.gui.review_values import Coverage, LikelyBackup
from photosearch.gui.window_wiring import WindowWiring
from photosearch.gui.wording import file_name

_NO_PHOTO = {0: Mark(0.0, "")}  # a list with marks gives way to the next listing of the library

Found = tuple[Coverage, list[LikelyBackup]]


class ReviewBackups(QObject):
    """Looks at the backup folders and asks about what may be one.

    Signals:
        back_wanted(): show the duplicates again.
        role_changed(): a folder became a backup.
    """

    back_wanted = Signal()
    role_changed = Signal()

    def __init__(self, page: ReviewPage, window: MainWindow, wiring: WindowWiring) -> None:
        super().__init__(page)
        self._page = page
        self._window = window
        self._wiring = wiring
        self._duplicates = window.library.duplicates
        self._coverage: Coverage | None = None
        self._asked: set[int] = set()
        page.backups.clicked.connect(self.show_uncovered)

    def look(self) -> None:
        """Look at the backup folders."""

        def work(progress: Progress) -> Found:  # noqa: ARG001 - two calls
            return self._duplicates.coverage(), self._duplicates.likely_backups()

        self._window.jobs.read(work, self._on_found, self._wiring.report_failure)

    def show_uncovered(self) -> None:
        """Show the photos without a backup in the grid."""
        if self._coverage is None:
            return
        window, browse = self._window, self._window.browse
        photos = [int(one.photo_id) for one in self._coverage.uncovered]
        window.show_grid()
        browse.set_sortable(False)
        browse.show_photos(np.array(photos, np.int64), _NO_PHOTO, keep=False)
        text = self.tr("%n photo(s) without a backup", "", len(photos))
        browse.set_title(text)
        window.banner.ask(
            text,
            (self.tr("Show all photos"), self._wiring.browsing.list_again),
            (self.tr("Back to the duplicates"), self._go_back),
        )

    def _on_found(self, found: Found) -> None:
        self._coverage = found[0]
        n_left = len(found[0].uncovered)
        without = self.tr("%n photo(s) have no backup", "", n_left)
        self._page.say_backups(without if found[0].n_backups and n_left else "")
        for one in found[1]:
            if one.root.root_id not in self._asked and not self._window.banner.asking:
                self._asked.add(one.root.root_id)
                self._ask(one)
                return

    def _ask(self, one: LikelyBackup) -> None:
        text = self.tr(
            "{shared} of {files} files of “{folder}” are in “{other}”, too. Is it a backup? Then "
            "nothing in it counts as a duplicate, and nothing in it is touched."
        )
        said = text.format(
            shared=one.n_shared,
            files=one.n_files,
            folder=file_name(one.root.path),
            other=file_name(one.of.path),
        )
        yes = (self.tr("A backup"), lambda: self._set_backup(one))
        self._window.banner.ask(said, yes, (self.tr("No"), lambda: self._decline(one)))

    def _set_backup(self, one: LikelyBackup) -> None:
        def change(progress: Progress) -> None:  # noqa: ARG001 - one call
            self._window.library.set_role(one.root.path, "backup")

        self._wiring.changes.put(change, lambda _: self.role_changed.emit())

    def _decline(self, one: LikelyBackup) -> None:
        def change(progress: Progress) -> None:  # noqa: ARG001 - one call
            self._duplicates.decline_backup(one.root.root_id)

        self._wiring.changes.put(change, lambda _: None)

    def _go_back(self) -> None:
        self._wiring.browsing.list_again()
        self.back_wanted.emit()
