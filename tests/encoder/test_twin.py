import numpy as np
import pytest

torch = pytest.importorskip("torch")

from photosearch.encoder.twin import load_twin  # noqa: E402  (torch may be absent)


@pytest.fixture(scope="module")
def twin(model_dir):
    return load_twin(model_dir)


def test_twin_equals_the_session_to_1e_4(twin, encoder, pixels):
    with torch.inference_mode():
        pooled, feature_map = twin(torch.from_numpy(pixels))
    np.testing.assert_allclose(pooled.numpy(), encoder.encode(pixels), atol=1e-4)
    np.testing.assert_allclose(feature_map.numpy(), encoder.encode_maps(pixels), atol=1e-4)


def test_twin_takes_planes_of_floats_alike(twin, pixels):
    images = torch.from_numpy(pixels[:1])
    with torch.inference_mode():
        from_bytes, _ = twin(images)
        from_floats, _ = twin(images.permute(0, 3, 1, 2).float())
    assert torch.equal(from_bytes, from_floats)


def test_twin_in_training_mode_gives_the_same(twin, pixels):
    images = torch.from_numpy(pixels[:1])
    with torch.inference_mode():
        evaluated, _ = twin.eval()(images)
        trained, _ = twin.train()(images)
    assert torch.equal(evaluated, trained)


def test_twin_is_frozen_when_loaded(model_dir):
    assert not any(parameter.requires_grad for parameter in load_twin(model_dir).parameters())


def test_unfreeze_last_blocks_lets_gradients_reach_only_these(twin, pixels):
    twin.unfreeze_last_blocks(2)
    pooled, _ = twin(torch.from_numpy(pixels[:1]))
    pooled.sum().backward()
    reached = [any(p.grad is not None for p in block.parameters()) for block in twin.blocks]
    assert reached == [False] * 16 + [True] * 2


@pytest.mark.parametrize("n_blocks", [-1, 19])
def test_unfreeze_last_blocks_beyond_the_network_is_refused(twin, n_blocks):
    with pytest.raises(ValueError, match="n_blocks"):
        twin.unfreeze_last_blocks(n_blocks)
