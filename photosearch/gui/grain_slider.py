"""The control between "the same thing" and "the same kind"."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QWidget


class GrainSlider(QWidget):
    """A slider with its two meanings beside it.

    Signals:
        changed(grain): 0.0 (same thing) to 1.0 (same kind).
    """

    changed = Signal(float)

    def __init__(self, grain: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._slider = QSlider(Qt.Orientation.Horizontal, self)
        self._slider.setObjectName("grainSlider")
        self._slider.setRange(0, 20)
        self._slider.setPageStep(5)
        self._slider.setFixedWidth(128)
        self._slider.setValue(round(grain * 20))
        self._slider.setAccessibleName(self.tr("From the same thing to the same kind"))
        self._slider.setToolTip(
            self.tr("Left: only this very thing or scene. Right: anything of the same kind.")
        )
        self._slider.valueChanged.connect(self._on_value)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for part in (
            self._end(self.tr("Same thing")),
            self._slider,
            self._end(self.tr("Same kind")),
        ):
            layout.addWidget(part)

    @property
    def grain(self) -> float:
        """Return 0.0 to 1.0."""
        return self._slider.value() / 20

    def _end(self, text: str) -> QLabel:
        label = QLabel(text, self)
        label.setProperty("kind", "muted")
        return label

    def _on_value(self, value: int) -> None:
        self.changed.emit(value / 20)
