"""The group in view: which two members are compared, which one keys act on, what is said of it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject

from photosearch.gui.compare_pictures import ComparePictures
from photosearch.gui.review_controller import ReviewController
from photosearch.gui.review_page import ReviewPage
from photosearch.gui.review_texts import reasons_text
from photosearch.gui.review_values import (
    DuplicateGroup,
    FileFacts,
    MemberMark,
    differences,
    marks_of,
)
from photosearch.gui.review_words import caution_text


class ReviewedGroup(QObject):
    """Shows one group on the right side of the page.

    The member that is best kept is the anchor, on the left. On the right is the one that the keys
    act on, or was last when they act on the anchor.
    """

    def __init__(
        self, page: ReviewPage, controller: ReviewController, pictures: ComparePictures
    ) -> None:
        super().__init__(page)
        self._page = page
        self._controller = controller
        self._pictures = pictures
        self._ahead: Sequence[bytes] = ()
        self._anchor = self._other = 0
        self.group: DuplicateGroup | None = None
        self.current = 0

    def show(self, group: DuplicateGroup, ahead: Sequence[bytes]) -> None:
        """Show a group; the pictures of ``ahead`` are likely to be wanted next."""
        self._ahead = ahead
        if self.group != group:
            self.group = group
            self._choose_pair()
        self.refresh()

    def clear(self) -> None:
        """Show no group."""
        self.group = None

    def take_description(self) -> None:
        """Show what has become known; begin with the suggested pair if nothing was done yet."""
        group = self.group
        if group is None:
            return
        if self.current == self._other and self._controller.intentions.of(group) is None:
            self._choose_pair()
        self.refresh()

    def choose(self, member: int) -> None:
        """Let the keys act on a member, and compare it with the anchor."""
        if self.group is None or not 0 <= member < len(self.group.members):
            return
        self.current = member
        if member != self._anchor:
            self._other = member
        self.refresh()

    def choose_side(self, side: int) -> None:
        """Let the keys act on the anchor (0) or on the one that it is compared with (1)."""
        self.choose((self._anchor, self._other)[side])

    def step(self, step: int) -> None:
        """Let the keys act on the next member, or the one before."""
        if self.group is not None:
            self.choose((self.current + step) % len(self.group.members))

    def refresh(self) -> None:
        """Show the group as it stands now."""
        group, page = self.group, self._page
        if group is None:
            return
        page.show_group()
        marks = self._marks(group)
        pair = (self._anchor, self._other)
        members = (group.members[pair[0]], group.members[pair[1]])
        facts = self._facts(group, pair)
        page.compare.show_pair(facts, members)
        page.compare.show_marks((marks[pair[0]], marks[pair[1]]), pair)
        page.compare.set_current(0 if self.current == self._anchor else 1)
        page.strip.setVisible(len(group.members) > 2)
        if len(group.members) > 2:
            page.strip.show_members(group, marks, self._anchor, self.current)
        page.caution.setText(caution_text(group.caution))
        page.caution.setVisible(bool(group.caution))
        page.bar.accept.setEnabled(any(mark.suggested == "trash" for mark in marks))
        page.facts.show_lines(differences(*facts), *self._reasons(group, pair))
        self._pictures.want([*(member.path for member in members), *self._ahead])

    def _choose_pair(self) -> None:
        """Compare the first other member with the one that is best kept."""
        assert self.group is not None
        suggestion = self._controller.suggestion(self.group)
        keeper = suggestion.keeper if suggestion is not None else None
        self._anchor = keeper or 0
        self.current = self._other = 0 if self._anchor else 1

    def _marks(self, group: DuplicateGroup) -> list[MemberMark]:
        suggestion = self._controller.suggestion(group)
        suggested = [each.decision for each in suggestion.verdicts] if suggestion else []
        return marks_of(group, self._controller.intentions.of(group), suggested)

    def _facts(self, group: DuplicateGroup, pair: tuple[int, int]) -> tuple[FileFacts, FileFacts]:
        known = self._controller.facts(group)
        if known is not None:
            return known[pair[0]], known[pair[1]]
        copies = [group.members[each].copies[0] for each in pair]
        return FileFacts(copies[0], None), FileFacts(copies[1], None)

    def _reasons(self, group: DuplicateGroup, pair: tuple[int, int]) -> tuple[str, str]:
        suggestion = self._controller.suggestion(group)
        if suggestion is None or group.caution:
            return "", ""
        one, other = (reasons_text(suggestion.verdicts[each]) for each in pair)
        return one, other
