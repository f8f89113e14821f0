"""Work for another process is seen, paused and stopped in the window."""

from __future__ import annotations

from photosearch.base.progress import ProgressControl, Step
from photosearch.gui.activity_bar import ActivityBar
from photosearch.gui.handed_over import HandedOver


def _shown(qtbot):
    bar = ActivityBar()
    qtbot.addWidget(bar)
    return bar, HandedOver(bar, bar)


def test_handed_over_run_shows_its_progress(qtbot):
    bar, handed_over = _shown(qtbot)
    handed_over.begin(ProgressControl(lambda _: None))
    handed_over.report(Step("index", 3, 12))
    qtbot.wait_until(lambda: "3" in bar.text and "12" in bar.text)
    handed_over.end()
    qtbot.wait_until(lambda: handed_over._control is None)


def test_handed_over_pause_and_stop_reach_the_run(qtbot):
    bar, handed_over = _shown(qtbot)
    control = ProgressControl(lambda _: None)
    handed_over.begin(control)
    qtbot.wait_until(lambda: handed_over._control is control)
    bar.pause_toggled.emit()
    assert control.paused
    bar.pause_toggled.emit()
    assert not control.paused
    bar.cancelled.emit()
    assert control.cancelled
