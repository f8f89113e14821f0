import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="torch is not installed")

from photosearch.learning.losses.by_name import loss_by_name  # noqa: E402
from photosearch.learning.losses.tuple_softmax import tuple_softmax  # noqa: E402
from photosearch.learning.losses.tuples import Tuples  # noqa: E402
from tests.learning.losses.batches import random_rows, value  # noqa: E402

LOSSES = ("anchor-positive", "nt-xent", "supcon")
PAIRS = Tuples("pairs", np.array([[0, 1], [2, 3], [1, 4], [0, 2]]), np.array([1, 0, 1, 0], bool))
TRIPLETS = Tuples("triplets", np.array([[0, 1, 2], [3, 4, 0]]))
QUADRUPLETS = Tuples("quadruplets", np.array([[0, 1, 2, 3], [3, 4, 0, 1]]))


def softmax(cosines, tuples):
    return float(tuple_softmax(torch.as_tensor(cosines), tuples, temperature=0.2))


def test_triplets_follow_the_ratio_of_the_triplet_network():
    rows = random_rows(5)
    e = np.exp(rows @ rows.T / 0.2)
    expected = np.mean([-np.log(e[a, b] / (e[a, b] + e[a, c])) for a, b, c in TRIPLETS.rows])
    assert softmax(rows @ rows.T, TRIPLETS) == pytest.approx(expected)


def test_quadruplets_compare_two_pairs():
    rows = random_rows(5)
    e = np.exp(rows @ rows.T / 0.2)
    expected = np.mean([-np.log(e[a, b] / (e[a, b] + e[c, d])) for a, b, c, d in QUADRUPLETS.rows])
    assert softmax(rows @ rows.T, QUADRUPLETS) == pytest.approx(expected)


def test_each_same_pair_competes_with_every_other_pair():
    rows = random_rows(5)
    e = np.exp(rows @ rows.T / 0.2)
    far = e[2, 3] + e[0, 2]
    expected = np.mean([-np.log(near / (near + far)) for near in (e[0, 1], e[1, 4])])
    assert softmax(rows @ rows.T, PAIRS) == pytest.approx(expected)


def test_every_loss_with_a_temperature_learns_from_tuples_so():
    rows, options = random_rows(5), {"temperature": 0.2}
    for tuples in (PAIRS, TRIPLETS, QUADRUPLETS):
        expected = pytest.approx(softmax(rows @ rows.T, tuples))
        for name in LOSSES:
            loss = loss_by_name(name, dim=6, n_classes=0, options=options)
            assert value(loss, rows, tuples=tuples) == expected


def test_identical_embeddings_give_log_2():
    for tuples in (TRIPLETS, QUADRUPLETS):
        assert softmax(np.ones((5, 5)), tuples) == pytest.approx(np.log(2))


@pytest.mark.parametrize("same", [True, False])
def test_one_kind_of_pair_only_gives_0_with_a_gradient(same):
    cosines = torch.as_tensor(random_rows(4)).requires_grad_()
    pairs = Tuples("pairs", np.array([[0, 1], [2, 3]]), np.array([same, same]))
    loss = tuple_softmax(cosines, pairs, temperature=0.2)
    loss.backward()
    assert float(loss.detach()) == 0
    assert torch.equal(cosines.grad, torch.zeros_like(cosines))
