"""The rules for what to keep: their order, which have a say, and what else may go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from photosearch.base.paths import shown
from photosearch.gui.review_values import KeepRules, PlanOptions, Rule
from photosearch.gui.review_words import kind_name, rule_name, rules_name
from photosearch.gui.wording import short_folder

_CODE_ROLE = int(Qt.ItemDataRole.UserRole)
_RULE_PX = 28


class RulesForm(QWidget):
    """A column of choices.

    Signals:
        changed(): something was chosen.
    """

    changed = Signal()

    def __init__(
        self,
        sets: Sequence[KeepRules],
        active: KeepRules,
        folders: Sequence[bytes] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setFixedWidth(300)
        self._sets = list(sets)
        self._base = active
        self.choice = QComboBox(self)
        self.choice.setAccessibleName(self.tr("Rules"))
        for each in sets:
            self.choice.addItem(rules_name(each), each.name)
        self.choice.setCurrentIndex(max(0, self.choice.findData(active.name)))
        self.choice.activated.connect(self._on_chosen)
        self.list = _RuleList(self)
        self._up, self._down = (self._button(self.tr("Up"), -1), self._button(self.tr("Down"), 1))
        self.edits = QCheckBox(self.tr("Also edits on purpose (cropped, turned…)"), self)
        self.bursts = QCheckBox(self.tr("Also the other photos of a burst"), self)
        self.kinds = {
            kind: QCheckBox(kind_name(kind), self) for kind in ("exact", "edited", "burst")
        }
        self.scope = QComboBox(self)
        for words, data in (
            (self.tr("In all folders"), "all"),
            (self.tr("Only across folders"), "across"),
            (self.tr("Only within a folder"), "within"),
        ):
            self.scope.addItem(words, data)
        self.scope.setAccessibleName(self.tr("Where the copies lie"))
        self.preferred = self._folder_box(self.tr("Preferred folder"), folders)
        self.first_to_go = self._folder_box(self.tr("Folder to clear first"), folders)
        self._lay_out()
        self._show(active)
        self.list.itemChanged.connect(self._on_changed)
        self.list.model().rowsMoved.connect(self._on_changed)
        self.list.moved.connect(self._on_changed)
        self.scope.activated.connect(self._on_changed)
        for box in (self.edits, self.bursts, *self.kinds.values()):
            box.toggled.connect(self._on_changed)

    def rules(self) -> KeepRules:
        """Return the rules as they stand; those of a set that was changed have no name."""
        items = [self.list.item(row) for row in range(self.list.count())]
        rules = replace(
            self._base,
            rules=tuple(
                Rule(item.data(_CODE_ROLE), item.checkState() == Qt.CheckState.Checked)
                for item in items
            ),
            folders=(*_chosen(self.preferred), *self._base.folders[1:]),
            last_folders=(*_chosen(self.first_to_go), *self._base.last_folders[1:]),
            trash_edits=self.edits.isChecked(),
            trash_bursts=self.bursts.isChecked(),
        )
        return rules if rules == self._base else replace(rules, name="")

    def named(self, name: str) -> KeepRules:
        """Return the rules as they stand, under a name; a set that was not changed has its own."""
        rules = self.rules()
        return replace(rules, name=name) if name or not rules.name else rules

    def take_saved(self, rules: KeepRules) -> None:
        """Show that a set is kept under its name, and used."""
        self._base = rules
        if all(each.name != rules.name for each in self._sets):
            self._sets.append(rules)
            self.choice.addItem(rules_name(rules), rules.name)
        self._sets = [rules if each.name == rules.name else each for each in self._sets]
        self.choice.setCurrentIndex(self.choice.findData(rules.name))

    def options(self) -> PlanOptions:
        """Return what else was chosen."""
        chosen = tuple(kind for kind, box in self.kinds.items() if box.isChecked())
        return PlanOptions(kinds=chosen, scope=self.scope.currentData())  # type: ignore[arg-type]  # kinds

    def _show(self, rules: KeepRules) -> None:
        self._base = rules
        with QSignalBlocker(self.list):
            self.list.clear()
            for rule in rules.rules:
                item = QListWidgetItem(rule_name(rule.code), self.list)
                item.setData(_CODE_ROLE, rule.code)
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                state = Qt.CheckState.Checked if rule.on else Qt.CheckState.Unchecked
                item.setCheckState(state)
            self.list.setCurrentRow(0)
        for field, paths in (
            (self.preferred, rules.folders),
            (self.first_to_go, rules.last_folders),
        ):
            with QSignalBlocker(field):
                _choose(field, paths[0] if paths else b"")
        for box, on in ((self.edits, rules.trash_edits), (self.bursts, rules.trash_bursts)):
            with QSignalBlocker(box):
                box.setChecked(on)

    def _on_chosen(self) -> None:
        name = self.choice.currentData()
        self._show(next(each for each in self._sets if each.name == name))
        self.changed.emit()

    def _on_changed(self) -> None:
        self.changed.emit()

    def _button(self, words: str, step: int) -> QPushButton:
        button = QPushButton(words, self)
        keys = "Ctrl+↑" if step < 0 else "Ctrl+↓"
        button.setToolTip(keys)
        button.clicked.connect(lambda: self.list.move_current(step))
        return button

    def _folder_box(self, name: str, folders: Sequence[bytes]) -> QComboBox:
        box = QComboBox(self)
        box.addItem(self.tr("none"), b"")
        for path in folders:
            box.addItem(short_folder(path), path)
            box.setItemData(box.count() - 1, shown(path), Qt.ItemDataRole.ToolTipRole)
        box.setAccessibleName(name)
        box.activated.connect(self._on_changed)
        return box

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.choice)
        column.addWidget(_caption(self.tr("WHAT IS KEPT: THE FIRST RULE THAT TELLS DECIDES")))
        column.addWidget(self.list)
        row = QHBoxLayout()
        row.addWidget(self._up)
        row.addWidget(self._down)
        row.addStretch(1)
        column.addLayout(row)
        for field in (self.preferred, self.first_to_go):
            label = QLabel(field.accessibleName(), self)
            label.setBuddy(field)
            line = QHBoxLayout()
            line.addWidget(label)
            line.addWidget(field, 1)
            column.addLayout(line)
        column.addWidget(_caption(self.tr("WHAT IS RESOLVED")))
        kinds = QHBoxLayout()
        for box in self.kinds.values():
            box.setChecked(True)
            kinds.addWidget(box)
        kinds.addStretch(1)
        column.addLayout(kinds)
        column.addWidget(self.scope)
        column.addWidget(self.edits)
        column.addWidget(self.bursts)
        column.addStretch(1)


class _RuleList(QListWidget):
    """Rules that are moved by the mouse, or by Ctrl and the arrow keys.

    Signals:
        moved(): a rule is at another place.
    """

    moved = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("ruleList")
        self.setAccessibleName(self.tr("Rules in their order"))
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setFixedHeight(9 * _RULE_PX + 6)
        self.setUniformItemSizes(True)

    def move_current(self, step: int) -> None:
        """Move the current rule up or down."""
        row = self.currentRow()
        if row >= 0 and 0 <= row + step < self.count():
            blocked = self.blockSignals(True)
            item = self.takeItem(row)
            self.insertItem(row + step, item)
            self.setCurrentRow(row + step)
            self.blockSignals(blocked)
            self.moved.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the rule with Ctrl and an arrow key."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if step and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.move_current(step)
        else:
            super().keyPressEvent(event)


def _choose(box: QComboBox, path: bytes) -> None:
    if path and box.findData(path) < 0:
        box.addItem(short_folder(path), path)
    box.setCurrentIndex(max(0, box.findData(path)))


def _chosen(box: QComboBox) -> tuple[bytes, ...]:
    path = bytes(box.currentData())
    return (path,) if path else ()


def _caption(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("kind", "caption")
    label.setWordWrap(True)
    label.setContentsMargins(0, 8, 0, 0)
    return label
