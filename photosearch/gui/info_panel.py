"""What is known of the photo in view: date, camera, place, size, where its files are."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from photosearch.base.paths import shown
from photosearch.gui.values import PhotoDetails
from photosearch.gui.wording import file_name, moment, number, size

_WIDTH_PX = 272

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
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(2)
        for caption, value in self._lines(details, shooting) if details is not None else []:
            column.addWidget(_label(caption, "caption"))
            column.addWidget(_label(value, ""))
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


def _label(text: str, kind: str) -> QLabel:
    # Paths have few spaces to break at; zero-width spaces after slashes let them wrap.
    label = QLabel(text if kind else text.replace("/", "/\u200b").replace("_", "_\u200b"))
    label.setProperty("kind", kind)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    if not kind:
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
