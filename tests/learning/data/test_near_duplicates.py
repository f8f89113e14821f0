import io

import numpy as np
import pytest
from PIL import Image, ImageEnhance

from photosearch.base.errors import Cancelled
from photosearch.base.progress import ProgressControl
from photosearch.learning.data import near_duplicates
from photosearch.learning.data.near_duplicates import duplicate_groups
from tests.pictures import jpeg, make_photo


def _stack(images, px=32):
    return np.stack([np.asarray(image.convert("RGB").resize((px, px))) for image in images])


def test_duplicate_groups_of_different_pictures_are_their_own():
    pixels = _stack([make_photo(seed) for seed in range(40)])
    groups = duplicate_groups(pixels)
    assert groups.dtype == np.int64
    np.testing.assert_array_equal(groups, np.arange(40))


def test_duplicate_groups_of_exact_copies_is_the_first_index():
    pixels = _stack([make_photo(seed) for seed in range(5)])
    groups = duplicate_groups(pixels[[3, 1, 3, 0, 1, 3]])
    np.testing.assert_array_equal(groups, [0, 1, 0, 3, 1, 0])


@pytest.mark.parametrize("px", [32, 30, 64, 224])
def test_duplicate_groups_of_edits_are_one(px):
    photo = make_photo(7)
    edits = [
        photo,
        Image.open(io.BytesIO(jpeg(photo, quality=20))),
        photo.resize((80, 60)),
        photo.convert("L"),
        ImageEnhance.Brightness(photo).enhance(0.8),
        photo.crop((3, 3, 317, 237)),
    ]
    groups = duplicate_groups(_stack([*edits, make_photo(8), make_photo(9)], px))
    np.testing.assert_array_equal(groups, [0, 0, 0, 0, 0, 0, 6, 7])


def test_duplicate_groups_flat_pictures_are_copies_only_if_equal():
    random = np.random.default_rng(0)
    pixels = (128 + random.integers(-1, 2, (6, 32, 32, 3))).astype(np.uint8)
    np.testing.assert_array_equal(duplicate_groups(pixels), np.arange(6))
    pixels[:] = 77
    np.testing.assert_array_equal(duplicate_groups(pixels), np.zeros(6))


def test_duplicate_groups_gradients_alone_make_no_copies():
    """All skies have the gradient; what differs lies on top of it."""
    random = np.random.default_rng(0)
    sky = np.linspace(40, 220, 32)[None, :, None, None] * np.ones((12, 1, 32, 3))
    clouds = random.normal(0, 1, (12, 8, 8)).repeat(4, axis=1).repeat(4, axis=2)[..., None]
    pixels = np.clip(sky + 12 * clouds, 0, 255).astype(np.uint8)
    np.testing.assert_array_equal(duplicate_groups(pixels), np.arange(12))


def test_duplicate_groups_join_what_a_chain_connects():
    """Neighbouring frames of a slow pan are copies; so its ends are in one group."""
    wide = make_photo(3, (640, 240))
    frames = [wide.crop((4 * i, 0, 4 * i + 320, 240)) for i in range(12)]
    assert len(set(duplicate_groups(_stack(frames)).tolist())) == 1


@pytest.mark.parametrize("n_images", [0, 1])
def test_duplicate_groups_of_next_to_nothing(n_images):
    assert len(duplicate_groups(np.zeros((n_images, 32, 32, 3), np.uint8))) == n_images


def test_duplicate_groups_by_hashing_find_what_all_pairs_find(monkeypatch):
    random = np.random.default_rng(0)
    scenes = random.integers(0, 256, (1500, 8, 8, 3)).astype(np.float64)
    rows = np.concatenate([np.arange(1500), random.integers(0, 1500, 500)])
    pixels = scenes[rows].repeat(4, axis=1).repeat(4, axis=2)
    pixels = np.clip(pixels + random.normal(0, 12, pixels.shape), 0, 255).astype(np.uint8)
    exact = duplicate_groups(pixels)
    monkeypatch.setattr(near_duplicates, "_ALL_PAIRS_UP_TO", 10)
    hashed = duplicate_groups(pixels)
    assert len(set(exact.tolist())) == 1500
    assert (hashed == exact).mean() > 0.99


def test_duplicate_groups_stop_when_cancelled():
    control = ProgressControl(lambda step: None)
    control.cancel()
    with pytest.raises(Cancelled):
        duplicate_groups(np.zeros((3, 32, 32, 3), np.uint8), control)


def test_duplicate_groups_find_bursts_and_hardly_anything_else(data_dir):
    from photosearch.learning.data.image_folder import read_image_folder

    bursts = read_image_folder(data_dir / "photos" / "bursts", 32)
    groups = duplicate_groups(bursts.pixels)
    _, sizes = np.unique(groups, return_counts=True)
    assert sizes[sizes > 1].sum() / len(groups) > 0.6
    covers = read_image_folder(data_dir / "photos" / "cdcovers", 32)
    assert len(set(duplicate_groups(covers.pixels).tolist())) >= len(covers) - 2
