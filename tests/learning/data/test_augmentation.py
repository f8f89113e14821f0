import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="torch is not installed")

from photosearch.learning.data.augmentation import (  # noqa: E402
    FLIPS,
    LIGHT,
    STRONG,
    UNCHANGED,
    Augmentation,
    augmented,
)


def _pixels(n=6, px=16, seed=0):
    values = np.random.default_rng(seed).integers(0, 256, (n, px, px, 3), dtype=np.uint8)
    return torch.from_numpy(values)


def _views(settings, pixels=None, seed=0):
    pixels = _pixels() if pixels is None else pixels
    return augmented(pixels, settings, torch.Generator().manual_seed(seed))


ALL = Augmentation(0.3, 1.3, 0.1, 0.5, 0.4, 0.4, 0.4, 0.2, 0.3)


def test_augmented_by_default_changes_nothing():
    torch.testing.assert_close(_views(UNCHANGED), _pixels().permute(0, 3, 1, 2).float())


@pytest.mark.parametrize("settings", [FLIPS, LIGHT, STRONG, ALL])
def test_augmented_is_a_function_of_the_generator(settings):
    assert torch.equal(_views(settings), _views(settings))
    assert not torch.equal(_views(settings), _views(settings, seed=1))


@pytest.mark.parametrize("settings", [UNCHANGED, FLIPS, LIGHT, STRONG, ALL])
def test_augmented_stays_in_range_and_shape(settings):
    views = _views(settings)
    assert views.shape == (6, 3, 16, 16)
    assert views.dtype == torch.float32
    assert views.min() >= 0
    assert views.max() <= 255


def test_augmented_bytes_and_float_planes_are_the_same_pictures():
    floats = _pixels().permute(0, 3, 1, 2).float()
    torch.testing.assert_close(_views(ALL, floats), _views(ALL))


def test_augmented_does_not_change_its_input():
    floats = _pixels().permute(0, 3, 1, 2).float()
    before = floats.clone()
    _views(ALL, floats)
    _views(Augmentation(brightness=0.5, cutout=0.5), floats)
    assert torch.equal(floats, before)


def test_augmented_draws_the_same_number_whatever_is_on():
    generators = [torch.Generator().manual_seed(0) for _ in range(2)]
    for settings, generator in zip((UNCHANGED, ALL), generators, strict=True):
        augmented(_pixels(), settings, generator)
    assert torch.equal(*(generator.get_state() for generator in generators))


def test_augmented_flip_is_the_mirror_image():
    flat = _pixels().permute(0, 3, 1, 2).float()
    always = _views(Augmentation(flip=1.0))
    torch.testing.assert_close(always, flat.flip(3), atol=1e-2, rtol=0)
    mirrored = [
        torch.allclose(view, plain.flip(2), atol=0.01)
        for view, plain in zip(
            _views(FLIPS, _pixels(200)), _pixels(200).permute(0, 3, 1, 2).float(), strict=True
        )
    ]
    assert 70 < sum(mirrored) < 130


def test_augmented_crop_shows_a_part_enlarged():
    """On a picture of its own coordinates a view says which part it shows."""
    ramp = torch.arange(64).float() * 4
    pictures = torch.stack([ramp.expand(64, 64), ramp[:, None].expand(64, 64), ramp.expand(64, 64)])
    views = _views(Augmentation(smallest_crop=0.25, stretch=1.2), pictures.expand(50, 3, 64, 64))
    width = views[:, 0, 32, -2] - views[:, 0, 32, 1]
    height = views[:, 1, -2, 32] - views[:, 1, 1, 32]
    shares = (width / 244) * (height / 244)
    assert shares.min() > 0.2
    assert shares.max() < 1.02
    assert shares.std() > 0.1
    assert (width / height).max() < 1.35
    # Enlarged, not cut: neighbouring pixels differ by less than in the picture.
    assert (views[:, 0, 32, 1:] - views[:, 0, 32, :-1]).abs().max() < 4.1


def test_augmented_shift_moves_and_mirrors_the_edge():
    pixels = torch.zeros(40, 3, 32, 32)
    pixels[:, :, 16, 16] = 255
    views = _views(Augmentation(shift=0.25), pixels)
    weight = views[:, 0] / views[:, 0].sum(dim=(1, 2), keepdim=True)
    rows = (weight.sum(2) * torch.arange(32)).sum(1) - 16
    assert rows.abs().max() < 8.5
    assert rows.abs().max() > 4
    white = torch.full((8, 3, 32, 32), 200.0)
    torch.testing.assert_close(_views(Augmentation(shift=0.5), white), white)


def test_augmented_colours_follow_their_formulas():
    """Brightness, then contrast about the mean grey, then saturation, in NumPy."""
    settings = Augmentation(brightness=0.2, contrast=0.3, saturation=0.4)
    pixels = _pixels() // 2 + 50
    draws = torch.rand(6, 12, generator=torch.Generator().manual_seed(0)).numpy().astype(float)
    factors = 1 + (2 * draws[:, 7:10] - 1) * (0.2, 0.3, 0.4)
    weights = np.array([0.299, 0.587, 0.114])
    for view, picture, (b, c, s) in zip(
        _views(settings, pixels).numpy(), pixels.numpy().astype(float), factors, strict=True
    ):
        bright = picture * b
        contrasted = c * bright + (1 - c) * (bright @ weights).mean()
        grey = (contrasted @ weights)[..., None]
        expected = np.clip(s * contrasted + (1 - s) * grey, 0, 255)
        np.testing.assert_allclose(view.transpose(1, 2, 0), expected, atol=0.01)


def test_augmented_grey_has_equal_channels():
    views = _views(Augmentation(grey=1.0))
    torch.testing.assert_close(views[:, 0], views[:, 1], atol=1e-3, rtol=0)
    expected = _pixels().float() @ torch.tensor([0.299, 0.587, 0.114])
    torch.testing.assert_close(views[:, 2], expected, atol=1e-2, rtol=0)


def test_augmented_cutout_is_a_grey_square_at_different_places():
    views = _views(Augmentation(cutout=0.5), torch.full((40, 3, 32, 32), 10.0))
    cut = views[:, 0] == 127.5
    n_rows, n_columns = cut.any(2).sum(1), cut.any(1).sum(1)
    assert (cut.sum((1, 2)) == n_rows * n_columns).all()
    assert n_rows.max() == n_columns.max() == 16
    assert n_rows.min() >= 8  # a centre at the edge leaves half
    assert len({tuple(row) for row in cut.any(2).tolist()}) > 10
    assert (views[~cut[:, None].expand_as(views)] == 10).all()


@pytest.mark.parametrize(
    "wrong",
    [
        {"smallest_crop": 0},
        {"smallest_crop": 1.1},
        {"stretch": 0.9},
        {"stretch": float("inf")},
        {"flip": 2},
        {"shift": -0.1},
        {"grey": float("nan")},
        {"cutout": 1.5},
    ],
)
def test_augmentation_out_of_range_is_refused(wrong):
    with pytest.raises(ValueError, match="must be"):
        Augmentation(**wrong)
