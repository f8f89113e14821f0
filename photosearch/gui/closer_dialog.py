"""A is more like B than C: the three photos with their letters, and which is which to choose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from photosearch.base.types import PhotoId
from photosearch.gui.dialog_buttons import ok_buttons
from photosearch.gui.icons import picture
from photosearch.gui.theme import current_theme

_LETTERS = "ABC"
_PICTURE_PX = 176


@dataclass(frozen=True)
class NamedPicture:
    """A photo as the dialog shows it; without a pixmap while its thumbnail is not there."""

    photo_id: PhotoId
    name: str
    pixmap: QPixmap | None


class CloserDialog(QDialog):
    """Shows three photos; the first is the one that the others are compared with."""

    def __init__(self, pictures: Sequence[NamedPicture], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Which is more alike?"))
        self._pictures = list(pictures)
        self._sentence = QLabel(self.tr("A is more like B than C."), self)
        self._sentence.setProperty("kind", "heading")
        self._faces = [QLabel(self) for _ in _LETTERS]
        self._names = [QLabel(self) for _ in _LETTERS]
        row = QHBoxLayout()
        row.setSpacing(16)
        for face, name in zip(self._faces, self._names, strict=True):
            face.setFixedSize(_PICTURE_PX, _PICTURE_PX)
            face.setAlignment(Qt.AlignmentFlag.AlignCenter)
            name.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            name.setTextFormat(Qt.TextFormat.PlainText)
            column = QVBoxLayout()
            column.addWidget(face)
            column.addWidget(name)
            row.addLayout(column)
        swap = QPushButton(self.tr("&Swap B and C"), self)
        swap.clicked.connect(self.swap)
        turn = QPushButton(self.tr("&Another one as A"), self)
        turn.clicked.connect(self.turn)
        buttons = QHBoxLayout()
        buttons.addWidget(swap)
        buttons.addWidget(turn)
        buttons.addStretch(1)
        buttons.addWidget(ok_buttons(self))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(12)
        layout.addWidget(self._sentence)
        layout.addLayout(row)
        layout.addLayout(buttons)
        self._show()

    def chosen(self) -> tuple[PhotoId, PhotoId, PhotoId]:
        """Return A, B and C."""
        first, second, third = (each.photo_id for each in self._pictures)
        return first, second, third

    def swap(self) -> None:
        """Let B and C change places."""
        first, second, third = self._pictures
        self._pictures = [first, third, second]
        self._show()

    def turn(self) -> None:
        """Let the next photo be A."""
        self._pictures = [*self._pictures[1:], self._pictures[0]]
        self._show()

    def _show(self) -> None:
        ratio = self.devicePixelRatioF()
        none = picture("picture", 32, current_theme().muted, ratio)
        for letter, each, face, name in zip(
            _LETTERS, self._pictures, self._faces, self._names, strict=True
        ):
            face.setPixmap(none if each.pixmap is None else _fitted(each.pixmap, ratio))
            face.setAccessibleName(f"{letter}: {each.name}")
            text = f"{letter}  {each.name}"
            metrics = name.fontMetrics()
            name.setText(metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, _PICTURE_PX))
            name.setToolTip(each.name)


def _fitted(pixmap: QPixmap, ratio: float) -> QPixmap:
    side = round(_PICTURE_PX * ratio)
    small = pixmap.scaled(
        side,
        side,
        Qt.AspectRatioMode.KeepAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )
    small.setDevicePixelRatio(ratio)
    return small
