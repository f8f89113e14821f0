"""What is odd about a group, in the window's words: said softly, nothing has to be put right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject

from photosearch.gui.values import GroupMark
from photosearch.gui.wording import number

_NAMED_AT_MOST = 3


def mark_text(mark: GroupMark) -> str:
    """Return one sentence about a mark."""
    return _MarkWords().text(mark)


def mark_icon(marks: Sequence[GroupMark]) -> str:
    """Return the sign for marks: a photo may well belong to two groups, so that is only noted."""
    if not marks:
        return ""
    return "info" if all(mark.code == "photos-in-several" for mark in marks) else "warning"


class _MarkWords(QObject):
    # The translation tools see plurals in ``tr`` of a class only.

    def text(self, mark: GroupMark) -> str:
        if mark.code == "groups-of-one":
            return self.tr("Only one photo: add others that belong to it.")
        if mark.code == "groups-of-copies":
            return self.tr("Only takes of one photo: add other photos of the same.")
        if mark.code == "photos-in-several":
            names = ", ".join(mark.others[:_NAMED_AT_MOST])
            more = len(mark.others) - _NAMED_AT_MOST
            if more > 0:
                names = self.tr("{names} and {number} more").format(
                    names=names, number=number(more)
                )
            text = self.tr("%n photo(s) also in {names}.", "", len(mark.photo_ids))
            return text.format(names=names)
        return self.tr(
            "What you said of %n photo(s) here is contradictory; it is left out of learning.",
            "",
            len(mark.photo_ids),
        )
