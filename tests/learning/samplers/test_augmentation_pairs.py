import numpy as np
import pytest

from photosearch.base.errors import UserError
from photosearch.learning.samplers.augmentation_pairs import AugmentationPairSampler


def test_augmentation_pairs_show_each_picture_once_with_itself():
    sampler = AugmentationPairSampler(30, batch_size=10)
    batches = list(sampler.epoch(0))
    assert len(batches) == sampler.n_batches == 3
    shown = []
    for batch in batches:
        first, second = np.split(batch.indices, 2)
        np.testing.assert_array_equal(first, second)
        np.testing.assert_array_equal(batch.labels, batch.indices)
        assert batch.is_view.all()
        shown += first.tolist()
    assert sorted(shown) == list(range(30))


def test_augmentation_pairs_of_near_copies_show_one_and_each_in_its_turn():
    copies = np.array([0, 0, 0, 3, 4])
    sampler = AugmentationPairSampler(5, copies, batch_size=3)
    seen = set()
    for epoch in range(30):
        (batch,) = sampler.epoch(epoch)
        assert sorted(copies[batch.indices[:3]].tolist()) == [0, 3, 4]
        seen |= set(batch.indices.tolist())
    assert seen == {0, 1, 2, 3, 4}


def test_augmentation_pairs_are_a_function_of_seed_and_epoch():
    def of(seed, epoch):
        batches = AugmentationPairSampler(40, batch_size=8, seed=seed).epoch(epoch)
        return np.stack([batch.indices for batch in batches])

    np.testing.assert_array_equal(of(1, 4), of(1, 4))
    assert not np.array_equal(of(1, 4), of(1, 5))
    assert not np.array_equal(of(1, 4), of(2, 4))


def test_augmentation_pairs_batch_clamps_to_the_pictures_there_are():
    (batch,) = AugmentationPairSampler(5, batch_size=64).epoch(0)
    assert len(batch) == 10


@pytest.mark.parametrize(
    ("n_images", "batch_size", "code"),
    [(10, 0, "bad-size"), (10, 1, "bad-size"), (1, 8, "too-few-pictures")],
)
def test_augmentation_pairs_too_few_say_so(n_images, batch_size, code):
    with pytest.raises(UserError) as caught:
        AugmentationPairSampler(n_images, batch_size=batch_size)
    assert caught.value.code == code
    assert caught.value.hint
