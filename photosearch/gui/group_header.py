"""The line above the grid while it shows a group: its name, the way back, what is odd about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from photosearch.base.types import PhotoId
from photosearch.gui.group_marks import mark_icon, mark_text
from photosearch.gui.icons import icon, picture
from photosearch.gui.theme import current_theme
from photosearch.gui.values import GroupMark, GroupSummary

_ICON_PX = 16


class GroupHeader(QWidget):
    """Shows which group is looked at.

    Signals:
        closed(): back to all photos.
        photos_wanted(photo ids): select the photos that a mark is about.
        sayings_wanted(): show what was said of photos.
    """

    closed = Signal()
    photos_wanted = Signal(object)
    sayings_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._back = QToolButton(self)
        self._back.setProperty("kind", "flat")
        self._back.setToolTip(self.tr("Back to all photos (Esc)"))
        self._back.setAccessibleName(self.tr("Back to all photos"))
        self._back.clicked.connect(self.closed)
        self._name = QLabel(self)
        self._name.setProperty("kind", "title")
        self._name.setTextFormat(Qt.TextFormat.PlainText)
        self._notes = QVBoxLayout()
        self._notes.setContentsMargins(44, 0, 0, 0)
        self._notes.setSpacing(0)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._back)
        row.addWidget(self._name, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 16, 0)
        layout.setSpacing(2)
        layout.addLayout(row)
        layout.addLayout(self._notes)
        self.refresh_icons()
        self.hide()

    @property
    def name(self) -> str:
        """Return the name that stands there."""
        return self._name.text()

    @property
    def notes(self) -> list[str]:
        """Return what is said to be odd."""
        return [label.text() for label in self.findChildren(QLabel, "groupNote")]

    def show_group(self, group: GroupSummary, marks: Sequence[GroupMark]) -> None:
        """Show a group's name and what is odd about it."""
        self._name.setText(group.name)
        while (item := self._notes.takeAt(0)) is not None:
            if (note := item.widget()) is not None:
                note.setParent(None)
                note.deleteLater()
        for mark in marks:
            self._notes.addWidget(self._note(mark))
        self.show()

    def refresh_icons(self) -> None:
        """Take the icons in the colours of the present palette."""
        self._back.setIcon(icon("back"))

    def _note(self, mark: GroupMark) -> QWidget:
        note = QWidget(self)
        row = QHBoxLayout(note)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        sign = QLabel(note)
        sign.setFixedSize(QSize(_ICON_PX, _ICON_PX))
        ratio = self.devicePixelRatioF()
        name, theme = mark_icon([mark]), current_theme()
        colour = theme.warning if name == "warning" else theme.muted
        sign.setPixmap(picture(name, _ICON_PX, colour, ratio))
        text = QLabel(mark_text(mark), note)
        text.setObjectName("groupNote")
        text.setProperty("kind", "muted")
        text.setTextFormat(Qt.TextFormat.PlainText)
        text.setWordWrap(True)
        row.addWidget(sign)
        row.addWidget(text, 1)
        if mark.code == "contradiction":
            row.addWidget(_link(self.tr("What was said…"), self._on_sayings))
        if mark.photo_ids:
            row.addWidget(_link(self.tr("Select"), self._selector(mark.photo_ids)))
        return note

    def _on_sayings(self) -> None:
        self.sayings_wanted.emit()

    def _selector(self, photo_ids: Sequence[PhotoId]) -> Callable[[], None]:
        return lambda: self.photos_wanted.emit(photo_ids)


def _link(text: str, act: Callable[[], None]) -> QPushButton:
    link = QPushButton(text)
    link.setProperty("kind", "link")
    link.clicked.connect(act)
    return link
