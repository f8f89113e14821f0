import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="torch is not installed")

from photosearch.learning.distances import DISTANCES  # noqa: E402
from photosearch.learning.losses.by_name import loss_by_name  # noqa: E402
from tests.learning.losses.batches import (  # noqa: E402
    anchor_positive,
    p_by_q,
    similarities,
    value,
)


def reference(rows, labels, distance, temperature):
    """Follow equation 1 of Chen et al. 2020; other views of the anchor's own photo left out."""
    exponentials = np.exp(similarities(rows, rows, distance) / temperature)
    losses = []
    for i in range(len(rows)):
        for j in range(len(rows)):
            if i != j and labels[i] == labels[j]:
                negatives = exponentials[i][labels != labels[i]].sum()
                losses.append(-np.log(exponentials[i, j] / (exponentials[i, j] + negatives)))
    return np.mean(losses)


@pytest.mark.parametrize("distance", DISTANCES)
@pytest.mark.parametrize("batch", [p_by_q, anchor_positive])
def test_value_follows_the_paper(distance, batch):
    rows, labels = batch()
    loss = loss_by_name("nt-xent", dim=6, n_classes=4, distance=distance)
    temperature = loss.option("temperature")
    expected = reference(rows, labels, distance, temperature)
    assert value(loss, rows, labels) == pytest.approx(expected, abs=1e-9)


def test_identical_views_of_n_photos_give_log_2n_minus_1():
    loss = loss_by_name("nt-xent", dim=3, n_classes=5)
    labels = np.tile(np.arange(5), 2)
    assert value(loss, np.ones((10, 3)), labels) == pytest.approx(np.log(9))


@pytest.mark.parametrize("batch", [p_by_q, anchor_positive])
def test_value_is_that_of_pytorch_metric_learning(batch):
    losses = pytest.importorskip("pytorch_metric_learning.losses", reason="it is not installed")
    rows, labels = batch()
    ours = loss_by_name("nt-xent", dim=6, n_classes=4, options={"temperature": 0.3})
    theirs = losses.NTXentLoss(temperature=0.3)
    assert value(ours, rows, labels) == pytest.approx(value(theirs, rows, labels), abs=1e-9)
