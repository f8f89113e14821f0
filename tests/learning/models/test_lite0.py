import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="torch is not installed")

from photosearch.base.errors import Cancelled  # noqa: E402
from photosearch.base.progress import ProgressControl  # noqa: E402
from photosearch.learning.models import lite0  # noqa: E402
from photosearch.learning.models.building import build_model  # noqa: E402


@pytest.fixture(scope="module")
def pixels():
    random = np.random.default_rng(0)
    coarse = random.integers(0, 256, (3, 14, 14, 3), dtype=np.uint8)
    return coarse.repeat(16, axis=1).repeat(16, axis=2)


@pytest.fixture(scope="module")
def whole_features(pixels):
    with torch.inference_mode():
        return build_model({"kind": "lite0"}).features(torch.from_numpy(pixels))


def test_lite0_without_projection_is_the_twin_s_features_at_unit_length(pixels, whole_features):
    model = build_model({"kind": "lite0"})
    with torch.inference_mode():
        out = model(torch.from_numpy(pixels))
    assert (model.dim, model.input_px) == (1280, 224)
    expected = whole_features / whole_features.norm(dim=1, keepdim=True)
    torch.testing.assert_close(out, expected, atol=1e-6, rtol=0)


@pytest.mark.parametrize("unfrozen", [0, 1, 2, 5])
def test_lite0_tail_on_cached_maps_equals_the_whole_forward(pixels, unfrozen):
    torch.manual_seed(0)
    dim = None if unfrozen == 5 else 16
    model = build_model({"kind": "lite0", "dim": dim, "unfrozen_blocks": unfrozen})
    maps = model.frozen_maps(pixels)
    with torch.inference_mode():
        whole = model(torch.from_numpy(pixels))
        split = model.tail()(torch.from_numpy(maps))
    assert maps.dtype == np.float32
    torch.testing.assert_close(split, whole, atol=1e-5, rtol=0)
    torch.testing.assert_close(split.norm(dim=1), torch.ones(3), atol=1e-5, rtol=0)


def test_lite0_frozen_maps_in_blocks_equal_those_of_one(pixels, monkeypatch):
    model = build_model({"kind": "lite0", "unfrozen_blocks": 2})
    whole = model.frozen_maps(pixels)
    assert whole.shape == (3, 192, 7, 7)
    monkeypatch.setattr(lite0, "_PICTURES_AT_ONCE", 2)
    steps = []
    blocks = model.frozen_maps(pixels, ProgressControl(steps.append))
    np.testing.assert_allclose(blocks, whole, atol=1e-4)
    assert [(step.done, step.total) for step in steps] == [(0, 3), (2, 3), (3, 3)]


def test_lite0_frozen_maps_of_nothing_is_empty():
    model = build_model({"kind": "lite0"})
    assert len(model.frozen_maps(np.empty((0, 224, 224, 3), np.uint8))) == 0


def test_lite0_only_unfrozen_blocks_and_projection_learn():
    model = build_model({"kind": "lite0", "dim": 16, "unfrozen_blocks": 1})
    learning = {name for name, value in model.named_parameters() if value.requires_grad}
    assert learning == {
        "twin.blocks.17.layers.0.weight",
        "twin.blocks.17.layers.0.bias",
        "projection.weight",
        "projection.bias",
    }


def test_lite0_training_the_tail_trains_the_whole(pixels, whole_features):
    torch.manual_seed(0)
    model = build_model({"kind": "lite0", "dim": 8, "unfrozen_blocks": 1})
    tail = model.tail()
    maps = torch.from_numpy(model.frozen_maps(pixels))
    optimiser = torch.optim.SGD([p for p in tail.parameters() if p.requires_grad], 0.1)
    tail(maps)[0, 0].backward()
    optimiser.step()
    with torch.inference_mode():
        torch.testing.assert_close(model(torch.from_numpy(pixels)), tail(maps), atol=1e-5, rtol=0)
        moved = (model.features(torch.from_numpy(pixels)) - whole_features).abs().max()
    assert moved > 1e-4


def test_lite0_tail_names_the_whole_model_s_architecture():
    model = build_model({"kind": "lite0", "dim": 8, "unfrozen_blocks": 1})
    assert model.tail().architecture == model.architecture
    assert model.tail().dim == 8


def test_lite0_frozen_maps_stop_when_cancelled(pixels):
    model = build_model({"kind": "lite0"})
    control = ProgressControl(lambda step: None)
    control.cancel()
    with pytest.raises(Cancelled):
        model.frozen_maps(pixels, control)
