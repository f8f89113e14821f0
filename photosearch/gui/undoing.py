"""Undo in the window: folders take turns with indexing, groups and what was said do not wait."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from photosearch.base.progress import Progress
from photosearch.gui.banner import Banner
from photosearch.gui.change_queue import ChangeQueue
from photosearch.gui.folder_actions import FolderActions
from photosearch.gui.indexing_controller import IndexingController
from photosearch.gui.photo_library import PhotoLibrary
from photosearch.gui.values import UndoneStep


class Undoing(QObject):
    """Takes the last change back and says which it was.

    Signals:
        undone(UndoneStep): a change was taken back.
    """

    undone = Signal(object)

    def __init__(
        self,
        library: PhotoLibrary,
        indexing: IndexingController,
        changes: ChangeQueue,
        folders: FolderActions,
        banner: Banner,
    ) -> None:
        super().__init__(folders)
        self._library = library
        self._indexing = indexing
        self._changes = changes
        self._folders = folders
        self._banner = banner
        indexing.written.connect(self._on_written)

    def undo(self) -> None:
        """Take the last change back, after the changes that are still being made."""
        self._changes.put(self._undo_beside, self._on_undone)

    def _undo_beside(self, progress: Progress) -> UndoneStep | None:  # noqa: ARG002 - too short to be cancelled
        return None if self._library.undo_takes_turns() else self._library.undo()

    def _on_undone(self, step: UndoneStep | None) -> None:
        if step is None:
            self._indexing.write_between(self._library.undo, index_after=True)
        else:
            self._tell(step)

    def _on_written(self, outcome: object) -> None:
        if isinstance(outcome, UndoneStep):
            self._tell(outcome)

    def _tell(self, step: UndoneStep) -> None:
        self._folders.tell_undone(step, self._banner)
        self.undone.emit(step)
