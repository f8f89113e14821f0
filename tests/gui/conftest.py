"""A window over a library made of drawings, closed and checked after each test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from photosearch.base.settings import Settings
from photosearch.gui.crash_reports import CrashReports
from photosearch.gui.languages import install_language
from photosearch.gui.theme import apply_theme
from photosearch.gui.trace import Trace
from photosearch.gui.window import Window
from photosearch.services.groups import add_photos
from tests.gui.fakes import FakeLibrary
from tests.gui.grouped import GroupedLibrary
from tests.gui.learned import LearnedTuning
from tests.services.catalogued import catalogued

OpenWindow = Callable[..., Window]

# What the offscreen platform says of every window that has a smallest size, or is raised.
_PLATFORM_NOTES = "This plugin does not support (propagateSizeHints|raise|grabbing)"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore(_PLATFORM_NOTES, extend=True))


@pytest.fixture(scope="session", autouse=True)
def _english(qapp: QApplication) -> Iterator[None]:
    translators = install_language("en")
    apply_theme(qapp, "light")
    yield
    for translator in translators:
        QCoreApplication.removeTranslator(translator)


@pytest.fixture(autouse=True)
def _no_widget_or_timer_left(qapp: QApplication) -> Iterator[None]:
    before = set(qapp.topLevelWidgets())
    yield
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    left = [each for each in qapp.topLevelWidgets() if each not in before and each.isVisible()]
    assert not left, f"left windows open: {left}"
    timers = [each for each in qapp.findChildren(QTimer) if each.isActive()]
    assert not timers, f"left timers running: {timers}"


@pytest.fixture
def library() -> FakeLibrary:
    return FakeLibrary()


@pytest.fixture
def grouped(tmp_path: Path) -> Iterator[GroupedLibrary]:
    """A library of 40 photos with real groups: A of photos 1 to 3, B of 4 and 5."""
    names = [b"IMG_%04d.jpg" % number for number in range(1, 41)]
    with catalogued(tmp_path, names) as (library, photos):
        add_photos(library, "A", photos[:3])
        add_photos(library, "B", photos[3:5])
        yield GroupedLibrary(library)


@pytest.fixture
def group_window(open_window: OpenWindow, grouped: GroupedLibrary) -> Window:
    opened = open_window(grouped)
    settle(lambda: opened.main.groups.rowCount() == 2)
    opened.main.activateWindow()
    return opened


@pytest.fixture
def tuning(grouped: GroupedLibrary) -> LearnedTuning:
    """Made-up tunings of two real groups of three: enough to learn from."""
    grouped.tuning = LearnedTuning()
    grouped.groups.add("B", [6])
    return grouped.tuning


@pytest.fixture
def learning_window(
    tuning: LearnedTuning, grouped: GroupedLibrary, open_window: OpenWindow
) -> Window:
    opened = open_window(grouped)
    opened.learning.controller.on_battery = lambda: None
    settle(lambda: opened.main.groups.rowCount() == 2 and opened.learning.proposer.active)
    opened.main.activateWindow()
    return opened


@pytest.fixture
def open_window(qapp: QApplication, tmp_path: Path) -> Iterator[OpenWindow]:
    opened: list[Window] = []

    def start(library: FakeLibrary, trace: str = "", settings: Settings | None = None) -> Window:
        reports = CrashReports(tmp_path / "reports")
        window = Window(library, settings or Settings(), tmp_path, reports, Trace(trace))
        window.failures = []
        window.wiring.failed.connect(window.failures.append)
        opened.append(window)
        window.begin()
        settle(lambda: not window.main.jobs.busy)
        return window

    yield start
    for window in opened:
        window.main.close()
        assert window.end(), "a worker did not end in time"
        assert not window.failures, f"bugs: {window.failures}"
        active = [each for each in window.main.findChildren(QTimer) if each.isActive()]
        assert not active, f"left timers running: {active}"
        window.main.deleteLater()
        window.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def window(open_window: OpenWindow, library: FakeLibrary) -> Window:
    return open_window(library)


def settle(ready: Callable[[], bool], within_ms: int = 5000) -> None:
    """Run the event loop (which lets threads run, too) until something holds."""
    loop, poll, limit = QEventLoop(), QTimer(), QTimer()
    come_about = []

    def look() -> None:
        if ready():
            come_about.append(True)  # it may pass again before the loop has ended
            loop.quit()

    poll.timeout.connect(look)
    limit.setSingleShot(True)
    limit.timeout.connect(loop.quit)
    poll.start(5)
    limit.start(within_ms)
    loop.exec()
    poll.stop()
    limit.stop()
    assert come_about or ready(), "it did not come about in time"
