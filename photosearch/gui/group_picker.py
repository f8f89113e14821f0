"""A quick choice of a group: type a part of its name, Enter takes it, or makes a new one."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from photosearch.gui.dialog_buttons import ok_buttons
from photosearch.gui.group_model import GroupModel
from photosearch.gui.group_view import GroupView
from photosearch.gui.thumbnail_loader import ThumbnailLoader
from photosearch.gui.values import GroupSummary

_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -8, Qt.Key.Key_PageDown: 8}


class GroupPicker(QDialog):
    """A field and the groups whose names match it."""

    def __init__(
        self,
        groups: list[GroupSummary],
        covers: ThumbnailLoader,
        title: str,
        *,
        may_create: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.resize(380, 420)
        self._may_create = may_create
        self._new_wanted = False
        self._model = GroupModel(self)
        self._model.set_groups(groups)
        self._field = QLineEdit(self)
        self._field.setPlaceholderText(self.tr("Name of a group"))
        self._field.setAccessibleName(self.tr("Name of a group"))
        self._field.textChanged.connect(self._on_text)
        self._field.installEventFilter(self)
        self._list = GroupView(self._model, covers, self)
        self._list.chosen.connect(self.accept)
        self._note = QLabel(self)
        self._note.setProperty("kind", "muted")
        self._note.setTextFormat(Qt.TextFormat.PlainText)
        self._buttons = ok_buttons(self)
        self._new = self._buttons.addButton(
            self.tr("&Make a new group"), QDialogButtonBox.ButtonRole.ActionRole
        )
        self._new.clicked.connect(self._on_new)
        self._list.selectionModel().currentChanged.connect(self._on_moved)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(8)
        layout.addWidget(self._field)
        layout.addWidget(self._list, 1)
        layout.addWidget(self._note)
        layout.addWidget(self._buttons)
        self._on_text()
        self._field.setFocus()

    def chosen(self) -> str:
        """Return the name of the chosen group, or of one to be made; empty when there is none."""
        group = self._list.current_group()
        if group is not None and not self._new_wanted:
            return group.name
        return self._typed if self._may_create else ""

    def accept(self) -> None:
        """Close once there is a choice."""
        if self.chosen():
            super().accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move in the list while the keyboard stays in the field."""
        if watched is self._field and isinstance(event, QKeyEvent):
            pressed = event.type() == QEvent.Type.KeyPress
            if pressed and event.key() in _STEPS:
                self._move(_STEPS[Qt.Key(event.key())])
                return True
        return super().eventFilter(watched, event)

    def _move(self, step: int) -> None:
        n_rows, row = self._model.rowCount(), self._list.currentIndex().row()
        if n_rows:
            target = 0 if row < 0 and step > 0 else max(row, 0) + step
            self._list.setCurrentIndex(self._model.index(min(max(target, 0), n_rows - 1)))

    @property
    def _typed(self) -> str:
        return self._field.text().strip()

    def _on_text(self) -> None:
        self._model.set_filter(self._typed)
        self._list.setCurrentIndex(self._best())
        matched = self._list.currentIndex().isValid()
        self._note.setText("" if matched else self._said())
        self._new.setVisible(matched and self._may_create)
        self._new.setEnabled(bool(self._typed) and self._model.by_name(self._typed) is None)
        self._buttons.button(self._buttons.StandardButton.Ok).setEnabled(bool(self.chosen()))

    def _best(self) -> QModelIndex:
        """Return the group of just the typed name, else one that begins with it, else any."""
        wanted = self._typed.casefold()
        names = [self._model.group(row).name.casefold() for row in range(self._model.rowCount())]
        if not names or (self._may_create and not wanted):
            return QModelIndex()
        ranks = [
            (name != wanted, not name.startswith(wanted), row) for row, name in enumerate(names)
        ]
        return self._model.index(min(ranks)[2])

    def _said(self) -> str:
        if not self._may_create:
            return self.tr("No group has this in its name.")
        if not self._typed:
            return self.tr("Type a name, or choose a group with the arrow keys.")
        return self.tr("Enter makes the new group “{name}”.").format(name=self._typed)

    def _on_moved(self) -> None:
        self._buttons.button(self._buttons.StandardButton.Ok).setEnabled(bool(self.chosen()))

    def _on_new(self) -> None:
        self._new_wanted = True
        self.accept()
