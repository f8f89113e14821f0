"""What two members differ in, in words, below their pictures; what is the same is one line."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from photosearch.base.paths import shown
from photosearch.gui.review_values import FactLine
from photosearch.gui.wording import local_moment, moment, number, short_folder, size

_LABEL_PX = 132


class FactsTable(QWidget):
    """One line a difference: left value, what it is, right value; the better one stands out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Differences"))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(3)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnMinimumWidth(1, _LABEL_PX)
        self._grid.setColumnStretch(2, 1)
        self._same = QLabel(self)
        self._same.setProperty("kind", "muted")
        self._same.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._same.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 6, 10, 2)
        layout.setSpacing(3)
        layout.addLayout(self._grid)
        layout.addWidget(self._same)
        self._rows: list[tuple[QLabel, QLabel, QLabel]] = []
        self._n_rows = 0

    @property
    def text(self) -> str:
        """Return everything that is said, a line each."""
        rows = self._rows[: self._n_rows]
        said = [f"{name.text()}: {one.text()} | {other.text()}" for one, name, other in rows]
        return "\n".join([*said, self._same.text()])

    def show_lines(
        self, lines: Sequence[FactLine], first_reasons: str = "", second_reasons: str = ""
    ) -> None:
        """Show what two members differ in, below what the rules say of each."""
        self._n_rows = 0
        if first_reasons or second_reasons:
            self._fill(self.tr("Suggestion"), (first_reasons, second_reasons), "")
        for line in lines:
            if line.better != "same":
                values = (_value(line, line.first), _value(line, line.second))
                self._fill(self._name(line.code), values, line.better)
                one, _, other = self._rows[self._n_rows - 1]
                one.setToolTip(_full(line.first))
                other.setToolTip(_full(line.second))
        for row in self._rows[self._n_rows :]:
            for label in row:
                label.hide()
        same = [self._same_words(line) for line in lines if line.better == "same"]
        self._same.setText(self.tr("The same: {facts}").format(facts=", ".join(same)))
        self._same.setVisible(bool(same))

    def _fill(self, name: str, values: tuple[str, str], better: str) -> None:
        """Say one thing of both in the next row, made where there is none yet."""
        if self._n_rows == len(self._rows):
            self._rows.append(self._make_row(self._n_rows))
        row = self._rows[self._n_rows]
        self._n_rows += 1
        texts = (values[0], name, values[1])
        kinds = ("better" if better == "first" else "", "caption")
        for label, text, kind in zip(
            row, texts, (*kinds, "better" if better == "second" else ""), strict=True
        ):
            label.setText(text)
            label.setToolTip("")
            label.setAccessibleName(name if kind == "caption" else f"{name}: {text}")
            if label.property("kind") != kind:
                label.setProperty("kind", kind)
                label.style().unpolish(label)
                label.style().polish(label)
            label.show()

    def _make_row(self, row: int) -> tuple[QLabel, QLabel, QLabel]:
        align = Qt.AlignmentFlag
        made = []
        for column, side in enumerate((align.AlignRight, align.AlignHCenter, align.AlignLeft)):
            label = QLabel(self)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setAlignment(side | align.AlignVCenter)
            label.setWordWrap(row == 0 and column != 1)
            label.setMinimumWidth(40)
            self._grid.addWidget(label, row, column)
            made.append(label)
        return made[0], made[1], made[2]

    def _same_words(self, line: FactLine) -> str:
        return f"{self._name(line.code)} {_value(line, line.first)}".strip()

    def _name(self, code: str) -> str:
        return {
            "pixels": self.tr("Pixels"),
            "bytes": self.tr("Size"),
            "format": self.tr("Format"),
            "quality": self.tr("JPEG quality"),
            "taken": self.tr("Taken"),
            "written": self.tr("Written"),
            "camera": self.tr("Camera"),
            "tags": self.tr("Details kept"),
            "folder": self.tr("Folder"),
            "name": self.tr("Name"),
        }[code]


def _value(line: FactLine, value: object) -> str:
    if value is None:
        return "–"
    if isinstance(value, bytes):
        return short_folder(value) if line.code == "folder" else shown(value)
    if isinstance(value, str):
        return value.upper() if line.code == "format" else value
    figure = float(value)  # type: ignore[arg-type]  # int or float, by FactLine
    by_code = {"bytes": lambda: size(int(figure)), "taken": lambda: moment(figure)}
    by_code["written"] = lambda: local_moment(figure)
    return by_code.get(line.code, lambda: number(int(figure)))()


def _full(value: object) -> str:
    return shown(value) if isinstance(value, bytes) else ""
