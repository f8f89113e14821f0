import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="torch is not installed")

from photosearch.learning.models.building import build_model  # noqa: E402
from photosearch.learning.models.small_encoder import SmallEncoder  # noqa: E402


def _pixels(n=5, px=32):
    values = np.random.default_rng(0).integers(0, 256, (n, px, px, 3), dtype=np.uint8)
    return torch.from_numpy(values)


@pytest.mark.parametrize("normalised", [False, True])
@pytest.mark.parametrize("dim", [1, 8, 64, 512])
def test_small_encoder_any_size_gives_unit_rows(dim, normalised):
    torch.manual_seed(0)
    out = SmallEncoder(dim, normalised=normalised)(_pixels())
    assert out.shape == (5, dim)
    assert out.dtype == torch.float32
    torch.testing.assert_close(out.norm(dim=1), torch.ones(5), atol=1e-5, rtol=0)


def test_small_encoder_bytes_and_float_planes_are_the_same_pictures():
    torch.manual_seed(0)
    model = SmallEncoder()
    pixels = _pixels()
    floats = pixels.permute(0, 3, 1, 2).float().contiguous()
    torch.testing.assert_close(model(floats), model(pixels))


def test_small_encoder_equals_its_layers_written_out_in_numpy():
    torch.manual_seed(0)
    model = SmallEncoder(dim=3, widths=(2, 4), input_px=6)
    pixels = _pixels(2, 6)
    current = pixels.numpy().astype(np.float64) / 127.5 - 1
    convolutions = [layer for layer in model.layers if isinstance(layer, torch.nn.Conv2d)]
    for layer in convolutions:
        weight, bias = (p.detach().numpy().astype(np.float64) for p in layer.parameters())
        padded = np.pad(current, ((0, 0), (1, 1), (1, 1), (0, 0)))
        n_out = -(-current.shape[1] // 2)
        out = np.zeros((2, n_out, n_out, len(bias)))
        for y in range(n_out):
            for x in range(n_out):
                window = padded[:, 2 * y : 2 * y + 3, 2 * x : 2 * x + 3]
                out[:, y, x] = np.einsum("nyxc,ocyx->no", window, weight) + bias
        current = np.maximum(out, 0)
    pooled = current.mean(axis=(1, 2))
    np.testing.assert_allclose(model.features(pixels).detach().numpy(), pooled, atol=1e-5)
    weight, bias = (p.detach().numpy() for p in model.projection.parameters())
    projected = pooled @ weight.T + bias
    expected = projected / np.linalg.norm(projected, axis=1, keepdims=True)
    np.testing.assert_allclose(model(pixels).detach().numpy(), expected, atol=1e-5)


def test_small_encoder_has_the_widths_of_the_table():
    model = SmallEncoder()
    convolutions = [layer for layer in model.layers if isinstance(layer, torch.nn.Conv2d)]
    assert [layer.out_channels for layer in convolutions] == [32, 64, 128]
    assert all(layer.kernel_size == (3, 3) and layer.stride == (2, 2) for layer in convolutions)
    assert model.features(_pixels()).shape == (5, 128)


def test_small_encoder_same_seed_same_weights():
    outputs = []
    for _ in range(2):
        torch.manual_seed(3)
        outputs.append(SmallEncoder()(_pixels()))
    assert torch.equal(*outputs)


def test_small_encoder_takes_a_picture_of_one_pixel():
    assert torch.isfinite(SmallEncoder()(_pixels(1, 1))).all()


def test_small_encoder_mirrored_gives_mirror_images_the_same_embedding():
    torch.manual_seed(0)
    model = SmallEncoder(mirrored=True).eval()
    plain = SmallEncoder().eval()
    plain.load_state_dict(model.state_dict())
    pixels = _pixels()
    torch.testing.assert_close(model(pixels.flip(2)), model(pixels), atol=1e-6, rtol=0)
    both = (plain.features(pixels) + plain.features(pixels.flip(2))) / 2
    torch.testing.assert_close(model.features(pixels), both)
    torch.testing.assert_close(model.train()(pixels), plain(pixels))


def test_small_encoder_refuses_bytes_that_are_planes():
    with pytest.raises(ValueError, match="uint8"):
        SmallEncoder()(torch.zeros(2, 3, 32, 32, dtype=torch.uint8))


def test_small_encoder_learns_to_tell_two_patterns_apart():
    """A few steps of the field's anchor-positive loss on stripes against squares."""
    torch.manual_seed(0)
    model = SmallEncoder(8, normalised=True)
    random = torch.Generator().manual_seed(0)
    stripes = torch.zeros(16, 3, 32, 32)
    stripes[:, :, ::4] = 255
    squares = torch.zeros(16, 3, 32, 32)
    squares[:, :, 8:24, 8:24] = 255
    pictures = torch.cat([stripes, squares])
    pictures = (pictures + 40 * torch.randn(pictures.shape, generator=random)).clamp(0, 255)
    labels = torch.arange(32) // 16
    optimiser = torch.optim.AdamW(model.parameters(), 3e-3)
    for _ in range(15):
        picked = torch.randperm(16, generator=random)[:2]
        rows = torch.cat([picked[:1], picked[:1] + 16, picked[1:], picked[1:] + 16])
        embedded = model(pictures[rows])
        loss = torch.nn.functional.cross_entropy(
            embedded[:2] @ embedded[2:].T / 0.2, torch.arange(2)
        )
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    model.eval()
    with torch.inference_mode():
        similar = model(pictures) @ model(pictures).T
    similar = similar.clone().fill_diagonal_(-1)
    assert (labels[similar.argmax(1)] == labels).all()


def test_small_encoder_is_rebuilt_from_its_architecture():
    torch.manual_seed(0)
    model = SmallEncoder(16, (8, 16), normalised=True, input_px=24, strides=(1, 2)).eval()
    again = build_model(model.architecture).eval()
    again.load_state_dict(model.state_dict())
    assert torch.equal(again(_pixels()), model(_pixels()))
    assert again.architecture == model.architecture
    assert (again.dim, again.input_px) == (16, 24)
