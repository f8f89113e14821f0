import itertools

import numpy as np
import pytest

from photosearch.base.errors import UserError

torch = pytest.importorskip("torch", reason="torch is not installed")

from photosearch.learning.distances import pairwise  # noqa: E402
from photosearch.learning.miners import MINERS, checked_miner, mine  # noqa: E402

MARGIN = 0.2


def batch(seed=0, n=12, n_classes=4):
    rng = np.random.default_rng(seed)
    rows = torch.from_numpy(rng.standard_normal((n, 3)))
    labels = torch.from_numpy(rng.integers(0, n_classes, n))
    return pairwise(rows, rows, "euclidean"), labels


def every_triplet(labels):
    for a, p, n in itertools.permutations(range(len(labels)), 3):
        if labels[a] == labels[p] != labels[n]:
            yield a, p, n


def chosen(distances, labels, miner):
    return {tuple(row) for row in mine(distances, labels, miner, MARGIN).tolist()}


@pytest.mark.parametrize("seed", range(2))
def test_all_are_all(seed):
    distances, labels = batch(seed)
    assert chosen(distances, labels, "all") == set(every_triplet(labels))


@pytest.mark.parametrize("seed", range(2))
def test_semi_hard_negatives_lie_behind_the_positive_within_the_margin(seed):
    distances, labels = batch(seed)
    expected = {
        (a, p, n)
        for a, p, n in every_triplet(labels)
        if distances[a, p] < distances[a, n] < distances[a, p] + MARGIN
    }
    assert expected
    assert chosen(distances, labels, "semi-hard") == expected


@pytest.mark.parametrize("seed", range(2))
def test_hard_takes_the_farthest_positive_and_the_nearest_negative(seed):
    distances, labels = batch(seed)
    triplets = sorted(every_triplet(labels))
    expected = set()
    for anchor in {a for a, _, _ in triplets}:
        own = [(p, n) for a, p, n in triplets if a == anchor]
        farthest = max(own, key=lambda pair: distances[anchor, pair[0]])[0]
        nearest = min(own, key=lambda pair: distances[anchor, pair[1]])[1]
        expected.add((anchor, farthest, nearest))
    assert chosen(distances, labels, "hard") == expected


@pytest.mark.parametrize("miner", MINERS)
@pytest.mark.parametrize("labels", [[0, 0, 0, 0], [0, 1, 2, 3], [5], []])
def test_no_triplet_without_both_positives_and_negatives(miner, labels):
    rows = torch.randn(len(labels), 2)
    triplets = mine(pairwise(rows, rows), torch.tensor(labels), miner, MARGIN)
    assert triplets.shape == (0, 3)
    assert triplets.dtype == torch.int64


def test_an_unknown_miner_is_refused_with_the_choices():
    with pytest.raises(UserError, match="easy is no miner") as caught:
        checked_miner("easy")
    assert caught.value.hint == "Say all, semi-hard or hard."
