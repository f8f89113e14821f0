"""What stands above a picture that is compared: its number, its name, and what happens to it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from photosearch.base.paths import shown
from photosearch.gui.icons import picture
from photosearch.gui.mark_words import mark_colour, mark_icon, mark_text
from photosearch.gui.review_values import Member, MemberMark
from photosearch.gui.theme import current_theme
from photosearch.gui.wording import file_name, number

_SIGN_PX = 16


class MemberCaption(QFrame):
    """A line: number and name on the left, a badge with sign and word on the right.

    Signals:
        clicked(): the person clicked on the badge.
    """

    clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("memberCaption")
        self._number = QLabel(self)
        self._number.setProperty("kind", "key")
        self._name = QLabel(self)
        self._name.setTextFormat(Qt.TextFormat.PlainText)
        self._name.setProperty("kind", "heading")
        self._name.setMinimumWidth(40)
        self._warning = QLabel(self)
        self._warning.setProperty("kind", "warning")
        self._sign = QLabel(self)
        self._word = QLabel(self)
        self._word.setProperty("kind", "heading")
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 6, 10, 6)
        row.setSpacing(8)
        row.addWidget(self._number)
        row.addWidget(self._name, 1)
        row.addWidget(self._warning)
        row.addWidget(self._sign)
        row.addWidget(self._word)

    @property
    def text(self) -> str:
        """Return number, name and what happens, as a screen reader says it."""
        return self.accessibleName()

    @property
    def warning(self) -> str:
        """Return why the picture can't be shown; empty where it can."""
        return self._warning.text()

    def show_member(self, member: Member, mark: MemberMark, place: int) -> None:
        """Show a member and what happens to it."""
        theme = current_theme()
        colour, sign = mark_colour(mark, theme), mark_icon(mark)
        name, word = file_name(member.path), mark_text(mark)
        self._number.setText(number(place + 1))
        self._name.setText(name)
        self._name.setToolTip(shown(member.path))
        self._word.setText(word)
        palette = self._word.palette()
        palette.setColor(QPalette.ColorRole.WindowText, QColor(colour))
        self._word.setPalette(palette)
        self._sign.setVisible(bool(sign))
        if sign:
            self._sign.setPixmap(picture(sign, _SIGN_PX, colour, self.devicePixelRatioF()))
        self.setAccessibleName(f"{number(place + 1)}, {name}, {word}")
        self._warning.clear()

    def warn(self, text: str) -> None:
        """Say why the picture can't be shown."""
        self._warning.setText(text)

    def set_current(self, current: bool) -> None:
        """Show whether keys act on this one."""
        self._set("current", current)

    def set_in_view(self, in_view: bool) -> None:
        """Fade the caption of the picture that is behind the other one."""
        self._set("behind", not in_view)
        self._name.setEnabled(in_view)

    def _set(self, name: str, value: bool) -> None:
        """Set a property that the style sheet knows; styling anew takes milliseconds."""
        if self.property(name) != value:
            self.setProperty(name, value)
            self.style().unpolish(self)
            self.style().polish(self)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Let the person change with a click what happens."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit()
