"""What the person does with folders: add, remove, look again; the question before a big loss."""

from __future__ import annotations

import os
from collections.abc import Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from photosearch.base.errors import ConfirmationNeeded
from photosearch.gui.banner import Banner
from photosearch.gui.folders_dialog import FoldersDialog
from photosearch.gui.indexing_controller import IndexingController
from photosearch.gui.photo_library import PhotoLibrary
from photosearch.gui.service_texts import error_text, undone_text
from photosearch.gui.values import FolderStatus, UndoneStep


class FolderActions(QObject):
    """Asks, and hands the changes to the indexing controller."""

    def __init__(
        self, library: PhotoLibrary, indexing: IndexingController, window: QWidget
    ) -> None:
        super().__init__(window)
        self._library = library
        self._indexing = indexing
        self._window = window
        self._folders: Sequence[FolderStatus] = ()
        self._dialog: FoldersDialog | None = None

    def set_folders(self, folders: Sequence[FolderStatus]) -> None:
        """Take what is known of the folders now."""
        self._folders = folders
        if self._dialog is not None:
            self._dialog.set_folders(folders)

    def ask_for_folder(self) -> None:
        """Let the person choose a folder to add."""
        title = self.tr("Add a folder with photos")
        path = QFileDialog.getExistingDirectory(self._window, title, os.path.expanduser("~"))
        if path:
            self.add([os.fsencode(path)])

    def add(self, paths: Sequence[bytes]) -> None:
        """Add folders and index them."""

        def change() -> None:
            for path in paths:
                self._library.add_folder(path)

        self._indexing.write_beside(change, index_after=True)

    def show_dialog(self) -> None:
        """Show the folders."""
        if self._dialog is None:
            self._dialog = self._make_dialog()
        self._dialog.set_folders(self._folders)
        self._dialog.show()
        self._dialog.raise_()

    def confirm_missing(self, question: ConfirmationNeeded) -> None:
        """Ask whether photos that are gone are gone for good."""
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle(self.tr("Many photos are gone"))
        box.setText(error_text(question).message)
        box.setInformativeText(
            self.tr("If a drive is not connected, connect it and look again. Nothing was changed.")
        )
        gone = box.addButton(self.tr("They are gone"), QMessageBox.ButtonRole.DestructiveRole)
        box.addButton(self.tr("Change nothing"), QMessageBox.ButtonRole.RejectRole)
        box.exec()
        if box.clickedButton() is gone:
            self._indexing.start(accept_missing=True)
        box.deleteLater()

    def tell_undone(self, step: UndoneStep, banner: Banner) -> None:
        """Say what was undone; an added folder, with which all photos may go, is offered again."""
        text = undone_text(step)
        if step.kind == "folder-add":
            banner.tell(text, self.tr("Add it again"), lambda: self.add([step.path]))
        else:
            banner.tell(text)

    def _make_dialog(self) -> FoldersDialog:
        dialog = FoldersDialog(self._window)
        dialog.add_wanted.connect(self.ask_for_folder)
        dialog.remove_wanted.connect(self._on_remove)
        dialog.rescan_wanted.connect(self._on_rescan)
        dialog.release_wanted.connect(self._on_release)
        dialog.role_chosen.connect(self._on_role)
        dialog.excludes_chosen.connect(self._on_excludes)
        return dialog

    def _on_remove(self, path: bytes) -> None:
        self._indexing.write_between(lambda: self._library.remove_folder(path))

    def _on_rescan(self, path: bytes) -> None:
        self._indexing.start((path,))

    def _on_release(self, path: bytes) -> None:
        self._indexing.write_beside(lambda: self._library.release_drive(path))

    def _on_role(self, path: bytes, role: str) -> None:
        self._indexing.write_beside(lambda: self._library.set_role(path, role))

    def _on_excludes(self, path: bytes, patterns: Sequence[str]) -> None:
        change = lambda: self._library.set_excludes(path, patterns)  # noqa: E731 - a thunk
        self._indexing.write_beside(change, index_after=True)
