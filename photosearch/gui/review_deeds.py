"""What is done with duplicates: moved to the trash, called different, resolved by rule."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from photosearch.base.progress import Progress
from photosearch.gui.main_window import MainWindow
from photosearch.gui.review_controller import ReviewController
from photosearch.gui.review_page import ReviewPage
from photosearch.gui.review_texts import ReviewTexts
from photosearch.gui.review_values import Departed, DuplicateGroup, KeepRules
from photosearch.gui.window_wiring import WindowWiring


class ReviewDeeds(QObject):
    """Asks where it has to, has it done, and says what came of it.

    Signals:
        changed(): something was done, or begins.
    """

    changed = Signal()

    def __init__(
        self,
        page: ReviewPage,
        controller: ReviewController,
        texts: ReviewTexts,
        group: Callable[[], DuplicateGroup | None],
        surroundings: tuple[MainWindow, WindowWiring],
    ) -> None:
        super().__init__(page)
        self._page = page
        self._controller = controller
        self._texts = texts
        self._group = group
        self._window, self._wiring = surroundings
        controller.moving.connect(self._on_moving)
        controller.moved.connect(self._on_moved)

    def trash_group(self) -> None:
        """Move what is marked in the group in view."""
        group = self._group()
        marked = group is not None and self._controller.intentions.total(group)[0] > 0
        self._carry_out([group] if marked and group is not None else [])

    def trash_all(self) -> None:
        """Move everything that is marked."""
        self._carry_out(self._controller.intentions.pending(self._controller.review))

    def _carry_out(self, groups: Sequence[DuplicateGroup]) -> None:
        if not groups:
            self._page.bar.note(self._texts.nothing_marked())
        elif not self._controller.can_move:
            self._page.bar.note(self._texts.no_trash())
        else:
            self._controller.carry_out(groups)

    def apart(self) -> None:
        """Remember for ever that the photos in view are no duplicates."""
        group = self._group()
        if group is None:
            return

        def done(n_pairs: int) -> None:
            if not n_pairs:
                self._page.bar.note(self._texts.same_picture())
                return
            self._controller.settle(group)
            n_photos = len(group.members)
            text = self.tr("%n photo(s) will not be called duplicates again.", "", n_photos)
            self._window.banner.tell(text, self.tr("Undo"), self._wiring.undoing.undo)

        say = self._controller.say_not_duplicates
        self._wiring.changes.put(lambda progress: say(group, progress), done)

    def ask_rules(self) -> None:
        """Open the dialog for many groups, once the rules are known."""
        duplicates = self._window.library.duplicates
        if not self._controller.review.groups_to_do():
            self._page.bar.note(self._texts.nothing_to_resolve())
            return

        def work(progress: Progress) -> tuple[list[KeepRules], KeepRules]:  # noqa: ARG001 - one call
            return duplicates.rules()

        self._window.jobs.read(work, self._open_bulk, self._wiring.report_failure)

    def _open_bulk(self, rules: tuple[list[KeepRules], KeepRules]) -> None:
        from photosearch.gui.bulk_dialog import BulkDialog

        duplicates, groups = self._window.library.duplicates, self._controller.review.groups_to_do()
        folders = [path for path, _ in self._controller.folders]
        dialog = BulkDialog(duplicates, self._window.jobs, groups, rules, folders, self._window)
        dialog.plan_chosen.connect(self._controller.carry_out_plan)
        dialog.rules_changed.connect(self._on_rules)
        dialog.failed.connect(self._wiring.failed)
        dialog.exec()
        dialog.deleteLater()
        self._page.list.setFocus()

    def _on_rules(self) -> None:
        self._controller.forget_suggestions()
        group = self._group()
        if group is not None:
            self._controller.describe([group])

    def _on_moving(self, runs: bool) -> None:
        self._page.move_group.setEnabled(not runs)
        self._page.move_all.setEnabled(not runs)
        self._page.head.set_running(runs or self._controller.is_finding, self._texts.moving())
        self.changed.emit()

    def _on_moved(self, departed: Departed) -> None:
        if departed.n_files:
            self._texts.won.append(departed.n_bytes)
        self.changed.emit()
        self._wiring.browsing.refresh()
        text = self._texts.moved(departed)
        banner = self._window.banner
        undo = (self.tr("Undo"), self._wiring.undoing.undo)
        if departed.without_trash:
            left = departed.without_trash
            aside = (self.tr("Set them aside"), lambda: self._controller.set_aside(left))
            banner.ask(
                self._texts.ask_aside(departed), aside, (self.tr("Leave them"), lambda: None)
            )
        elif departed.refused:
            show = (self.tr("Show why"), lambda: self._show_refused(departed))
            if departed.n_files:
                banner.ask(text, undo, show)
            else:
                banner.tell(text, *show)
        else:
            banner.tell(text, *undo)

    def _show_refused(self, departed: Departed) -> None:
        from photosearch.gui.refused_dialog import RefusedDialog

        dialog = RefusedDialog(departed.refused, self._window)
        dialog.exec()
        dialog.deleteLater()
