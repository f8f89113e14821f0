"""Why a result matches: the example and the photo with heat over both, and it in words."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from photosearch.gui.match_words import match_words
from photosearch.gui.values import Explanation

PICTURE_PX = 116
WIDTH_PX = 2 * PICTURE_PX + 40
_EDGE_PX = 12


class MatchPanel(QFrame):
    """Two small pictures and a few sentences; holds no decision."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("matchPanel")
        self.setFixedWidth(WIDTH_PX)
        self._pictures = [_picture(self), _picture(self)]
        self._most, self._shares, self._places = (QLabel(self) for _ in range(3))
        self._most.setProperty("kind", "heading")
        for label in (self._most, self._shares, self._places):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        for label in (self._shares, self._places):
            label.setProperty("kind", "muted")
        self._captions = [QLabel(self.tr("Example"), self), QLabel(self.tr("This photo"), self)]
        grid = QGridLayout()
        grid.setSpacing(4)
        grid.setHorizontalSpacing(_EDGE_PX)
        for column in range(2):
            self._captions[column].setProperty("kind", "caption")
            grid.addWidget(self._captions[column], 0, column)
            grid.addWidget(self._pictures[column], 1, column)
        self._column = layout = QVBoxLayout(self)
        layout.setContentsMargins(_EDGE_PX, _EDGE_PX, _EDGE_PX, _EDGE_PX)
        layout.setSpacing(6)
        layout.addLayout(grid)
        for label in (self._most, self._shares, self._places):
            layout.addWidget(label)
        self.setAccessibleName(self.tr("Why this match"))

    @property
    def words(self) -> str:
        """Return what the panel says."""
        return self.accessibleDescription()

    def show_match(self, images: tuple[QImage, QImage], found: Explanation) -> None:
        """Show an explanation."""
        for label, image in zip(self._pictures, images, strict=True):
            pixmap = QPixmap.fromImage(image)
            pixmap.setDevicePixelRatio(max(1.0, max(image.width(), image.height()) / PICTURE_PX))
            label.setPixmap(pixmap)
        words = match_words(found)
        for label, text in zip((self._most, self._shares, self._places), words, strict=True):
            label.setText(text)
        self.setAccessibleDescription(" ".join(words))
        self._set_pictures_visible(True)

    def show_text(self, text: str) -> None:
        """Say something instead: why there is no explanation."""
        for label, said in ((self._most, ""), (self._shares, text), (self._places, "")):
            label.setText(said)
        self.setAccessibleDescription(text)
        self._set_pictures_visible(False)

    def _set_pictures_visible(self, visible: bool) -> None:
        for label in (*self._pictures, *self._captions, self._most, self._places):
            label.setVisible(visible)
        self.setFixedHeight(self._column.heightForWidth(WIDTH_PX))


def _picture(parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setFixedSize(QSize(PICTURE_PX, PICTURE_PX))
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return label
