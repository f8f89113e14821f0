import numpy as np
import pytest

from photosearch.base.errors import UserError
from photosearch.learning.data.torchvision_dataset import read_dataset
from tests.pictures import make_photo


class _Dataset:
    classes = ("sea", "hill")

    def __init__(self, items):
        self.items = items

    def __len__(self):
        return len(self.items)

    def __getitem__(self, index):
        return self.items[index]


def test_read_dataset_takes_pictures_and_names():
    photos = [make_photo(seed, (8, 8)) for seed in range(3)]
    images = read_dataset(_Dataset(list(zip(photos, [1, 0, 1], strict=True))), 8)
    assert images.class_names == ("sea", "hill")
    np.testing.assert_array_equal(images.labels, [1, 0, 1])
    np.testing.assert_array_equal(images.pixels[2], np.asarray(photos[2]))


def test_read_dataset_grey_pictures_become_rgb():
    photos = [make_photo(seed, (8, 8)).convert("L") for seed in range(3)]
    images = read_dataset(_Dataset(list(zip(photos, [0, 0, 1], strict=True))), 4)
    assert images.pixels.shape == (3, 4, 4, 3)


def test_read_dataset_of_torchvision():
    pytest.importorskip("torch", reason="torch is not installed")
    datasets = pytest.importorskip("torchvision.datasets", reason="torchvision is not installed")
    images = read_dataset(datasets.FakeData(size=20, image_size=(3, 16, 16), num_classes=3), 16)
    assert len(images) == 20
    assert images.n_classes == 3
    assert images.labels.dtype == np.int64


def test_read_dataset_with_a_transform_says_so():
    with pytest.raises(UserError, match="not pictures") as caught:
        read_dataset(_Dataset([(np.zeros((3, 8, 8)), 0)]), 8)
    assert "transform" in caught.value.hint


def test_read_dataset_of_one_class_says_so():
    with pytest.raises(UserError) as caught:
        read_dataset(_Dataset([(make_photo(0, (8, 8)), 0), (make_photo(1, (8, 8)), 0)]), 8)
    assert caught.value.code == "one-class"
