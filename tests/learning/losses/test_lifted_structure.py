import itertools

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="torch is not installed")

from photosearch.learning.distances import DISTANCES  # noqa: E402
from photosearch.learning.losses.by_name import loss_by_name  # noqa: E402
from tests.learning.losses.batches import distances, p_by_q, value  # noqa: E402


def reference(rows, labels, distance, margin, scale):
    """Follow J~ of Song et al. 2016, section 4: half the mean over unordered positive pairs."""
    measured = distances(rows, rows, distance)
    terms = []
    for i, j in itertools.combinations(range(len(rows)), 2):
        if labels[i] == labels[j]:
            lifted = sum(
                np.exp(scale * (margin - measured[end, k]))
                for end in (i, j)
                for k in range(len(rows))
                if labels[k] != labels[end]
            )
            terms.append(max(0.0, np.log(lifted) / scale + measured[i, j]) ** 2)
    return np.mean(terms) / 2


@pytest.mark.parametrize(("distance", "scale"), [*zip(DISTANCES, [10.0, 1.0, 5.0], strict=True)])
def test_value_follows_the_paper(distance, scale):
    rows, labels = p_by_q()
    options = {"scale": scale, "margin": 0.7}
    loss = loss_by_name("lifted-structure", dim=6, n_classes=4, distance=distance, options=options)
    expected = reference(rows, labels, distance, 0.7, scale)
    assert value(loss, rows, labels) == pytest.approx(expected, abs=1e-9)


def test_value_at_scale_1_is_that_of_pytorch_metric_learning():
    losses = pytest.importorskip("pytorch_metric_learning.losses", reason="it is not installed")
    rows, labels = p_by_q()
    ours = loss_by_name(
        "lifted-structure", dim=6, n_classes=4, distance="euclidean", options={"scale": 1.0}
    )
    theirs = losses.LiftedStructureLoss(neg_margin=1.0)
    assert value(ours, rows, labels) == pytest.approx(value(theirs, rows, labels), abs=1e-9)


def test_two_pairs_at_right_angles_give_the_value_computed_by_hand():
    rows = np.array([[1.0, 0], [1, 0], [0, 1], [0, 1]])
    loss = loss_by_name(
        "lifted-structure", dim=2, n_classes=2, options={"scale": 1.0, "margin": 1.0}
    )  # four negatives a pair, each exp(1 - 1); D_ij = 0
    assert value(loss, rows, [0, 0, 1, 1]) == pytest.approx(np.log(4) ** 2 / 2)
