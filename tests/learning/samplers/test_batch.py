import numpy as np
import pytest

from photosearch.learning.samplers.batch import Batch, batch_random


def test_batch_of_unequal_lengths_is_refused():
    two, three = np.arange(2), np.arange(3)
    assert len(Batch(two, two, two > 5)) == 2
    with pytest.raises(ValueError, match="one length"):
        Batch(two, three, two > 5)
    with pytest.raises(ValueError, match="one length"):
        Batch(two, two, three > 5)


def test_batch_random_differs_between_seeds_and_epochs():
    draws = [batch_random(seed, epoch).random() for seed in range(3) for epoch in range(3)]
    assert len(set(draws)) == 9
    assert batch_random(1, 2).random() == batch_random(1, 2).random()
