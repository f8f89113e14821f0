"""Importing groups: shown first, then done, stopped or undone."""

import os

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from photosearch.base.errors import Cancelled
from photosearch.gui.group_import_dialog import GroupImportDialog
from photosearch.gui.jobs import JobRunner
from tests.gui.conftest import settle
from tests.gui.group_gestures import quiet, undo
from tests.gui.test_accessibility import nameless

TABLE = "file,group\nIMG_0010.jpg,B\nIMG_0011.jpg,New\nIMG_0012.jpg,New\nIMG_0001.jpg,\nno.jpg,B\n"


@pytest.fixture
def table(tmp_path) -> str:
    path = tmp_path / "groups.csv"
    path.write_text(TABLE)
    return str(path)


@pytest.fixture
def dialog(qtbot, grouped):
    jobs = JobRunner()
    shown = GroupImportDialog(grouped, jobs)
    qtbot.addWidget(shown)
    shown.show()
    yield shown
    shown.reject()
    assert jobs.close()


def cells(dialog) -> list[list[str]]:
    model = dialog._model
    return [
        [model.data(model.index(row, column)) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def previewed(dialog, path: str) -> None:
    dialog.form.path.setText(path)
    settle(lambda: dialog._model.rowCount() > 0)


def test_preview_shows_groups_samples_and_what_is_left_out_and_writes_nothing(
    dialog, grouped, table
):
    dialog.form.table.setChecked(True)
    previewed(dialog, table)
    assert cells(dialog) == [
        ["B", "1", "IMG_0010.jpg", "there already"],
        ["New", "2", "IMG_0011.jpg, IMG_0012.jpg", ""],
    ]
    assert dialog.summary.text() == (
        "1 new group, 1 that is there already; 3 photos come into groups."
    )
    left_out = dialog._left_out.toPlainText()
    assert left_out == "Line 5: It names no group.\nNot in the library: no.jpg"
    assert grouped.contents() == {"A": [1, 2, 3], "B": [4, 5]}


def test_pattern_on_names_is_previewed_and_a_bad_one_explained(dialog, grouped):
    dialog.form.names.setChecked(True)
    dialog.form.pattern.setText("IMG_{group}?.jpg")
    previewed(dialog, os.fsdecode(grouped.real.catalog.roots.list()[0].path))
    assert [row[:2] for row in cells(dialog)][:2] == [["000", "9"], ["001", "10"]]
    dialog.form.pattern.setText("((")
    settle(lambda: "can't be used" in dialog.summary.text())
    assert not dialog._ok.isEnabled()


def test_folder_that_the_library_does_not_know_is_explained(dialog, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    dialog.form.path.setText(str(tmp_path / "elsewhere"))
    settle(lambda: "not in the library" in dialog.summary.text())


def test_stopped_import_changes_nothing(dialog, grouped, table, monkeypatch):
    def stopped(source, pattern, progress):
        while True:
            progress.checkpoint()

    previewed(dialog, table)
    monkeypatch.setattr(grouped.groups, "import_groups", stopped)
    dialog.accept()
    assert dialog._stop.isVisible()
    dialog._stop.click()
    settle(lambda: dialog.summary.text() == "Stopped; nothing was changed.")
    assert dialog.isVisible()
    assert grouped.contents() == {"A": [1, 2, 3], "B": [4, 5]}


def test_import_from_the_menu_is_told_and_undone_as_one_step(group_window, grouped, table):
    def fill() -> None:
        dialog = QApplication.activeModalWidget()
        previewed(dialog, table)
        dialog.accept()

    QTimer.singleShot(50, fill)
    group_window.main.actions_["import groups"].trigger()
    quiet(group_window)
    assert grouped.contents() == {"A": [1, 2, 3], "B": [4, 5, 10], "New": [11, 12]}
    assert group_window.main.banner.text == "Imported 3 photos into 2 groups."
    undo(group_window)
    assert grouped.contents() == {"A": [1, 2, 3], "B": [4, 5]}


def test_every_control_of_the_dialog_has_a_name(dialog, table):
    dialog.form.names.setChecked(True)
    dialog._left_out.setVisible(True)
    dialog._table.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    assert nameless(dialog) == []


def test_cancelled_is_no_bug(dialog):
    failures = []
    dialog.failed.connect(failures.append)
    dialog._on_failed(Cancelled())
    assert failures == []
