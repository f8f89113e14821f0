"""Groups in the window: the list beside the grid, the grid of one group, keys and menus."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from photosearch.base.progress import Progress
from photosearch.base.types import GroupId, Ids, PhotoId
from photosearch.gui.browsing_controller import Listing
from photosearch.gui.closer_dialog import NamedPicture
from photosearch.gui.group_actions import GroupActions
from photosearch.gui.group_keys import KEYS, GroupKeys
from photosearch.gui.groups_controller import GroupsController
from photosearch.gui.main_window import MainWindow
from photosearch.gui.saying_actions import SayingActions
from photosearch.gui.saying_model import SayingModel
from photosearch.gui.sayings_dialog import SayingsDialog
from photosearch.gui.selection_order import SelectionOrder
from photosearch.gui.values import Constraint, GroupSummary, PhotoExample, PhotoFilter
from photosearch.gui.window_wiring import WindowWiring
from photosearch.gui.wording import file_name, number

_LETTERS = "ABC"


class GroupWiring(QObject):
    """Connects everything about groups; one per window."""

    def __init__(self, window: MainWindow, wiring: WindowWiring) -> None:
        super().__init__(window)
        self._window = window
        self._wiring = wiring
        self._section = window.group_section
        self._model = window.groups
        groups = window.library.groups
        self.keys = GroupKeys(window.memory, self)
        self.controller = GroupsController(groups, window.jobs, self._model, self.keys, self)
        self.actions = GroupActions(groups, wiring.changes, self._model, window.covers, window)
        self.sayings = SayingActions(groups, wiring.changes, window)
        self._order = SelectionOrder(window.browse.grid)
        self._place = 0
        self._returning = False
        self._wire_lists()
        self._wire_section()
        self._wire_actions()
        self._wire_numbers()

    def begin(self) -> None:
        """Read the groups."""
        self.controller.begin()

    def close(self) -> None:
        """Read no more; the window is closing."""
        self.controller.close()

    @property
    def shown(self) -> GroupSummary | None:
        """The group that the grid shows, or will show when a search ends."""
        group_id = self._wiring.browsing.listing.photo_filter.group_id
        return None if group_id is None else self._model.by_id(group_id)

    def show_group(self, group_id: GroupId) -> None:
        """Show a group's photos in the grid."""
        window, listing = self._window, self._wiring.browsing.listing
        window.show_grid()
        window.state.clear()
        if listing.photo_filter.group_id is None:
            self._place = window.browse.grid.verticalScrollBar().value()
        if listing.photo_filter.group_id != group_id:
            window.browse.grid.clearSelection()
            window.browse.grid.scrollToTop()
        chosen = PhotoFilter(group_id=group_id)
        self._wiring.browsing.choose(replace(listing, photo_filter=chosen))
        self._show_header()

    def leave_group(self) -> None:
        """Show all photos again, where they were."""
        listing = self._wiring.browsing.listing
        if listing.photo_filter.group_id is not None:
            self._returning = True
            chosen = self._window.filters.photo_filter()
            self._wiring.browsing.choose(replace(listing, photo_filter=chosen))
            self._show_header()

    def import_groups(self) -> None:
        """Let the person import groups."""
        window = self._window
        from photosearch.gui.group_import_dialog import GroupImportDialog  # not at the start

        dialog = GroupImportDialog(window.library, window.jobs, window)
        dialog.failed.connect(self._wiring.failed)
        if dialog.exec() and dialog.plan is not None:
            photos = self.tr("%n photo(s)", "", dialog.plan.n_labels)
            groups = self.tr("%n group(s)", "", len(dialog.plan.groups))
            text = self.tr("Imported {photos} into {groups}.")
            self._tell(text.format(photos=photos, groups=groups))
            self._on_changed()
        dialog.deleteLater()

    def show_sayings(self) -> None:
        """Show what was said of photos, to take some of it back."""
        groups = self._window.library.groups

        def work(progress: Progress) -> tuple[list[Constraint], frozenset[int]]:  # noqa: ARG001 - two calls
            return groups.sayings(), groups.contradictory()

        self._window.jobs.read(work, self._open_sayings, self._wiring.report_failure)

    def _open_sayings(self, found: tuple[list[Constraint], frozenset[int]]) -> None:
        sayings, contradictory = found
        model = SayingModel(sayings, contradictory, self._window.library.details)
        dialog = SayingsDialog(model, self._window)
        model.setParent(dialog)
        dialog.take_back_wanted.connect(self.sayings.take_back)
        dialog.exec()
        dialog.deleteLater()

    # -- wiring ---------------------------------------------------------------------------------

    def _wire_lists(self) -> None:
        wiring, window = self._wiring, self._window
        wiring.changes.changed.connect(self._on_changed)
        wiring.browsing.listed.connect(self._on_listed)
        wiring.browsing.overview_changed.connect(self.controller.refresh)
        wiring.back_wanted.connect(self.leave_group)
        window.state.examples_changed.connect(self._show_header)
        window.browse.group_header.closed.connect(self.leave_group)
        window.browse.group_header.photos_wanted.connect(self._select)
        window.browse.group_header.sayings_wanted.connect(self.show_sayings)
        window.browse.grid.selection_changed.connect(self._say_letters)
        self.controller.refreshed.connect(self._on_refreshed)
        self.controller.changed_outside.connect(wiring.browsing.list_again)
        self.controller.failed.connect(wiring.report_failure)
        for source in (self.actions, self.sayings):
            source.told.connect(self._tell)
            source.noted.connect(window.banner.tell)

    def _wire_section(self) -> None:
        view = self._section.view
        view.chosen.connect(self.show_group)
        view.renamed.connect(lambda group_id, name: self._with(group_id, self._rename_to(name)))
        view.photos_dropped.connect(self._on_photos_dropped)
        view.group_dropped.connect(self._on_group_dropped)
        view.customContextMenuRequested.connect(self._show_menu)
        self._section.new.photos_dropped.connect(self.actions.create)
        self._section.new.clicked.connect(lambda: self.actions.create(self._selected()))
        self._section.import_wanted.connect(self.import_groups)

    def _wire_actions(self) -> None:
        chosen = self._wiring.chosen_ids
        grid, view = self._window.browse.grid, self._section.view
        for name, act in {
            "new group": lambda: self.actions.create(self._selected()),
            "add to group": lambda: self.actions.pick(chosen()),
            "take out": self._take_out,
            "rename group": lambda: self._of_current(lambda one: view.rename(one.group_id)),
            "merge group": lambda: self._of_current(self.actions.pick_merge),
            "delete group": lambda: self._of_current(self.actions.delete),
            "import groups": self.import_groups,
            "same": lambda: self.sayings.say_same(self._order.photos()),
            "different": lambda: self.sayings.say_different(self._order.photos()),
            "closer": lambda: self.sayings.say_closer(self._pictures()),
            "sayings": self.show_sayings,
            "groups": self._focus_groups,
            "not like": self._reject,
        }.items():
            self._window.actions_[name].triggered.connect(self._wiring.safely(act))
        for name, widget in (
            ("take out", grid),
            ("same", grid),
            ("different", grid),
            ("closer", grid),
            ("delete group", view),
        ):
            # Keys that mean something else in the viewer, in fields, or beside the grid.
            action = self._window.actions_[name]
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            widget.addAction(action)

    def _wire_numbers(self) -> None:
        for key in KEYS:
            action = QAction(self)
            action.setShortcut(QKeySequence(str(key)))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.triggered.connect(self._adder(key))
            self._window.browse.grid.addAction(action)

    # -- the grid of a group --------------------------------------------------------------------

    def _on_changed(self) -> None:
        self.controller.refresh()
        if self._wiring.browsing.listing.photo_filter.group_id is not None:
            self._wiring.browsing.list_again()

    def _on_listed(self, listing: Listing) -> None:
        if self._returning and listing.photo_filter.group_id is None:
            self._returning = False
            self._window.browse.grid.verticalScrollBar().setValue(self._place)
        self._show_header()

    def _on_refreshed(self) -> None:
        listing = self._wiring.browsing.listing
        if listing.photo_filter.group_id is not None and self.shown is None:
            self.leave_group()  # it was deleted, or merged into another one
        self._show_header()

    def _show_header(self) -> None:
        window, shown = self._window, self.shown
        if shown is None or window.state.active:
            window.browse.group_header.hide()
        else:
            window.browse.group_header.show_group(shown, self._model.marks(shown.group_id))
        if shown is not None and not self._section.view.hasFocus():
            self._section.view.go_to(shown.group_id)
        elif shown is None and not self._section.view.hasFocus():
            self._section.view.go_to(None)

    def _select(self, photo_ids: Sequence[PhotoId]) -> None:
        grid = self._window.browse.grid
        first = int(photo_ids[0])
        grid.setFocus()
        grid.go_to(first)
        grid.select_ids((int(each) for each in photo_ids), first)

    def _say_letters(self) -> None:
        """Say which of two or three selected photos is which."""
        photos = self._order.photos()
        if 2 <= len(photos) <= len(_LETTERS):
            count = self.tr("%n selected", "", len(photos))
            named = zip(_LETTERS, self._names(photos), strict=False)
            letters = ", ".join(f"{letter} {name}" for letter, name in named)
            self._window.say(f"{count}: {letters}")

    # -- what is done ---------------------------------------------------------------------------

    def _tell(self, text: str) -> None:
        self._window.banner.tell(text, self.tr("Undo"), self._wiring.undoing.undo)

    def _selected(self) -> Ids:
        return self._window.browse.grid.selected_ids()

    def _with(self, group_id: GroupId, act: Callable[[GroupSummary], None]) -> None:
        group = self._model.by_id(group_id)
        if group is not None:
            act(group)

    def _of_current(self, act: Callable[[GroupSummary], None]) -> None:
        """Act on the group that the keyboard is on, or that is shown."""
        view = self._section.view
        group = view.current_group() if view.hasFocus() else self.shown
        group = group or view.current_group()
        if group is None:
            self._window.banner.tell(self.tr("Choose a group first."))
        else:
            act(group)

    def _rename_to(self, name: str) -> Callable[[GroupSummary], None]:
        return lambda group: self.actions.rename(group, name)

    def _on_photos_dropped(self, group_id: GroupId, ids: Ids) -> None:
        self._with(group_id, lambda group: self.actions.add(group.name, ids))

    def _on_group_dropped(self, dragged: GroupId, target: GroupId) -> None:
        other = self._model.by_id(dragged)
        if other is not None:
            self._with(target, lambda group: self.actions.merge(group, other))

    def _adder(self, key: int) -> Callable[[], None]:
        def add() -> None:
            group_id, ids = self.keys.group(key), self._wiring.chosen_ids()
            if group_id is None:
                text = self.tr("No group has the key {key}; give it one in the menu of a group.")
                self._window.banner.tell(text.format(key=key))
            elif ids.size:
                self._with(group_id, lambda group: self.actions.add(group.name, ids))

        return add

    def _take_out(self) -> None:
        shown = self.shown
        if shown is None or self._window.state.active:
            self._window.banner.tell(self.tr("Show a group first; then take photos out of it."))
        else:
            self.actions.take_out(shown, self._wiring.chosen_ids())

    def _reject(self) -> None:
        """Keep that the chosen results are not like the library's photo that was searched for."""
        if not self._window.state.active:
            return
        chosen = [PhotoId(int(each)) for each in self._wiring.chosen_ids()]
        positives = [each for each in self._window.state.examples if not each.negative]
        for signed in positives:
            example = signed.example
            if isinstance(example, PhotoExample) and example.box is None:
                self.sayings.reject(example.photo_id, chosen)
                return

    def _pictures(self) -> list[NamedPicture]:
        photos = self._order.photos()
        pixmap = self._window.loader.pixmap
        return [
            NamedPicture(photo, name, pixmap(int(photo)))
            for photo, name in zip(photos, self._names(photos), strict=True)
        ]

    def _names(self, photos: Sequence[PhotoId]) -> list[str]:
        found = (self._window.model.details(int(each)) for each in photos)
        return [file_name(each.path) if each is not None else "" for each in found]

    def _focus_groups(self) -> None:
        self._window.show_grid()
        self._window.actions_["panel"].setChecked(True)
        self._section.focus_groups()

    def _show_menu(self, point: QPoint) -> None:
        view = self._section.view
        group = view.current_group()
        if group is None or not view.indexAt(point).isValid():
            return
        menu = QMenu(self._window)
        for name in ("rename group", "merge group", "delete group"):
            menu.addAction(self._window.actions_[name])
        menu.addMenu(self._keys_menu(menu, group))
        menu.exec(view.viewport().mapToGlobal(point))
        menu.deleteLater()

    def _keys_menu(self, menu: QMenu, group: GroupSummary) -> QMenu:
        keys = QMenu(self.tr("&Number key"), menu)
        own = self.keys.keys().get(group.group_id)
        names = {key: self.keys.group(key) for key in KEYS}
        for key, holder in names.items():
            other = self._model.by_id(holder) if holder is not None else None
            words = number(key) + (f"  {other.name}" if other is not None else "")
            action = keys.addAction(words.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(key == own)
            action.triggered.connect(self._giver(group.group_id, key))
        keys.addSeparator()
        none = keys.addAction(self.tr("No key"))
        none.triggered.connect(self._giver(group.group_id, None))
        return keys

    def _giver(self, group_id: GroupId, key: int | None) -> Callable[[], None]:
        return lambda: self.keys.give(group_id, key)
