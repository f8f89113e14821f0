"""The keys of the review of duplicates: one table for the page, its hints and its help."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeyEvent

ReviewAct = Literal[
    "next", "previous", "right", "left", "toggle", "keep only", "accept", "apart", "clear",
    "trash", "trash all", "flicker", "difference", "side", "larger", "smaller", "fit", "actual",
    "pan left", "pan right", "pan up", "pan down", "bulk", "help", "find",
]  # fmt: skip
_K = Qt.Key
_SHIFT = Qt.KeyboardModifier.ShiftModifier

_NONE = Qt.KeyboardModifier.NoModifier

_BY_KEY: dict[tuple[Qt.Key, Qt.KeyboardModifier], ReviewAct] = {
    (_K.Key_Down, _NONE): "next",
    (_K.Key_J, _NONE): "next",
    (_K.Key_Up, _NONE): "previous",
    (_K.Key_P, _NONE): "previous",
    (_K.Key_Right, _NONE): "right",
    (_K.Key_Left, _NONE): "left",
    (_K.Key_Space, _NONE): "toggle",
    (_K.Key_X, _NONE): "toggle",
    (_K.Key_K, _NONE): "keep only",
    (_K.Key_Return, _NONE): "accept",
    (_K.Key_Enter, _NONE): "accept",
    (_K.Key_N, _NONE): "apart",
    (_K.Key_C, _NONE): "clear",
    (_K.Key_Delete, _NONE): "trash",
    (_K.Key_Delete, _SHIFT): "trash all",
    (_K.Key_F, _NONE): "flicker",
    (_K.Key_D, _NONE): "difference",
    (_K.Key_S, _NONE): "side",
    (_K.Key_Plus, _NONE): "larger",
    (_K.Key_Equal, _NONE): "larger",
    (_K.Key_Minus, _NONE): "smaller",
    (_K.Key_0, _NONE): "fit",
    (_K.Key_Z, _NONE): "actual",
    (_K.Key_Left, _SHIFT): "pan left",
    (_K.Key_Right, _SHIFT): "pan right",
    (_K.Key_Up, _SHIFT): "pan up",
    (_K.Key_Down, _SHIFT): "pan down",
    (_K.Key_B, _NONE): "bulk",
    (_K.Key_H, _NONE): "help",
    (_K.Key_Question, _NONE): "help",
    (_K.Key_R, _NONE): "find",
}


@dataclass(frozen=True)
class KeyLine:
    """Keys and what they do, for people."""

    keys: str
    words: str


def act_of(event: QKeyEvent) -> ReviewAct | None:
    """Return what a key does on the page; ``None`` when it is none of its keys."""
    return _BY_KEY.get((Qt.Key(event.key()), _modifiers(event)))


def number_of(event: QKeyEvent) -> int | None:
    """Return the member that a number key names, 0 for the first; ``None`` for other keys."""
    place = event.key() - _K.Key_1.value
    return place if 0 <= place <= 8 and _modifiers(event) == _NONE else None


def key_lines() -> list[KeyLine]:
    """Return all keys in the order in which people need them."""
    return _Words().lines()


def _modifiers(event: QKeyEvent) -> Qt.KeyboardModifier:
    ignored = Qt.KeyboardModifier.KeypadModifier
    if Qt.Key(event.key()) in (_K.Key_Plus, _K.Key_Equal, _K.Key_Question):
        ignored |= _SHIFT  # as the layout of the keyboard wants it
    return event.modifiers() & ~ignored


class _Words(QObject):
    # The translation tools see ``tr`` of a class only.

    def lines(self) -> list[KeyLine]:
        delete, space = self.tr("Del"), self.tr("Space")
        return [
            KeyLine("↓ ↑", self.tr("Next group, group before")),
            KeyLine("← →  1 … 9", self.tr("Choose a photo of the group")),
            KeyLine(space, self.tr("Keep it, or let it go to the trash")),
            KeyLine("K", self.tr("Keep only this one")),
            KeyLine("↵", self.tr("Accept the suggestion and go on")),
            KeyLine("C", self.tr("Say nothing of this group again")),
            KeyLine("N", self.tr("Not duplicates: keep all, and never ask again")),
            KeyLine(delete, self.tr("Move what is marked in this group to the trash")),
            KeyLine(
                self.tr("Shift+{key}").format(key=delete),
                self.tr("Move everything that is marked to the trash"),
            ),
            KeyLine(self.tr("Ctrl+Z"), self.tr("Undo")),
            KeyLine("F", self.tr("Flicker: the other photo at the same place")),
            KeyLine("D", self.tr("Where they differ")),
            KeyLine("S", self.tr("Side by side")),
            KeyLine("+ − 0 Z", self.tr("Larger, smaller, whole photo, actual size")),
            KeyLine(self.tr("Shift+arrow keys"), self.tr("Move both pictures")),
            KeyLine("B", self.tr("Resolve many groups at once…")),
            KeyLine("R", self.tr("Look for duplicates again")),
            KeyLine(self.tr("Esc"), self.tr("Back to the photos")),
        ]
