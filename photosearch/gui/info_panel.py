"""What is known of the photo in view: date, camera, place, size, where its files are."""

from __future__ import annotations

import math

from PySide6.QtCore import QSizeF, Qt
from PySide6.QtGui import QTextOption
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QTextEdit, QVBoxLayout, QWidget

from photosearch.base.paths import shown
from photosearch.gui.values import PhotoDetails
from photosearch.gui.wording import file_name, moment, number, size

_WIDTH_PX = 272
_MARGIN_PX = 16
_SCROLL_BAR_PX = 12
_VALUE_PX = _WIDTH_PX - 2 * _MARGIN_PX - _SCROLL_BAR_PX

Shooting = tuple[tuple[str, str], ...]


class InfoPanel(QFrame):
    """A column of captions and values; the values can be selected and copied."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("infoPanel")
        self.setFixedWidth(_WIDTH_PX)
        self._details: PhotoDetails | None = None
        self._area = QScrollArea(self)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setAccessibleName(self.tr("About this photo"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._area)

    def show_details(self, details: PhotoDetails | None) -> None:
        """Show what is known of a photo; how it was taken may follow."""
        self._details = details
        self._fill(())

    def show_shooting(self, photo_id: int, shooting: Shooting) -> None:
        """Add how a photo was taken, as (key, text), if it is still the one in view."""
        if self._details is not None and self._details.photo_id == photo_id:
            self._fill(shooting)

    def _fill(self, shooting: Shooting) -> None:
        details = self._details
        inner = QWidget(self._area)
        column = QVBoxLayout(inner)
        column.setContentsMargins(_MARGIN_PX, _MARGIN_PX, _MARGIN_PX, _MARGIN_PX)
        column.setSpacing(2)
        for caption, value in self._lines(details, shooting) if details is not None else []:
            column.addWidget(_caption(caption))
            column.addWidget(_Value(caption, value))
            column.addSpacing(12)
        column.addStretch(1)
        self._area.setWidget(inner)

    def _lines(self, details: PhotoDetails, shooting: Shooting) -> list[tuple[str, str]]:
        lines = [(self.tr("NAME"), file_name(details.path))]
        if details.taken_at is not None:
            lines.append((self.tr("TAKEN"), moment(details.taken_at)))
        if details.camera:
            lines.append((self.tr("CAMERA"), details.camera))
        lines += self._taken_with(dict(shooting))
        if details.latitude is not None and details.longitude is not None:
            place = f"{details.latitude:.5f}°, {details.longitude:.5f}°"
            lines.append((self.tr("PLACE"), place))
        lines.append((self.tr("SIZE"), self._size(details)))
        paths = details.paths or (details.path,)
        caption = self.tr("FILE") if len(paths) == 1 else self.tr("FILES WITH THIS PICTURE")
        lines.append((caption, "\n\n".join(shown(path) for path in paths)))
        if details.state != "online":
            lines.append((self.tr("STATE"), self._state(details.state)))
        return lines

    def _taken_with(self, shooting: dict[str, str]) -> list[tuple[str, str]]:
        exposure = [shooting[key] for key in ("exposure", "aperture") if key in shooting]
        if "iso" in shooting:
            exposure.append(f"ISO {shooting['iso']}")
        if "focal_length" in shooting:
            exposure.append(shooting["focal_length"])
        captions = {
            "lens": self.tr("LENS"),
            "description": self.tr("DESCRIPTION"),
            "artist": self.tr("ARTIST"),
            "copyright": self.tr("COPYRIGHT"),
        }
        lines = [(self.tr("EXPOSURE"), " · ".join(exposure))] if exposure else []
        return lines + [(captions[key], shooting[key]) for key in captions if key in shooting]

    def _size(self, details: PhotoDetails) -> str:
        megapixels = details.width * details.height / 1e6
        pixels = f"{number(details.width)} × {number(details.height)}"
        if megapixels >= 0.1:
            pixels += f" · {megapixels:.1f} MP"
        return f"{pixels}\n{details.format.upper()} · {size(details.size)}"

    def _state(self, state: str) -> str:
        if state == "offline":
            return self.tr("Offline: its drive is not connected. The small picture is shown.")
        return self.tr("Missing: the file is no longer where it was.")


def _caption(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("kind", "caption")
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


class _Value(QTextEdit):
    """A text as high as it is, broken anywhere, to be selected and copied.

    A label breaks at spaces only, and paths have few; marks to break at would be copied, too.
    """

    def __init__(self, caption: str, text: str) -> None:
        super().__init__()
        self.setProperty("kind", "value")
        self.setAccessibleName(caption)
        self.setReadOnly(True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document().setDocumentMargin(0)
        self.setFixedWidth(_VALUE_PX)
        self.document().documentLayout().documentSizeChanged.connect(self._on_size)
        self.setPlainText(text)

    def _on_size(self, size: QSizeF) -> None:
        self.setFixedHeight(math.ceil(size.height()) + 1)
