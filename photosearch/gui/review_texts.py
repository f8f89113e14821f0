"""What the page of duplicates says: why there is nothing to see, what was done, what it won."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from photosearch.gui.empty_state import EmptyState
from photosearch.gui.review_controller import ReviewController
from photosearch.gui.review_values import Departed, ReviewFilter, Verdict
from photosearch.gui.review_words import reason_text
from photosearch.gui.wording import number, size

_REASONS = 3


def reasons_text(verdict: Verdict) -> str:
    """Return what the rules say of a member, and why."""
    return _Reasons().text(verdict)


class _Reasons(QObject):
    # The translation tools see ``tr`` of a class only.

    def text(self, verdict: Verdict) -> str:
        word = {
            "keep": self.tr("Keep"),
            "trash": self.tr("Trash"),
            "open": self.tr("Yours to decide"),
        }[verdict.decision]
        goes = verdict.decision == "trash"
        said = (reason_text(each, goes=goes) for each in verdict.reasons[:_REASONS])
        reasons = "; ".join(said)
        return f"{word}: {reasons}" if reasons else word


class ReviewTexts(QObject):
    """Sentences, and the empty state of the page."""

    def __init__(self, empty: EmptyState, add_folder: Callable[[], None]) -> None:
        super().__init__(empty)
        self._empty = empty
        self._add_folder = add_folder
        self.won: list[int] = []  # bytes of each step that was not undone

    def refusal(self, refusal: str) -> str:
        """Return why a member can't go."""
        return {
            "last": self.tr("One of them has to stay."),
            "reference": self.tr("It lies in a reference folder: it stays."),
        }.get(refusal, "")

    def nothing_suggested(self) -> str:
        """Say that there was nothing to accept."""
        return self.tr("Nothing was suggested there; it stays as it is.")

    def nothing_marked(self) -> str:
        """Say that nothing is marked for the trash."""
        return self.tr("Nothing is marked for the trash yet.")

    def same_picture(self) -> str:
        """Say why copies of one picture can't be called different."""
        return self.tr("It is one picture. To keep every copy, make its folder a backup.")

    def no_trash(self) -> str:
        """Say that nothing can be moved."""
        return self.tr("There is no trash here to move files to; nothing was touched.")

    def is_done(self) -> str:
        """Say that nothing is to be decided of a group any more."""
        return self.tr("This group is done. Ctrl+Z takes back what was done last.")

    def nothing_to_resolve(self) -> str:
        """Say that no group is to do."""
        return self.tr("There is nothing to resolve.")

    def ask_aside(self, departed: Departed) -> str:
        """Ask whether files are to be set aside where there is no trash."""
        text = self.tr(
            "The drive of %n file(s) has no trash. They can go to a folder on it instead, and come "
            "back from there.",
            "",
            len(departed.without_trash),
        )
        return f"{self.moved(departed)} {text}" if departed.n_files else text

    def looking(self) -> str:
        """Say that duplicates are looked for."""
        return self.tr("Looking for duplicates…")

    def moving(self) -> str:
        """Say that files are being moved."""
        return self.tr("Moving to the trash…")

    def total(self) -> str:
        """Say what was won since the window was opened."""
        return self.tr("{size} won").format(size=size(sum(self.won))) if self.won else ""

    def moved(self, departed: Departed) -> str:
        """Say what came of moving files to the trash."""
        text = self.tr("%n file(s) moved to the trash, {size} won.", "", departed.n_files)
        text = text.format(size=size(departed.n_bytes))
        if departed.refused:
            refused = self.tr("%n file(s) stayed where they are.", "", len(departed.refused))
            text = f"{text} {refused}" if departed.n_files else refused
        return text

    def show_why_empty(
        self, controller: ReviewController, show_to_do: Callable[[], None], find: Callable[[], None]
    ) -> None:
        """Say why no group is listed, and what to do."""
        review, chosen = controller.review, controller.filter
        show = self._empty.show_message
        if controller.is_finding and not len(review):
            show(
                "refresh",
                self.tr("Looking for duplicates…"),
                self.tr("Nothing is ever moved before you say so."),
            )
        elif controller.n_photos is None:
            show(
                "duplicates",
                self.tr("Not looked for duplicates yet"),
                self.tr("Copies, edited versions and bursts are found and kept apart."),
                (self.tr("Look for duplicates"), find),
            )
        elif not controller.n_photos:
            show(
                "folder",
                self.tr("There are no photos to compare yet"),
                self.tr("Add a folder with photos; once they are in, look for duplicates here."),
                (self.tr("Add a folder"), self._add_folder),
            )
        elif not len(review):
            text = self.tr("%n photo(s) were compared with one another.", "", controller.n_photos)
            show("check", self.tr("No duplicates found"), text, (self.tr("Look again"), find))
        elif chosen != ReviewFilter(chosen.kind):
            show(
                "search",
                self.tr("No groups with these choices"),
                self.tr("Choose other folders or another state above."),
                (self.tr("Show all that is to do"), show_to_do),
            )
        else:
            self._show_no_more(controller)

    def _show_no_more(self, controller: ReviewController) -> None:
        progress = controller.review.progress(controller.filter.kind)
        show = self._empty.show_message
        if progress.n_done:
            text = self.tr("All {number} groups of this kind are done.")
            title = self.tr("Nothing left to do here")
            show("check", title, text.format(number=number(progress.n_done)))
        else:
            text = self.tr("%n photo(s) were compared.", "", controller.n_photos or 0)
            show("check", self.tr("No groups of this kind"), text)
