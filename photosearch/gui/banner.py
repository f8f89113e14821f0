"""A message above the grid that does not interrupt: what happened and what to do."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from photosearch.base.errors import UserError
from photosearch.gui.icons import icon
from photosearch.gui.service_texts import error_text

_STAYS_MS = 12_000


class Banner(QFrame):
    """One line of message with an optional button; goes by itself unless it is a warning."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self._action: Callable[[], None] | None = None
        self._icon = QLabel(self)
        self._label = QLabel(self)
        self._label.setWordWrap(True)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._button = QPushButton(self)
        self._button.setProperty("kind", "link")
        self._button.clicked.connect(self._on_action)
        self._other_action: Callable[[], None] | None = None
        self._other = QPushButton(self)
        self._other.setProperty("kind", "link")
        self._other.clicked.connect(self._on_other)
        self._close = QToolButton(self)
        self._close.setProperty("kind", "flat")
        self._close.setAccessibleName(self.tr("Close the message"))
        self._close.setToolTip(self.tr("Close the message"))
        self._close.clicked.connect(self.hide)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 6, 6, 6)
        layout.setSpacing(8)
        layout.addWidget(self._icon)
        layout.addWidget(self._label, 1)
        layout.addWidget(self._button)
        layout.addWidget(self._other)
        layout.addWidget(self._close)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        self.hide()

    @property
    def text(self) -> str:
        """Return the message."""
        return self._label.text()

    def tell(self, text: str, button: str = "", action: Callable[[], None] | None = None) -> None:
        """Show a message for some seconds."""
        self._show(text, "info", button, action)
        self._timer.start(_STAYS_MS)

    @property
    def asking(self) -> bool:
        """Whether a question stands unanswered."""
        return not self.isHidden() and not self._other.isHidden()

    def ask(
        self, text: str, yes: tuple[str, Callable[[], None]], no: tuple[str, Callable[[], None]]
    ) -> None:
        """Show a question with two answers until one is given; a later message takes its place."""
        self._show(text, "info", *yes)
        self._other_action = no[1]
        self._other.setText(no[0])
        self._other.setVisible(True)
        self._timer.stop()

    def warn(self, error: UserError) -> None:
        """Show what went wrong and what to do, until it is closed."""
        text = error_text(error)
        self._show(f"{text.message} {text.hint}".strip(), "warning", "", None)
        self._timer.stop()

    def _show(
        self, text: str, icon_name: str, button: str, action: Callable[[], None] | None
    ) -> None:
        self._icon.setPixmap(icon(icon_name).pixmap(QSize(20, 20)))
        self._close.setIcon(icon("close"))
        self._label.setText(text)
        self._label.setAccessibleName(text)
        self._action = action
        self._other.setVisible(False)
        self._button.setText(button)
        self._button.setVisible(bool(button))
        self.setVisible(True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Count down no more."""
        self._timer.stop()
        super().hideEvent(event)

    def _on_action(self) -> None:
        self.hide()
        if self._action is not None:
            self._action()

    def _on_other(self) -> None:
        self.hide()
        if self._other_action is not None:
            self._other_action()
