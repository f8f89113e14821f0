"""A real library is cleaned by keyboard only, and everything comes back."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from photosearch.base.settings import Settings
from photosearch.gui.bulk_dialog import BulkDialog
from photosearch.gui.crash_reports import CrashReports
from photosearch.gui.opened_library import OpenedLibrary
from photosearch.gui.review_desk import ReviewDesk
from photosearch.gui.trace import Trace
from photosearch.gui.window import Window
from photosearch.services.indexing import index_folders
from tests.gui.conftest import settle
from tests.imaging.test_alignment import busy
from tests.pictures import jpeg
from tests.services.photo_folders import writing

Key = Qt.Key
NONE, SHIFT, CONTROL = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
)
N_COPIED = 3


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    """Six pictures, three of them copied to another folder, one smaller there."""
    folder = tmp_path / "photos"
    for name in ("2024", "from the phone"):
        (folder / name).mkdir(parents=True)
    for seed in range(6):
        (folder / "2024" / f"IMG_{seed}.jpg").write_bytes(jpeg(busy(seed)))
    for seed in range(N_COPIED):
        (folder / "from the phone" / f"IMG_{seed} (1).jpg").write_bytes(jpeg(busy(seed)))
    small = busy(5).resize((200, 150))
    (folder / "from the phone" / "small.jpg").write_bytes(jpeg(small))
    return folder


@pytest.fixture
def window(qapp, tmp_path, photos):
    with writing(tmp_path / "library") as library:
        index_folders(library, [os.fsencode(photos)])
        opened = OpenedLibrary(library)
        reports = CrashReports(tmp_path / "reports")
        settings = Settings(watch_folders=False)
        window = Window(opened, settings, tmp_path / "config", reports, Trace())
        failures: list[object] = []
        window.wiring.failed.connect(failures.append)
        window.begin()
        idle(window)
        yield window
        window.main.close()
        assert window.end()
        opened.close()
        window.main.deleteLater()
        window.deleteLater()
        qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        assert not failures


def idle(window: Window) -> None:
    settle(lambda: not window.main.jobs.busy, within_ms=30_000)


def press(window: Window, key: Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
    QTest.keyClick(QApplication.focusWidget() or window.main, key, modifiers)
    idle(window)


def hashes(folder: Path) -> dict[str, str]:
    """Return the sha256 of every file by its path."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def desk_of(window: Window) -> ReviewDesk:
    assert window.duplicates.desk is not None
    return window.duplicates.desk


def answer(press_in: Callable[[BulkDialog], None]) -> None:
    """Press keys in the dialog that opens next, once its plan is there."""

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, BulkDialog) and dialog.plan is not None:
            dialog.activateWindow()
            press_in(dialog)
            dialog.close()
        else:
            QTimer.singleShot(10, look)

    QTimer.singleShot(10, look)


@pytest.mark.slow
def test_groups_are_cleaned_by_keyboard_and_come_back(window, photos):
    before = hashes(photos)
    press(window, Key.Key_D, CONTROL | SHIFT)
    assert desk_of(window).page.head.text.startswith(f"0 of {N_COPIED} groups")
    for _ in range(N_COPIED):
        press(window, Key.Key_Return)
    assert hashes(photos) == before
    press(window, Key.Key_Delete, SHIFT)
    after = hashes(photos)
    assert len(after) == len(before) - N_COPIED
    assert set(after.values()) == set(before.values())
    assert desk_of(window).page.head.text.startswith(f"{N_COPIED} of {N_COPIED} groups")
    press(window, Key.Key_Z, CONTROL)
    assert hashes(photos) == before
    settle(lambda: desk_of(window).model.rowCount() == N_COPIED)
    assert not desk_of(window).page.total


@pytest.mark.slow
def test_bulk_is_one_step_that_comes_back(window, photos):
    before = hashes(photos)
    press(window, Key.Key_D, CONTROL | SHIFT)
    answer(lambda dialog: QTest.keyClick(dialog.do, Key.Key_Space))
    press(window, Key.Key_B)
    idle(window)  # what the dialog has begun
    window.main.activateWindow()
    settle(window.main.isActiveWindow)
    after = hashes(photos)
    assert N_COPIED <= len(before) - len(after) <= N_COPIED + 1
    assert {name for name in before if "2024" in name} <= set(after)
    press(window, Key.Key_Z, CONTROL)
    assert hashes(photos) == before


@pytest.mark.slow
def test_not_duplicates_is_remembered_by_the_library(window, photos):
    press(window, Key.Key_D, CONTROL | SHIFT)
    press(window, Key.Key_2, CONTROL)
    assert desk_of(window).group is not None
    press(window, Key.Key_N)
    press(window, Key.Key_R)
    assert desk_of(window).controller.review.counts(desk_of(window).controller.filter) == {
        "exact": N_COPIED,
        "edited": 0,
        "burst": 0,
        "similar": 0,
    }
    press(window, Key.Key_Z, CONTROL)
    settle(lambda: desk_of(window).group is not None)
    idle(window)
