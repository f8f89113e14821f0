"""Every action of the window with its words, icon and keys; menus are made from these."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from photosearch.gui.icons import icon

_Keys = list[str | QKeySequence.StandardKey]


@dataclass(frozen=True)
class _Entry:
    name: str
    words: str
    icon_name: str
    keys: _Keys


class WindowActions(QObject):
    """Makes the actions, the menus and the context menu."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._icons: dict[str, str] = {}
        self._actions: dict[str, QAction] = {}
        self._sections = [
            (self.tr("&File"), self._file()),
            (self.tr("&Edit"), self._edit()),
            (self.tr("&Photo"), self._photo()),
            (self.tr("&Groups"), self._groups()),
            (self.tr("&View"), self._view()),
            (self.tr("&Help"), self._help()),
        ]
        for _, entries in self._sections:
            for entry in entries:
                if entry is not None:
                    self._make(entry)

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def fill_menu_bar(self, bar: QMenuBar) -> None:
        """Make the menus."""
        for title, entries in self._sections:
            self._fill(bar.addMenu(title), entries)

    def photo_menu(self) -> QMenu:
        """Return the context menu of a photo."""
        menu = QMenu(self._window)
        self._fill(menu, [*self._photo(), None, *self._groups()[:3], None, *self._edit()[2:4]])
        return menu

    def sections(self) -> list[tuple[str, list[QAction]]]:
        """Return the actions by menu, for the overview of keys."""
        return [
            (title, [self._actions[entry.name] for entry in entries if entry is not None])
            for title, entries in self._sections
        ]

    def refresh_icons(self) -> None:
        """Take the icons in the colours of the present palette."""
        for name, icon_name in self._icons.items():
            self._actions[name].setIcon(icon(icon_name))

    def _file(self) -> list[_Entry | None]:
        keys = QKeySequence.StandardKey
        return [
            _Entry("add folder", self.tr("&Add a folder…"), "folder-add", ["Ctrl+Shift+O"]),
            _Entry("folders", self.tr("&Folders…"), "folder", ["Ctrl+D"]),
            None,
            _Entry("choose", self.tr("&Search by a picture…"), "picture-add", [keys.Open]),
            None,
            _Entry("index", self.tr("&Look for new photos"), "refresh", [keys.Refresh]),
            _Entry("pause", self.tr("&Pause or go on with indexing"), "pause", ["Ctrl+Shift+P"]),
            _Entry("problems", self.tr("Files with p&roblems…"), "warning", []),
            None,
            _Entry("settings", self.tr("S&ettings…"), "settings", ["Ctrl+,"]),
            _Entry("quit", self.tr("&Quit"), "", [keys.Quit]),
        ]

    def _edit(self) -> list[_Entry | None]:
        keys = QKeySequence.StandardKey
        return [
            _Entry("undo", self.tr("&Undo"), "undo", [keys.Undo]),
            None,
            _Entry("copy", self.tr("&Copy"), "copy", [keys.Copy]),
            _Entry("select all", self.tr("Select &all"), "", [keys.SelectAll]),
            _Entry("paste", self.tr("&Paste a picture to search for"), "", [keys.Paste]),
            _Entry("escape", self.tr("&Back, or end the search"), "", ["Escape"]),
        ]

    def _photo(self) -> list[_Entry | None]:
        return [
            _Entry("similar", self.tr("Find &similar photos"), "search", ["S"]),
            _Entry("add", self.tr("&Add to the search"), "plus", ["Shift+S"]),
            _Entry("not like", self.tr("&Not like this"), "minus", ["N"]),
            None,
            _Entry("why", self.tr("Wh&y this match"), "heat", ["W"]),
            _Entry("view", self.tr("&View large"), "picture", ["V"]),
            _Entry("open", self.tr("&Open with the default program"), "open", ["Ctrl+Return"]),
            _Entry("open with", self.tr("Open &with…"), "", []),
            _Entry("place", self.tr("Show in the &file manager"), "folder", ["Ctrl+Shift+F"]),
            None,
            _Entry("forget", self.tr("For&get…"), "forget", []),
        ]

    def _groups(self) -> list[_Entry | None]:
        return [
            _Entry("add to group", self.tr("&Add to a group…"), "group", ["G"]),
            _Entry("take out", self.tr("&Take out of the group shown"), "", ["0", "Backspace"]),
            _Entry("new group", self.tr("&New group…"), "plus", ["Ctrl+G"]),
            _Entry("import groups", self.tr("&Import groups…"), "import", []),
            None,
            _Entry("rename group", self.tr("&Rename the group"), "", ["F2"]),
            _Entry("merge group", self.tr("&Merge the group into…"), "", []),
            _Entry("delete group", self.tr("&Delete the group"), "", ["Delete"]),
            None,
            _Entry("same", self.tr("These two are the &same"), "", ["E"]),
            _Entry("different", self.tr("These two are n&ot the same"), "", ["U"]),
            _Entry("closer", self.tr("A is more &like B than C…"), "", ["C"]),
            _Entry("sayings", self.tr("&What was said of photos…"), "", []),
            None,
            _Entry("learn", self.tr("Learn from these &groups…"), "learn", ["Ctrl+L"]),
            _Entry("before and after", self.tr("&Before and after learning…"), "", []),
            _Entry("metrics", self.tr("What was learne&d…"), "", ["Ctrl+Shift+L"]),
        ]

    def _view(self) -> list[_Entry | None]:
        keys = QKeySequence.StandardKey
        return [
            _Entry("panel", self.tr("&Folders, dates and groups"), "panel", ["F9"]),
            _Entry("groups", self.tr("&Groups"), "group", ["Ctrl+Shift+G"]),
            _Entry("duplicates", self.tr("&Duplicates"), "duplicates", ["Ctrl+Shift+D"]),
            None,
            _Entry("larger", self.tr("&Larger photos"), "zoom-in", ["Ctrl++", "Ctrl+="]),
            _Entry("smaller", self.tr("&Smaller photos"), "zoom-out", ["Ctrl+-"]),
            None,
            _Entry("full screen", self.tr("F&ull screen"), "fit", ["F11", keys.FullScreen]),
        ]

    def _help(self) -> list[_Entry | None]:
        return [
            _Entry("keyboard", self.tr("&Keyboard"), "keyboard", ["F1", "?"]),
            _Entry("about", self.tr("&About photosearch"), "info", []),
        ]

    def _make(self, entry: _Entry) -> None:
        action = QAction(entry.words, self._window)
        action.setShortcuts([QKeySequence(keys) for keys in entry.keys])
        self._actions[entry.name] = action
        if entry.icon_name:
            self._icons[entry.name] = entry.icon_name
            action.setIcon(icon(entry.icon_name))
        self._window.addAction(action)

    def _fill(self, menu: QMenu, entries: list[_Entry | None]) -> None:
        for entry in entries:
            if entry is None:
                menu.addSeparator()
            else:
                menu.addAction(self._actions[entry.name])
