import itertools

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="torch is not installed")
pytest.importorskip("pytorch_metric_learning", reason="pytorch-metric-learning is not installed")

from photosearch.learning.distances import DISTANCES  # noqa: E402
from photosearch.learning.losses.by_name import loss_by_name  # noqa: E402
from photosearch.learning.losses.tuples import Tuples  # noqa: E402
from photosearch.learning.miners import MINERS  # noqa: E402
from tests.learning.losses.batches import distances, p_by_q, value  # noqa: E402


def hinge_mean(measured, triplets, margin):
    hinges = np.array([measured[a, p] - measured[a, n] + margin for a, p, n in triplets])
    return hinges[hinges > 0].mean() if (hinges > 0).any() else 0.0


def mined(measured, labels, miner, margin):
    triplets = [
        (a, p, n)
        for a, p, n in itertools.permutations(range(len(labels)), 3)
        if labels[a] == labels[p] != labels[n]
    ]
    if miner == "semi-hard":
        return [(a, p, n) for a, p, n in triplets if 0 < measured[a, n] - measured[a, p] < margin]
    if miner == "hard":
        return [
            max(
                (one for one in triplets if one[0] == anchor),
                key=lambda one: measured[one[0], one[1]] - measured[one[0], one[2]],
            )
            for anchor in range(len(labels))
        ]
    return triplets


@pytest.mark.parametrize(("distance", "miner"), [*zip(DISTANCES, MINERS, strict=True)])
def test_value_of_labels_follows_the_papers(distance, miner):
    rows, labels = p_by_q()
    loss = loss_by_name("triplet", dim=6, n_classes=4, distance=distance, miner=miner)
    measured, margin = distances(rows, rows, distance), loss.option("margin")
    expected = hinge_mean(measured, mined(measured, labels, miner, margin), margin)
    assert expected > 0
    assert value(loss, rows, labels) == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize("distance", DISTANCES)
def test_value_of_triplets_follows_the_papers(distance):
    rows, _ = p_by_q()
    triplets = np.array([[0, 1, 2], [3, 4, 5], [0, 1, 7], [2, 1, 0]])
    loss = loss_by_name("triplet", dim=6, n_classes=0, distance=distance)
    expected = hinge_mean(distances(rows, rows, distance), triplets, loss.option("margin"))
    found = value(loss, rows, tuples=Tuples("triplets", triplets))
    assert found == pytest.approx(expected, abs=1e-9)


def test_a_triplet_is_satisfied_once_the_margin_is_kept():
    rows = np.array([[1.0, 0], [0.8, 0.6], [0.0, 1]])  # cosine distances .2 and 1
    triplet = Tuples("triplets", np.array([[0, 1, 2]]))
    for margin, expected in ((0.7, 0.0), (0.8, 0.0), (1.0, 0.2)):
        loss = loss_by_name("triplet", dim=2, n_classes=0, options={"margin": margin})
        assert value(loss, rows, tuples=triplet) == pytest.approx(expected, abs=1e-9)
