"""All keys of the review at a glance, over the page; any key or click takes it away."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QWidget

from photosearch.gui.review_keys import key_lines

_MARGIN_PX = 28


class KeyHelp(QFrame):
    """A card in the middle of its parent."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._page = parent
        self._before: QWidget | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setObjectName("keyHelp")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        grid = QGridLayout(self)
        grid.setContentsMargins(_MARGIN_PX, _MARGIN_PX - 8, _MARGIN_PX, _MARGIN_PX - 8)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(7)
        title = QLabel(self.tr("Keys"), self)
        title.setProperty("kind", "title")
        grid.addWidget(title, 0, 0, 1, 2)
        for row, line in enumerate(key_lines(), start=1):
            keys = QLabel(line.keys, self)
            keys.setProperty("kind", "key")
            grid.addWidget(keys, row, 0, Qt.AlignmentFlag.AlignRight)
            grid.addWidget(QLabel(line.words, self), row, 1)
        words = [f"{line.keys}: {line.words}" for line in key_lines()]
        self.setAccessibleName(self.tr("Keys"))
        self.setAccessibleDescription("\n".join(words))
        parent.installEventFilter(self)
        self.hide()

    def toggle(self) -> None:
        """Show the keys, or hide them."""
        if self.isHidden():
            self._centre()
            self._before = self._page.focusWidget()
            self.show()
            self.raise_()
            self.setFocus()
        else:
            self.hide()
            if self._before is not None:
                self._before.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go away, whatever the key."""
        event.accept()
        self.toggle()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: ARG002 - as Qt calls it
        """Go away."""
        self.toggle()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the middle."""
        if event.type() == QEvent.Type.Resize and watched is self._page and self.isVisible():
            self._centre()
        return super().eventFilter(watched, event)

    def _centre(self) -> None:
        self.adjustSize()
        self.move(self._page.rect().center() - self.rect().center())
