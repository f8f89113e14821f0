"""What a person does with groups: make, fill, rename, merge, delete; every step can be undone."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QInputDialog, QWidget

from photosearch.base.types import GroupId, Ids
from photosearch.gui.change_queue import ChangeQueue
from photosearch.gui.group_library import GroupLibrary
from photosearch.gui.group_model import GroupModel
from photosearch.gui.thumbnail_loader import ThumbnailLoader
from photosearch.gui.values import Added, GroupSummary


class GroupActions(QObject):
    """Asks where something is to be asked, makes the change, and tells what was done.

    Signals:
        told(text): a change is done that an undo takes back.
        noted(text): there was nothing to change, and why.
    """

    told = Signal(str)
    noted = Signal(str)

    def __init__(
        self,
        groups: GroupLibrary,
        changes: ChangeQueue,
        model: GroupModel,
        covers: ThumbnailLoader,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._groups = groups
        self._changes = changes
        self._model = model
        self._covers = covers
        self._window = window

    def create(self, ids: Ids) -> None:
        """Ask for a name and make a group, of photos if there are any."""
        label = self.tr("Name of the group")
        if ids.size:
            label = self.tr("Name of the group for %n photo(s)", "", int(ids.size))
        name, accepted = QInputDialog.getText(self._window, self.tr("New group"), label)
        if not accepted:
            return
        if ids.size:
            self.add(name, ids)
            return

        def done(_group_id: GroupId) -> None:
            self.told.emit(self.tr("Made the group “{name}”.").format(name=name.strip()))

        self._changes.put(lambda _progress: self._groups.create(name), done)

    def pick(self, ids: Ids) -> None:
        """Let the person choose a group, or name a new one, and put photos into it."""
        if not ids.size:
            self.noted.emit(self.tr("Select photos first."))
            return
        title = self.tr("Add %n photo(s) to a group", "", int(ids.size))
        self._choose(title, self._model.groups, lambda name: self.add(name, ids), may_create=True)

    def add(self, name: str, ids: Ids) -> None:
        """Put photos into a group; it is made if it is not there."""
        numbers = ids.tolist()

        def done(added: Added) -> None:
            n_added, known = len(added.added), added.group.name
            if not n_added and not added.created:
                text = self.tr("%n photo(s) already in “{name}”.", "", added.already)
                self.noted.emit(text.format(name=known))
                return
            text = self.tr("Added %n photo(s) to “{name}”.", "", n_added)
            if added.created:
                text = self.tr("Made the group “{name}” of %n photo(s).", "", n_added)
            self.told.emit(text.format(name=known))

        self._changes.put(lambda _progress: self._groups.add(name, numbers), done)

    def take_out(self, group: GroupSummary, ids: Ids) -> None:
        """Take photos out of a group."""
        numbers = ids.tolist()
        if not numbers:
            return

        def done(n_taken: int) -> None:
            text = self.tr("Took %n photo(s) out of “{name}”.", "", n_taken)
            self.told.emit(text.format(name=group.name))

        self._changes.put(lambda _progress: self._groups.take_out(group.name, numbers), done)

    def rename(self, group: GroupSummary, name: str) -> None:
        """Give a group another name."""
        text = self.tr("“{before}” is called “{name}” now.")
        said = text.format(before=group.name, name=name.strip())
        self._change(lambda: self._groups.rename(group.name, name), said)

    def pick_merge(self, group: GroupSummary) -> None:
        """Let the person choose the group that another one is merged into."""
        others = [each for each in self._model.groups if each.group_id != group.group_id]

        def merge(name: str) -> None:
            target = self._model.by_name(name)
            if target is not None:
                self.merge(target, group)

        title = self.tr("Merge “{name}” into").format(name=group.name)
        self._choose(title, others, merge, may_create=False)

    def merge(self, target: GroupSummary, other: GroupSummary) -> None:
        """Put the photos of a group into another one, and delete it."""
        text = self.tr("Merged “{other}” into “{name}”.")
        said = text.format(other=other.name, name=target.name)
        self._change(lambda: self._groups.merge(target.name, [other.name]), said)

    def delete(self, group: GroupSummary) -> None:
        """Delete a group; its photos stay."""
        text = self.tr("Deleted the group “{name}”; its photos stay.")
        self._change(lambda: self._groups.delete(group.name), text.format(name=group.name))

    def _change(self, change: Callable[[], None], said: str) -> None:
        self._changes.put(lambda _progress: change(), lambda _nothing: self.told.emit(said))

    def _choose(
        self,
        title: str,
        groups: list[GroupSummary],
        act: Callable[[str], None],
        *,
        may_create: bool,
    ) -> None:
        from photosearch.gui.group_picker import GroupPicker  # a dialog: not at the start

        picker = GroupPicker(
            groups, self._covers, title, may_create=may_create, parent=self._window
        )
        if picker.exec():
            act(picker.chosen())
        picker.deleteLater()
