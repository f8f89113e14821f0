import math
import subprocess
import sys

import pytest

from photosearch.base.errors import UserError
from photosearch.learning.losses.by_name import LOSSES, loss_by_name


def refusal(name="supcon", **changed):
    pytest.importorskip("torch", reason="torch is not installed")
    with pytest.raises(UserError) as caught:
        loss_by_name(name, **{"dim": 8, "n_classes": 3, **changed})
    return caught.value


def test_an_unknown_loss_is_refused_with_every_name():
    error = refusal("hinge")
    assert (error.code, error.message) == ("unknown-loss", "hinge is no loss.")
    assert all(name in error.hint for name in LOSSES)


def test_an_unknown_option_is_refused_with_those_there_are():
    error = refusal("ranked-list", options={"sharpness": 1.0})
    assert error.message == "The loss ranked-list has no option sharpness."
    assert error.hint == "It has boundary, margin, temperature or negative_weight."


@pytest.mark.parametrize("number", [0.0, -1.0, math.nan, math.inf])
def test_a_temperature_that_is_none_is_refused(number):
    error = refusal(options={"temperature": number})
    assert error.code == "bad-loss-option"
    assert error.hint == "Give a number above 0, such as 0.1."


def test_a_margin_may_be_0_but_not_below():
    assert loss_by_name("quadruplet", dim=8, n_classes=3, options={"margin": 0.0})
    error = refusal("quadruplet", options={"margin": -0.1})
    assert error.hint == "Give a number from 0 on, such as 0.2."


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"distance": "chebyshev"}, "unknown-distance"),
        ({"miner": "easy"}, "unknown-miner"),
        ({"dim": 0}, "bad-embedding-size"),
    ],
)
def test_other_choices_that_are_none_are_refused(changed, code):
    assert refusal(**changed).code == code


def test_a_loss_with_proxies_wants_classes():
    error = refusal("proxy-nca", n_classes=0)
    assert error.code == "loss-needs-labels"


def test_given_options_replace_defaults_only():
    pytest.importorskip("torch", reason="torch is not installed")
    loss = loss_by_name("ranked-list", dim=8, n_classes=3, options={"margin": 0.3})
    assert loss.option("margin") == 0.3
    assert loss.option("boundary") == 0.72


def test_the_names_cost_no_import_of_torch():
    code = (
        "import sys; import photosearch.learning.losses.by_name; sys.exit('torch' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
