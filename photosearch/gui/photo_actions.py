"""What can be done with chosen photos outside of searching: copy, open, show, forget."""

from __future__ import annotations

import os
from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from photosearch.base.errors import UserError
from photosearch.base.types import Ids
from photosearch.gui import desktop
from photosearch.gui.file_mime import files_mime
from photosearch.gui.photo_library import PhotoLibrary
from photosearch.gui.values import ForgetPreview

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

    def __init__(self, library: PhotoLibrary, window: QWidget) -> None:
        super().__init__(window)
        self._library = library
        self._window = window

    def copy(self, ids: Ids) -> None:
        """Put files on the clipboard; for a single one also its picture."""
        paths = self._paths(ids)
        if not paths:
            return
        mime = files_mime(paths)
        if len(paths) == 1:
            jpeg = self._library.thumbnails([int(ids[0])]).get(int(ids[0]))
            image = _picture_of(paths[0], jpeg)
            if not image.isNull():
                mime.setImageData(image)
        QGuiApplication.clipboard().setMimeData(mime)
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


def _picture_of(path: bytes, jpeg: bytes | None) -> QImage:
    """Return a file's picture where Qt can read it, else its thumbnail."""
    try:
        name = path.decode("utf-8")
    except UnicodeDecodeError:
        name = ""
    image = QImage(name) if name else QImage()
    if image.isNull() and jpeg:
        image = QImage.fromData(jpeg)
    return image
