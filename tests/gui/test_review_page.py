"""The review of duplicates in the window, by keyboard only."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from photosearch.gui.review_desk import ReviewDesk
from photosearch.gui.review_values import Coverage, LikelyBackup, RefusedFile
from photosearch.gui.window import Window
from photosearch.services.backup_coverage import Uncovered
from tests.gui.conftest import settle
from tests.gui.learn_gestures import button_of
from tests.gui.reviewed import MadeUpDuplicates, ReviewedLibrary, draw_group
from tests.gui.test_accessibility import nameless

Key = Qt.Key
NONE, SHIFT, CONTROL = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
)
OpenReview = Callable[..., Window]


@pytest.fixture
def reviewed(tmp_path: Path) -> ReviewedLibrary:
    """Two exact pairs, three versions of a picture, a bracket of three."""
    return ReviewedLibrary(
        [
            draw_group(tmp_path, 1),
            draw_group(tmp_path, 3),
            draw_group(tmp_path, 5, 3, kind="edited"),
            draw_group(tmp_path, 9, 3, kind="burst", caution="bracket"),
        ]
    )


@pytest.fixture
def window(open_window, reviewed) -> Window:
    opened = open_window(reviewed)
    opened.main.resize(1200, 800)
    opened.main.activateWindow()
    press(opened, Key.Key_D, CONTROL | SHIFT)
    settle(lambda: opened.duplicates.desk is not None)
    ready(opened)
    return opened


@pytest.fixture
def duplicates(reviewed: ReviewedLibrary) -> MadeUpDuplicates:
    return reviewed.duplicates


def desk_of(window: Window) -> ReviewDesk:
    assert window.duplicates.desk is not None
    return window.duplicates.desk


def ready(window: Window) -> None:
    settle(lambda: not window.main.jobs.busy)


def press(window: Window, key: Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
    QTest.keyClick(QApplication.focusWidget() or window.main, key, modifiers)
    ready(window)


def shown(window: Window) -> str:
    group = desk_of(window).group
    return group.key if group is not None else ""


def goes(window: Window) -> tuple[bool, ...] | None:
    desk = desk_of(window)
    assert desk.group is not None
    return desk.controller.intentions.of(desk.group)


def test_key_opens_the_page_with_the_first_group(window):
    assert window.duplicates.shown
    assert shown(window) == "exact-1"
    assert desk_of(window).page.head.text.startswith("0 of 2 groups")
    assert not window.main.query_bar.isVisible()


def test_tabs_tell_how_many_groups_there_are_of_each_kind(window):
    tabs = [tab.text().split() for tab in desk_of(window).page.head.tabs]
    assert tabs == [["Exact", "2"], ["Edited", "1"], ["Bursts", "1"], ["Similar", "0"]]
    press(window, Key.Key_2, CONTROL)
    assert shown(window) == "edited-5"


def test_arrow_keys_go_from_group_to_group(window):
    press(window, Key.Key_Down)
    assert shown(window) == "exact-3"
    press(window, Key.Key_Up)
    assert shown(window) == "exact-1"


def test_one_key_keeps_or_lets_go(window):
    assert goes(window) is None
    press(window, Key.Key_Space)
    assert goes(window) == (False, True)
    press(window, Key.Key_Space)
    assert goes(window) == (False, False)


def test_last_one_of_a_group_stays(window):
    press(window, Key.Key_Space)
    press(window, Key.Key_1)
    press(window, Key.Key_Space)
    assert goes(window) == (False, True)
    assert "has to stay" in desk_of(window).page.bar.said


def test_members_are_chosen_by_number_and_arrow_keys(window):
    press(window, Key.Key_2, CONTROL)
    assert desk_of(window).current == 1
    press(window, Key.Key_Right)
    assert desk_of(window).current == 2
    press(window, Key.Key_K)
    assert goes(window) == (True, True, False)
    press(window, Key.Key_1)
    assert desk_of(window).current == 0


def test_state_of_every_member_is_said_in_words(window):
    press(window, Key.Key_2, CONTROL)
    words = [caption.text for caption in desk_of(window).page.compare.captions]
    assert words == ["1, 005.png, Keep?", "2, 006.png, Trash?"]
    press(window, Key.Key_K)
    words = [caption.text for caption in desk_of(window).page.compare.captions]
    assert words == ["1, 005.png, Trash", "2, 006.png, Keep"]
    marks = [card.mark.state for card in desk_of(window).page.strip.cards]
    assert marks == ["trash", "keep", "trash"]


def test_accept_takes_the_suggestion_and_goes_on(window):
    press(window, Key.Key_Return)
    assert shown(window) == "exact-3"
    press(window, Key.Key_Up)
    assert goes(window) == (False, True)


def test_reasons_and_differences_are_said_in_words(window):
    press(window, Key.Key_2, CONTROL)
    text = desk_of(window).page.facts.text
    assert "Suggestion: Keep: 160×120 instead of 80×60 pixels | Trash: 80×60" in text
    assert "Pixels: 160 × 120 | 80 × 60" in text
    assert "Name: 005.png | 006.png" in text
    assert "The same: Format PNG" in text


def test_nothing_moves_before_it_is_said(window, duplicates):
    for key in (Key.Key_Return, Key.Key_Space, Key.Key_K):
        press(window, key)
    assert duplicates.disposed == []


def test_delete_moves_what_is_marked_in_the_group(window, duplicates):
    press(window, Key.Key_Space)
    page = desk_of(window).page
    assert page.move_group.accessibleName().startswith("Move 1 file to the trash")
    press(window, Key.Key_Delete)
    assert [(one.location_id, one.keeper_id) for one in duplicates.disposed[0]] == [(2, 1)]
    assert window.main.banner.text.startswith("1 file moved to the trash")
    assert shown(window) == "exact-3"
    assert page.head.text.startswith("1 of 2 groups")


def test_delete_says_that_nothing_is_marked(window, duplicates):
    press(window, Key.Key_Delete)
    assert duplicates.disposed == []
    assert "Nothing is marked" in desk_of(window).page.bar.said


def test_shift_delete_moves_everything_that_is_marked(window, duplicates):
    press(window, Key.Key_Return)
    press(window, Key.Key_Return)
    press(window, Key.Key_2, CONTROL)
    press(window, Key.Key_K)
    press(window, Key.Key_Delete, SHIFT)
    moved = sorted((one.location_id, one.keeper_id) for one in duplicates.disposed[0])
    assert moved == [(2, 1), (4, 3), (5, 6), (7, 6)]
    settle(lambda: desk_of(window).page.showing_empty)
    assert "Nothing left to do" in desk_of(window).page.empty.title


def test_without_a_trash_nothing_is_offered_and_it_is_said(window, duplicates):
    duplicates.trash = None
    press(window, Key.Key_Space)
    assert desk_of(window).page.move_group.isHidden()
    press(window, Key.Key_Delete)
    assert duplicates.disposed == []
    assert "no trash" in desk_of(window).page.bar.said


def test_drive_without_a_trash_is_asked_about(window, duplicates):
    duplicates.bare_drive = True
    press(window, Key.Key_Space)
    press(window, Key.Key_Delete)
    assert "has no trash" in window.main.banner.text
    assert shown(window) == "exact-1"
    button_of(window.main.banner, "Set them aside").click()
    ready(window)
    assert len(duplicates.disposed) == 2
    assert shown(window) == "exact-3"


def test_refused_files_are_told_and_their_group_stays(window, duplicates):
    path = b"/photos/b/002.png"
    duplicates.refused[2] = RefusedFile(path, "ground-shifted", "it has changed")
    press(window, Key.Key_Space)
    press(window, Key.Key_Delete)
    assert "stayed where" in window.main.banner.text
    assert shown(window) == "exact-1"


def test_not_duplicates_is_remembered_and_the_group_is_done(window, duplicates):
    press(window, Key.Key_N)
    assert duplicates.apart == [[1, 2]]
    assert shown(window) == "exact-3"
    assert "not be called duplicates again" in window.main.banner.text


def test_reference_stays(open_window, tmp_path):
    library = ReviewedLibrary([draw_group(tmp_path, 1, reference=True)])
    opened = open_window(library)
    opened.main.actions_["duplicates"].trigger()
    ready(opened)
    press(opened, Key.Key_Space)
    assert goes(opened) is None
    assert "reference folder" in desk_of(opened).page.bar.said


def test_caution_is_told_and_nothing_is_suggested(window):
    press(window, Key.Key_3, CONTROL)
    assert "bracket" in desk_of(window).page.caution.text()
    press(window, Key.Key_Return)
    assert goes(window) is None


def test_filters_by_place_and_folder(window, tmp_path):
    head = desk_of(window).page.head
    head.choose(spread="within")
    ready(window)
    assert desk_of(window).page.showing_empty
    assert "choices" in desk_of(window).page.empty.title
    head.choose(spread="across", folder=str(tmp_path / "b").encode())
    ready(window)
    assert shown(window) == "exact-1"


def test_done_groups_can_be_seen_again(window):
    press(window, Key.Key_N)
    desk_of(window).page.head.choose(done=True)
    ready(window)
    assert shown(window) == "exact-1"


def test_done_groups_are_not_marked_again(window, duplicates):
    press(window, Key.Key_N)
    desk_of(window).page.head.choose(done=True)
    ready(window)
    press(window, Key.Key_Space)
    assert goes(window) is None
    assert "done" in desk_of(window).page.bar.said


def test_keys_of_the_page_do_not_reach_the_grid(window, reviewed):
    before = len(reviewed.queries)
    for key in (Key.Key_S, Key.Key_N, Key.Key_V, Key.Key_G):
        press(window, key)
    assert len(reviewed.queries) == before
    assert window.duplicates.shown
    assert not window.main.actions_["forget"].isEnabled()


def test_escape_goes_back_to_the_grid(window):
    press(window, Key.Key_Escape)
    assert window.main.browsing
    assert window.main.query_bar.isVisible()
    assert window.main.actions_["forget"].isEnabled()


def test_help_shows_the_keys_and_any_key_hides_it(window):
    press(window, Key.Key_H)
    assert desk_of(window).page.help.isVisible()
    press(window, Key.Key_Down)
    assert not desk_of(window).page.help.isVisible()
    assert shown(window) == "exact-1"


def test_first_list_is_there_before_pixels_are_looked_at(open_window, reviewed, duplicates):
    duplicates.n_waiting = 3
    opened = open_window(reviewed)
    opened.main.actions_["duplicates"].trigger()
    ready(opened)
    assert duplicates.looks == [False, True]


def test_list_is_usable_while_duplicates_are_looked_for(window, duplicates):
    duplicates.go_on.clear()
    desk_of(window).find()
    settle(lambda: "closely" in desk_of(window).page.head.text)
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Space)
    assert goes(window) == (False, True)
    duplicates.go_on.set()
    ready(window)
    assert goes(window) == (False, True)


def test_search_for_duplicates_can_be_stopped(window, duplicates):
    duplicates.go_on.clear()
    desk_of(window).find()
    desk_of(window).page.head.cancelled.emit()
    ready(window)
    assert not desk_of(window).controller.is_finding
    assert shown(window) == "exact-1"


def test_what_moved_meanwhile_is_not_listed_again(window, duplicates):
    duplicates.go_on.clear()
    desk_of(window).find()
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Space)
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Delete)
    settle(lambda: bool(duplicates.disposed))
    duplicates.go_on.set()
    ready(window)
    assert shown(window) == "exact-3"


@pytest.mark.parametrize(
    ("n_photos", "title"), [(0, "no photos to compare"), (40, "No duplicates found")]
)
def test_empty_states_say_what_to_do(open_window, n_photos, title):
    library = ReviewedLibrary([])
    library.duplicates.n_photos = n_photos
    opened = open_window(library)
    opened.main.actions_["duplicates"].trigger()
    ready(opened)
    assert title in desk_of(opened).page.empty.title


def test_photos_without_a_backup_are_told_and_shown(window, duplicates):
    assert desk_of(window).page.backups.isHidden()
    left = (Uncovered(3, b"/photos/3.jpg"), Uncovered(4, b"/photos/4.jpg"))
    duplicates.covered = Coverage(1, 40, 38, 38, left)
    desk_of(window).find()
    ready(window)
    link = desk_of(window).page.backups
    assert link.text() == "2 photos have no backup"
    link.click()
    assert window.main.model.ids.tolist() == [3, 4]
    button_of(window.main.banner, "Show all").click()
    settle(lambda: window.main.model.rowCount() == 40)


def test_folder_that_looks_like_a_backup_is_asked_about_once(window, duplicates, reviewed):
    root = reviewed.roots[0]
    duplicates.likely = [LikelyBackup(root, root, 30, 29)]
    desk_of(window).find()
    ready(window)
    assert window.main.banner.text.startswith("29 of 30 files of “photos”")
    button_of(window.main.banner, "A backup").click()
    ready(window)
    assert ("role", b"/photos", "backup") in reviewed.changes
    assert not window.main.banner.asking


def test_folder_that_is_no_backup_is_remembered(window, duplicates, reviewed):
    root = reviewed.roots[0]
    duplicates.likely = [LikelyBackup(root, root, 30, 29)]
    desk_of(window).find()
    ready(window)
    button_of(window.main.banner, "No").click()
    ready(window)
    assert duplicates.declined == [1]


def test_every_control_of_the_page_has_a_name(window):
    press(window, Key.Key_2, CONTROL)
    press(window, Key.Key_Space)
    assert nameless(window.main) == []


def test_rows_are_told_to_screen_readers(window):
    press(window, Key.Key_Space)
    model = desk_of(window).model
    text = model.data(model.index(0), Qt.ItemDataRole.AccessibleTextRole)
    assert text.startswith("Exact, 001.png, 2 files")
    assert text.endswith("1 to the trash")
