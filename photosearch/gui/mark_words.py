"""What happens to a member of a group, by sign, word and colour."""

from __future__ import annotations

from PySide6.QtCore import QObject

from photosearch.gui.review_values import MemberMark
from photosearch.gui.theme import Theme


def mark_text(mark: MemberMark) -> str:
    """Return in a word or two what happens to a member."""
    return _Words().text(mark)


def mark_icon(mark: MemberMark) -> str:
    """Return the name of its sign; empty where there is nothing to say."""
    state = mark.state if mark.state != "open" else mark.suggested
    return {"keep": "check", "trash": "trash", "open": ""}[state]


def mark_colour(mark: MemberMark, theme: Theme) -> str:
    """Return its colour; a suggestion is quieter than what the person said."""
    if mark.state == "open":
        return theme.muted
    return theme.danger if mark.state == "trash" else theme.good


class _Words(QObject):
    # The translation tools see ``tr`` of a class only.

    def text(self, mark: MemberMark) -> str:
        if mark.state == "trash":
            return self.tr("Trash")
        if mark.state == "keep":
            return self.tr("Keep (reference)") if mark.is_reference else self.tr("Keep")
        if mark.is_reference:
            return self.tr("Reference")
        return {
            "keep": self.tr("Keep?"),
            "trash": self.tr("Trash?"),
            "open": self.tr("Undecided"),
        }[mark.suggested]
