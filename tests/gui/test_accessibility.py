import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from photosearch.base.progress import NO_PROGRESS
from photosearch.base.settings import Settings
from photosearch.gui.before_after_dialog import BeforeAfterDialog
from photosearch.gui.folders_dialog import FoldersDialog
from photosearch.gui.learn_dialog import LearnDialog
from photosearch.gui.metrics_dialog import MetricsDialog
from photosearch.gui.problems_dialog import ProblemsDialog
from photosearch.gui.settings_dialog import SettingsDialog
from photosearch.gui.shortcuts_dialog import ShortcutsDialog
from photosearch.gui.values import TuningRequest
from photosearch.gui.verdict import verdict_of_report
from tests.gui.conftest import settle
from tests.gui.learned import LearnedTuning


def nameless(top: QWidget) -> list[str]:
    found = []
    for widget in top.findChildren(QWidget):
        if widget.focusPolicy() == Qt.FocusPolicy.NoFocus or not widget.isVisibleTo(top):
            continue
        if widget.objectName().startswith("qt_"):
            continue
        interface = QAccessible.queryAccessibleInterface(widget)
        if interface is None or not interface.text(QAccessible.Text.Name):
            found.append(f"{type(widget).__name__} {widget.objectName()}")
    return found


def test_every_focusable_control_of_the_window_has_a_name(window):
    window.main.browse.grid.go_to(12)
    window.wiring.find_similar()
    settle(lambda: window.main.model.marked and not window.main.jobs.busy)
    window.main.activity.set_running(True)
    assert nameless(window.main) == []
    window.wiring.view_current()
    settle(lambda: not window.main.jobs.busy)
    assert nameless(window.main) == []


@pytest.mark.parametrize("kind", ["folders", "problems", "settings", "keys"])
def test_every_focusable_control_of_a_dialog_has_a_name(qtbot, window, library, kind):
    dialog = {
        "folders": FoldersDialog,
        "problems": lambda: ProblemsDialog(library.problems()),
        "settings": lambda: SettingsDialog(Settings(), [("de", "Deutsch")]),
        "keys": lambda: ShortcutsDialog(window.main.actions_.sections()),
    }[kind]()
    qtbot.addWidget(dialog)
    if kind == "folders":
        dialog.set_folders(library.folders())
    dialog.show()
    assert nameless(dialog) == []


def test_every_focusable_control_of_learning_has_a_name(qtbot, window, library):
    library.tuning = LearnedTuning()
    report = library.tuning.tune(TuningRequest(), NO_PROGRESS)
    verdict = verdict_of_report(report, report.metric)
    question = LearnDialog(2, 6, ["supcon"])
    question.more.click()
    versions = MetricsDialog()
    versions.set_versions(library.tuning.versions())
    page = BeforeAfterDialog(verdict, library, window.main.jobs)
    settle(lambda: page.sheet is not None)
    for dialog in (question, versions, page):
        qtbot.addWidget(dialog)
        dialog.show()
        assert nameless(dialog) == []


def test_grid_is_a_list_of_photos_for_screen_readers(window):
    grid = window.main.browse.grid
    interface = QAccessible.queryAccessibleInterface(grid)
    assert interface.role() == QAccessible.Role.List
    assert interface.childCount() == 40
    child = interface.child(0)
    assert child.role() == QAccessible.Role.ListItem
    text = child.text(QAccessible.Text.Name)
    assert "IMG_0040.jpg" in text
    assert "2025 Garten" in text
    assert child.rect().intersects(interface.rect())


def test_results_speak_their_score(window):
    window.main.browse.grid.go_to(12)
    window.wiring.find_similar()
    settle(lambda: window.main.model.marked)
    model = window.main.model
    texts = [model.data(model.index(row), Qt.ItemDataRole.AccessibleTextRole) for row in (0, 1)]
    assert "this photo" in texts[0]
    assert "97 %" in texts[1]


def test_tab_reaches_query_filters_and_grid(window):
    main = window.main
    settle(main.filters.isVisible)
    main.browse.grid.setFocus()
    reached = set()
    for _ in range(20):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        reached.add(QApplication.focusWidget())
    inside = [main.query_bar, main.filters, main.browse]
    assert all(any(part.isAncestorOf(widget) for widget in reached) for part in inside)
    assert main.browse.grid in reached
