"""The bar at the top: what is searched for, and how to begin."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QToolButton,
    QWidget,
)

from photosearch.gui.example_pictures import ExamplePictures
from photosearch.gui.grain_slider import GrainSlider
from photosearch.gui.icons import icon
from photosearch.gui.query_chip import QueryChip
from photosearch.gui.query_state import QueryState, SignedExample
from photosearch.gui.values import Example

_HOVERS_MS = 2000  # without a move: a source that died, or dropped and went wrong, says no goodbye
_PATIENCE_MS = 150  # a chip's picture must not take the cores from the search itself


class QueryBar(QFrame):
    """Shows the examples as chips; a hint and a button when there are none.

    Signals:
        picture_wanted(): the person wants to choose a file.
    """

    picture_wanted = Signal()

    def __init__(
        self, state: QueryState, pictures: ExamplePictures, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("queryBar")
        self.setProperty("dropping", "false")
        self.setFixedHeight(64)
        self.setAccessibleName(self.tr("Search"))
        self._state = state
        self._pictures = pictures
        self._chips: dict[Example, QueryChip] = {}
        self._glass = QLabel(self)
        self._hint = QLabel(self.tr("Drop or paste a photo here to find similar ones"), self)
        self._hint.setProperty("kind", "muted")
        self._row, self._row_layout = self._chip_row()
        self._grain = GrainSlider(state.grain, self)
        self._grain.changed.connect(state.set_grain)
        self._choose = QPushButton("\u2009" + self.tr("Choose a picture…"), self)
        self._choose.setAutoDefault(True)  # Enter presses it, too
        self._choose.clicked.connect(self.picture_wanted)
        self._clear = QToolButton(self)
        self._clear.setProperty("kind", "flat")
        self._clear.setToolTip(self.tr("End the search (Esc)"))
        self._clear.setAccessibleName(self.tr("End the search"))
        self._clear.clicked.connect(state.clear)
        self._hovering = QTimer(self)
        self._hovering.setSingleShot(True)
        self._hovering.setInterval(_HOVERS_MS)
        self._hovering.timeout.connect(lambda: self.set_dropping(False))
        self._lay_out()
        self.refresh_icons()
        state.examples_changed.connect(self._on_examples)
        pictures.arrived.connect(self._on_picture)
        self._on_examples()

    def set_dropping(self, dropping: bool) -> None:
        """Show that a drop would be taken; to be said again with every move of the drag."""
        if dropping:
            self._hovering.start()
        else:
            self._hovering.stop()
        words = "true" if dropping else "false"
        if self.property("dropping") == words:
            return
        self.setProperty("dropping", words)
        self.style().unpolish(self)
        self.style().polish(self)

    def refresh_icons(self) -> None:
        """Take the icons in the colours of the present palette."""
        self._glass.setPixmap(icon("search").pixmap(QSize(20, 20)))
        self._choose.setIcon(icon("picture-add"))
        self._clear.setIcon(icon("close"))
        self._on_examples()

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(20, 6, 12, 6)
        layout.setSpacing(12)
        layout.addWidget(self._glass)
        layout.addWidget(self._hint, 1)
        layout.addWidget(self._row, 1)
        layout.addWidget(self._grain)
        layout.addWidget(self._choose)
        layout.addWidget(self._clear)

    def _chip_row(self) -> tuple[QScrollArea, QHBoxLayout]:
        area = QScrollArea(self)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setObjectName("chipRow")
        inner = QWidget(area)
        inner.setObjectName("chips")
        row = QHBoxLayout(inner)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addStretch(1)
        area.setWidget(inner)
        return area, row

    def _on_examples(self) -> None:
        for chip in self._chips.values():
            chip.hide()
            chip.deleteLater()
        self._chips = {}
        for position, signed in enumerate(self._state.examples):
            chip = self._chip(signed)
            self._row_layout.insertWidget(position, chip)
            self._chips[signed.example] = chip
            self._pictures.want(signed.example, after_ms=_PATIENCE_MS)
        active = bool(self._state.examples)
        self._hint.setVisible(not active)
        self._row.setVisible(active)
        self._grain.setVisible(active)
        self._clear.setVisible(active)
        self._choose.setVisible(not active)

    def _chip(self, signed: SignedExample) -> QueryChip:
        name = self._pictures.name(signed.example)
        chip = QueryChip(signed, name, signed.example.box is None, self)
        chip.removed.connect(self._state.remove)
        chip.turned.connect(self._state.turn)
        return chip

    def _on_picture(self, example: Example, image: QImage) -> None:
        chip = self._chips.get(example)
        if chip is not None:
            chip.set_pixmap(QPixmap.fromImage(image))
