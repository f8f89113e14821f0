"""What a person says of photos: the same, not the same, more alike; rejected results are kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from photosearch.base.types import PhotoId
from photosearch.gui.change_queue import ChangeQueue
from photosearch.gui.closer_dialog import CloserDialog, NamedPicture
from photosearch.gui.group_library import GroupLibrary
from photosearch.gui.values import Said


class SayingActions(QObject):
    """Keeps what is said, and tells what became of it.

    Signals:
        told(text): something was kept that an undo takes back.
        noted(text): nothing was kept, and why.
    """

    told = Signal(str)
    noted = Signal(str)

    def __init__(self, groups: GroupLibrary, changes: ChangeQueue, window: QWidget) -> None:
        super().__init__(window)
        self._groups = groups
        self._changes = changes
        self._window = window

    def say_same(self, photos: Sequence[PhotoId]) -> None:
        """Say that the two selected photos show the same."""
        if self._are(photos, 2):
            one, other = photos
            said = self.tr("Kept: these two are the same.")
            self._say(lambda: self._groups.say_same(one, other), said)

    def say_different(self, photos: Sequence[PhotoId]) -> None:
        """Say that the two selected photos do not show the same."""
        if self._are(photos, 2):
            one, other = photos
            said = self.tr("Kept: these two are not the same.")
            self._say(lambda: self._groups.say_different(one, other), said)

    def say_closer(self, pictures: Sequence[NamedPicture]) -> None:
        """Show which of three photos is which, and say that A is more like B than C."""
        if not self._are(pictures, 3):
            return
        dialog = CloserDialog(pictures, self._window)
        if dialog.exec():
            anchor, near, far = dialog.chosen()
            said = self.tr("Kept: A is more like B than C.")
            self._say(lambda: self._groups.say_closer(anchor, near, far), said)
        dialog.deleteLater()

    def reject(self, query: PhotoId, rejected: Sequence[PhotoId]) -> None:
        """Keep that results are not like the photo that was searched for."""

        def done(n_new: int) -> None:
            if n_new:
                text = self.tr("Kept for learning: %n photo(s) not like this.", "", n_new)
                self.told.emit(text)

        self._changes.put(lambda _progress: self._groups.reject(query, rejected), done)

    def take_back(self, ids: Sequence[int]) -> None:
        """Take back what was said."""
        text = self.tr("Took back %n thing(s) that were said.", "", len(ids))
        self._changes.put(lambda _progress: self._groups.take_back(ids), self._teller(text))

    def _teller(self, text: str) -> Callable[[None], None]:
        return lambda _nothing: self.told.emit(text)

    def _say(self, say: Callable[[], Said], said: str) -> None:
        def done(outcome: Said) -> None:
            if not outcome.new:
                self.noted.emit(self.tr("You said so before."))
            elif outcome.contradictions:
                contradictory = self.tr(
                    "It contradicts something that you said before; neither is learned from."
                )
                self.told.emit(f"{said} {contradictory}")
            else:
                self.told.emit(said)

        self._changes.put(lambda _progress: say(), done)

    def _are(self, photos: Sequence[object], n_needed: int) -> bool:
        if len(photos) == n_needed:
            return True
        self.noted.emit(self.tr("Select %n photos for this.", "", n_needed))
        return False
