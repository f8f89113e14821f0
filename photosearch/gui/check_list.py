"""What was checked of a tuned metric: a mark, a word, the question, the figures."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from photosearch.gui.icons import picture
from photosearch.gui.theme import current_theme
from photosearch.gui.tuning_texts import check_figures, check_name

_ICON_PX = 18


class CheckList(QWidget):
    """One line a check; passed and failed differ by icon and word, not by colour alone."""

    def __init__(self, checks: list[dict[str, Any]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(2, 1)
        for row, check in enumerate(checks):
            passed = bool(check["passed"])
            word = self.tr("Passed") if passed else self.tr("Failed")
            mark, verdict = self._mark(passed), QLabel(word, self)
            verdict.setProperty("kind", "muted" if passed else "warning")
            question = QLabel(check_name(check), self)
            question.setWordWrap(True)
            figures = QLabel(check_figures(check), self)
            figures.setProperty("kind", "muted")
            figures.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            figures.setAccessibleName(f"{question.text()}: {word}, {figures.text()}")
            for column, part in enumerate((mark, verdict, question, figures)):
                grid.addWidget(part, row, column, Qt.AlignmentFlag.AlignTop)

    def _mark(self, passed: bool) -> QLabel:
        theme, label = current_theme(), QLabel(self)
        name, colour = ("check", theme.accent) if passed else ("warning", theme.warning)
        label.setPixmap(picture(name, _ICON_PX, colour, self.devicePixelRatioF()))
        return label
