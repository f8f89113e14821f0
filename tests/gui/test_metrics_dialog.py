"""The versions of what was learned: used, compared, named, given away, taken in, removed."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QFileDialog, QInputDialog, QMessageBox

from photosearch.gui.values import TuningRequest
from tests.gui.conftest import settle
from tests.gui.learn_gestures import learn


@pytest.fixture
def versions(learning_window):
    learn(learning_window, TuningRequest(name="places"))
    learning_window.learning.page.close()
    learning_window.main.actions_["metrics"].trigger()
    settle(lambda: learning_window.learning.versions.table.rowCount() == 2)
    return learning_window.learning.versions


def row_texts(versions, line):
    return [versions.table.item(line, column).text() for column in range(6)]


def test_versions_say_name_gain_and_which_is_in_use(versions):
    shown = row_texts(versions, 0)
    assert (shown[0], shown[1], shown[3]) == ("places", "From groups", "13")
    assert shown[4:] == ["+8.8", "In use"]
    assert row_texts(versions, 1)[5] == ""


def test_version_in_use_can_be_neither_used_nor_removed(versions):
    assert not versions.buttons["use"].isEnabled()
    assert not versions.buttons["remove"].isEnabled()
    versions.table.setCurrentCell(1, 0)
    assert versions.buttons["use"].isEnabled()


def test_other_version_is_used(versions, learning_window, tuning):
    versions.table.setCurrentCell(1, 0)
    versions.buttons["use"].click()
    settle(lambda: row_texts(versions, 1)[5] == "In use")
    assert tuning.in_use() == 1


def test_version_is_compared_with_the_one_in_use(versions, learning_window, tuning):
    versions.table.setCurrentCell(1, 0)
    versions.buttons["compare"].click()
    settle(lambda: learning_window.learning.page is not None)
    assert "“Without groups, from 40 photos” beside “places”" in learning_window.learning.page.text
    settle(lambda: tuning.sheets[-1:] == [(2, 1)])


def test_version_is_renamed(versions, monkeypatch):
    monkeypatch.setattr(QInputDialog, "getText", lambda *_, **__: ("makers", True))
    versions.buttons["rename"].click()
    settle(lambda: row_texts(versions, 0)[0] == "makers")


def test_version_is_exported_and_another_imported(versions, tuning, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("/tmp/ä.metric", ""))
    versions.buttons["export"].click()
    settle(lambda: tuning.files == [("export 2", "/tmp/ä.metric".encode())])
    settle(versions.buttons["import"].isEnabled)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("/tmp/b.metric", ""))
    versions.buttons["import"].click()
    settle(lambda: versions.table.rowCount() == 3)


def test_import_of_something_else_is_refused_in_words(versions, learning_window, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("/tmp/b.txt", ""))
    versions.buttons["import"].click()
    settle(lambda: "was altered" in learning_window.main.banner.text)
    assert versions.table.rowCount() == 2


def test_version_is_removed_after_a_question(versions, monkeypatch):
    versions.table.setCurrentCell(1, 0)
    monkeypatch.setattr(QMessageBox, "question", lambda *_: QMessageBox.StandardButton.No)
    versions.buttons["remove"].click()
    assert versions.table.rowCount() == 2
    monkeypatch.setattr(QMessageBox, "question", lambda *_: QMessageBox.StandardButton.Yes)
    versions.buttons["remove"].click()
    settle(lambda: versions.table.rowCount() == 1)
