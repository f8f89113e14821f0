"""What can be done with chosen photos outside of searching: copy, open, show, forget."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from photosearch.base.errors import UserError
from photosearch.base.progress import Progress
from photosearch.base.types import Ids, PhotoId
from photosearch.gui import desktop
from photosearch.gui.file_mime import files_mime, local_path
from photosearch.gui.jobs import JobRunner
from photosearch.gui.photo_library import PhotoLibrary
from photosearch.gui.picture_image import image_of
from photosearch.gui.values import ForgetPreview, PhotoExample

_logger = logging.getLogger(__name__)
_CLIPBOARD_PX = 4096
_FILES_AT_ONCE = 2000
_OPEN_AT_ONCE = 10


class PhotoActions(QObject):
    """Acts on photo ids.

    Signals:
        told(text): something to say in passing.
        failed(exception): something did not work.
        forget_confirmed(ids): the person said yes to forgetting.
    """

    told = Signal(str)
    failed = Signal(object)
    forget_confirmed = Signal(object)

    def __init__(self, library: PhotoLibrary, jobs: JobRunner, window: QWidget) -> None:
        super().__init__(window)
        self._jobs = jobs
        self._library = library
        self._window = window

    def copy(self, ids: Ids) -> None:
        """Put files on the clipboard; for a single one also its picture."""
        paths = self._paths(ids)
        if not paths:
            return
        QGuiApplication.clipboard().setMimeData(files_mime(paths))
        if len(paths) == 1:
            self._add_picture(PhotoId(int(ids[0])), paths[0])
        self.told.emit(self.tr("%n photo(s) copied.", "", len(paths)))

    def open(self, ids: Ids) -> None:
        """Open photos with their default program."""
        self._each(ids, desktop.open_file)

    def open_with(self, ids: Ids) -> None:
        """Open photos with a program that the person chooses."""
        start = "/usr/bin" if os.path.isdir("/usr/bin") else ""
        program, _ = QFileDialog.getOpenFileName(self._window, self.tr("Open with"), start)
        if program:
            self._try(lambda: desktop.open_with(os.fsencode(program), self._paths(ids)))

    def show_in_file_manager(self, ids: Ids) -> None:
        """Show where photos lie."""
        self._each(ids[:1], desktop.show_in_file_manager)

    def show_path(self, path: bytes) -> None:
        """Show where a file lies."""
        self._try(lambda: desktop.show_in_file_manager(path))

    def forget(self, ids: Ids) -> None:
        """Ask whether to forget photos, saying what that means."""
        if not ids.size:
            return
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(self.tr("Forget photos"))
        box.setText(self.tr("Forget %n photo(s)?", "", int(ids.size)))
        box.setInformativeText(self._consequence(self._library.preview_forget(ids.tolist())))
        yes = box.addButton(self.tr("Forget"), QMessageBox.ButtonRole.DestructiveRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.exec()
        if box.clickedButton() is yes:
            self.forget_confirmed.emit(ids)
        box.deleteLater()

    def _add_picture(self, photo_id: PhotoId, path: bytes) -> None:
        """Put the decoded picture beside the file, unless something else was copied meanwhile."""

        def work(progress: Progress) -> QImage:  # noqa: ARG001 - a decode is one step
            return image_of(self._library.picture(PhotoExample(photo_id), _CLIPBOARD_PX))

        def done(image: QImage) -> None:
            urls = QGuiApplication.clipboard().mimeData().urls()
            if [local_path(url) for url in urls] == [path]:
                mime = files_mime([path])
                mime.setImageData(image)
                QGuiApplication.clipboard().setMimeData(mime)

        def failed(error: BaseException) -> None:
            _logger.info("only the file is copied, not its picture: %s", error)

        self._jobs.read(work, done, failed)

    def _consequence(self, preview: ForgetPreview) -> str:
        text = self.tr(
            "The library forgets them for good. %n file(s) stay as they are.", "", preview.n_files
        )
        if preview.folders_indexed:
            again = self.tr(
                "Files that stay in your folders are found again at the next look, unless they "
                "are left out."
            )
            text += "\n\n" + again
        return text

    def _paths(self, ids: Ids) -> list[bytes]:
        return [each.path for each in self._library.details(ids[:_FILES_AT_ONCE].tolist())]

    def _each(self, ids: Ids, act: Callable[[bytes], None]) -> None:
        for path in self._paths(np.asarray(ids)[:_OPEN_AT_ONCE]):
            self._try(lambda path=path: act(path))  # type: ignore[misc]  # bound now, on purpose

    def _try(self, act: Callable[[], None]) -> None:
        try:
            act()
        except UserError as error:
            self.failed.emit(error)
