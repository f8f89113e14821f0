"""The window's style sheet, made from a theme's colours."""

from __future__ import annotations

from string import Template
from typing import TYPE_CHECKING

from photosearch.base.paths import resources_dir

if TYPE_CHECKING:
    from photosearch.gui.theme import Theme

_SHEET = Template(
    """
QToolTip { background: $raised; color: $text; border: 1px solid $border; padding: 4px 8px; }

QPushButton, QToolButton, QComboBox, QSpinBox, QLineEdit, QPlainTextEdit {
  border: 1px solid $border; border-radius: 8px; background: $raised; color: $text;
}
QPushButton { min-height: 22px; padding: 4px 14px; }
QToolButton { min-height: 22px; min-width: 22px; padding: 4px 6px; }
QComboBox { min-height: 22px; padding: 4px 10px; }
QLineEdit, QPlainTextEdit { min-height: 22px; padding: 4px 8px; }
QPushButton:hover, QToolButton:hover, QComboBox:hover, QSpinBox:hover {
  border-color: $muted;
}
QPushButton:pressed, QToolButton:pressed { background: $tile; }
QToolButton:checked { background: $accent_soft; border-color: $accent; }
QPushButton:disabled, QToolButton:disabled, QComboBox:disabled { color: $muted; }
QPushButton:focus, QToolButton:focus, QComboBox:focus, QSpinBox:focus, QLineEdit:focus,
QPlainTextEdit:focus { border: 2px solid $accent; }
QPushButton:focus { padding: 3px 13px; }
QToolButton:focus { padding: 3px 5px; }
QComboBox { combobox-popup: 0; }
QComboBox QAbstractItemView {
  background: $raised; color: $text; border: 1px solid $border; padding: 4px; outline: none;
  selection-background-color: $accent_soft; selection-color: $text;
}
QComboBox QAbstractItemView::item { min-height: 26px; padding: 0 8px; }
QComboBox::drop-down { border: none; width: 24px; }
QComboBox::down-arrow { image: url("$icons/chevron-$name.svg"); width: 12px; height: 12px; }
QToolButton::menu-indicator { image: none; }
QPushButton[kind="primary"] {
  background: $accent; color: $accent_text; border-color: $accent; font-weight: 600;
}
QPushButton[kind="primary"]:disabled {
  background: $tile; color: $muted; border-color: $border;
}
QPushButton[kind="primary"]:focus { border: 2px solid $text; }
QPushButton[kind="big"] {
  background: $accent; color: $accent_text; border-color: $accent; font-weight: 600;
  padding: 10px 28px; font-size: 12pt; border-radius: 10px;
}
QPushButton[kind="big"]:focus { border: 2px solid $text; padding: 9px 27px; }
QToolButton[kind="flat"] { border: 1px solid transparent; background: transparent; }
QToolButton[kind="flat"]:hover { background: $tile; }
QToolButton[kind="flat"]:checked { background: $accent_soft; }
QToolButton[kind="flat"]:focus { border: 2px solid $accent; }
QToolButton[kind="mini"] {
  border: 1px solid transparent; background: transparent; min-width: 16px; min-height: 16px;
  padding: 2px;
}
QToolButton[kind="mini"]:hover { background: $border; }
QToolButton[kind="mini"]:focus { border: 2px solid $accent; padding: 1px; }
QPushButton[kind="link"] {
  border: 1px solid transparent; background: transparent; color: $accent; padding: 4px 8px;
}
QPushButton[kind="link"]:hover { text-decoration: underline; }
QPushButton[kind="link"]:focus { border: 2px solid $accent; padding: 3px 7px; }

QLabel[kind="title"] { font-size: 17pt; font-weight: 600; }
QLabel[kind="heading"] { font-weight: 600; }
QLabel[kind="caption"] { color: $muted; font-size: 9pt; font-weight: 600; }
QLabel[kind="muted"] { color: $muted; }
QLabel[kind="warning"] { color: $warning; }
QLabel[kind="better"] { color: $good; font-weight: 600; }
QLabel[kind="key"] {
  color: $text; background: $raised; border: 1px solid $border; border-radius: 4px;
  padding: 0 5px; font-size: 9pt;
}
QPushButton[kind="tab"] {
  border: none; border-bottom: 2px solid transparent; border-radius: 0; background: transparent;
  padding: 6px 12px;
}
QPushButton[kind="tab"]:hover { border-bottom: 2px solid $border; }
QPushButton[kind="tab"]:checked { border-bottom: 2px solid $accent; color: $accent; }
QPushButton[kind="tab"]:focus { background: $accent_soft; border-radius: 6px; }
QPushButton[kind="danger"] {
  background: $danger; color: $accent_text; border-color: $danger; font-weight: 600;
}
QPushButton[kind="danger"]:disabled { background: $tile; color: $muted; border-color: $border; }
QPushButton[kind="danger"]:focus { border: 2px solid $text; }

QMenuBar { background: $window; padding: 2px 6px; }
QMenuBar::item { padding: 4px 10px; border-radius: 6px; background: transparent; }
QMenuBar::item:selected { background: $tile; }
QMenu { background: $raised; border: 1px solid $border; padding: 6px; }
QMenu::item { padding: 6px 28px 6px 12px; border-radius: 6px; }
QMenu::item:selected { background: $accent_soft; color: $text; }
QMenu::item:disabled { color: $muted; }
QMenu::separator { height: 1px; background: $border; margin: 6px 8px; }
QMenu::icon { padding-left: 8px; }

QFrame#queryBar { background: $surface; border: 1px solid $border; border-radius: 14px; }
QFrame#queryBar[dropping="true"] { border: 2px dashed $accent; background: $accent_soft; }
QFrame[kind="chip"] { background: $tile; border: 1px solid $border; border-radius: 10px; }
QFrame[kind="chip"][negative="true"] { border: 1px solid $danger; }
QFrame#filterPanel { background: $window; border: none; }
QFrame#resultsFooter { background: $surface; border-top: 1px solid $border; }
QFrame#banner { background: $accent_soft; border-radius: 10px; }
QTextEdit[kind="value"] { background: transparent; border: none; }
QFrame#matchPanel { background: $window; border-left: 1px solid $border; }
QFrame#matchPanel[kind="floating"] {
  background: $raised; border: 1px solid $border; border-radius: 10px;
}
QFrame#infoPanel { background: $window; border-left: 1px solid $border; }
QScrollArea#chipRow, QScrollArea#chipRow > QWidget, QWidget#chips { background: transparent; }
QFrame#memberCaption { background: $window; border-bottom: 2px solid transparent; }
QFrame#memberCaption[current="true"] { border-bottom: 2px solid $accent; }
QFrame#memberCaption[behind="true"] { background: $tile; }
QFrame#reviewHead, QFrame#reviewFoot { background: $window; border: none; }
QFrame#reviewHead { border-bottom: 1px solid $border; }
QFrame#reviewFoot { border-top: 1px solid $border; }
QFrame#keyHelp { background: $raised; border: 1px solid $border; border-radius: 12px; }
QLabel#caution { padding: 6px 12px; }
QListView#ruleList { border: 1px solid $border; border-radius: 8px; padding: 4px; }
QListView#ruleList:focus { border: 2px solid $accent; padding: 3px; }
QListView#ruleList::item { min-height: 26px; padding: 0 6px; border-radius: 6px; }
QListView#ruleList::item:selected { background: $accent_soft; color: $text; }
QListView#ruleList::indicator {
  width: 16px; height: 16px; border: 1px solid $muted; border-radius: 4px; background: $raised;
}
QListView#ruleList::indicator:checked {
  background: $accent; border-color: $accent; image: url("$icons/tick-$name.svg");
}
QListView#memberStrip { background: $surface; }
QFrame#viewerBar { background: $window; border-bottom: 1px solid $border; }
QWidget#emptyState { background: $surface; }

QTreeWidget, QListView, QTableView { background: $surface; border: none; outline: none; }
QTreeWidget#sideTree { background: $window; }
QListView#groupList { background: $window; border: 1px solid transparent; }
QListView#groupList:focus { border: 2px solid $accent; border-radius: 8px; }
QPushButton#newGroup { border: 1px dashed $border; background: transparent; text-align: left; }
QPushButton#newGroup:hover { border-color: $muted; }
QPushButton#newGroup:focus { border: 2px solid $accent; }
QPushButton#newGroup[dropping="true"] { border: 2px dashed $accent; background: $accent_soft; }
QTreeWidget::item { padding: 4px 2px; border-radius: 6px; }
QTreeWidget::item:hover { background: $tile; }
QTreeWidget::item:selected { background: $accent_soft; color: $text; }
QTreeWidget:focus { border: 2px solid $accent; border-radius: 8px; }
QTableView { border: 1px solid $border; border-radius: 8px; gridline-color: $border; }
QTableView:focus { border: 2px solid $accent; }
QTableView::item { padding: 4px 8px; }
QTableView::item:selected { background: $accent_soft; color: $text; }
QHeaderView { background: transparent; }
QHeaderView::section:first { border-top-left-radius: 7px; }
QHeaderView::section:last { border-top-right-radius: 7px; }
QHeaderView::section {
  background: $window; color: $muted; border: none; border-bottom: 1px solid $border;
  padding: 6px 8px; font-weight: 600; text-align: left;
}

QStatusBar { background: $window; border-top: 1px solid $border; }
QStatusBar::item { border: none; }
QProgressBar { background: $tile; border: none; border-radius: 3px; max-height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }

QSpinBox { min-height: 19px; padding: 4px 24px 4px 2px; }
QSpinBox::up-button, QSpinBox::down-button {
  subcontrol-origin: border; width: 24px; border: none; background: transparent;
}
QSpinBox::up-button { subcontrol-position: top right; margin-top: 3px; }
QSpinBox::down-button { subcontrol-position: bottom right; margin-bottom: 3px; }
QSpinBox::up-arrow { image: url("$icons/chevron-up-$name.svg"); width: 10px; height: 10px; }
QSpinBox::down-arrow { image: url("$icons/chevron-$name.svg"); width: 10px; height: 10px; }
QCheckBox { spacing: 8px; }
QCheckBox::indicator {
  width: 16px; height: 16px; border: 1px solid $muted; border-radius: 4px; background: $raised;
}
QCheckBox::indicator:checked {
  background: $accent; border-color: $accent; image: url("$icons/tick-$name.svg");
}
QRadioButton { spacing: 8px; padding: 2px; border: 2px solid transparent; border-radius: 6px; }
QRadioButton::indicator {
  width: 14px; height: 14px; border: 1px solid $muted; border-radius: 8px; background: $raised;
}
QRadioButton::indicator:checked { border: 5px solid $accent; width: 6px; height: 6px; }
QRadioButton:focus { border-color: $accent; }
QCheckBox:focus { border: 2px solid $accent; border-radius: 6px; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QSlider { min-height: 24px; }
QSlider::groove:horizontal { height: 4px; background: $border; border-radius: 2px; }
QSlider::sub-page:horizontal { background: $accent; border-radius: 2px; }
QSlider#grainSlider::sub-page:horizontal { background: $border; }
QSlider::handle:horizontal {
  width: 14px; height: 14px; margin: -6px 0; border-radius: 8px;
  background: $raised; border: 1px solid $muted;
}
QSlider::handle:horizontal:hover { border-color: $accent; }
QSlider:focus { border: 2px solid $accent; border-radius: 8px; }

QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: $border; border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 40px; }
QScrollBar::handle:horizontal { min-width: 40px; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QSplitter::handle { background: $border; }
QSplitter::handle:vertical { background: transparent; }
QSplitter::handle:vertical:hover { background: $tile; }
QSplitter::handle:horizontal { width: 1px; }
"""
)


def stylesheet(theme: Theme) -> str:
    """Return the style sheet in a theme's colours."""
    icons = (resources_dir() / "icons").as_posix()
    return _SHEET.substitute(vars(theme), icons=icons)
