"""What is asked before learning."""

import pytest

from photosearch.gui.learn_dialog import LearnDialog
from photosearch.gui.values import TuningRequest


@pytest.fixture
def dialog(qtbot):
    made = LearnDialog(12, 72, ["supcon", "triplet"])
    qtbot.addWidget(made)
    made.show()
    return made


def test_question_is_short_and_asks_for_the_default(dialog):
    assert not dialog.expert.isVisible()
    assert dialog.request() == TuningRequest()


def test_more_unfolds_the_choices(dialog):
    dialog.more.click()
    assert dialog.expert.isVisible()
    assert not dialog.loss.isEnabled()


def test_training_asks_for_loss_and_keep(dialog):
    dialog.more.click()
    dialog.trained.click()
    dialog.loss.setCurrentText("triplet")
    dialog.keep.setValue(500)
    dialog.name.setText("  same maker ")
    expected = TuningRequest(level=2, loss="triplet", keep=500.0, name="same maker")
    assert dialog.request() == expected
