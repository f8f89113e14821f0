import itertools

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="torch is not installed")

from photosearch.learning.distances import DISTANCES  # noqa: E402
from photosearch.learning.losses.by_name import loss_by_name  # noqa: E402
from photosearch.learning.losses.tuples import Tuples  # noqa: E402
from photosearch.learning.miners import MINERS  # noqa: E402
from tests.learning.losses.batches import distances, p_by_q, value  # noqa: E402
from tests.learning.losses.test_triplet import hinge_mean, mined  # noqa: E402


def build(distance="cosine", miner="all", **options):
    return loss_by_name(
        "quadruplet", dim=6, n_classes=4, distance=distance, miner=miner, options=options
    )


def second_sum(measured, labels, pairs, margin):
    """Return the second hinge of Chen et al. 2017, k being the nearest to l of another class."""
    hinges = []
    for i, j in pairs:
        for one in range(len(labels)):
            unlike = [k for k in range(len(labels)) if labels[k] != labels[one]]
            nearest = min(unlike, key=lambda k, one=one: measured[one, k])
            if labels[i] not in (labels[one], labels[nearest]):
                hinges.append(measured[i, j] - measured[one, nearest] + margin)
    violated = np.array([hinge for hinge in hinges if hinge > 0])
    return violated.mean() if len(violated) else 0.0


@pytest.mark.parametrize(("distance", "miner"), [*zip(DISTANCES, MINERS, strict=True)])
def test_value_of_labels_follows_the_paper(distance, miner):
    rows, labels = p_by_q()
    loss = build(distance, miner)
    measured = distances(rows, rows, distance)
    margin, second_margin = loss.option("margin"), loss.option("second_margin")
    triplets = mined(measured, labels, miner, margin)
    if miner == "hard":
        pairs = [(a, p) for a, p, _ in triplets]
    else:
        every = itertools.permutations(range(12), 2)
        pairs = [(i, j) for i, j in every if labels[i] == labels[j]]
    second = second_sum(measured, labels, pairs, second_margin)
    expected = hinge_mean(measured, triplets, margin) + second
    assert second > 0
    assert value(loss, rows, labels) == pytest.approx(expected, abs=1e-9)


def test_two_classes_have_the_first_hinge_only():
    rows, labels = p_by_q()
    labels %= 2
    margin = 0.2
    measured = distances(rows, rows, "cosine")
    expected = hinge_mean(measured, mined(measured, labels, "all", margin), margin)
    assert value(build(), rows, labels) == pytest.approx(expected, abs=1e-9)


def test_identical_embeddings_give_both_margins():
    found = value(build(margin=0.3, second_margin=0.2), np.ones((12, 6)), p_by_q()[1])
    assert found == pytest.approx(0.5)


@pytest.mark.parametrize("distance", DISTANCES)
def test_value_of_quadruplets_and_triplets(distance):
    rows, _ = p_by_q()
    loss, measured = build(distance), distances(rows, rows, distance)
    quadruplets = np.array([[0, 1, 2, 3], [4, 5, 0, 1], [2, 3, 0, 1]])
    hinges = [
        measured[a, b] - measured[c, d] + loss.option("second_margin") for a, b, c, d in quadruplets
    ]
    expected = np.mean([hinge for hinge in hinges if hinge > 0])
    found = value(loss, rows, tuples=Tuples("quadruplets", quadruplets))
    assert found == pytest.approx(expected, abs=1e-9)
    triplets = quadruplets[:, :3]
    expected = hinge_mean(measured, triplets, loss.option("margin"))
    found = value(loss, rows, tuples=Tuples("triplets", triplets))
    assert found == pytest.approx(expected, abs=1e-9)
