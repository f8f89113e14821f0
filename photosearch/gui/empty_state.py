"""What stands where photos would be: why there are none, and what to do."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from photosearch.gui.icons import picture
from photosearch.gui.theme import current_theme

_COLUMN_PX = 520


class EmptyState(QWidget):
    """An icon, a title, a sentence or two, and at most one button."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("emptyState")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._icon_name = "picture"
        self._action: Callable[[], None] | None = None
        self._icon = _centred(self)
        self._title = _centred(self, "title")
        self._text = _centred(self, "muted")
        self._note = _centred(self, "muted")
        self._button = QPushButton(self)
        self._button.setAutoDefault(True)  # Enter presses it, too; Qt does so in dialogs alone
        self._button.clicked.connect(self._on_clicked)
        column = QWidget(self)
        column.setFixedWidth(_COLUMN_PX)  # a width of its own: word wrap then knows its height
        inner = QVBoxLayout(column)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(12)
        inner.addWidget(self._icon)
        inner.addSpacing(8)
        inner.addWidget(self._title)
        inner.addWidget(self._text)
        inner.addSpacing(12)
        inner.addWidget(self._button, 0, Qt.AlignmentFlag.AlignHCenter)
        inner.addSpacing(4)
        inner.addWidget(self._note)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(32, 32, 32, 32)
        layout.addStretch(2)
        layout.addWidget(column, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)

    @property
    def title(self) -> str:
        """Return the title that stands there."""
        return self._title.text()

    def show_no_folders(self, add_folder: Callable[[], None]) -> None:
        """Invite a person who has just installed the program."""
        self._set("photosearch", self.tr("Find photos by how they look"))
        self._text.setText(
            self.tr(
                "Add a folder with photos. They are looked at in the background, and you can "
                "search as soon as the first ones are in."
            )
        )
        self._offer(self.tr("Add your photo folder"), add_folder, "big")
        self._note.setText(
            self.tr("Nothing ever leaves this computer. Your files stay as they are.")
        )

    def show_indexing(self) -> None:
        """Say that photos are on their way."""
        self._set("refresh", self.tr("Looking at your photos…"))
        self._text.setText(self.tr("The first ones appear here in a moment."))

    def show_no_photos(self, add_folder: Callable[[], None]) -> None:
        """Say that the folders hold no photos."""
        self._set("folder", self.tr("No photos in your folders yet"))
        self._text.setText(
            self.tr("New photos appear here by themselves. You can also add another folder.")
        )
        self._offer(self.tr("Add a folder"), add_folder, "primary")

    def show_nothing_here(self, show_all: Callable[[], None]) -> None:
        """Say that folder and date leave no photo."""
        self._set("folder", self.tr("No photos with this folder and date"))
        self._offer(self.tr("Show all"), show_all, "primary")

    def show_empty_group(self) -> None:
        """Say how photos come into a group."""
        self._set("group", self.tr("No photos in this group yet"))
        self._text.setText(
            self.tr(
                "Go back, select photos and press the group's number key, or drag them onto the "
                "group."
            )
        )

    def show_nothing_similar(self, show_less: Callable[[], None] | None) -> None:
        """Say that the search found nothing worth showing."""
        self._set("search", self.tr("Nothing in your library looks similar"))
        self._text.setText(
            self.tr("Try another picture, or move the slider above towards “Same kind”.")
        )
        if show_less is not None:
            self._offer(self.tr("Show less similar photos"), show_less, "primary")

    def show_message(
        self,
        icon_name: str,
        title: str,
        text: str,
        offer: tuple[str, Callable[[], None]] | None = None,
    ) -> None:
        """Say what a page has to say, with a button for what to do about it."""
        self._set(icon_name, title)
        self._text.setText(text)
        if offer is not None:
            self._offer(*offer, "primary")

    def focus_action(self) -> None:
        """Put the keyboard on the button."""
        self._button.setFocus()

    def refresh_theme(self) -> None:
        """Draw the icon in the colours of the present palette."""
        edge = 96 if self._icon_name == "photosearch" else 56
        colour = current_theme().muted
        self._icon.setMinimumHeight(edge)
        self._icon.setPixmap(picture(self._icon_name, edge, colour, self.devicePixelRatioF()))

    def _set(self, icon_name: str, title: str) -> None:
        self._icon_name = icon_name
        self._title.setText(title)
        self._text.clear()
        self._note.clear()
        if self.focusWidget() is self._button:  # also while another window is active
            self.setFocus()  # else Qt gives it to whatever comes next: a key pressed now would act
        self._button.hide()
        self._action = None
        self.refresh_theme()

    def _offer(self, text: str, action: Callable[[], None], kind: str) -> None:
        self._button.setProperty("kind", kind)
        self._button.style().unpolish(self._button)
        self._button.style().polish(self._button)
        self._button.setText(text)
        self._button.setVisible(True)
        self._action = action

    def _on_clicked(self) -> None:
        if self._action is not None:
            self._action()


def _centred(parent: QWidget, kind: str = "") -> QLabel:
    label = QLabel(parent)
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    label.setWordWrap(bool(kind))
    label.setProperty("kind", kind)
    return label
