"""The review over a real library, by keyboard only."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from photosearch.base.settings import Settings
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


def desk_of(window: Window) -> ReviewDesk:
    assert window.duplicates.desk is not None
    return window.duplicates.desk


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
