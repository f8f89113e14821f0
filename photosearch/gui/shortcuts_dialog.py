"""All keys at a glance, made from the actions themselves, so that the list is always right."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QDialog, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from photosearch.gui.dialog_buttons import close_buttons


class ShortcutsDialog(QDialog):
    """Two columns of keys and what they do."""

    def __init__(
        self, sections: Iterable[tuple[str, list[QAction]]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keyboard"))
        self.resize(640, 560)
        inner = QWidget()
        grid = QGridLayout(inner)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        row = 0
        for title, lines in [*self._of_actions(sections), *self._of_views()]:
            row = _add_section(grid, row, title, lines)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidget(inner)
        area.setAccessibleName(self.tr("Keyboard"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.addWidget(area)
        layout.addWidget(close_buttons(self))

    def _of_actions(
        self, sections: Iterable[tuple[str, list[QAction]]]
    ) -> list[tuple[str, list[tuple[str, str]]]]:
        found = []
        for title, actions in sections:
            lines = [(_keys(action), _plain(action.text())) for action in actions]
            found.append((_plain(title), [line for line in lines if line[0]]))
        return [section for section in found if section[1]]

    def _of_views(self) -> list[tuple[str, list[tuple[str, str]]]]:
        grid = [
            (self.tr("Arrow keys, Page Up, Page Down, Home, End"), self.tr("Move")),
            (self.tr("Shift or Ctrl with these"), self.tr("Select several")),
            ("1 … 9", self.tr("Add the selected photos to the group with this key")),
            (self.tr("Tab, Shift+Tab"), self.tr("To the next or the previous control")),
        ]
        viewer = [
            ("← →", self.tr("Photo before, next photo")),
            ("+ − 0 1", self.tr("Larger, smaller, whole photo, actual size")),
            (self.tr("Shift+arrow keys"), self.tr("Move the picture, or the drawn part")),
            (self.tr("Ctrl+arrow keys"), self.tr("Make the drawn part larger or smaller")),
        ]
        from photosearch.gui.review_keys import key_lines

        duplicates = [(line.keys, line.words) for line in key_lines()]
        return [
            (self.tr("In the photos"), grid),
            (self.tr("In one photo"), viewer),
            (self.tr("In the duplicates"), duplicates),
        ]


def _add_section(grid: QGridLayout, row: int, title: str, lines: list[tuple[str, str]]) -> int:
    heading = QLabel(title)
    heading.setProperty("kind", "heading")
    heading.setContentsMargins(0, 12 if row else 0, 0, 0)
    grid.addWidget(heading, row, 0, 1, 2)
    for offset, (keys, words) in enumerate(lines, start=1):
        key_label = QLabel(keys)
        key_label.setProperty("kind", "muted")
        key_label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        key_label.setWordWrap(True)
        grid.addWidget(key_label, row + offset, 0)
        grid.addWidget(QLabel(words), row + offset, 1)
    return row + len(lines) + 1


def _keys(action: QAction) -> str:
    form = QKeySequence.SequenceFormat.NativeText
    return ", ".join(each.toString(form) for each in action.shortcuts())


def _plain(text: str) -> str:
    return text.replace("&", "").rstrip("…")
