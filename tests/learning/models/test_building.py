import json

import pytest

torch = pytest.importorskip("torch", reason="torch is not installed")

from photosearch.base.errors import UserError  # noqa: E402
from photosearch.learning.models.building import architecture_of, build_model  # noqa: E402


def test_build_model_small_has_the_table_s_defaults():
    model = build_model({"kind": "small"})
    assert architecture_of(model) == {
        "kind": "small",
        "dim": 64,
        "widths": [32, 64, 128],
        "normalised": False,
        "input_px": 32,
        "strides": [2, 2, 2],
        "mirrored": False,
    }


def test_architecture_survives_json():
    architecture = architecture_of(build_model({"kind": "small", "dim": 8, "normalised": True}))
    again = build_model(json.loads(json.dumps(architecture)))
    assert architecture_of(again) == architecture


def test_architecture_of_is_a_copy():
    model = build_model({"kind": "small"})
    architecture_of(model)["dim"] = 1
    assert model.architecture["dim"] == 64


@pytest.mark.parametrize("dim", [0, -3, 1.5, "64", True, None, 10**9])
def test_build_model_impossible_size_is_one_clear_sentence(dim):
    with pytest.raises(UserError, match="dim") as caught:
        build_model({"kind": "small", "dim": dim})
    assert caught.value.code == "bad-architecture"
    assert "from 1" in caught.value.hint


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ({"widths": []}, "widths"),
        ({"widths": [32, 0]}, "widths"),
        ({"widths": 32}, "widths"),
        ({"strides": [2]}, "strides"),
        ({"normalised": 1}, "normalised"),
        ({"mirrored": "yes"}, "mirrored"),
        ({"input_px": 0}, "input_px"),
        ({"depth": 3}, "depth"),
    ],
)
def test_build_model_bad_setting_is_named(values, named):
    with pytest.raises(UserError, match=named):
        build_model({"kind": "small", **values})


@pytest.mark.parametrize("architecture", [{}, {"kind": "resnet"}, {"kind": ["small"]}])
def test_build_model_unknown_kind_lists_the_known(architecture):
    with pytest.raises(UserError, match="kind") as caught:
        build_model(architecture)
    assert caught.value.code == "unknown-architecture"
    assert "small and lite0" in caught.value.hint


@pytest.mark.parametrize("blocks", [-1, 19, 1.0, True])
def test_build_model_lite0_impossible_unfrozen_blocks_are_refused_before_loading(blocks):
    with pytest.raises(UserError, match="unfrozen_blocks"):
        build_model({"kind": "lite0", "unfrozen_blocks": blocks})
