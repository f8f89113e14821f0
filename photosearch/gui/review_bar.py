"""What can be done with the group in view: buttons that show their keys."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from photosearch.gui.icons import icon
from photosearch.gui.review_keys import ReviewAct


class ReviewBar(QFrame):
    """One line below the group.

    Signals:
        act_wanted(act): the person pressed a button.
    """

    act_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reviewFoot")
        self._icons: list[tuple[QToolButton, str]] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 6, 10, 6)
        row.setSpacing(6)
        self.modes: dict[str, QToolButton] = {}
        modes: tuple[tuple[ReviewAct, str, str, str], ...] = (
            ("side", "side-by-side", self.tr("Side by side"), "S"),
            ("flicker", "flicker", self.tr("Flicker"), "F"),
            ("difference", "difference", self.tr("Difference"), "D"),
        )
        for act, name, words, key in modes:
            row.addWidget(self._mode(act, name, words, key))
        row.addSpacing(10)
        self.accept = self._button("accept", self.tr("Accept"), "↵", self.tr("Accept suggestion"))
        row.addWidget(self.accept)
        acts: tuple[tuple[ReviewAct, str, str, str], ...] = (
            ("toggle", self.tr("Keep / trash"), "␣", self.tr("Keep or trash")),
            ("keep only", self.tr("Keep only this"), "K", self.tr("Keep only this one")),
            ("apart", self.tr("Not duplicates"), "N", self.tr("Not duplicates")),
        )
        for act, words, key, name in acts:
            row.addWidget(self._button(act, words, key, name))
        row.addStretch(1)
        self._note = QLabel(self)
        self._note.setProperty("kind", "warning")
        row.addWidget(self._note)
        self.refresh_icons()

    @property
    def said(self) -> str:
        """Return why something was not done."""
        return self._note.text()

    def set_mode(self, mode: str) -> None:
        """Show how the two are compared."""
        for act, button in self.modes.items():
            button.setChecked(act == mode)

    def note(self, text: str) -> None:
        """Say why something was not done."""
        self._note.setText(text)

    def refresh_icons(self) -> None:
        """Take the icons in the colours of the present palette."""
        for button, name in self._icons:
            button.setIcon(icon(name))

    def _mode(self, act: ReviewAct, icon_name: str, words: str, key: str) -> QToolButton:
        button = QToolButton(self)
        button.setProperty("kind", "flat")
        button.setCheckable(True)
        button.setText(key)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setToolTip(f"{words} ({key})")
        button.setAccessibleName(words)
        button.clicked.connect(lambda: self.act_wanted.emit(act))
        self.modes[act] = button
        self._icons.append((button, icon_name))
        return button

    def _button(self, act: ReviewAct, words: str, key: str, name: str) -> QPushButton:
        button = QPushButton(f"{words}  {key}", self)
        button.setAccessibleName(name)
        button.clicked.connect(lambda: self.act_wanted.emit(act))
        return button
