import json
import math

import pytest

from photosearch.base.errors import UserError
from photosearch.learning.training.schedule import rate_factor
from photosearch.learning.training.settings import TrainingSettings


def test_settings_come_back_from_json():
    settings = TrainingSettings(epochs=3, minutes=1.5, average=0.99, seed=7)
    assert TrainingSettings.from_json(json.loads(json.dumps(settings.to_json()))) == settings


@pytest.mark.parametrize(
    "change",
    [
        {"epochs": 0},
        {"minutes": 0.0},
        {"learning_rate": math.nan},
        {"learning_rate": -1.0},
        {"warm_up": 1.0},
        {"average": 1.0},
        {"patience": -1},
        {"colour": "red"},
        {"epochs": "many"},
    ],
)
def test_settings_that_make_no_sense_are_refused(change):
    with pytest.raises(UserError) as caught:
        TrainingSettings.from_json(change)
    assert caught.value.code == "bad-setting"


def test_rate_rises_then_falls_as_half_a_cosine():
    assert rate_factor(0.05, 0.1) == pytest.approx(0.5)
    assert rate_factor(0.1, 0.1) == pytest.approx(1.0)
    assert rate_factor(0.55, 0.1) == pytest.approx(0.5)
    assert rate_factor(1.0, 0.1) == pytest.approx(0.0)
    assert rate_factor(7.0, 0.1) == pytest.approx(0.0)


def test_rate_without_a_warm_up_starts_at_the_top():
    assert rate_factor(0.0, 0.0) == 1.0


def test_first_step_of_a_warm_up_moves():
    assert rate_factor(0.0, 0.1) > 0
