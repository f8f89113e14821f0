"""The page that shows one photo large: its bar, the picture, what is known of it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from photosearch.base.types import PhotoId
from photosearch.gui.icons import icon
from photosearch.gui.info_panel import InfoPanel
from photosearch.gui.match_controller import ShownMatch
from photosearch.gui.match_panel import MatchPanel
from photosearch.gui.picture_view import PictureView
from photosearch.gui.values import PhotoDetails
from photosearch.gui.viewer_pictures import ViewerPictures
from photosearch.gui.wording import file_name


class ViewerPage(QWidget):
    """Shows a photo large.

    Signals:
        closed(): back to the grid.
        step_wanted(step): -1 for the photo before, 1 for the next.
        part_wanted(photo id, Box): search for a part of the photo.
        similar_wanted(photo id): search for the whole photo.
        photo_shown(photo id): another photo is in view.
    """

    closed = Signal()
    step_wanted = Signal(int)
    part_wanted = Signal(int, object)
    similar_wanted = Signal(int)
    photo_shown = Signal(int)

    def __init__(self, pictures: ViewerPictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self._details: PhotoDetails | None = None
        self._buttons: list[tuple[QToolButton, str]] = []
        self.view = PictureView(self)
        self.info = InfoPanel(self)
        self.match = MatchPanel(self)
        self.match.hide()
        self._name = QLabel(self)
        self._name.setProperty("kind", "heading")
        self._note = QLabel(self)
        self._note.setProperty("kind", "warning")
        self._zoom = QLabel(self)
        self._zoom.setProperty("kind", "muted")
        self._zoom.setMinimumWidth(48)
        self._search_part = QPushButton(self.tr("Search this part"), self)
        self._search_part.setProperty("kind", "primary")
        self._search_part.clicked.connect(self.search_part)
        self._search_part.hide()
        self._crop = self._button("crop", self.tr("Draw a part to search for (C)"))
        self._crop.setCheckable(True)
        self._crop.toggled.connect(self._on_crop_toggled)
        self.why = self._button("heat", self.tr("Why this match (W)"))
        self.why.setCheckable(True)
        self.why.hide()
        self._info = self._button("info", self.tr("About this photo (I)"))
        self._info.setCheckable(True)
        self._info.setChecked(True)
        self._info.toggled.connect(self.info.setVisible)
        self._lay_out()
        self.view.zoom_changed.connect(self._on_zoom)
        self.view.crop_changed.connect(self._search_part.setVisible)
        pictures.arrived.connect(self._on_picture)
        pictures.described.connect(self.info.show_shooting)
        self.refresh_icons()

    @property
    def photo_id(self) -> int | None:
        """Return the photo in view."""
        return int(self._details.photo_id) if self._details else None

    def show_photo(self, details: PhotoDetails) -> None:
        """Show a photo: its thumbnail at once, its pixels when they are decoded."""
        self._details = details
        self._name.setText(file_name(details.path))
        self._note.clear()
        self._crop.setChecked(False)
        self.info.show_details(details)
        self.view.setAccessibleName(file_name(details.path))
        self.view.show_picture(QImage(), details.width, details.height, keep_zoom=False)
        self._pictures.want(details.photo_id, full=False)
        self.view.setFocus()
        self.photo_shown.emit(int(details.photo_id))

    def show_match(self, match: ShownMatch | None) -> None:
        """Show why the photo was found, over it and beside it; ``None`` for no more."""
        self.match.setVisible(match is not None)
        if match is None:
            self.view.set_glow(QImage(), None)
        else:
            self.match.show_match(match.images, match.explanation)
            self.view.set_glow(match.glow, match.explanation.maps[1].seen)
            self.view.setAccessibleDescription(self.match.words)

    def say(self, text: str) -> None:
        """Say why the photo can't be shown better."""
        self._note.setText(text)

    def toggle_crop(self) -> None:
        """Begin or end drawing a part."""
        self._crop.toggle()

    def toggle_info(self) -> None:
        """Show or hide what is known of the photo."""
        self._info.toggle()

    def search_part(self) -> None:
        """Search for the drawn part."""
        box = self.view.crop()
        if self._details is not None and box is not None:
            self.part_wanted.emit(int(self._details.photo_id), box)

    def step_back(self) -> None:
        """Leave the drawing of a part, or the page."""
        if self._crop.isChecked():
            self._crop.setChecked(False)
        else:
            self.closed.emit()

    def refresh_icons(self) -> None:
        """Take the icons in the colours of the present palette."""
        for button, name in self._buttons:
            button.setIcon(icon(name))

    def _lay_out(self) -> None:
        bar = QFrame(self)
        bar.setObjectName("viewerBar")
        row = QHBoxLayout(bar)
        row.setContentsMargins(12, 6, 12, 6)
        row.setSpacing(4)
        back = self._button("back", self.tr("Back to the photos (Esc)"))
        back.clicked.connect(self.closed)
        row.addWidget(back)
        row.addSpacing(8)
        row.addWidget(self._name)
        row.addWidget(self._note)
        row.addStretch(1)
        row.addWidget(self._search_part)
        row.addSpacing(8)
        similar = self._button("search", self.tr("Find similar photos (S)"))
        similar.clicked.connect(self._on_similar)
        row.addWidget(similar)
        row.addWidget(self._crop)
        row.addSpacing(12)
        for name, words, action in self._zoom_actions():
            button = self._button(name, words)
            button.clicked.connect(action)
            row.addWidget(button)
        row.addWidget(self._zoom)
        row.addSpacing(12)
        for name, words, step in (
            ("previous", self.tr("Photo before (←)"), -1),
            ("next", self.tr("Next photo (→)"), 1),
        ):
            button = self._button(name, words)
            button.clicked.connect(self._stepper(step))
            row.addWidget(button)
        row.addSpacing(12)
        row.addWidget(self.why)
        row.addWidget(self._info)
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(self.view, 1)
        body.addLayout(self._side())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(bar)
        layout.addLayout(body, 1)

    def _side(self) -> QVBoxLayout:
        side = QVBoxLayout()
        side.setSpacing(0)
        side.addWidget(self.match)
        side.addWidget(self.info, 1)
        return side

    def _zoom_actions(self) -> list[tuple[str, str, Callable[[], None]]]:
        return [
            ("zoom-out", self.tr("Smaller (−)"), lambda: self.view.zoom_by(-1)),
            ("zoom-in", self.tr("Larger (+)"), lambda: self.view.zoom_by(1)),
            ("fit", self.tr("Whole photo (0)"), self.view.fit),
            ("actual-size", self.tr("Actual size (1)"), self.view.actual_size),
        ]

    def _button(self, icon_name: str, words: str) -> QToolButton:
        button = QToolButton(self)
        button.setProperty("kind", "flat")
        button.setToolTip(words)
        button.setAccessibleName(words.rpartition(" (")[0] or words)
        self._buttons.append((button, icon_name))
        return button

    def _stepper(self, step: int) -> Callable[[], None]:
        return lambda: self.step_wanted.emit(step)

    def _on_similar(self) -> None:
        if self._details is not None:
            self.similar_wanted.emit(int(self._details.photo_id))

    def _on_crop_toggled(self, cropping: bool) -> None:
        self.view.set_cropping(cropping)
        self.view.setFocus()

    def _on_zoom(self, zoom: float) -> None:
        self._zoom.setText(f"{round(zoom * 100)} %")
        if self._details is not None and not self.view.sharp and not self.view.fitting:
            self._pictures.want(self._details.photo_id, full=True)

    def _on_picture(self, photo_id: PhotoId, image: QImage) -> None:
        if self._details is not None and photo_id == self._details.photo_id:
            keep: bool = not self.view.fitting or self.view.crop() is not None
            self.view.show_picture(image, self._details.width, self._details.height, keep)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step, zoom and draw by single keys; what a control does not take arrives here."""
        key = Qt.Key(event.key())
        actions: dict[Qt.Key, Callable[[], object]] = {
            Qt.Key.Key_Left: lambda: self.step_wanted.emit(-1),
            Qt.Key.Key_PageUp: lambda: self.step_wanted.emit(-1),
            Qt.Key.Key_Right: lambda: self.step_wanted.emit(1),
            Qt.Key.Key_PageDown: lambda: self.step_wanted.emit(1),
            Qt.Key.Key_Space: lambda: self.step_wanted.emit(1),
            Qt.Key.Key_Plus: lambda: self.view.zoom_by(1),
            Qt.Key.Key_Equal: lambda: self.view.zoom_by(1),
            Qt.Key.Key_Minus: lambda: self.view.zoom_by(-1),
            Qt.Key.Key_0: self.view.fit,
            Qt.Key.Key_1: self.view.actual_size,
            Qt.Key.Key_C: self.toggle_crop,
            Qt.Key.Key_I: self.toggle_info,
            Qt.Key.Key_Return: self.search_part,
            Qt.Key.Key_Enter: self.search_part,
        }
        if key in actions and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            actions[key]()
        else:
            super().keyPressEvent(event)
