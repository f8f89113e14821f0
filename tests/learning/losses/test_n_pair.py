import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="torch is not installed")
pytest.importorskip("pytorch_metric_learning", reason="pytorch-metric-learning is not installed")

from photosearch.learning.distances import DISTANCES  # noqa: E402
from photosearch.learning.losses.by_name import loss_by_name  # noqa: E402
from photosearch.learning.losses.tuples import Tuples  # noqa: E402
from tests.learning.losses.batches import anchor_positive, similarities, value  # noqa: E402


@pytest.mark.parametrize(("distance", "scale"), [*zip(DISTANCES, [1.0, 9.0, 4.0], strict=True)])
def test_value_follows_the_paper(distance, scale):
    """Follow L_N-pair-mc of Sohn 2016 on embeddings whose squared length is the scale."""
    rows, labels = anchor_positive()
    s = scale * similarities(rows[:4], rows[4:], distance)
    losses = [
        np.log(1 + sum(np.exp(s[i, j] - s[i, i]) for j in range(4) if j != i)) for i in range(4)
    ]
    loss = loss_by_name("n-pair", dim=6, n_classes=4, distance=distance, options={"scale": scale})
    assert value(loss, rows, labels) == pytest.approx(np.mean(losses), abs=1e-9)


def test_identical_embeddings_give_the_logarithm_of_the_number_of_classes():
    loss = loss_by_name("n-pair", dim=6, n_classes=4)
    assert value(loss, np.ones((8, 6)), anchor_positive()[1]) == pytest.approx(np.log(4))


def test_a_triplet_is_a_pair_with_one_negative():
    rows, _ = anchor_positive()
    loss = loss_by_name("n-pair", dim=6, n_classes=0)
    s = 9 * rows @ rows.T
    found = value(loss, rows, tuples=Tuples("triplets", np.array([[0, 1, 2]])))
    assert found == pytest.approx(np.log(1 + np.exp(s[0, 2] - s[0, 1])), abs=1e-9)
