"""Work that waits while there is a reason to."""

from __future__ import annotations

import threading
import time

import pytest

from photosearch.base.errors import Cancelled
from photosearch.base.progress import ProgressControl, Step
from photosearch.services.yielding import YieldingProgress


def test_checkpoint_without_a_reason_goes_on():
    YieldingProgress(ProgressControl(lambda step: None), lambda: "").checkpoint()


def test_checkpoint_waits_and_says_why_once():
    reasons = ["battery", "battery", "battery", ""]
    steps = []
    progress = YieldingProgress(ProgressControl(steps.append), lambda: reasons.pop(0))
    progress.checkpoint()
    assert steps == [Step("wait-battery", 0)]


def test_checkpoint_asks_again_after_a_while():
    asked = []
    progress = YieldingProgress(
        ProgressControl(lambda step: None), lambda: asked.append(1) or "", ask_again_s=60
    )
    for _ in range(3):
        progress.checkpoint()
    assert len(asked) == 1


def test_wait_is_ended_by_a_cancel_within_a_second():
    control = ProgressControl(lambda step: None)
    progress = YieldingProgress(control, lambda: "indexing")
    timer = threading.Timer(0.1, control.cancel)
    timer.start()
    began = time.monotonic()
    with pytest.raises(Cancelled):
        progress.checkpoint()
    assert time.monotonic() - began < 1
    timer.join()
