"""Before learning: what will happen, and, folded away, how it is done."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QRadioButton,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from photosearch.gui.dialog_buttons import ok_buttons
from photosearch.gui.values import TuningRequest

_DEFAULT_KEEP = 300
_MOST_KEEP = 100_000


class LearnDialog(QDialog):
    """``request`` tells what was chosen."""

    def __init__(
        self, n_groups: int, n_photos: int, losses: Sequence[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Learn from your groups"))
        self.setMinimumWidth(520)
        self.name = QLineEdit(self)
        self.name.setPlaceholderText(self.tr("Such as: same place"))
        self.name.setAccessibleName(self.tr("Name"))
        self.more = QToolButton(self)
        self.more.setText(self.tr("More"))
        self.more.setCheckable(True)
        self.more.setProperty("kind", "flat")
        self.more.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.more.toggled.connect(self._on_more)
        self.direct = QRadioButton(self.tr("In one step (recommended)"), self)
        self.trained = QRadioButton(self.tr("Train with a loss of your choice"), self)
        self.direct.setChecked(True)
        self.loss = QComboBox(self)
        self.loss.addItems(list(losses))
        self.keep = QSpinBox(self)
        self.keep.setRange(0, _MOST_KEEP)
        self.keep.setSingleStep(50)
        self.keep.setValue(_DEFAULT_KEEP)
        self.keep.lineEdit().setTextMargins(8, 0, 0, 0)
        self.trained.toggled.connect(self._on_trained)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(12)
        for text, kind in self._words(n_groups, n_photos):
            label = QLabel(text, self)
            label.setWordWrap(True)
            label.setProperty("kind", kind)
            layout.addWidget(label)
        layout.addWidget(self.more)
        self.expert = self._expert()
        layout.addWidget(self.expert)
        layout.addStretch(1)
        buttons = ok_buttons(self)
        buttons.button(QDialogButtonBox.StandardButton.Ok).setText(self.tr("&Learn"))
        layout.addWidget(buttons)
        self._on_more(False)
        self._on_trained(False)

    def request(self) -> TuningRequest:
        """Return what was chosen."""
        name = self.name.text().strip()
        if self.trained.isChecked():
            return TuningRequest(
                level=2, loss=self.loss.currentText(), keep=float(self.keep.value()), name=name
            )
        return TuningRequest(name=name)

    def _words(self, n_groups: int, n_photos: int) -> list[tuple[str, str]]:
        photos = self.tr("%n photo(s)", "", n_photos)
        what = self.tr("photosearch learns from %n group(s) with {photos} what is alike to you.",
                       "", n_groups)  # fmt: skip
        return [
            (what.format(photos=photos), "heading"),
            (
                self.tr(
                    "It tries what it learned on photos that it has not seen, and uses it only if "
                    "it is better. Then it shows you before and after; you can always go back. "
                    "Your photos stay as they are, and you can go on working meanwhile."
                ),
                "",
            ),
        ]

    def _expert(self) -> QWidget:
        expert = QWidget(self)
        form = QFormLayout(expert)
        form.setContentsMargins(12, 0, 0, 0)
        form.setHorizontalSpacing(24)
        form.setVerticalSpacing(10)
        form.addRow(self.tr("&Name"), self.name)
        form.addRow(self.tr("Method"), self.direct)
        form.addRow("", self.trained)
        form.addRow(self.tr("L&oss"), self.loss)
        form.addRow(self.tr("&Protect other photos"), self.keep)
        self.loss.setAccessibleName(self.tr("Loss"))
        self.keep.setAccessibleName(self.tr("Protect other photos"))
        self.keep.setToolTip(self.tr("More keeps the rest of the library as it is; 0 nothing."))
        return expert

    def _on_more(self, shown: bool) -> None:
        self.expert.setVisible(shown)
        self.more.setArrowType(Qt.ArrowType.DownArrow if shown else Qt.ArrowType.RightArrow)
        self.adjustSize()

    def _on_trained(self, trained: bool) -> None:
        self.loss.setEnabled(trained)
        self.keep.setEnabled(trained)
