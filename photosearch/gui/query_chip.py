"""A chip of the query bar: an example's picture, its sign, and a way to take it out."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QWidget

from photosearch.gui.icons import icon
from photosearch.gui.query_state import SignedExample

THUMBNAIL_PX = 40


class QueryChip(QFrame):
    """Shows one example of the query.

    Signals:
        removed(example): the person took it out.
        turned(example): the person turned its sign.
    """

    removed = Signal(object)
    turned = Signal(object)

    def __init__(
        self, signed: SignedExample, name: str, whole: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._example = signed.example
        self.setProperty("kind", "chip")
        self.setProperty("negative", "true" if signed.negative else "false")
        self._picture = QLabel(self)
        self._picture.setFixedSize(THUMBNAIL_PX, THUMBNAIL_PX)
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._picture.setPixmap(icon("picture").pixmap(QSize(20, 20)))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(4, 4, 6, 4)
        layout.setSpacing(4)
        layout.addWidget(self._picture)
        layout.addWidget(self._label(name, signed.negative, whole))
        layout.addWidget(self._turn_button(name, signed.negative))
        layout.addWidget(self._remove_button(name))
        self.setToolTip(name)
        self.setAccessibleName(
            self.tr("Not like {name}").format(name=name)
            if signed.negative
            else self.tr("Like {name}").format(name=name)
        )

    def set_pixmap(self, pixmap: QPixmap) -> None:
        """Show the example's picture."""
        ratio = self.devicePixelRatioF()
        side = round(THUMBNAIL_PX * ratio)
        small = pixmap.scaled(
            side,
            side,
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        small.setDevicePixelRatio(ratio)
        self._picture.setPixmap(small)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the example out with Delete, from either of its buttons."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit(self._example)
            return
        super().keyPressEvent(event)

    def _label(self, name: str, negative: bool, whole: bool) -> QLabel:
        short = name if len(name) <= 18 else name[:10] + "…" + name[-7:]
        part = "" if whole else " · " + self.tr("part")
        label = QLabel((self.tr("not:") + " " if negative else "") + short + part, self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        return label

    def _turn_button(self, name: str, negative: bool) -> QToolButton:
        button = QToolButton(self)
        button.setProperty("kind", "mini")
        button.setIconSize(QSize(16, 16))
        button.setIcon(icon("plus" if negative else "minus"))
        words = self.tr("Find photos like this") if negative else self.tr("Not like this")
        button.setToolTip(words)
        button.setAccessibleName(f"{words}: {name}")
        button.clicked.connect(self._on_turn)
        return button

    def _remove_button(self, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setProperty("kind", "mini")
        button.setIconSize(QSize(16, 16))
        button.setIcon(icon("close"))
        words = self.tr("Remove from the search")
        button.setToolTip(words)
        button.setAccessibleName(f"{words}: {name}")
        button.clicked.connect(self._on_remove)
        return button

    def _on_turn(self) -> None:
        self.turned.emit(self._example)

    def _on_remove(self) -> None:
        self.removed.emit(self._example)
